"""What the Reflector refuses, what it finds, and the shapes of the engines that no test can start."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from sqlgen import schema as s
from sqlgen.dialect import load_dialect
from sqlgen.operations import MakeOpaque
from sqlgen.reflection.answers import Unspelled
from sqlgen.reflection.errors import UnknownName, UnknownShape, Unpredictable
from sqlgen.reflection.reflector import Reflector
from tests.operations.spelling import AT
from tests.reflection.live import METHODS, history, plain

ALL = ("mariadb", "mssql", "mysql", "oracle", "postgresql", "sqlite")
T = s.ObjectName("t")


def people(op: Any) -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False, unique=True),
        sa.Column("age", sa.Integer, server_default="0"),
        sa.Column("boss", sa.Integer, sa.ForeignKey("people.id", ondelete="CASCADE", name="fk_boss")),
        sa.CheckConstraint("age >= 0", name="ck_age"),
        sa.Index("ix_age", "age"),
        comment="all of them",
    )


def reflector(name: str, script: Any = people) -> Reflector:
    dialect = load_dialect(name)
    return Reflector(history(dialect, script)[1], dialect)


@pytest.mark.parametrize("name", ALL)
def test_names_and_keys_are_told_on_every_engine(name: str) -> None:
    """No engine and no driver is needed."""
    asked = reflector(name)
    table = s.ObjectName("people")
    assert asked.table_names() == ["people"]
    assert asked.has_table(table)
    assert not asked.has_table(s.ObjectName("persons"))
    assert [column["name"] for column in asked.columns(table)] == ["id", "name", "age", "boss"]
    assert [column["nullable"] for column in asked.columns(table)] == [False, False, True, True]
    assert asked.pk_constraint(table)["constrained_columns"] == ["id"]
    assert [key["options"] for key in asked.foreign_keys(table)] == [{"ondelete": "CASCADE"}]
    assert asked.has_index(table, "ix_age")
    assert not asked.has_index(table, "ix_name")


@pytest.mark.parametrize("name", ALL)
def test_what_is_not_there_is_sqlalchemys_error(name: str) -> None:
    asked = reflector(name)
    for method in METHODS:
        with pytest.raises(exc.NoSuchTableError):
            getattr(asked, method)(s.ObjectName("nowhere"))


@pytest.mark.parametrize("name", ALL)
def test_a_table_that_sql_may_have_changed_is_refused(name: str) -> None:
    """Whatever is asked; other tables are told."""
    dialect = load_dialect(name)
    _, schema = history(dialect, people)
    opaque = MakeOpaque(AT, (T,), "a DO block")
    schema = s.Schema(schema.tables, complete=True, opaque=s.Names().with_(T, opaque))
    asked = Reflector(schema, dialect)
    for method in (*METHODS, "has_table"):
        with pytest.raises(UnknownShape, match="a DO block"):
            getattr(asked, method)(T)
    assert asked.has_table(s.ObjectName("people"))
    with pytest.raises(UnknownShape):
        asked.table_names()


def test_a_table_that_was_there_before_is_refused() -> None:
    """A history that refers to a table which it did not make has no right to say what it looks like."""
    dialect = load_dialect("postgresql")
    key = s.ForeignKey(("a",), T, ("id",))
    child = s.Table(s.ObjectName("child"), (s.Column("a", s.Type("INTEGER")),), (key,))
    asked = Reflector(s.Schema().with_table(child), dialect)
    with pytest.raises(UnknownShape, match="did not create it") as refusal:
        asked.columns(T)
    assert "baseline" in str(refusal.value)
    assert not asked.has_table(s.ObjectName("never_mentioned"))
    complete = Reflector(s.Schema(complete=True).with_table(child), dialect)
    assert not complete.has_table(T)


def test_the_default_schema_may_be_said_or_not() -> None:
    asked = reflector("postgresql")
    assert asked.has_table(s.ObjectName("people", "public"))
    assert asked.table_names("public") == ["people"]
    assert asked.table_names("other") == []
    assert asked.schema_names() == ["information_schema", "public"]


def test_a_name_from_a_counter_is_refused_when_it_is_looked_at() -> None:
    """The key's columns are told; its name is not."""
    key = reflector("mssql").pk_constraint(s.ObjectName("people"))
    assert key["constrained_columns"] == ["id"]
    with pytest.raises(UnknownName):
        key["name"].startswith("PK")
    with pytest.raises(UnknownName):
        assert key["name"] == "PK__people__3213E83F7F60ED59"
    # What somebody thought of is another name.
    assert key["name"] != "pk_people"
    assert "pk_people" not in [key["name"]]


def test_sql_that_the_server_rewrites_is_right_in_sql_and_refused_as_text() -> None:
    sql = Unspelled("md5('x')", Unpredictable("t.a", "the default", "md5('x')", "how is not certain"))
    assert sa.text(sql).text == "md5('x')"
    assert sql
    assert sa.CheckConstraint(sql).sqltext.text == "md5('x')"
    for look in (str, len, hash, lambda text: text == "x", lambda text: "x" in text, lambda text: f"{text}"):
        with pytest.raises(Unpredictable):
            look(sql)


def test_shapes_of_sql_server() -> None:
    """sys.columns: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/"""

    def script(op: Any) -> None:
        op.create_table(
            "t",
            sa.Column("id", sa.BigInteger, sa.Identity(start=5, increment=2), primary_key=True),
            sa.Column("a", sa.Unicode(10), server_default="x"),
            sa.Column("b", sa.Boolean, server_default=sa.text("1"), nullable=False),
            sa.Column("c", sa.DateTime, server_default=sa.func.now()),
            sa.Column("d", sa.Numeric(10, 2)),
            sa.UniqueConstraint("d", name="uq_d"),
            sa.PrimaryKeyConstraint("id", name="pk_t"),
        )

    asked = reflector("mssql", script)
    assert plain(asked.columns(T)) == [
        {
            "name": "id",
            "type": "sql.sqltypes.BIGINT()",
            "nullable": False,
            "default": None,
            "autoincrement": True,
            "comment": None,
            "identity": {"start": 5, "increment": 2},
        },
        told("a", {"class": "sql.sqltypes.NVARCHAR", "collation": "refused"}, "('x')", autoincrement=False),
        told("b", "dialects.mssql.base.BIT()", "((1))", nullable=False, autoincrement=False),
        told("c", "sql.sqltypes.DATETIME()", "(getdate())", autoincrement=False),
        told("d", "sql.sqltypes.NUMERIC(precision=10, scale=2)", None, autoincrement=False),
    ]
    assert asked.pk_constraint(T) == {
        "constrained_columns": ["id"],
        "name": "pk_t",
        "dialect_options": {"mssql_clustered": True},
    }
    assert asked.indexes(T) == [
        {
            "name": "uq_d",
            "unique": True,
            "column_names": ["d"],
            "dialect_options": {"mssql_include": [], "mssql_clustered": False},
        }
    ]
    with pytest.raises(NotImplementedError):
        asked.unique_constraints(T)


def test_shapes_of_oracle() -> None:
    """ALL_TAB_COLUMNS, as SQLAlchemy's get_multi_columns reads it."""

    def script(op: Any) -> None:
        op.create_table(
            "t",
            sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
            sa.Column("a", sa.String(10), server_default="x"),
            sa.Column("b", sa.Numeric(10, 2)),
            sa.Column("c", sa.Float),
            sa.Column("d", sa.DateTime),
            sa.Column("e", sa.Text),
            sa.Column("f", sa.TIMESTAMP(timezone=True)),
            sa.CheckConstraint("b > 0", name="ck_b"),
            sa.PrimaryKeyConstraint("id", name="pk_t"),
        )

    asked = reflector("oracle", script)
    columns = asked.columns(T)
    assert columns[0]["identity"] == {
        "always": True,
        "oracle_on_null": False,
        "start": 1,
        "increment": 1,
        "maxvalue": 9999999999999999999999999999,
        "minvalue": 1,
        "cycle": False,
        "cache": 20,
        "oracle_order": False,
    }
    kinds = [
        column["type"] if isinstance(column["type"], type) else type(column["type"]) for column in columns
    ]
    names = ["INTEGER", "VARCHAR", "NUMBER", "DOUBLE_PRECISION", "DATE", "CLOB", "TIMESTAMP"]
    assert [kind.__name__ for kind in kinds] == names
    assert plain(columns[1]["type"]) == "sql.sqltypes.VARCHAR(length=10)"
    assert columns[1]["default"] == "'x'"
    assert columns[6]["type"].timezone is True
    assert asked.pk_constraint(T) == {"name": "pk_t", "constrained_columns": ["id"]}
    assert asked.check_constraints(T) == [{"name": "ck_b", "sqltext": "b > 0"}]
    with pytest.raises(UnknownShape):
        asked.sequence_names()


def test_shapes_of_mysql() -> None:
    """SHOW CREATE TABLE of MySQL 8: no widths of numbers, numbers in quotes, parentheses everywhere."""
    asked = reflector("mysql")
    table = s.ObjectName("people")
    age = asked.columns(table)[2]
    assert plain(age["type"]) == "dialects.mysql.types.INTEGER()"
    assert age["default"] == "'0'"
    assert asked.check_constraints(table) == [{"name": "ck_age", "sqltext": "(`age` >= 0)"}]
    assert [index["name"] for index in asked.indexes(table)] == ["fk_boss", "ix_age", "name"]


def told(name: str, type_: Any, default: str | None, *, nullable: bool = True, **more: Any) -> dict[str, Any]:
    """Return a column as SQLAlchemy tells it."""
    return {
        "name": name,
        "type": type_,
        "nullable": nullable,
        "default": default,
        **more,
        "comment": None,
    }


@pytest.mark.parametrize("name", ALL)
def test_a_revision_may_load_a_table(name: str) -> None:
    """Table(autoload_with=op.get_bind()), also of one that has what the server rewrites or names itself."""
    loaded: list[sa.Table] = []

    def script(op: Any) -> None:
        people(op)
        op.create_table(
            "odd",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("a", sa.String(10), server_default=sa.text("lower('X')")),
            sa.CheckConstraint("lower(a) <> 'x' || 'y'", name="ck_odd"),
        )
        for table in ("people", "odd"):
            loaded.append(sa.Table(table, sa.MetaData(), autoload_with=op.get_bind()))

    history(load_dialect(name), script)
    table, odd = loaded
    assert [column.name for column in table.columns] == ["id", "name", "age", "boss"]
    assert [column.name for column in table.primary_key] == ["id"]
    assert {key.name for key in table.foreign_key_constraints} == {"fk_boss"}
    assert "ix_age" in {index.name for index in table.indexes}
    default: Any = odd.c.a.server_default
    assert default.arg.text == "lower('X')"
