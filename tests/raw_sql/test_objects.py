"""Indexes, enum types, views, triggers, sequences, schemas and comments, read into operations."""

# ruff: noqa: E501 (tables of statements)

from __future__ import annotations

import pytest

from sqlgen import operations as o
from sqlgen.schema import Enum, Index, IndexPart, Trigger, View
from tests.raw_sql.reading import AT, alter, effects, index, name, opaque_tables, schema_after

T = name("t")


def created(sql: str, dialect: str = "postgresql", *before: str) -> o.CreateIndex:
    (made,) = effects(dialect, sql, *before)
    assert isinstance(made, o.CreateIndex)
    return made


INDEXES = [
    ("postgresql", "CREATE INDEX i ON t (a, b)", index("i", "a", "b")),
    ("postgresql", "CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY public.t USING btree (a)", index("i", "a", unique=True)),
    ("postgresql", "CREATE INDEX i ON t USING gin (a)", index("i", "a", options=(("postgresql_using", "gin"),))),
    ("postgresql", "CREATE INDEX i ON t (a) WHERE b > 0", index("i", "a", options=(("postgresql_where", "b > 0"),))),
    ("postgresql", "CREATE INDEX i ON t (a) INCLUDE (b, c)", index("i", "a", options=(("postgresql_include", ["b", "c"]),))),
    ("postgresql", "CREATE INDEX i ON t (lower(a), b)", Index("i", (IndexPart("lower(a)"), IndexPart("b", "b")))),
    ("postgresql", "CREATE INDEX i ON t ((a || b))", Index("i", (IndexPart("(a || b)"),))),
    ("postgresql", "CREATE INDEX i ON t (a DESC NULLS LAST)", Index("i", (IndexPart("a DESC NULLS LAST", "a"),))),
    ("postgresql", "CREATE INDEX i ON t (a varchar_pattern_ops)", Index("i", (IndexPart("a varchar_pattern_ops", "a"),))),
    ("postgresql", "CREATE INDEX ON t (a)", index(None, "a")),
    ("mysql", "CREATE INDEX i USING BTREE ON t (a(10), b DESC)", Index("i", (IndexPart("a(10)", "a"), IndexPart("b DESC", "b")))),
    ("mysql", "CREATE FULLTEXT INDEX i ON t (a)", index("i", "a", options=(("mysql_prefix", "FULLTEXT"),))),
    ("mssql", "CREATE NONCLUSTERED INDEX [i] ON [dbo].[t] ([a] ASC) WITH (ONLINE = ON) ON [PRIMARY]",
     Index("i", (IndexPart("[a] ASC", "a"),), options=(("mssql_clustered", False),))),
    ("oracle", "CREATE BITMAP INDEX I ON T (A) TABLESPACE x", index("i", "a", options=(("oracle_bitmap", True),))),
    ("sqlite", "CREATE UNIQUE INDEX i ON t (a COLLATE NOCASE)", Index("i", (IndexPart("a COLLATE NOCASE", "a"),), True)),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "sql", "expected"), INDEXES)
def test_create_index(dialect: str, sql: str, expected: Index) -> None:
    made = created(sql, dialect)
    assert made.table == T
    assert made.index.definition == sql
    assert (made.index.name, made.index.parts, made.index.unique, made.index.options) == (
        expected.name,
        expected.parts,
        expected.unique,
        expected.options,
    )


def test_an_index_that_exists_is_not_made_again() -> None:
    before = "CREATE TABLE t (a int); CREATE INDEX i ON t (a)"
    assert effects("postgresql", "CREATE INDEX IF NOT EXISTS i ON t (a)", before) == ()
    assert created("CREATE INDEX IF NOT EXISTS j ON t (a)", "postgresql", before).if_not_exists


@pytest.mark.parametrize(
    ("dialect", "sql", "expected"),
    [
        ("postgresql", "DROP INDEX i", [o.DropIndex(AT, "i", T)]),
        (
            "postgresql",
            "DROP INDEX CONCURRENTLY IF EXISTS public.i CASCADE",
            [o.DropIndex(AT, "i", T, if_exists=True)],
        ),
        ("postgresql", "DROP INDEX s.j", [o.DropIndex(AT, "j", None, "s")]),
        ("postgresql", "DROP INDEX i, j", [o.DropIndex(AT, "i", T), o.DropIndex(AT, "j", None)]),
        ("postgresql", "ALTER INDEX i RENAME TO k", [o.RenameIndex(AT, "i", "k", T)]),
        ("postgresql", "ALTER INDEX IF EXISTS unknown RENAME TO k", [o.RenameIndex(AT, "unknown", "k")]),
        ("postgresql", "ALTER INDEX i SET (fillfactor = 50)", []),
        ("mysql", "DROP INDEX `i` ON `t`", [o.DropIndex(AT, "i", T)]),
        ("mssql", "DROP INDEX [I] ON [dbo].[T]", [o.DropIndex(AT, "i", T)]),
        ("mssql", "DROP INDEX t.i", [o.DropIndex(AT, "i", T)]),
        ("oracle", "DROP INDEX I", [o.DropIndex(AT, "i", T)]),
        ("sqlite", "DROP INDEX IF EXISTS I", [o.DropIndex(AT, "i", T, if_exists=True)]),
    ],
)
def test_drop_and_rename_index(dialect: str, sql: str, expected: list[o.Operation]) -> None:
    assert effects(dialect, sql, "CREATE TABLE t (a int)", "CREATE INDEX i ON t (a)") == tuple(expected)


STATUS = Enum(name("status"), ("new", "it's"))
MAKE_STATUS = "CREATE TYPE status AS ENUM ('new', 'it''s'); CREATE TABLE t (a int, s status, l status[])"


def test_create_type() -> None:
    sql = "CREATE TYPE public.status AS ENUM ('new', 'it''s');"
    assert effects("postgresql", sql) == (o.CreateEnum(AT, STATUS, checkfirst=False),)
    pair = "CREATE TYPE pair AS (a int, b text)"
    assert effects("postgresql", pair) == (
        o.CreateEnum(AT, Enum(name("pair"), (), pair, "composite"), checkfirst=False),
    )


@pytest.mark.parametrize(
    ("sql", "labels"),
    [
        ("ALTER TYPE status ADD VALUE 'x'", ("new", "it's", "x")),
        ("ALTER TYPE status ADD VALUE IF NOT EXISTS 'x' BEFORE 'it''s'", ("new", "x", "it's")),
        ("ALTER TYPE status ADD VALUE 'x' AFTER 'new'", ("new", "x", "it's")),
        ("ALTER TYPE public.status RENAME VALUE 'new' TO 'old'", ("old", "it's")),
    ],
)
def test_labels_of_an_enum_change_in_its_columns_too(sql: str, labels: tuple[str, ...]) -> None:
    made = effects("postgresql", sql, MAKE_STATUS)
    assert made == (
        o.AlterEnum(AT, Enum(name("status"), labels)),
        alter("t", "s", type="status"),
        alter("t", "l", type="status[]"),
    )
    assert isinstance(made[1], o.AlterColumn)
    assert tuple(made[1].type.construct.enums) == labels  # type: ignore[union-attr]


def test_a_label_that_exists_is_not_added_again() -> None:
    assert effects("postgresql", "ALTER TYPE status ADD VALUE IF NOT EXISTS 'new'", MAKE_STATUS) == ()


def test_an_enum_gets_another_name_with_its_columns() -> None:
    schema = schema_after("postgresql", MAKE_STATUS, "ALTER TYPE status RENAME TO status_old")
    assert [str(n) for n in schema.enums] == ["status_old"]
    assert [c.type.sql for c in schema.tables[T].columns] == ["INTEGER", "status_old", "status_old[]"]


def test_drop_type() -> None:
    assert effects("postgresql", "DROP TYPE IF EXISTS status", MAKE_STATUS) == (
        o.DropEnum(AT, name("status"), True),
    )
    assert effects("postgresql", "DROP TYPE status CASCADE", MAKE_STATUS) == (
        o.DropColumn(AT, T, "s"),
        o.DropColumn(AT, T, "l"),
        o.DropEnum(AT, name("status"), False),
    )


VIEWS = [
    ("CREATE VIEW v AS SELECT * FROM a", ["a"]),
    (
        "CREATE OR REPLACE VIEW v AS SELECT * FROM a JOIN s.b ON a.x = b.x LEFT JOIN c USING (x)",
        ["a", "s.b", "c"],
    ),
    ("CREATE VIEW v AS SELECT * FROM a, b AS q, c d WHERE x IN (SELECT y FROM e)", ["a", "b", "c", "e"]),
    ("CREATE VIEW v AS WITH q AS (SELECT * FROM a) SELECT * FROM q", ["a"]),
    ("CREATE VIEW v AS SELECT extract(epoch FROM at), x IS DISTINCT FROM y FROM a", ["a"]),
    (
        "CREATE VIEW v AS SELECT * FROM generate_series(1, 3) g, (SELECT 1) q, LATERAL (SELECT * FROM b) z",
        ["b"],
    ),
    ("CREATE MATERIALIZED VIEW v AS SELECT * FROM a WITH NO DATA", ["a"]),
    ("CREATE TEMP VIEW v AS SELECT 'FROM x' FROM a -- JOIN b", ["a"]),
]


@pytest.mark.parametrize(("sql", "tables"), VIEWS)
def test_create_view(sql: str, tables: list[str]) -> None:
    kept = sql.removesuffix(" -- JOIN b")
    assert effects("postgresql", sql) == (
        o.CreateView(AT, View(name("v"), kept, tuple(name(t) for t in tables), "MATERIALIZED" in sql)),
    )


def test_a_view_of_mysql_with_all_its_words() -> None:
    sql = "CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `v` AS select 1 from `a`"
    assert effects("mysql", sql) == (o.CreateView(AT, View(name("v"), sql, (name("a"),))),)


def test_drop_and_rename_view() -> None:
    make = "CREATE VIEW v AS SELECT 1"
    assert effects("postgresql", "DROP VIEW IF EXISTS v, w CASCADE", make) == (
        o.DropView(AT, name("v")),
        o.DropView(AT, name("w")),
    )
    assert effects("postgresql", "DROP MATERIALIZED VIEW v", make) == (o.DropView(AT, name("v")),)
    assert effects("postgresql", "ALTER VIEW v RENAME TO w", make) == (
        o.DropView(AT, name("v")),
        o.CreateView(AT, View(name("w"), make)),
    )
    assert effects("postgresql", "ALTER VIEW v OWNER TO bob", make) == ()


TRIGGERS = [
    ("postgresql", "CREATE TRIGGER tr BEFORE UPDATE OF a, b ON t FOR EACH ROW WHEN (OLD.a > 0) EXECUTE FUNCTION f()"),
    ("postgresql", "CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON public.t DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE f()"),
    ("mysql", "CREATE DEFINER=`a`@`%` TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.b = 2; END"),
    ("sqlite", "CREATE TRIGGER IF NOT EXISTS tr AFTER DELETE ON t BEGIN DELETE FROM a; INSERT INTO b VALUES (CASE 1 WHEN 1 THEN 2 END); END"),
    ("mssql", "CREATE OR ALTER TRIGGER tr ON dbo.t AFTER INSERT AS BEGIN SELECT 1; UPDATE x SET y = 1; END"),
    ("oracle", "CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON T FOR EACH ROW BEGIN SELECT s.NEXTVAL INTO :new.id FROM dual; END;"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "sql"), TRIGGERS)
def test_create_trigger(dialect: str, sql: str) -> None:
    (made,) = effects(dialect, sql)
    assert made == o.CreateTrigger(AT, Trigger(name("tr"), T, sql.removesuffix(";")))


def test_a_trigger_ends_where_its_body_ends() -> None:
    made = effects("sqlite", f"{TRIGGERS[3][1]}; DROP TABLE a;")
    assert [type(op) for op in made] == [o.CreateTrigger, o.DropTable]


def test_drop_trigger() -> None:
    assert effects("postgresql", "DROP TRIGGER IF EXISTS tr ON t") == (o.DropTrigger(AT, name("tr"), T),)
    assert effects("mysql", "DROP TRIGGER tr") == (o.DropTrigger(AT, name("tr")),)


def test_sequences() -> None:
    assert effects("postgresql", "CREATE SEQUENCE IF NOT EXISTS s START 1") == (
        o.CreateSequence(AT, name("s")),
    )
    assert effects("postgresql", "DROP SEQUENCE IF EXISTS s CASCADE") == (o.DropSequence(AT, name("s")),)
    assert effects("postgresql", "ALTER SEQUENCE s RESTART WITH 5") == ()
    assert effects("postgresql", "ALTER SEQUENCE a.s RENAME TO z") == (
        o.DropSequence(AT, name("a.s")),
        o.CreateSequence(AT, name("a.z")),
    )


def test_a_dropped_schema_takes_all_that_is_in_it() -> None:
    schema = schema_after(
        "postgresql",
        "CREATE SCHEMA s; CREATE TABLE s.a (x int PRIMARY KEY); CREATE TABLE b (x int REFERENCES s.a); CREATE TABLE c (y int)",
        "CREATE TYPE s.e AS ENUM ('x'); CREATE VIEW s.v AS SELECT 1; CREATE SEQUENCE s.q",
        "DROP SCHEMA IF EXISTS s CASCADE",
    )
    assert [str(n) for n in schema.tables] == ["b", "c"]
    assert schema.tables[name("b")].foreign_keys == ()
    assert not list(schema.enums) + list(schema.views) + list(schema.sequences)


@pytest.mark.parametrize(
    ("dialect", "sql", "expected"),
    [
        ("postgresql", "COMMENT ON TABLE t IS 'a; b'", [o.SetTableComment(AT, T, "a; b")]),
        ("postgresql", "COMMENT ON TABLE s.t IS NULL", [o.SetTableComment(AT, name("s.t"), None)]),
        ("postgresql", "COMMENT ON COLUMN public.t.a IS 'it''s'", [alter("t", "a", comment="it's")]),
        ("postgresql", "COMMENT ON FUNCTION f() IS 'x'", []),
        ("oracle", "COMMENT ON COLUMN T.A IS 'x'", [alter("t", "a", comment="x")]),
    ],
)
def test_comments(dialect: str, sql: str, expected: list[o.Operation]) -> None:
    assert effects(dialect, sql) == tuple(expected)


def test_an_extension_dropped_with_its_columns() -> None:
    before = "CREATE TABLE t (g geometry); CREATE TABLE u (a int)"
    assert opaque_tables(effects("postgresql", "DROP EXTENSION postgis CASCADE", before)) == [["t"]]
    assert effects("postgresql", "DROP EXTENSION postgis", before) == (o.DropExtension(AT, "postgis"),)
