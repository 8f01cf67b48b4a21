"""Statements carried over to another engine, and those that are refused for what would be lost."""

# ruff: noqa: E501 (tables of statements)

from __future__ import annotations

import logging
import sqlite3

import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from sqlgen.dialect import load_dialect
from sqlgen.raw_sql import NotTranspilable, transpile
from tests.engines.databases import Database

CARRIED_OVER = [
    # source, target, statement, the same there
    ("postgresql", "mysql", "UPDATE t SET a = b || 'x', f = true", ["UPDATE t SET a = CONCAT(b, 'x'), f = TRUE"]),
    ("postgresql", "mssql", "UPDATE t SET a = b || 'x', f = true", ["UPDATE t SET a = b + 'x', f = 1"]),
    ("postgresql", "oracle", "UPDATE t SET a = b || 'x', f = true", ["UPDATE t SET a = b || 'x', f = 1"]),
    ("postgresql", "sqlite", "UPDATE t SET f = false WHERE f = true", ["UPDATE t SET f = 0 WHERE f = 1"]),
    ("postgresql", "mssql", "DELETE FROM t WHERE active AND NOT done", ["DELETE FROM t WHERE active <> 0 AND NOT done <> 0"]),
    ("postgresql", "oracle", "UPDATE t SET a = CASE WHEN f THEN 1 ELSE 0 END", ["UPDATE t SET a = CASE WHEN f <> 0 THEN 1 ELSE 0 END"]),
    ("postgresql", "mysql", "UPDATE t SET a = b::text, d = now()", ["UPDATE t SET a = CAST(b AS CHAR), d = CURRENT_TIMESTAMP()"]),
    ("postgresql", "mssql", "SELECT a FROM t LIMIT 5", ["SELECT TOP 5 a FROM t"]),
    ("postgresql", "oracle", "SELECT a FROM t LIMIT 5", ["SELECT a FROM t FETCH FIRST 5 ROWS ONLY"]),
    ("postgresql", "oracle", "INSERT INTO t (a) SELECT 1", ["INSERT INTO t (a) SELECT 1 FROM DUAL"]),
    ("postgresql", "oracle", "INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y')",
     ["INSERT INTO t (a, b) VALUES (1, 'x')", "INSERT INTO t (a, b) VALUES (2, 'y')"]),
    ("postgresql", "mysql", "UPDATE t SET a = 'C:\\x'", ["UPDATE t SET a = 'C:\\\\x'"]),
    ("mysql", "postgresql", "UPDATE t SET a = 'it\\'s \\\\', b = \"q\"", ["UPDATE t SET a = 'it''s \\', b = 'q'"]),
    ("mysql", "postgresql", "UPDATE t SET t.a = 1 WHERE t.`Order` = 2", ['UPDATE t SET a = 1 WHERE t."Order" = 2']),
    ("mysql", "postgresql", "UPDATE `users` SET `userName` = 'x', `group` = 1", ["UPDATE users SET \"userName\" = 'x', \"group\" = 1"]),
    ("postgresql", "mysql", 'UPDATE t SET "order" = 1, Rank = 2', ["UPDATE t SET `order` = 1, `rank` = 2"]),
    ("postgresql", "oracle", 'UPDATE t SET "level" = 1', ['UPDATE t SET "level" = 1']),
    ("mssql", "postgresql", "UPDATE [dbo].[t] SET a = N'ü' WHERE [Order] = 1", ["UPDATE dbo.t SET a = 'ü' WHERE \"Order\" = 1"]),
    ("postgresql", "mssql", "UPDATE t SET a = 'ü'", ["UPDATE t SET a = N'ü'"]),
    ("postgresql", "sqlite", "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING", ["INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING"]),
    ("postgresql", "sqlite", "DROP TABLE IF EXISTS t; ALTER TABLE u ADD COLUMN a INT;", ["DROP TABLE IF EXISTS t", "ALTER TABLE u ADD COLUMN a INTEGER"]),
    ("postgresql", "mysql", "CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a, b)", ["CREATE UNIQUE INDEX ix ON t(a, b)"]),
    ("mysql", "mariadb", "INSERT IGNORE INTO t (a) VALUES (\"x\");", ['INSERT IGNORE INTO t (a) VALUES ("x")']),
    ("postgres", "postgresql", "SELECT f(a) FROM t;", ["SELECT f(a) FROM t"]),
    ("duckdb", "sqlite", "UPDATE t SET a = 1", ["UPDATE t SET a = 1"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "sql", "expected"), CARRIED_OVER)
def test_carried_over(source: str, target: str, sql: str, expected: list[str]) -> None:
    dialect = load_dialect(target)
    made = transpile(sql, source, dialect)
    assert made == expected
    for statement in made:
        sqlglot.parse_one(statement, read=dialect.facts.sqlglot, error_level=ErrorLevel.RAISE)


REFUSED = [
    ("postgresql", "mysql", "UPDATE t SET a = o.b FROM o WHERE o.id = t.id", "UPDATE ... FROM"),
    ("postgresql", "sqlite", "DELETE FROM t USING o WHERE o.id = t.id", "USING"),
    ("mysql", "postgresql", "UPDATE t JOIN o ON o.id = t.id SET t.a = o.b", "a join in UPDATE"),
    ("mysql", "postgresql", "UPDATE t SET a = 1 LIMIT 3", "LIMIT"),
    ("mysql", "postgresql", "INSERT IGNORE INTO t (a) VALUES (1)", "IGNORE"),
    ("postgresql", "mysql", "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING", "ON CONFLICT"),
    ("mysql", "postgresql", "INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2", "ON DUPLICATE KEY"),
    ("postgresql", "oracle", "UPDATE t SET a = ''", "an empty string is NULL"),
    ("postgresql", "mysql", "UPDATE t SET a = my_function(b)", "my_function()"),
    ("postgresql", "mysql", "UPDATE t SET a = gen_random_uuid()", "UUID()"),
    ("postgresql", "mysql", "UPDATE t SET a = b->>'x'", "JSON_EXTRACT_SCALAR"),
    ("postgresql", "mssql", "UPDATE t SET a = 1 WHERE b ILIKE 'x%'", "ILIKE"),
    ("postgresql", "sqlite", "UPDATE t SET a = now() + interval '1 day'", "INTERVAL"),
    ("postgresql", "mysql", "SELECT DISTINCT ON (a) a FROM t", "ON"),
    ("postgresql", "sqlite", "TRUNCATE t", "TRUNCATE"),
    ("postgresql", "mysql", "CREATE TABLE t (id SERIAL PRIMARY KEY)", "SERIAL"),
    ("postgresql", "mysql", "CREATE TABLE t (a JSONB)", "JSONB"),
    ("postgresql", "oracle", "CREATE TABLE t (a BOOLEAN)", "BOOLEAN"),
    ("mysql", "postgresql", "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY)", "Auto Increment"),
    ("mysql", "postgresql", "CREATE TABLE t (id int) ENGINE=InnoDB", "PROPERTIES"),
    ("postgresql", "oracle", "DROP TABLE IF EXISTS t", "IF EXISTS"),
    ("postgresql", "mysql", "DROP TABLE t CASCADE", "CASCADE"),
    ("postgresql", "mysql", "CREATE INDEX ix ON t (a) WHERE b > 1", "partial indexes"),
    ("postgresql", "sqlite", "CREATE INDEX ix ON t USING gin (a)", "USING"),
    ("postgresql", "mysql", "DROP INDEX ix", "DROP INDEX has to name the table"),
    ("postgresql", "sqlite", "ALTER TABLE t ALTER COLUMN a TYPE bigint", "ALTER COLUMN"),
    ("postgresql", "sqlite", "ALTER TABLE t ADD a int, DROP b", "several changes"),
    ("postgresql", "sqlite", "CREATE TYPE s AS ENUM ('a')", ""),
    ("postgresql", "mysql", "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql", ""),
    ("postgresql", "mysql", "DO $$ BEGIN NULL; END $$", ""),
    ("postgresql", "mysql", "COMMENT ON TABLE t IS 'x'", "COMMENT"),
    ("postgresql", "mssql", "SELECT a = 1 OR b = 2 FROM t", "a condition as a value"),
    ("postgresql", "mysql", "DELETE FROM t WHERE a IS NOT TRUE", "IS TRUE"),
    ("mssql", "postgresql", "UPDATE t SET a = b + c", "+ may join texts"),
    ("postgresql", "mysql", "SELECT FROM WHERE", 'but got "WHERE"'),
    ("nosuch", "mysql", "SELECT 1", 'no dialect "nosuch"'),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "sql", "reason"), REFUSED)
def test_refused(source: str, target: str, sql: str, reason: str) -> None:
    with pytest.raises(NotTranspilable) as refused:
        transpile(sql, source, load_dialect(target))
    message = str(refused.value)
    assert reason in refused.value.reason
    assert sql in message
    assert "\x1b" not in message and message.count("\n") == 1


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    disabled = logging.getLogger("sqlglot").disabled  # another test's env.py may have configured logging
    with caplog.at_level(logging.DEBUG), pytest.raises(NotTranspilable):
        transpile("FROBNICATE TABLE t", "postgresql", load_dialect("mysql"))
    assert caplog.records == []
    assert logging.getLogger("sqlglot").disabled is disabled


def test_a_long_statement_has_lines() -> None:
    columns = ", ".join(f"column_{at}" for at in range(12))
    (made,) = transpile(
        f"INSERT INTO t ({columns}) SELECT {columns} FROM u", "postgresql", load_dialect("sqlite")
    )
    assert made.count("\n") > 5


DATA = [
    "INSERT INTO t (a, b, f) VALUES (1, 'it''s \\', true), (2, NULL, false)",
    "UPDATE t SET b = b || '!' WHERE f AND a = 1",
    "UPDATE t SET b = 'none' WHERE b IS NULL AND NOT f",
    "INSERT INTO t (a, b, f) SELECT a + 10, upper(b), f FROM t WHERE a BETWEEN 1 AND 2",
    "DELETE FROM t WHERE a IN (SELECT a FROM t WHERE a > 11)",
    "UPDATE t SET a = CASE WHEN f THEN a ELSE -a END",
]
ROWS = [(-2, "none", 0), (1, "it's \\!", 1), (11, "IT'S \\!", 1)]


def test_carried_over_statements_do_the_same_in_sqlite() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a int, b text, f boolean)")
    for sql in DATA:
        for statement in transpile(sql, "postgresql", load_dialect("sqlite")):
            connection.execute(statement)
    assert sorted(connection.execute("SELECT a, b, f FROM t").fetchall()) == ROWS
    connection.close()


@pytest.mark.server("mariadb")
def test_carried_over_statements_do_the_same_in_mariadb(database: Database) -> None:
    database.query("CREATE TABLE t (a int, b varchar(20), f bool)")
    # MariaDB cannot read the table that it deletes from in every version; the others are one by one.
    for sql in DATA:
        for statement in transpile(sql, "postgresql", load_dialect("mariadb")):
            database.query(statement)
    assert sorted(database.query("SELECT a, b, f FROM t")) == ROWS
