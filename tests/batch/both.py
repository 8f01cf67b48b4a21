"""A batch run twice on SQLite, with rows in the tables: live by Alembic, and by sqlgen's script."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from tests.engines import dump_sqlite
from tests.lowering.on_sqlite import script

Upgrade = Callable[[Any], object]


@dataclass(frozen=True)
class Program:
    """A batch after the history *given* with *rows*; *convention* names the project's constraints."""

    name: str
    upgrade: Upgrade
    given: Upgrade
    rows: Sequence[str] = ()
    convention: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Outcome:
    """The dump of a database, its rows by table, or the error on the way there."""

    dump: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    error: str = ""


def live(program: Program, path: Path) -> Outcome:
    """Return what Alembic makes of *program* on a database at *path*."""
    prepare(program, path)
    engine = sa.create_engine(f"sqlite+pysqlite:///{path}")
    try:
        with warnings.catch_warnings(), engine.begin() as connection:
            warnings.simplefilter("ignore")
            options = {"target_metadata": sa.MetaData(naming_convention=program.convention)}
            context = MigrationContext.configure(connection, opts=options if program.convention else {})
            program.upgrade(Operations(context))
    except Exception as error:
        return Outcome(error=f"{type(error).__name__}: {error}".split("\n")[0])
    finally:
        engine.dispose()
    return outcome(path)


def ours(program: Program, path: Path) -> tuple[Outcome, Outcome]:
    """Return what sqlgen's script makes of *program* on a database at *path*.

    And what is there when every table has been made anew once more, from what the schema says of it.
    """
    prepare(program, path)
    outcomes = []
    for text in scripts(program):
        run(path, text)
        outcomes.append(outcome(path))
    made, again = outcomes
    return made, again


def scripts(program: Program) -> list[str]:
    """Return the script of the batch, and one that makes each table anew, as the schema then has it."""

    def both(op: Any) -> None:
        program.given(op)
        program.upgrade(op)

    def anew(op: Any) -> None:
        for table in sorted(op.get_context().recorder.schema.tables):
            with op.batch_alter_table(table.name, recreate="always"):
                pass

    return [_text(program, program.upgrade, program.given), _text(program, anew, both)]


def _text(program: Program, upgrade: Upgrade, given: Upgrade | None = None) -> str:
    return script(upgrade, given, convention=program.convention).text()


def prepare(program: Program, path: Path) -> None:
    """Make the tables and rows that the batch finds."""
    run(path, _text(program, program.given) + "".join(f"{row};\n" for row in program.rows))


def run(path: Path, text: str) -> None:
    """Run a script on the database at *path*."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(text)


def outcome(path: Path) -> Outcome:
    """Return what is in the database at *path*."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
        ).fetchall()
        rows = [
            f"{name}: {row}"
            for (name,) in names
            if not name.startswith("sqlite_")
            for row in sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        ]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return Outcome(tuple(dump_sqlite.dump(connection).splitlines()), tuple(rows))
