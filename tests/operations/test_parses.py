"""SQL Server and Oracle cannot be run here: two parsers of their languages read all that is said to them.

sqlglot reads statement by statement and must understand each; the few forms that it does not know are listed,
each with the page that documents it. sqlfluff reads them all as one script, and must leave nothing unparsed.
"""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from sqlgen.compiler import Direction, compile_range
from sqlgen.dialect import Dialect, load_dialect
from sqlgen.project.project import find_project
from tests.operations.spelling import Expected, Script, _finished, keys, refused

HERE = Path(__file__).parent
BOOKSHOP = HERE.parent / "projects" / "bookshop"
RANGES: tuple[tuple[str, Direction], ...] = (("base:head", "upgrade"), ("head:base", "downgrade"))
PARSERS = {"mssql": "tsql", "oracle": "oracle"}

# What sqlglot does not know, by the page that says it is right.
UNKNOWN_TO_SQLGLOT: Mapping[str, tuple[str, ...]] = {
    "mssql": (
        # https://learn.microsoft.com/sql/t-sql/statements/alter-table-column-definition-transact-sql
        r"ALTER TABLE \S+ ADD DEFAULT .+ FOR \S+$",
        # https://learn.microsoft.com/sql/t-sql/statements/set-identity-insert-transact-sql
        r"SET IDENTITY_INSERT \S+ (ON|OFF)$",
        # https://learn.microsoft.com/sql/t-sql/language-elements/if-else-transact-sql
        r"IF (EXISTS \(\n|\(SELECT COUNT)",
        # https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql
        r"DECLARE @sqlgen INT;\nIF CAST\(SERVERPROPERTY",
        # https://learn.microsoft.com/sql/t-sql/functions/rowcount-transact-sql
        r"(UPDATE|DELETE) [^;]+;\nIF @@ROWCOUNT <> 1\n",
        # https://learn.microsoft.com/sql/t-sql/language-elements/throw-transact-sql
        r"DECLARE @sqlgen [^;]+;\nSELECT @sqlgen \+= [^;]+;';?\n[^;]+;\nIF @sqlgen = N'' THROW 50000, ",
    ),
    "oracle": (
        # https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/ALTER-TABLE.html
        r"ALTER TABLE \S+ MODIFY \S+ ",
        r"ALTER TABLE \S+ ADD \S+ INTEGER GENERATED ALWAYS AS \(.+\)( VIRTUAL)?$",
        # https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-TABLE.html
        r"CREATE TABLE [\s\S]+ VIRTUAL\n\)$",
        r"CREATE TABLE [\s\S]+ COMPRESS$",
        # https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-INDEX.html
        r"CREATE (UNIQUE )?INDEX (app\.|\S+ ON \S+ \(.+\) COMPRESS)",
        # https://docs.oracle.com/en/database/oracle/oracle-database/19/lnpls/block.html
        r"(DECLARE\n([^;]+;\n)+)?BEGIN\n",
    ),
}
# What sqlfluff does not know.
UNKNOWN_TO_SQLFLUFF = (
    # https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/ALTER-TABLE.html
    r"ALTER TABLE \S+ (ADD \S+ INTEGER GENERATED ALWAYS AS \(.+\)( VIRTUAL)?$"
    r"|MODIFY \S+ (NUMBER\(19\) )?(GENERATED |DROP IDENTITY))"
    # https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-TABLE.html
    r"|CREATE TABLE lines \(\n    a INTEGER,\n    b INTEGER GENERATED ALWAYS AS \(a \* 2\) VIRTUAL\n\)$"
    # https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-INDEX.html
    r"|CREATE INDEX ix_lower ON users \(lower\(email\)\)$"
)
# What a script says in words of its own, which no other server needs to know.
OWN_WORDS = r"CREATE TEMPORARY TABLE"


@cache
def expectations(dialect: str) -> tuple[str, ...]:
    """Return all that the tests of this folder expect *dialect* to say, in any version."""
    found: dict[str, None] = {}

    def collect(script: Script, expected: Mapping[str, Expected], *, given: Script | None = None) -> None:
        for key, value in keys(expected).items():
            finished = _finished(value)
            if key.split()[0] == dialect and not isinstance(finished, refused):
                found.update(dict.fromkeys(finished))

    for path in sorted(HERE.glob("test_*.py")):
        module = import_module(f"tests.operations.{path.stem}")
        for name, test in sorted(inspect.getmembers(module, inspect.isfunction)):
            if name.startswith("test_") and list(inspect.signature(test).parameters) == ["spell"]:
                test(collect)
    return tuple(text for text in found if not re.match(OWN_WORDS, text))


@cache
def bookshop(dialect: str) -> tuple[str, ...]:
    """Return the statements of a whole history, there and back."""
    scripts = [
        compile_range(find_project(BOOKSHOP), range_text, dialect, direction=direction)
        for range_text, direction in RANGES
    ]
    return tuple(dict.fromkeys(statement.sql for script in scripts for statement in script.statements))


def everything(dialect: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*expectations(dialect), *bookshop(dialect))))


def understood(sql: str, parser: str) -> bool:
    """Tell whether sqlglot reads *sql*, every part of it."""
    try:
        trees = sqlglot.parse(sql, dialect=parser, error_level=sqlglot.ErrorLevel.RAISE)
    except sqlglot.ParseError:
        return False
    return all(tree is None or tree.find(exp.Command) is None for tree in trees)


@pytest.mark.parametrize("dialect", PARSERS)
def test_sqlglot_understands_each_statement(dialect: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    known_unknown = re.compile("|".join(UNKNOWN_TO_SQLGLOT[dialect]))
    texts = everything(dialect)
    assert len(texts) > 100
    unread = [text for text in texts if not understood(text, PARSERS[dialect])]
    assert [text for text in unread if not known_unknown.match(text)] == []


@pytest.mark.parametrize("dialect", PARSERS)
def test_the_list_of_what_sqlglot_does_not_know_is_needed(
    dialect: str, caplog: pytest.LogCaptureFixture
) -> None:
    """An entry that fits nothing unread would hide a mistake."""
    caplog.set_level(logging.CRITICAL)
    unread = [text for text in everything(dialect) if not understood(text, PARSERS[dialect])]
    idle = [p for p in UNKNOWN_TO_SQLGLOT[dialect] if not any(re.match(p, text) for text in unread)]
    assert idle == []


def test_sqlglot_understands_what_oracles_guards_run(caplog: pytest.LogCaptureFixture) -> None:
    """The statement inside EXECUTE IMMEDIATE '...'."""
    caplog.set_level(logging.CRITICAL)
    guards = [text for text in everything("oracle") if text.startswith("BEGIN\n")]
    inner = [
        match.group(1).replace("''", "'")
        for text in guards
        if (match := re.search(r"EXECUTE IMMEDIATE '((?:[^']|'')*)';", text))
    ]
    assert len(inner) >= 8
    known_unknown = re.compile("|".join(UNKNOWN_TO_SQLGLOT["oracle"]))
    assert [t for t in inner if not understood(t, "oracle") and not known_unknown.match(t)] == []
    assert not any(text.rstrip().endswith(";") for text in inner)


def as_script(texts: tuple[str, ...], dialect: Dialect) -> str:
    """Return *texts* as the usual client gets them."""
    script = dialect.facts.script
    parts = []
    for text in texts:
        ended = text if text.rstrip().endswith(";") else f"{text};"
        # sqlfluff reads / after a block only; SQL*Plus takes ; or / after a statement.
        separated = script.separator == "GO" or text.startswith("BEGIN\n")
        parts.append(f"{ended}\n{script.separator}\n" if separated else f"{ended}\n")
    return "\n".join(parts)


@pytest.mark.parametrize("dialect", PARSERS)
def test_sqlfluff_leaves_nothing_unparsed(dialect: str) -> None:
    from sqlfluff.core import FluffConfig, Linter

    texts = tuple(text for text in everything(dialect) if not re.match(UNKNOWN_TO_SQLFLUFF, text))
    config = FluffConfig(overrides={"dialect": PARSERS[dialect]}, require_dialect=True)
    parsed = Linter(config=config).parse_string(as_script(texts, load_dialect(dialect)))
    assert [str(violation) for violation in parsed.violations] == []


@pytest.mark.parametrize("dialect", PARSERS)
def test_a_mistake_would_be_seen(dialect: str, caplog: pytest.LogCaptureFixture) -> None:
    """The parsers are strict enough for the tests above to fail."""
    caplog.set_level(logging.CRITICAL)
    for wrong in ("ALTER TABLE t ADD CONSTRAINT", "CREATE TABLE t (a INTEGER", "DROP INDEX ix ON"):
        assert not understood(wrong, PARSERS[dialect])
