# ruff: noqa: E501
"""What is a question to the catalogue, what is refused, and what is known of a database that is only half known."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from sqlgen.apply import apply
from sqlgen.catalogue import Answer, NotAnswerable, answer
from sqlgen.dialect import load_dialect
from sqlgen.operations import MakeOpaque
from sqlgen.origin import Origin
from sqlgen.schema import Column, Default, ObjectName, Schema, Table, Type
from tests.catalogue.oracle import schema_of

POSTGRESQL = load_dialect("postgresql", "15")
MARIADB = load_dialect("mariadb")
MYSQL = load_dialect("mysql")
SQLITE = load_dialect("sqlite")

TABLES = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(80) NOT NULL, CONSTRAINT uq_email UNIQUE (email));
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER, CONSTRAINT fk_author FOREIGN KEY(author) REFERENCES users (id));
CREATE INDEX ix_author ON posts (author);
"""
SCHEMA = schema_of(TABLES, POSTGRESQL)
ON_MYSQL = schema_of(TABLES, MARIADB)
ON_SQLITE = schema_of(TABLES, SQLITE)
ALTERED_ON_SQLITE = schema_of(f"{TABLES} ALTER TABLE users ADD COLUMN more INTEGER;", SQLITE)


def rows(sql: str, parameters: Any = None, schema: Schema = SCHEMA, **more: Any) -> list[tuple[Any, ...]]:
    found = answer(sql, parameters, schema, POSTGRESQL, **more)
    assert isinstance(found, Answer)
    return list(found.rows)


def refusal(sql: str, schema: Schema = SCHEMA, dialect: Any = POSTGRESQL, parameters: Any = None) -> str:
    with pytest.raises(NotAnswerable) as caught:
        answer(sql, parameters, schema, dialect)
    assert sql.split()[0] in str(caught.value)
    return caught.value.reason


# --- no question to the catalogue -----------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT id FROM users",
        "SELECT count(*) FROM users WHERE email LIKE '%@%'",
        "INSERT INTO users (id) VALUES (1)",
        "UPDATE pg_index SET indisvalid = false",
        "DELETE FROM users",
        "ALTER TABLE users ADD COLUMN x INT",
        "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_type) THEN NULL; END IF; END $$",
        "INSERT INTO users SELECT 1, table_name FROM information_schema.tables",
        "CREATE TABLE t AS SELECT * FROM pg_class",
        "SELECT setval('users_id_seq', 1)",
        "SELECT nextval('s')",
        "SELECT now()",
        "SELECT set_config('search_path', 'x', false)",
        "SELECT pg_advisory_lock(1)",
        "SELECT 1; SELECT 2",
        "SELECT 1 + 1",
        "SELECT 1.5",
        "SELECT * FROM information_schema_like",
        "SELECT 'unclosed",
        "",
        "-- nothing",
        "VALUES (1)",
        "SET lock_timeout = '5s'",
        "EXPLAIN SELECT 1",
        "this is no SQL",
        "SELECT * FROM generate_series(1, 3)",
        "WITH x AS (DELETE FROM users RETURNING id) SELECT * FROM x",
        "SELECT id INTO copied FROM users",
    ],
)
def test_not_a_question(sql: str) -> None:
    assert answer(sql, None, SCHEMA, POSTGRESQL) is None


@pytest.mark.parametrize(
    "sql",
    [
        "PRAGMA foreign_keys=ON",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA foreign_key_check",
        "PRAGMA journal_mode=WAL",
        "ANALYZE",
    ],
)
def test_a_pragma_that_sets_is_no_question(sql: str) -> None:
    assert answer(sql, None, ON_SQLITE, SQLITE) is None


# --- refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELECT relpages FROM pg_class WHERE relname = 'users'", "relpages"),
        ("SELECT nope FROM pg_class WHERE relname = 'users'", "nope"),
        ("SELECT pg_total_relation_size('users')", "pg_total_relation_size"),
        ("SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relname = 'users'", "pg_relation_size"),
        ("SELECT CURRENT_USER", "current_user"),
        ("SELECT session_user", "session_user"),
        ("SELECT current_database()", "name of the database"),
        ("SELECT oid FROM pg_class WHERE relname = 'users'", "numbers of its objects"),
        ("SELECT tablename FROM pg_tables", "not known"),
        ("SELECT count(*) FROM information_schema.tables", "not known"),
        ("SELECT count(*) FROM pg_proc", "not known"),
        ("SELECT 1 FROM pg_proc WHERE proname = 'gen_random_uuid'", "not known"),
        ("SELECT 'nope'::regclass", "there is no relation"),
        ("SELECT conname FROM pg_constraint WHERE conrelid = 'nope'::regclass", "there is no relation"),
        (
            "SELECT constraint_name FROM information_schema.table_constraints WHERE table_name = 'users'",
            "digits",
        ),
        ("SELECT u.id, c.column_name FROM users u, information_schema.columns c", "users"),
        (
            "SELECT ordinal_position FROM information_schema.columns WHERE table_name = 'users'",
            "dropped ones",
        ),
        (
            "SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum = 1",
            "were dropped",
        ),
        ("SELECT conkey FROM pg_constraint WHERE conname = 'uq_email'", "dropped ones"),
        ("SELECT rolname FROM pg_catalog.pg_roles", "pg_roles"),
        ("SELECT current_setting('work_mem')", "work_mem"),
        ("SHOW work_mem", "not understood"),
        ("SELECT tablename FROM pg_tables WHERE schemaname = 'public' LIMIT 1", "LIMIT"),
        ("SELECT table_name FROM information_schema.tables WHERE table_name ~ '(?i)u'", "regular expression"),
        (
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = (SELECT tablename FROM pg_tables WHERE schemaname = 'public')",
            "several",
        ),
        ("SELECT row_number() OVER () FROM pg_tables WHERE schemaname = 'public'", "not understood"),
        ("SELECT * FROM information_schema.columns NATURAL JOIN information_schema.tables", "NATURAL"),
        (
            "SELECT tablename FROM pg_tables WHERE hasindexes AND tableowner = 'me' AND schemaname = 'public'",
            "tableowner",
        ),
        ("SELECT 1 FROM pg_stat_activity", "pg_stat_activity"),
        ("SELECT FROM information_schema.columns WHERE", "parse"),
    ],
)
def test_refused(sql: str, reason: str) -> None:
    assert reason in refusal(sql)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("PRAGMA user_version", "settings"),
        ("PRAGMA journal_mode", "settings"),
        ("SELECT sql FROM sqlite_master WHERE name = 'users'", "text that users was made with"),
        ("SELECT rootpage FROM sqlite_master", "rootpage"),
    ],
)
def test_refused_of_sqlite(sql: str, reason: str) -> None:
    assert reason in refusal(sql, ALTERED_ON_SQLITE, SQLITE)


@pytest.mark.parametrize(
    "sql",
    [
        "SHOW CREATE TABLE users",
        "SHOW STATUS",
        "SHOW TABLES FROM other",
        "SELECT @@sql_mode",
        "SELECT table_rows FROM information_schema.tables WHERE table_schema = DATABASE()",
        "SELECT 1 FROM information_schema.tables WHERE table_schema = 'other' AND table_name = 'users'",
        "SELECT 1 FROM information_schema.tables WHERE table_name = 'user'",
        "SELECT DATABASE()",
    ],
)
def test_refused_of_mysql(sql: str) -> None:
    refusal(sql, ON_MYSQL, MARIADB)


# --- parameters -----------------------------------------------------------------------------------


COLUMN = "SELECT 1 FROM information_schema.columns WHERE table_name = {} AND column_name = {}"


@pytest.mark.parametrize(
    ("marks", "parameters"),
    [
        ((":t", ":c"), {"t": "users", "c": "email"}),
        (("%(t)s", "%(c)s"), {"t": "users", "c": "email"}),
        (("?", "?"), ("users", "email")),
        (("%s", "%s"), ["users", "email"]),
        (("CAST(:t AS text)", ":c"), {"t": "users", "c": "email"}),
        ((":t::text", ":c"), {"t": "users", "c": "email", "unused": 1}),
    ],
)
def test_parameters(marks: Sequence[str], parameters: Any) -> None:
    assert rows(COLUMN.format(*marks), parameters) == [(1,)]


def test_parameters_are_values_not_text() -> None:
    assert rows("SELECT 1 FROM pg_tables WHERE tablename = :t", {"t": "users' OR '1'='1"}) == []
    assert rows("SELECT 1 FROM pg_tables WHERE tablename = ANY(:t)", {"t": ["users", "x"]}) == [(1,)]
    assert rows("SELECT ':t' AS t, 1 FROM pg_tables WHERE tablename = :t", {"t": "users"}) == [(":t", 1)]
    assert rows("SELECT 1 FROM pg_tables WHERE tablename LIKE 'use%%' AND tablename = %s", ["users"]) == [
        (1,)
    ]
    assert rows("SELECT 1 FROM pg_tables WHERE tablename = :t", {"t": None}) == []


@pytest.mark.parametrize("parameters", [{"x": "users"}, ("a", "b"), {"t": object()}])
def test_parameters_that_do_not_fit(parameters: Mapping[str, Any]) -> None:
    sql = "SELECT 1 FROM pg_tables WHERE tablename = " + (":t" if isinstance(parameters, dict) else "?")
    with pytest.raises(NotAnswerable):
        answer(sql, parameters, SCHEMA, POSTGRESQL)


# --- a database that is half known ----------------------------------------------------------------


HALF = replace(SCHEMA, complete=False)


def test_of_known_tables_all_is_known_even_if_there_may_be_others() -> None:
    assert rows(COLUMN.format("'users'", "'email'"), schema=HALF) == [(1,)]
    assert rows(COLUMN.format("'users'", "'nope'"), schema=HALF) == []
    assert rows("SELECT to_regclass('public.users')", schema=HALF) == [("users",)]
    assert rows(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'posts'::regclass AND contype = 'f'", schema=HALF
    ) == [("fk_author",)]
    assert rows(
        "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('ix_author')", schema=HALF
    ) == [(True,)]
    assert rows(
        "SELECT count(*) FROM information_schema.key_column_usage WHERE table_name IN ('users', 'posts')",
        schema=HALF,
    ) == [(4,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        "SELECT to_regclass('older')",
        "SELECT 1 FROM information_schema.tables WHERE table_name = 'older'",
        "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'users'",
        "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE 'old%'",
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'email'",
        "SELECT 1 FROM pg_constraint WHERE conname = 'fk_author'",
        "SELECT 1 FROM pg_type WHERE typname = 'mood'",
        "SELECT 1 FROM information_schema.schemata WHERE schema_name = 'app'",
        "SELECT NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 'older')",
        "SELECT u.table_name FROM information_schema.tables u LEFT JOIN information_schema.tables o ON o.table_name <> u.table_name WHERE u.table_name = 'users'",
        "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = 'public') AS n",
        "SELECT conname FROM pg_constraint WHERE confrelid = 'users'::regclass",
    ],
)
def test_what_tables_that_nobody_made_would_take_part_in_is_refused(sql: str) -> None:
    refusal(sql, HALF)


def test_what_was_dropped_is_known_to_be_gone() -> None:
    gone = HALF.without_table(ObjectName("users"))
    assert rows("SELECT to_regclass('users')", schema=gone) == [(None,)]
    assert rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'users'", schema=gone) == []


ORIGIN = Origin("revision.py", 1)
OPAQUE = apply(MakeOpaque(ORIGIN, (ObjectName("posts"),), "a block"), SCHEMA)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT format('%10s', 'x')",
        "SELECT format('%s %s', 'x')",
        "SELECT format('%2$s', 'x')",
        "SELECT format('%I', NULL)",
        "SELECT format('%L', 'a\\b')",
        "SELECT format('%s', indisvalid) FROM pg_index WHERE indrelid = 'users'::regclass",
    ],
)
def test_a_format_that_is_not_followed_is_refused(sql: str) -> None:
    with pytest.raises(NotAnswerable):
        rows(sql)


def test_what_is_opaque_is_refused_and_the_rest_answered() -> None:
    assert rows(COLUMN.format("'users'", "'email'"), schema=OPAQUE) == [(1,)]
    assert rows("SELECT to_regclass('users')", schema=OPAQUE) == [("users",)]
    assert rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'nope'", schema=OPAQUE) == []
    assert rows(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype = 'u'",
        schema=OPAQUE,
    ) == [("uq_email",)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'posts'",
        "SELECT to_regclass('posts')",
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        "SELECT 1 FROM pg_indexes WHERE indexname = 'ix_author'",
        "SELECT to_regclass('ix_other')",
        "SELECT 1 FROM pg_constraint WHERE conname = 'fk_other'",
        "SELECT conname FROM pg_constraint WHERE confrelid = 'users'::regclass",
        "SELECT count(*) FROM information_schema.columns WHERE column_name = 'author' AND table_schema = 'public'",
    ],
)
def test_what_is_opaque_may_be_in_the_answer(sql: str) -> None:
    refusal(sql, OPAQUE)


def test_opaque_on_sqlite() -> None:
    opaque = apply(MakeOpaque(ORIGIN, (ObjectName("posts"),), "a block"), ON_SQLITE)
    assert answer("PRAGMA table_info(users)", None, opaque, SQLITE) is not None
    refusal("PRAGMA table_info(posts)", opaque, SQLITE)
    refusal("PRAGMA table_info(POSTS)", opaque, SQLITE)
    refusal("PRAGMA index_info(ix_other)", opaque, SQLITE)
    refusal("SELECT name FROM sqlite_master WHERE type = 'table'", opaque, SQLITE)
    refusal("SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) p", opaque, SQLITE)


# --- versions, assumptions, values that refuse ----------------------------------------------------------


@pytest.mark.parametrize("name", ["postgresql", "mysql", "mariadb", "mssql", "oracle"])
def test_a_type_that_nobody_knows_harms_only_its_column(name: str) -> None:
    dialect = load_dialect(name)
    columns = (
        Column("id", Type("INTEGER")),
        Column("odd", Type("WEIRD(1, 'x')"), default=Default("(weird())")),
    )
    schema = Schema(complete=True).with_table(Table(ObjectName("odd_table"), columns))
    sql = "SELECT column_name FROM information_schema.columns WHERE table_name = 'odd_table'"
    if name == "oracle":
        sql = "SELECT column_name FROM user_tab_columns WHERE table_name = 'ODD_TABLE'"
    found = answer(sql, None, schema, dialect)
    assert found is not None
    assert [row[0].lower() for row in found.rows] == ["id", "odd"]
    refusal(sql.replace("column_name", "data_type"), schema, dialect)


def test_versions_are_the_declared_ones_and_said_to_be() -> None:
    found = answer("SHOW server_version_num", None, SCHEMA, POSTGRESQL)
    assert found is not None
    assert found.rows == (("150000",),)
    assert found.assumptions == ("the server says of its version: 15",)
    mariadb = answer("SELECT VERSION()", None, ON_MYSQL, load_dialect("mariadb", "10.11.6"))
    assert mariadb is not None
    assert mariadb.rows == (("10.11.6-MariaDB",),)
    variable = answer("SELECT @@version", None, ON_MYSQL, MYSQL)
    assert variable is not None
    assert (variable.columns, variable.rows) == (("@@version",), (("8.0.30",),))
    sqlite = answer("SELECT sqlite_version()", None, ON_SQLITE, SQLITE)
    assert sqlite is not None
    assert sqlite.rows == (("3.40.0",),)


def test_an_extension_that_no_revision_makes_is_an_assumption() -> None:
    found = answer("SELECT 1 FROM pg_extension WHERE extname = 'vector'", None, SCHEMA, POSTGRESQL)
    assert found is not None
    assert found.rows == ()
    assert found.assumptions == ("extensions that no revision creates are not there",)
    made = schema_of("CREATE EXTENSION IF NOT EXISTS vector", POSTGRESQL)
    assert rows("SELECT extname FROM pg_extension WHERE extname = 'vector'", schema=made) == [("vector",)]
    # It may bring types that nobody knows.
    refusal("SELECT 1 FROM pg_type WHERE typname = 'vector'", made)


def test_of_a_whole_row_what_is_known_can_be_used() -> None:
    found = answer(
        "SELECT * FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'email'",
        None,
        SCHEMA,
        POSTGRESQL,
    )
    assert found is not None
    row = dict(zip(found.columns, found.rows[0], strict=True))
    assert (row["column_name"], row["character_maximum_length"]) == ("email", 80)
    for use in (str, bool, hash, len, lambda value: value == "test", lambda value: f"{value}"):
        with pytest.raises(NotAnswerable):
            use(row["table_catalog"])


def test_the_name_of_the_database_where_it_is_declared() -> None:
    assert rows("SELECT current_database()", database="shop") == [("shop",)]
    assert rows(
        "SELECT 1 FROM information_schema.tables WHERE table_catalog = 'shop' AND table_name = 'users'",
        database="shop",
    ) == [(1,)]
    found = answer(
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'shop'",
        None,
        ON_MYSQL,
        MARIADB,
        database="shop",
    )
    assert found is not None
    assert found.rows == ((2,),)


def test_sqlglot_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer("SHOW INDEX FROM users", None, ON_MYSQL, MARIADB)
        answer("GRANT x ON y TO z", None, SCHEMA, POSTGRESQL)
        answer(
            "SELECT * FROM information_schema.columns WHERE table_name = 'users'", None, SCHEMA, POSTGRESQL
        )
    assert not caplog.records


def test_the_schema_is_left_as_it_is_and_asked_again() -> None:
    first = rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert (
        first
        == rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        == [("posts",), ("users",)]
    )
