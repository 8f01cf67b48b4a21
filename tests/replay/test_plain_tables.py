"""Tables known without SQLAlchemy's Table are what they would be with it: as values, as SQL, as objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles

from sqlgen.dialect import Dialect, known_dialects, load_dialect
from sqlgen.lowering.fragments import create_table_sql
from sqlgen.lowering.table_lines import sql_by_lines
from sqlgen.origin import Origin
from sqlgen.replay.constructs import new_table
from sqlgen.replay.plain_tables import LaterTable, later_table, plain_table
from sqlgen.replay.recorder import Recorder
from sqlgen.sa_bridge import table_of
from sqlgen.schema import Schema

Items = Callable[[], list[Any]]
ORIGIN = Origin("versions/a1.py", 7)

PLAIN: dict[str, Items] = {
    "numbered": lambda: [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    ],
    "marked key": lambda: [sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("a", sa.Text)],
    "small key": lambda: [sa.Column("id", sa.SmallInteger, primary_key=True)],
    "not numbered": lambda: [sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)],
    "text key": lambda: [
        sa.Column("code", sa.String(3), nullable=False),
        sa.PrimaryKeyConstraint("code", name="k"),
    ],
    "two keys": lambda: [
        sa.Column("b", sa.Integer(), nullable=False),
        sa.Column("a", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("a", "b", name="pk_ab"),
    ],
    "no key": lambda: [sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer())],
    "defaults": lambda: [
        sa.Column("a", sa.Integer(), server_default="0", nullable=False),
        sa.Column("b", sa.String(20), server_default="it's {0} %s\\ :x", nullable=True),
        sa.Column("c", sa.DateTime(), server_default=sa.text("now()")),
        sa.Column("d", sa.Boolean(), server_default=sa.text("(1 > 0)"), nullable=False),
        sa.Column("e", sa.Text(), server_default="two\n\tlines"),
        sa.Column("f", sa.Integer(), default=7),
    ],
    "types": lambda: [
        sa.Column("a", sa.Numeric(10, 2)),
        sa.Column("b", sa.Float()),
        sa.Column("c", sa.LargeBinary()),
        sa.Column("d", sa.Uuid()),
        sa.Column("e", sa.Date()),
        sa.Column("f", sa.Time()),
        sa.Column("g", sa.DateTime(timezone=True)),
        sa.Column("h", sa.Unicode(5)),
        sa.Column("i", sa.TIMESTAMP(), nullable=False),
        sa.Column("j", sa.CHAR(2)),
    ],
    "keys": lambda: [
        sa.Column("a", sa.Integer(), nullable=False),
        sa.Column("b", sa.Integer()),
        sa.ForeignKeyConstraint(["a", "b"], ["o.x", "o.y"], name="fk_o", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["t.a"]),
        sa.ForeignKeyConstraint(["b"], ["shop.Order.Id"], name="fk_s"),
        sa.UniqueConstraint("b"),
        sa.UniqueConstraint("b", "a", name="uq_ba"),
        sa.PrimaryKeyConstraint("a", name="pk_t"),
    ][:7],
    "quoted names": lambda: [
        sa.Column("Id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer()),
        sa.Column("with space {x}", sa.Integer()),
        sa.ForeignKeyConstraint(["order"], ["Orders.Nr"], name="FK order {y}"),
        sa.UniqueConstraint("with space {x}", name="select"),
        sa.PrimaryKeyConstraint("Id"),
    ],
    "constraints made first": lambda: [
        *reversed([sa.UniqueConstraint("a", name="one"), sa.UniqueConstraint("b", name="two")]),
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer()),
    ],
}

NOT_PLAIN: dict[str, Items] = {
    "enum": lambda: [sa.Column("a", sa.Enum("x", name="e"))],
    "array": lambda: [sa.Column("a", postgresql.ARRAY(sa.Integer()))],
    "boolean with CHECK": lambda: [sa.Column("a", sa.Boolean(create_constraint=True))],
    "own type": lambda: [sa.Column("a", type("Own", (sa.Integer,), {"cache_ok": True})())],
    "variant": lambda: [sa.Column("a", sa.Boolean().with_variant(sa.Integer(), "sqlite"))],
    "no type": lambda: [sa.Column("a"), sa.ForeignKeyConstraint(["a"], ["o.a"])],
    "column with a key of its own": lambda: [sa.Column("a", sa.Integer(), sa.ForeignKey("o.a"))],
    "column with a CHECK": lambda: [sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 0"))],
    "index": lambda: [sa.Column("a", sa.Integer(), index=True)],
    "unique column": lambda: [sa.Column("a", sa.Integer(), unique=True)],
    "comment": lambda: [sa.Column("a", sa.Integer(), comment="x")],
    "identity": lambda: [sa.Column("a", sa.Integer(), sa.Identity())],
    "computed": lambda: [sa.Column("a", sa.Integer(), sa.Computed("1"))],
    "function": lambda: [sa.Column("a", sa.DateTime(), server_default=sa.func.now())],
    "sequence": lambda: [sa.Column("a", sa.Integer(), sa.Sequence("s"), primary_key=True)],
    "dialect option": lambda: [sa.Column("a", sa.Integer(), sqlite_on_conflict_unique="FAIL")],
    "two of one name": lambda: [sa.Column("a", sa.Integer()), sa.Column("a", sa.Text())],
    "key under another name": lambda: [sa.Column("a", sa.Integer(), key="b")],
    "quoted on purpose": lambda: [sa.Column("a", sa.Integer(), quote=True)],
    "numeric key": lambda: [sa.Column("a", sa.Numeric(10, 0), primary_key=True)],
    "nullable key": lambda: [sa.Column("a", sa.Integer()), sa.PrimaryKeyConstraint("a")],
    "key that refers": lambda: [
        sa.Column("a", sa.Integer(), primary_key=True),
        sa.ForeignKeyConstraint(["a"], ["o.a"]),
    ],
    "key of what is not there": lambda: [sa.Column("a", sa.Integer()), sa.UniqueConstraint("b")],
    "deferrable": lambda: [sa.Column("a", sa.Integer()), sa.UniqueConstraint("a", deferrable=True)],
    "option of a key": lambda: [
        sa.Column("a", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("a", mssql_clustered=False),
    ],
    "check": lambda: [sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0")],
    "name that is cut": lambda: [sa.Column("a", sa.Integer()), sa.UniqueConstraint("a", name="n" * 200)],
}


def recorder(dialect: Dialect, metadata: Any = None) -> Recorder:
    return Recorder(dialect, lambda change: None, Schema, {}, metadata=metadata)


@pytest.mark.parametrize("name", known_dialects())
@pytest.mark.parametrize("case", PLAIN)
@pytest.mark.parametrize("schema", [None, "shop"])
def test_same_as_with_a_table(case: str, name: str, schema: str | None) -> None:
    """The value and the SQL are those of the Table that SQLAlchemy would have built."""
    dialect, options = load_dialect(name), {"schema": schema} if schema else {}
    value = plain_table(recorder(dialect), "t", PLAIN[case](), options, ORIGIN)
    assert value is not None
    built = new_table(recorder(dialect), "t", *PLAIN[case](), **options)
    assert value == table_of(built, dialect, ORIGIN)
    for if_not_exists in (False, True):
        wanted = create_table_sql(built, dialect, if_not_exists=if_not_exists)
        for _ in range(2):  # when the shapes are learned, and when they are known
            assert sql_by_lines(value, dialect, if_not_exists=if_not_exists) == wanted


@pytest.mark.parametrize("case", NOT_PLAIN)
def test_what_takes_a_table(case: str) -> None:
    """What columns and keys bring beside themselves is SQLAlchemy's to say."""
    assert plain_table(recorder(load_dialect("postgresql")), "t", NOT_PLAIN[case](), {}, ORIGIN) is None


def test_options_take_a_table() -> None:
    """Keywords of a table, and names that are quoted on purpose."""
    plain = recorder(load_dialect("mysql"))
    items = PLAIN["numbered"]
    assert plain_table(plain, "t", items(), {"mysql_engine": "InnoDB"}, ORIGIN) is None
    assert plain_table(plain, "t", items(), {"comment": "x"}, ORIGIN) is None
    assert plain_table(plain, sa.sql.quoted_name("t", True), items(), {}, ORIGIN) is None


def test_a_naming_convention_takes_a_table() -> None:
    """It gives names, which SQLAlchemy works out."""
    named = recorder(load_dialect("sqlite"), sa.MetaData(naming_convention={"pk": "pk_%(table_name)s"}))
    assert plain_table(named, "t", PLAIN["numbered"](), {}, ORIGIN) is None


@pytest.mark.parametrize("target", [sa.Table, sa.Column, sa.UniqueConstraint])
def test_listeners_take_a_table(target: Any) -> None:
    """A plugin that listens to tables being built, or created, hears of each."""

    def listener(*_: Any) -> None:
        return None

    own = recorder(load_dialect("sqlite"))
    names = ["after_parent_attach", *(["before_create"] if target is sa.Table else [])]
    for name in names:
        event.listen(target, name, listener)
        try:
            assert plain_table(own, "t", PLAIN["numbered"](), {}, ORIGIN) is None
        finally:
            event.remove(target, name, listener)
    assert plain_table(own, "t", PLAIN["numbered"](), {}, ORIGIN) is not None


def test_a_spelling_of_the_project_takes_a_table() -> None:
    """@compiles on a type of SQLAlchemy's own counts."""

    class Short(sa.String):
        pass

    compiles(Short, "sqlite")(lambda element, compiler, **kw: "SHORT")
    Short.__module__ = "sqlalchemy.own"
    items = [sa.Column("a", Short())]
    assert plain_table(recorder(load_dialect("sqlite")), "t", items, {}, ORIGIN) is None


def test_the_table_is_built_when_it_is_looked_at() -> None:
    """What a script gets is a Table like any other, with its columns and keys, and the same object."""
    own = recorder(load_dialect("postgresql"))
    items = PLAIN["keys"]()
    table = later_table(own, "t", items, {"schema": "shop"})
    assert type(table) is LaterTable
    assert isinstance(table, sa.Table)
    assert table.fullname == "shop.t"
    assert type(table) is sa.Table
    assert list(table.c) == items[:2]
    assert all(column.table is table for column in table.c)
    assert table.metadata.tables["shop.t"] is table
    assert table_of(table, own.dialect) == plain_table(own, "t", PLAIN["keys"](), {"schema": "shop"}, ORIGIN)
    assert str(sa.select(table.c.a).select_from(table)) == "SELECT shop.t.a \nFROM shop.t"
    assert str(table.insert()) == "INSERT INTO shop.t (a, b) VALUES (:a, :b)"


def test_a_column_of_a_table_that_is_not_built_yet_leads_to_it() -> None:
    """A script may hold on to the columns alone."""
    own = recorder(load_dialect("postgresql"))
    items = PLAIN["numbered"]()
    later_table(own, "t", items, {})
    assert str(sa.select(items[1])) == "SELECT t.name \nFROM t"
    assert str(items[0] == 1) == "t.id = :id_1"


def test_columns_used_twice_are_copied() -> None:
    """As with a Table, the second table gets copies."""
    own = recorder(load_dialect("postgresql"))
    items = PLAIN["numbered"]()
    first = later_table(own, "t", items, {})
    assert plain_table(own, "u", items, {}, ORIGIN) is None
    second = new_table(own, "u", *items)
    assert second.c.id is not first.c.id
    assert [c.name for c in second.primary_key] == [c.name for c in first.primary_key] == ["id"]
