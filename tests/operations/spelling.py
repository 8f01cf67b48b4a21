"""One input, every dialect's SQL: what the tests of an operation are made of.

    def test_not_null(spell):
        spell(
            lambda op: op.alter_column("users", "email", nullable=False),
            {
                "postgresql": "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
                "mysql, mariadb": "ALTER TABLE users MODIFY email VARCHAR(120) NOT NULL",
                ...
            },
            given=users,
        )

*given* is the history before; without it the table is one that no revision creates. A key is a dialect,
with a version where the spelling depends on it (``"oracle 23"``), or several with commas; a dialect without
any key fails. A value is a statement, a list of statements (empty: there is nothing to do), or `refused`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import sqlalchemy as sa

from sqlgen.dialect import Dialect, known_dialects, load_dialect
from sqlgen.errors import SqlgenError
from sqlgen.lowering.dispatch import lower
from sqlgen.operations import Change
from sqlgen.origin import Origin
from sqlgen.raw_sql import effects_of
from sqlgen.replay.context import MigrationContext
from sqlgen.replay.operations import Operations
from sqlgen.replay.recorder import Recorder
from sqlgen.schema import Schema
from sqlgen.statement import Statement

AT = Origin("versions/0002_change.py", 23, "0002")
BEFORE = Origin("versions/0001_begin.py", 11, "0001")

Script = Callable[[Any], object]


@dataclass(frozen=True)
class refused:  # a word of the tables, as `raises` is
    """Nothing is written: the error says *what*, and where, and what to do."""

    what: str


Expected = str | Sequence[str] | refused
Spell = Callable[..., None]


def target(key: str) -> Dialect:
    """Return the dialect that a key such as ``"oracle 23"`` names."""
    name, _, version = key.strip().partition(" ")
    return load_dialect(name, version or None)


def statements(script: Script, dialect: Dialect, given: Script | None = None) -> list[Statement]:
    """Return the statements of *script* after the history *given*, of which no statement is asked for."""
    made: list[Statement] = []
    listening = False

    def sink(change: Change) -> None:
        if listening:
            made.extend(lower(change, dialect))

    op, recorder = operations(dialect, sink)
    if given is not None:
        recorder.enter(BEFORE)
        given(op)
    listening = True
    recorder.enter(AT)
    script(op)
    return made


def operations(
    dialect: Dialect, sink: Callable[[Change], None], convention: Mapping[str, Any] | None = None
) -> tuple[Operations, Recorder]:
    """Return an ``op`` for *dialect* whose changes go to *sink*; *convention* is the project's."""
    metadata = sa.MetaData(naming_convention=convention)
    recorder = Recorder(dialect, sink, Schema, {}, metadata=metadata, effects=effects_of(dialect))
    context = MigrationContext(recorder, {}, None, as_sql=False)
    return Operations(context), recorder


def spelled(script: Script, dialect: Dialect, given: Script | None = None) -> list[str] | refused:
    """Return what `spell` compares: the statements' text, or the refusal."""
    try:
        return [statement.sql for statement in statements(script, dialect, given)]
    except SqlgenError as error:
        assert error.where == AT, f"the message does not say where: {error}"
        assert error.hint, f"the message does not say what to do: {error}"
        return refused(error.what)


def keys(expected: Mapping[str, Expected]) -> dict[str, Expected]:
    """Return *expected* with one dialect, or one of its versions, a key."""
    return {key.strip(): value for names, value in expected.items() for key in names.split(",")}


def check(script: Script, expected: Mapping[str, Expected], *, given: Script | None = None) -> None:
    """Compare what every dialect says to *script* with what is *expected* of it."""
    single = keys(expected)
    missing = [name for name in known_dialects() if name not in single]
    assert not missing, f"no expectation for {', '.join(missing)}"
    actual = {key: spelled(script, target(key), given) for key in single}
    assert actual == {key: _finished(value) for key, value in single.items()}


def _finished(value: Expected) -> list[str] | refused:
    if isinstance(value, refused):
        return value
    texts = [value] if isinstance(value, str) else value
    return [dedent(text).strip() for text in texts]
