"""Which statements have no effect, which may have any, and where one statement ends."""

# ruff: noqa: E501 (tables of statements)

from __future__ import annotations

import subprocess
import sys

import pytest

from sqlgen import operations as o
from sqlgen.dialect import load_dialect
from sqlgen.raw_sql.split import statements
from tests.raw_sql.reading import AT, add_column, alter, column, effects, name, opaque_tables

NO_EFFECT = [
    "UPDATE t SET a = 1 WHERE b = 'CREATE TABLE x (a int)'",
    "-- a comment\n/* and; another */ INSERT INTO t (a) SELECT b FROM u",
    "DELETE FROM t",
    "TRUNCATE t CASCADE",
    "SELECT 1",
    "SELECT setval('s', 5)",
    "WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM gone",
    "SET LOCAL lock_timeout = '5s'",
    "SET statement_timeout TO 0; SET lock_timeout TO 0;",
    "COMMIT",
    "BEGIN",
    "BEGIN; UPDATE t SET a = 1; COMMIT;",
    "LOCK TABLE t IN EXCLUSIVE MODE",
    "ANALYZE t",
    "VACUUM t",
    "GRANT SELECT ON t TO bob",
    "REFRESH MATERIALIZED VIEW v",
    "CREATE EXTENSION IF NOT EXISTS citext",
    "DROP EXTENSION IF EXISTS citext",
    "CREATE STATISTICS st ON a, b FROM t",
    "DROP STATISTICS st",
    "CREATE POLICY p ON t USING (true)",
    "CREATE ROLE bob",
    "CREATE OR REPLACE FUNCTION f() RETURNS void AS $$ BEGIN ALTER TABLE t ADD x int; END $$ LANGUAGE plpgsql",
    "CREATE FUNCTION f(a int) RETURNS TABLE (b int) LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
    "DROP FUNCTION IF EXISTS f(int)",
    "CREATE SCHEMA IF NOT EXISTS s",
    "DO $$ BEGIN UPDATE t SET a = 1; RAISE NOTICE 'x'; END $$",
    "",
    "  ;; -- nothing",
]


OTHER_OBJECTS = (o.CreateSchema, o.CreateExtension, o.DropExtension, o.CreateRoutine)


@pytest.mark.parametrize("sql", NO_EFFECT)
def test_no_effect_on_tables(sql: str) -> None:
    assert [made for made in effects("postgresql", sql) if not isinstance(made, OTHER_OBJECTS)] == []


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("sqlite", "PRAGMA foreign_keys = OFF"),
        ("sqlite", "REPLACE INTO t VALUES (1)"),
        ("mysql", "SET FOREIGN_KEY_CHECKS = 0"),
        ("mysql", "/*!40101 SET NAMES utf8 */;"),
        ("mysql", "SELECT a INTO @x FROM t"),
        ("mysql", "CREATE PROCEDURE p() BEGIN DROP TABLE t; END"),
        ("mssql", "SET IDENTITY_INSERT t ON INSERT INTO t (a) VALUES (1)"),
        ("mssql", "EXEC sp_addextendedproperty 'MS_Description', 'x', 'SCHEMA', 'dbo', 'TABLE', 't'"),
        ("mssql", "BEGIN TRANSACTION\nUPDATE t SET a = 1\nCOMMIT"),
        ("oracle", "ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY'"),
        ("oracle", "BEGIN UPDATE t SET a = 1; COMMIT; END;"),
    ],
)
def test_no_effect_elsewhere(dialect: str, sql: str) -> None:
    assert [made for made in effects(dialect, sql) if not isinstance(made, OTHER_OBJECTS)] == []


BEFORE = ("CREATE TABLE t (id int)", "CREATE TABLE u (id int)")
MAY_DO_ANYTHING = [
    ("postgresql", "DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD x ' || kind; END $$", ["t"]),
    ("postgresql", "DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables LOOP"
                   " EXECUTE format('ALTER TABLE %I ADD x int', r.tablename); END LOOP; END $$", []),
    ("postgresql", "DO $$ BEGIN IF (SELECT count(*) FROM u) > 0 THEN ALTER TABLE t DROP COLUMN id; END IF; END $$", ["t"]),
    ("postgresql", "DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE data_type = 'text')"
                   " THEN ALTER TABLE t DROP COLUMN id; END IF; END $$", ["t"]),
    ("postgresql", "DO $$ BEGIN PERFORM 1; IF EXISTS (SELECT 1 FROM pg_class) THEN DROP TABLE t; ELSE DROP TABLE u; END IF; END $$", ["t", "u"]),
    ("postgresql", "CALL do_it()", []),
    ("postgresql", "CALL do_it('t')", []),
    ("postgresql", "SELECT AddGeometryColumn('t', 'g', 4326, 'POINT', 2)", ["t"]),
    ("postgresql", "UPDATE pg_attribute SET atttypmod = 24 WHERE attrelid = 't'::regclass", ["t"]),
    ("postgresql", "FROBNICATE TABLE t", ["t"]),
    ("postgresql", "FROBNICATE everything", []),
    ("postgresql", "DROP OWNED BY bob", []),
    ("postgresql", "IMPORT FOREIGN SCHEMA a FROM SERVER b INTO c", []),
    ("postgresql", "ALTER TABLE t ADD COLUMN a text DEFAULT 'it", []),
    ("sqlite", "UPDATE sqlite_master SET sql = 'x' WHERE name = 't'", ["t"]),
    ("mssql", "DECLARE @n varchar(9) SELECT @n = name FROM sys.objects EXEC('ALTER TABLE t DROP CONSTRAINT ' + @n)", ["t"]),
    ("mssql", "EXEC dbo.upgrade_everything", []),
    ("oracle", "BEGIN EXECUTE IMMEDIATE 'DROP TABLE ' || x; END;", []),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "sql", "tables"), MAY_DO_ANYTHING)
def test_what_may_do_anything_makes_the_tables_that_it_names_opaque(
    dialect: str, sql: str, tables: list[str]
) -> None:
    made = effects(dialect, sql, *BEFORE)
    assert opaque_tables(made) == [tables]
    assert len(made) == 1


ADDED = (add_column("t", column("a", "INTEGER")),)
GUARDED = [
    # a guard, and what it comes to where the table has the column a not yet, and already
    ("postgresql", "DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.columns WHERE column_name = 'a')"
                   " THEN ALTER TABLE t ADD COLUMN a int; END IF; END $$"),
    ("postgresql", "DO $x$ BEGIN ALTER TABLE t ADD COLUMN a int; EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'is there'; END; $x$ LANGUAGE plpgsql;"),
    ("postgresql", "DO $$ BEGIN BEGIN ALTER TABLE t ADD a int; EXCEPTION WHEN OTHERS THEN NULL; END; END $$"),
    ("mssql", "IF NOT EXISTS (SELECT * FROM sys.columns WHERE name = 'a') ALTER TABLE t ADD a int"),
    ("mssql", "IF COL_LENGTH('t', 'a') IS NULL BEGIN ALTER TABLE t ADD a int END"),
    ("oracle", "BEGIN EXECUTE IMMEDIATE 'ALTER TABLE t ADD a INTEGER'; EXCEPTION WHEN OTHERS THEN IF SQLCODE != -1430 THEN RAISE; END IF; END;"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "sql"), GUARDED)
def test_a_guard_is_answered_by_the_schema(dialect: str, sql: str) -> None:
    assert effects(dialect, sql, "CREATE TABLE t (id int)") == ADDED
    assert effects(dialect, sql, "CREATE TABLE t (id int, a int)") == ()


def test_a_guarded_drop() -> None:
    sql = "IF OBJECT_ID('dbo.t', 'U') IS NOT NULL DROP TABLE dbo.t"
    assert effects("mssql", sql, "CREATE TABLE t (id int)") == (o.DropTable(AT, name("t")),)


SPLITS = [
    ("postgresql", "A; B;", ["A", "B"]),
    ("postgresql", "A $$ ; $$; B ';' \";\" -- ;\n/* ; /* ; */ */ C", ["A $$ ; $$", "B ';' \";\" -- ;\n/* ; /* ; */ */ C"]),
    ("postgresql", "CREATE FUNCTION f() BEGIN ATOMIC a; CASE x END; END; B", ["CREATE FUNCTION f() BEGIN ATOMIC a; CASE x END; END", "B"]),
    ("mysql", "DELIMITER //\nCREATE TRIGGER t BEGIN a; b; END//\nDELIMITER ;\nB;", ["CREATE TRIGGER t BEGIN a; b; END", "B"]),
    ("mysql", "CREATE PROCEDURE p() BEGIN IF a THEN b; END IF; WHILE c DO d; END WHILE; END; B", ["CREATE PROCEDURE p() BEGIN IF a THEN b; END IF; WHILE c DO d; END WHILE; END", "B"]),
    ("mssql", "A\nGO\nB\ngo 2\n", ["A", "B"]),
    ("mssql", "CREATE PROC p AS SELECT 1; SELECT 2\nGO\nB", ["CREATE PROC p AS SELECT 1; SELECT 2", "B"]),
    ("mssql", "DROP TABLE a\nDROP TABLE b", ["DROP TABLE a", "DROP TABLE b"]),
    ("oracle", "A\n/\nB", ["A", "B"]),
    ("oracle", "CREATE PROCEDURE p IS x NUMBER; BEGIN a; b; END;\n/\nB;", ["CREATE PROCEDURE p IS x NUMBER; BEGIN a; b; END", "B"]),
    ("oracle", "DECLARE x NUMBER; BEGIN a; END; B", ["DECLARE x NUMBER; BEGIN a; END", "B"]),
    ("oracle", "SELECT 1 / 2 FROM t; B", ["SELECT 1 / 2 FROM t", "B"]),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "sql", "expected"), SPLITS)
def test_statements_are_divided(dialect: str, sql: str, expected: list[str]) -> None:
    assert [statement.sql for statement in statements(sql, load_dialect(dialect))] == expected


def test_the_line_of_a_statement() -> None:
    divided = statements("A;\n\n-- c\nB;\nC", load_dialect("postgresql"))
    assert [statement.line for statement in divided] == [1, 4, 5]


def test_reading_raw_sql_does_not_load_the_translator() -> None:
    program = """
import sys
from sqlgen.dialect import load_dialect
from sqlgen.origin import Origin
from sqlgen.raw_sql import effects_of
from sqlgen.schema import Schema
assert "sqlalchemy" not in sys.modules
made = effects_of(load_dialect("postgresql"))("CREATE TABLE t (id int)", Origin("x", 1), Schema())
assert len(made) == 1 and "sqlglot" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


FIND_AND_DROP = """declare @const_name varchar(256)
select @const_name = QUOTENAME([name]) from sys.default_constraints
where parent_object_id = object_id('dbo.t')
and col_name(parent_object_id, parent_column_id) = 'a'
exec('alter table dbo.t drop constraint ' + @const_name)"""


@pytest.mark.parametrize("sql", [FIND_AND_DROP, "ALTER TABLE t DROP CONSTRAINT DF__t__a__3B75D760"])
def test_a_default_that_is_a_constraint_is_dropped(sql: str) -> None:
    made = effects("mssql", sql, "CREATE TABLE t (id int, a int DEFAULT 5)")
    assert made == (alter("t", "a", default=None),)


@pytest.mark.parametrize(
    "text",
    [
        "EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), 'bob')",
        "EXECUTE 'CREATE USER ' || quote_ident(x)",
        "EXECUTE format('DROP VIEW IF EXISTS %I', v)",
    ],
)
def test_dynamic_sql_that_leaves_tables_alone(text: str) -> None:
    sql = f"DO $$ DECLARE v text; x text; BEGIN FOR v IN SELECT 1 LOOP {text}; END LOOP; END $$"
    assert effects("postgresql", sql, *BEFORE) == ()
