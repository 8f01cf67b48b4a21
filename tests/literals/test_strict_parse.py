"""No server of SQL Server or Oracle can be had: two strict parsers read their literals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from sqlgen.dialect import load_dialect
from sqlgen.literals import NoLiteral, literal, string_literal
from tests.literals.values import KINDS, TEXT, Kind

NAMES = ["mssql", "oracle"]
DIALECTS = {name: load_dialect(name) for name in NAMES}
ALL = pytest.mark.parametrize("name", NAMES)
COMMON = [kind for kinds in KINDS.values() for kind in kinds if len(kind.engines) > 2]


def parsed(value: str, name: str) -> exp.Expression:
    """Return what a strict parser makes of *value* within an INSERT, and check that it is one value."""
    sql = f"INSERT INTO t (v) VALUES ({value})"
    (statement,) = sqlglot.parse(
        sql, dialect=DIALECTS[name].facts.sqlglot, error_level=sqlglot.ErrorLevel.RAISE
    )
    assert isinstance(statement, exp.Insert)
    (row,) = statement.expression.expressions
    (one,) = row.expressions
    assert isinstance(one, exp.Expression)
    return one


def text_of(node: exp.Expression) -> str:
    """Return the text that a string expression amounts to."""
    match node:
        case exp.Paren() | exp.Cast():
            return text_of(node.this)
        case exp.Add() | exp.DPipe():
            return text_of(node.left) + text_of(node.right)
        case exp.Chr():
            return chr(int(node.expressions[0].this))
        case exp.Anonymous(this="TO_CLOB"):
            return text_of(node.expressions[0])
        case exp.National():
            return str(node.this)
        case exp.Literal() if node.is_string:
            return str(node.this)
    raise AssertionError(node.sql())


@ALL
@settings(deadline=None)
@given(text=TEXT)
def test_text_is_parsed_as_itself(name: str, text: str) -> None:
    written = string_literal(text, DIALECTS[name])
    assert text_of(parsed(written, name)) == text
    # What sqlcmd and SQL*Plus act upon wherever it stands.
    assert "$(" not in written or name != "mssql"
    lines = [line.strip().upper() for line in written.split("\n")]
    assert not {"", "/", ".", "GO"}.intersection(lines)


@ALL
@settings(deadline=None, max_examples=5)
@given(text=TEXT, times=st.integers(200, 900))
def test_long_text_is_parsed_as_itself(name: str, text: str, times: int) -> None:
    assert text_of(parsed(string_literal(text * times, DIALECTS[name]), name)) == text * times


@ALL
@pytest.mark.parametrize("kind", COMMON, ids=[kind.name for kind in COMMON])
def test_every_kind_of_value_is_parsed(kind: Kind, name: str) -> None:
    @settings(deadline=None, max_examples=10)
    @given(kind.values)
    def check(value: Any) -> None:
        try:
            written = literal(value, kind.type, DIALECTS[name])
        except NoLiteral:
            # Oracle has no TIME; neither has numbers of more than 38 digits, nor long bytes.
            assert kind.name in ("time", "huge integer", "decimal", "bytes", "pickle")
            return
        parsed(written, name)

    check()


@ALL
@settings(deadline=None)
@given(value=st.decimals(-(10**18), 10**18, places=10))
def test_decimals_are_parsed_as_themselves(name: str, value: Decimal) -> None:
    node = parsed(literal(value, sa.Numeric(), DIALECTS[name]), name)
    assert Decimal(node.sql()) == value


@pytest.fixture(scope="module")
def linters() -> dict[str, Any]:
    from sqlfluff.core import Linter

    return {"mssql": Linter(dialect="tsql"), "oracle": Linter(dialect="oracle")}


SAMPLES: list[tuple[Any, Any]] = [
    ("it's\nGO\n$(x) é\\", sa.String()),
    ("a" * 5000 + "\n", sa.Text()),
    (b"ab", sa.LargeBinary()),
    (b"", sa.LargeBinary()),
    ({"a": ["it's", None]}, sa.JSON()),
    (-1.5e100, sa.Double()),
    (0.1, sa.Float()),
    (True, sa.Boolean()),
    (datetime(2024, 2, 29, 1, 2, 3), sa.DateTime()),
    (datetime(2024, 2, 29, 1, 2, 3, 4), sa.DateTime()),
    (datetime(2024, 2, 29, 1, 2, 3, tzinfo=UTC), sa.TIMESTAMP(timezone=True)),
    (timedelta(days=-3, seconds=4), sa.Interval()),
]


@ALL
def test_sqlfluff_finds_nothing_unparsable(name: str, linters: dict[str, Any]) -> None:
    for value, type_ in SAMPLES:
        sql = f"INSERT INTO t (v) VALUES ({literal(value, type_, DIALECTS[name])});\n"
        tree = linters[name].parse_string(sql).tree
        assert tree is not None and not list(tree.recursive_crawl("unparsable")), sql
