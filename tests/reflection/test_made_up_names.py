"""The names that servers give to what has none, against the servers themselves."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sqlgen import schema as s
from sqlgen.dialect import Dialect, load_dialect
from sqlgen.operations import CreateTable
from sqlgen.origin import Origin
from sqlgen.reflection.advance import advancing
from sqlgen.reflection.errors import UnknownName
from sqlgen.reflection.made_up_names import (
    free_index_name,
    index_name,
    name_of,
    named_table,
    sequence_of_column,
    settled,
)
from sqlgen.sa_bridge import table_of
from tests.engines.databases import Database

LONG = "a_table_with_a_name_that_is_nearly_as_long_as_a_name_can_be_here"


def tables() -> sa.MetaData:
    """Tables with all kinds of unnamed constraints, in the order of their names."""
    metadata = sa.MetaData()
    integer = sa.Integer
    sa.Table(
        "a",
        metadata,
        sa.Column("id", integer, primary_key=True),
        sa.Column("code", sa.String(20), unique=True),
        sa.Column("other", sa.String(20)),
        sa.Column("price", integer, sa.CheckConstraint("price > 0")),
        sa.Column("parent", integer, sa.ForeignKey("a.id")),
        sa.UniqueConstraint("code", "other"),
        sa.UniqueConstraint("other", "code"),
    )
    sa.Table(
        "b",
        metadata,
        sa.Column("one", integer, primary_key=True, autoincrement=False),
        sa.Column("two", integer, primary_key=True, autoincrement=False),
        sa.Column("a", integer, sa.ForeignKey("a.id")),
        sa.Column("again", integer),
        sa.Column("word", sa.String(30)),
        sa.ForeignKeyConstraint(["again"], ["a.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["a"], ["a.id"]),
        sa.CheckConstraint("one < two"),
        sa.CheckConstraint("two < again"),
        sa.CheckConstraint("word <> 'one'"),
    )
    sa.Table(
        LONG[:63],
        metadata,
        sa.Column("identifier", integer, primary_key=True),
        sa.Column("a_column_with_a_long_name", sa.String(30), unique=True),
        sa.Column("größe_und_länge_und_höhe_und_tiefe", sa.String(30), unique=True),
        sa.Column("two", integer),
        sa.UniqueConstraint("a_column_with_a_long_name", "two", "größe_und_länge_und_höhe_und_tiefe"),
        sa.ForeignKeyConstraint(["two"], ["a.id"]),
        sa.CheckConstraint("two > 7"),
    )
    return metadata


def schema_of(metadata: sa.MetaData, dialect: Dialect) -> s.Schema:
    schema = s.Schema(complete=True)
    for table in metadata.sorted_tables:
        schema = settled(schema, schema.with_table(table_of(table, dialect)), dialect)
    return schema


def dialect_of(database: Database) -> Dialect:
    return load_dialect(database.dialect, ".".join(database.version.split(".")[:2]))


@pytest.mark.server("postgresql", "mariadb", "mysql", "sqlite")
def test_every_kind_of_name_is_the_servers(database: Database) -> None:
    """Primary keys, unique, foreign keys and CHECKs, clashes and names too long among them."""
    metadata = tables()
    if database.dialect == "sqlite":
        # SQLAlchemy warns of two equal keys.
        metadata.tables["b"].constraints -= {
            c for c in metadata.tables["b"].foreign_key_constraints if c.column_keys == ["a"]
        }
    if database.dialect in ("mariadb", "mysql"):
        # The server refuses a name that it has made up too long.
        metadata.remove(metadata.tables[LONG[:63]])
    engine = sa.create_engine(database.url)
    metadata.create_all(engine)
    inspector = sa.inspect(engine)
    dialect = dialect_of(database)
    schema = schema_of(metadata, dialect)
    for name, table in schema.tables.items():
        live = {
            "PrimaryKey": {(inspector.get_pk_constraint(name.name)["name"])},
            "ForeignKey": {key["name"] for key in inspector.get_foreign_keys(name.name)},
            "Unique": {key["name"] for key in inspector.get_unique_constraints(name.name)},
            "Check": {key["name"] for key in inspector.get_check_constraints(name.name)},
        }
        ours: dict[str, set[str | None]] = {kind: set() for kind in live}
        for constraint in table.constraints:
            made_up = name_of(constraint, table, schema, dialect)
            assert made_up == constraint.name, "settled() has named it already"
            if made_up is not None or not (database.dialect == "mariadb" and isinstance(constraint, s.Check)):
                ours[type(constraint).__name__].add(made_up)
        if database.dialect in ("mariadb", "mysql"):
            # SQLAlchemy names no primary key there; a CHECK within MariaDB's column has no name of its own.
            live["PrimaryKey"] = {"PRIMARY"}
        assert ours == live
    engine.dispose()


@pytest.mark.server("postgresql")
def test_names_of_indexes_and_sequences(database: Database) -> None:
    """CREATE INDEX without a name, SERIAL columns; a name that is taken is numbered."""
    dialect = dialect_of(database)
    metadata = sa.MetaData()
    sa.Table("t_id", metadata, sa.Column("seq", sa.Integer, primary_key=True))
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Text))
    database.run_script(
        "CREATE TABLE t_id (seq serial primary key); CREATE VIEW t_a_idx AS SELECT 1;"
        "CREATE TABLE t (id serial primary key, a text);"
        "CREATE INDEX ON t (a); CREATE INDEX ON t (lower(a), (a || 'x')) INCLUDE (id);"
    )
    schema = schema_of(metadata, dialect)
    view = s.View(s.ObjectName("t_a_idx"), "CREATE VIEW t_a_idx AS SELECT 1")
    schema = s.Schema(schema.tables, views=schema.views.with_(view.name, view))
    table = schema.table(s.ObjectName("t"))
    assert table is not None
    live = {row[0] for row in database.query("SELECT relname FROM pg_class WHERE relkind IN ('i', 'S')")}
    first = s.Index(None, (s.IndexPart("a", "a"),))
    assert index_name(first, table, schema, dialect) == "t_a_idx1"
    assert "t_a_idx1" in live
    assert "t_lower_expr_id_idx" in live
    assert sequence_of_column(table, table.columns[0], schema, dialect) == "t_id_seq"
    assert "t_id_seq" in live
    second = s.Index(None, (s.IndexPart("lower(a)"),), options=(("postgresql_include", ["id"]),))
    assert index_name(second, table, schema, dialect) == "t_lower_id_idx"
    with pytest.raises(UnknownName):
        index_name(s.Index(None, (s.IndexPart("(a || 'x')"),)), table, schema, dialect)


@pytest.mark.server("mariadb", "mysql")
def test_numbers_go_on_from_the_highest(database: Database) -> None:
    """What was dropped leaves its number free, unless it was the highest."""
    dialect = dialect_of(database)
    database.run_script(
        "CREATE TABLE p (id int primary key);"
        "CREATE TABLE c (a int, b int, d int,"
        " FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (id));"
        "ALTER TABLE c DROP FOREIGN KEY c_ibfk_1; ALTER TABLE c ADD FOREIGN KEY (d) REFERENCES p (id);"
    )

    def key(column: str, name: str | None = None) -> s.ForeignKey:
        return s.ForeignKey((column,), s.ObjectName("p"), ("id",), name)

    columns = tuple(s.Column(name, s.Type("INTEGER")) for name in "abd")
    empty = s.Schema()
    one = s.Table(s.ObjectName("c"), columns, (key("a"), key("b")))
    schema = settled(empty, empty.with_table(one), dialect)
    one = schema.tables[one.name]
    after = schema.with_table(s.Table(one.name, columns, (one.constraints[1], key("d"))))
    table = settled(schema, after, dialect).tables[one.name]
    live = database.query(
        "SELECT constraint_name FROM information_schema.table_constraints WHERE table_name = 'c' ORDER BY 1"
    )
    assert [c.name for c in table.constraints] == [row[0] for row in live] == ["c_ibfk_2", "c_ibfk_3"]


def test_a_name_outlives_a_rename() -> None:
    """PostgreSQL: the key keeps the name that it was given under the table's old name."""
    dialect = load_dialect("postgresql")
    empty = s.Schema()
    old = s.Table(s.ObjectName("old"), (), (s.PrimaryKey(("id",)),))
    schema = settled(empty, empty.with_table(old), dialect)
    table = schema.tables[old.name]
    assert table.constraints[0].name == "old_pkey"
    renamed = s.Table(s.ObjectName("new"), (), table.constraints)
    after = settled(schema, schema.without_table(old.name).with_table(renamed), dialect)
    assert after.tables[renamed.name].constraints[0].name == "old_pkey"


@pytest.mark.parametrize("name", ["mssql", "oracle"])
def test_a_name_from_a_counter_is_refused(name: str) -> None:
    dialect = load_dialect(name)
    table = s.Table(s.ObjectName("t"), (), (s.PrimaryKey(("id",)), s.Unique(("a",), "uq")))
    schema = s.Schema().with_table(table)
    with pytest.raises(UnknownName):
        name_of(table.constraints[0], table, schema, dialect)
    assert name_of(table.constraints[1], table, schema, dialect) == "uq"
    assert named_table(table, schema, dialect) == table


def test_unnamed_keys_of_mysql_are_named_after_their_first_column() -> None:
    assert free_index_name("a", []) == "a"
    assert free_index_name("a", ["A", "a_2"]) == "a_3"
    assert free_index_name("primary", []) == "primary_2"


def keys_twice() -> sa.MetaData:
    metadata = sa.MetaData()
    sa.Table(
        "t", metadata, sa.Column("a", sa.String(9), primary_key=True, unique=True), sa.Column("b", sa.Integer)
    )
    sa.Table(
        "u",
        metadata,
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.UniqueConstraint("a"),
        sa.UniqueConstraint("a", name="given"),
        sa.UniqueConstraint("a", name="later"),
        sa.UniqueConstraint("a", name="deferred", deferrable=True),
        sa.UniqueConstraint("a", "b"),
        sa.UniqueConstraint("b", "a"),
    )
    return metadata


@pytest.mark.server("postgresql")
def test_one_of_several_keys_over_the_same_columns_is_kept(database: Database) -> None:
    dialect = load_dialect(database.dialect, database.version.split("-")[0])
    engine = sa.create_engine(database.url)
    metadata = keys_twice()
    metadata.create_all(engine)
    advance, schema = advancing(dialect), s.Schema()
    for table in metadata.sorted_tables:
        schema = advance(CreateTable(Origin("versions/one.py", 1), table_of(table, dialect)), schema)
    inspector = sa.inspect(engine)
    for table in metadata.sorted_tables:
        made = schema.table(s.ObjectName(table.name))
        assert made is not None
        found = {c.name: c.columns for c in made.constraints if isinstance(c, s.Unique)}
        live = inspector.get_unique_constraints(table.name)
        assert found == {c["name"]: tuple(c["column_names"]) for c in live}
    engine.dispose()
