"""Columns to add and indexes known without SQLAlchemy's objects are what they would be with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from sqlgen.dialect import Dialect, known_dialects, load_dialect
from sqlgen.lowering.fragments import column_definition
from sqlgen.lowering.indexes import index_sql
from sqlgen.lowering.table_lines import added_column
from sqlgen.replay import constructs as make
from sqlgen.replay.plain_tables import plain_column, plain_index
from sqlgen.replay.recorder import Recorder
from sqlgen.sa_bridge import column_of, index_of
from sqlgen.schema import ObjectName, Schema

COLUMNS: dict[str, Callable[[], Any]] = {
    "text": lambda: sa.Column("note", sa.Text()),
    "not null": lambda: sa.Column("order", sa.String(80), nullable=False),
    "number": lambda: sa.Column("MixedCase", sa.Numeric(10, 2), nullable=True, server_default=sa.text("0")),
    "a text's default": lambda: sa.Column("a", sa.String(5), server_default="new", nullable=False),
    "moment": lambda: sa.Column("at", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP")),
    "flag": lambda: sa.Column("flag", sa.Boolean(), server_default=sa.text("false")),
    "brace": lambda: sa.Column("a{0}", sa.Integer()),
}
MORE: dict[str, Callable[[], Any]] = {
    "a default with a colon": lambda: sa.Column("a", sa.String(9), server_default=sa.text("'a\\:b'")),
    "a default with a quote": lambda: sa.Column("a", sa.String(9), server_default="it's"),
    "key": lambda: sa.Column("a", sa.Integer(), primary_key=True),
    "reference": lambda: sa.Column("a", sa.Integer(), sa.ForeignKey("b.id")),
    "comment": lambda: sa.Column("a", sa.Integer(), comment="why"),
    "enum": lambda: sa.Column("a", sa.Enum("x", name="e")),
    "unique": lambda: sa.Column("a", sa.Integer(), unique=True),
}
INDEXES: dict[str, tuple[str, str, list[str], bool]] = {
    "one column": ("ix_a", "users", ["name"], False),
    "unique": ("ux_a", "users", ["name"], True),
    "two columns": ("ix_ab", "users", ["name", "MixedCase"], False),
    "reserved words": ("select", "order", ["group", "user"], False),
    "braces": ("ix{0}", "t{0}", ["c{0}"], False),
}


def recorder(dialect: Dialect, metadata: Any = None) -> Recorder:
    return Recorder(dialect, lambda change: None, Schema, {}, metadata=metadata)


@pytest.mark.parametrize("name", known_dialects())
@pytest.mark.parametrize("case", COLUMNS)
def test_a_column_is_the_same(case: str, name: str) -> None:
    dialect = load_dialect(name)
    known = plain_column(recorder(dialect), COLUMNS[case]())
    assert known is not None
    given = COLUMNS[case]()
    given.table = make.NOWHERE
    assert known == column_of(given, dialect)
    assert type(known.name) is str
    for _ in "once", "again":
        assert added_column(known, dialect) == column_definition(given, dialect)


@pytest.mark.parametrize("case", MORE)
def test_what_takes_a_column_of_sqlalchemys(case: str) -> None:
    assert plain_column(recorder(load_dialect("postgresql")), MORE[case]()) is None


@pytest.mark.parametrize("name", known_dialects())
@pytest.mark.parametrize("case", INDEXES)
def test_an_index_is_the_same(case: str, name: str) -> None:
    dialect = load_dialect(name)
    called, table, columns, unique = INDEXES[case]
    on = ObjectName(table)
    known = plain_index(recorder(dialect), called, on, columns, unique, {})
    given = index_of(make.index(recorder(dialect), called, on, columns, unique=unique), dialect)
    assert known == given and given.construct is not None
    for _ in "once", "again":
        assert index_sql(on, known, dialect) == index_sql(on, given, dialect)


def test_what_takes_an_index_of_sqlalchemys() -> None:
    here = recorder(load_dialect("postgresql"))
    table = ObjectName("t")
    assert plain_index(here, None, table, ["a"], None, {}) is None
    assert plain_index(here, "i", table, [sa.text("lower(a)")], None, {}) is None
    assert plain_index(here, "i", table, ["a"], None, {"postgresql_using": "gin"}) is None
    assert plain_index(here, "i" * 64, table, ["a"], None, {}) is None
    assert plain_index(here, "i", ObjectName("t", "s"), ["a"], None, {}) is None
    convention = sa.MetaData(naming_convention={"ix": "idx_%(column_0_name)s"})
    assert plain_index(recorder(load_dialect("postgresql"), convention), "i", table, ["a"], None, {}) is None
