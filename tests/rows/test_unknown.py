"""What makes rows unknown, what keeps them known, and what is answered under an assumption."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from sqlgen.dialect import load_dialect
from sqlgen.rows import Result, UnknownRows
from sqlgen.schema import ObjectName
from tests.rows.programs import posts, users
from tests.rows.worlds import Bulk, Do, Offline, Read

ENGINES = ("postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle")


def world(engine: str = "postgresql", *statements: Any) -> Offline:
    """Return a replay with two filled tables, after *statements*."""
    offline = Offline(load_dialect(engine))
    u, p = users(), posts()
    steps = [
        Do(sa.schema.CreateTable(u)),
        Do(sa.schema.CreateTable(p)),
        Bulk(u, [{"id": 1, "name": "a", "age": 1}, {"id": 2, "name": "b", "age": 2}]),
        Bulk(p, [{"id": 1, "user_id": 1, "title": "t"}]),
        *[Do(statement) for statement in statements],
    ]
    for step in steps:
        offline.step(step)
    return offline


def counted(offline: Offline, table: str) -> Any:
    answer = offline.step(Read(f"SELECT COUNT(*) FROM {table}"))
    return answer.rows[0][0] if isinstance(answer, Result) else answer


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_of_the_script_is_known(engine: str) -> None:
    assert counted(world(engine), "users") == 2
    assert world(engine).rows.knows("SELECT * FROM users") == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_of_others_is_not(engine: str) -> None:
    refusal = counted(world(engine), "elsewhere")
    assert isinstance(refusal, UnknownRows)
    assert refusal.tables == (ObjectName("elsewhere"),)
    assert world(engine).rows.knows("SELECT * FROM users, elsewhere") == (ObjectName("elsewhere"),)


def test_the_number_of_a_table_of_others_is_not_known() -> None:
    offline = Offline(load_dialect("sqlite"))
    asked = offline.step(Read("SELECT seq FROM sqlite_sequence WHERE name = 'users'"))
    assert isinstance(asked, UnknownRows)
    assert asked.reason == "no table is known that sqlite_sequence keeps the number of"
    offline.step(Do("CREATE TABLE mine (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)"))
    asked = offline.step(Read("SELECT seq FROM sqlite_sequence WHERE name = 'users'"))
    assert isinstance(asked, UnknownRows)
    assert asked.reason == "the rows of users are not known"
    asked = offline.step(Read("SELECT seq FROM sqlite_sequence"))
    assert isinstance(asked, UnknownRows)
    asked = offline.step(Read("SELECT seq FROM sqlite_sequence WHERE name = 'mine'"))
    assert isinstance(asked, Result)
    assert asked.rows == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sqlite_sequence SET seq = abs(seq) WHERE name = 'mine'",
        "REPLACE INTO sqlite_sequence (name, seq) VALUES ('mine', 3)",
        "CREATE TRIGGER g AFTER INSERT ON x BEGIN UPDATE sqlite_sequence SET seq = 4; END",
        "INSERT INTO sqlite_sequence VALUES ('mine', 3), ('mine', 4)",
    ],
)
def test_numbers_that_are_set_in_a_way_not_followed_are_not_known(statement: str) -> None:
    offline = Offline(load_dialect("sqlite"))
    for text in (
        "CREATE TABLE mine (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)",
        "CREATE TABLE x (id INTEGER PRIMARY KEY)",
        "INSERT INTO mine (a) VALUES ('b')",
        statement,
        "INSERT INTO mine (a) VALUES ('c')",
    ):
        offline.step(Do(text))
    assert isinstance(offline.step(Read("SELECT id FROM mine")), UnknownRows)
    kept = offline.step(Read("SELECT seq FROM sqlite_sequence WHERE name = 'mine'"))
    assert isinstance(kept, UnknownRows)


FORGETS_USERS = [
    ("mysql", "UPDATE users, posts SET users.age = 3, posts.title = 'x' WHERE users.id = posts.user_id"),
    ("postgresql", "DELETE FROM users USING posts WHERE posts.user_id = users.id"),
    ("postgresql", "MERGE INTO users USING posts ON users.id = posts.user_id WHEN MATCHED THEN DELETE"),
    ("postgresql", "WITH gone AS (DELETE FROM users RETURNING id) SELECT * FROM gone"),
    ("postgresql", "DELETE FROM users WHERE my_own(name)"),
    ("postgresql", "DO $$ BEGIN DELETE FROM users; END $$"),
    ("postgresql", "DO $$ BEGIN EXECUTE 'DELETE FROM ' || 'us' || 'ers'; END $$"),
    ("postgresql", "COPY users FROM '/tmp/x'"),
    ("postgresql", "ROLLBACK"),
    ("postgresql", "SELECT audit_table('users')"),
    ("postgresql", "CREATE RULE r AS ON INSERT TO users DO INSTEAD NOTHING"),
    ("postgresql", "CREATE TABLE part () INHERITS (users)"),
    ("postgresql", "INSERT INTO users SELECT * FROM elsewhere"),
    ("postgresql", "INSERT INTO users (id, name) VALUES (1, 'twice')"),
    ("postgresql", "INSERT INTO users (id) VALUES (7)"),
    ("mysql", "LOAD DATA INFILE '/tmp/x' INTO TABLE users"),
    ("mysql", "REPLACE INTO users (id, name) VALUES (1, 'x')"),
    ("mysql", "CALL anything()"),
    ("mssql", "EXEC sp_anything"),
    ("oracle", "BEGIN DELETE FROM users; END;"),
    ("sqlite", "INSERT OR REPLACE INTO users (id, name) VALUES (1, 'x')"),
]


@pytest.mark.parametrize(("engine", "statement"), FORGETS_USERS)
def test_what_is_not_followed_makes_its_table_unknown(engine: str, statement: str) -> None:
    assert isinstance(counted(world(engine, statement), "users"), UnknownRows)


KEEPS_USERS = [
    "INSERT INTO posts (id, title) SELECT 9, x FROM elsewhere",
    "DELETE FROM posts WHERE title LIKE any_thing(title)",
    "UPDATE elsewhere SET a = 1",
    "SET LOCAL lock_timeout = '1s'",
    "CREATE INDEX i ON users (name)",
    "GRANT SELECT ON users TO public",
    "COMMENT ON TABLE users IS 'x'",
    "SELECT 1",
    "CREATE FUNCTION f() RETURNS int AS $$ DELETE FROM users; SELECT 1; $$ LANGUAGE sql",
    "ALTER TABLE users ADD COLUMN extra TEXT",
    "ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(60)",
    "ALTER TABLE users ALTER COLUMN age SET DEFAULT 3",
    "CREATE VIEW v AS SELECT * FROM users",
    "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0)",
]


@pytest.mark.parametrize("statement", KEEPS_USERS)
def test_what_touches_others_leaves_a_table_known(statement: str) -> None:
    assert counted(world("postgresql", statement), "users") == 2


def test_a_function_of_the_script_counts_when_it_is_called() -> None:
    made = "CREATE FUNCTION f() RETURNS int AS $$ DELETE FROM users; SELECT 1; $$ LANGUAGE sql"
    assert isinstance(counted(world("postgresql", made, "SELECT f()"), "users"), UnknownRows)
    asked = world("postgresql", made).step(Read("SELECT f()"))
    assert isinstance(asked, UnknownRows)


def test_a_trigger_makes_unknown_what_it_may_write() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON posts BEGIN DELETE FROM users; END"
    assert counted(world("sqlite", trigger), "users") == 2
    written = world("sqlite", trigger, "INSERT INTO posts (title) VALUES ('x')")
    assert isinstance(counted(written, "posts"), UnknownRows)
    assert isinstance(counted(written, "users"), UnknownRows)


def test_a_view_that_is_written_makes_its_table_unknown() -> None:
    view = "CREATE VIEW v AS SELECT id, name FROM users"
    assert isinstance(counted(world("postgresql", view, "DELETE FROM v"), "users"), UnknownRows)


def test_emptied_tables_are_known_again() -> None:
    lost = "DELETE FROM posts WHERE my_own(title)"
    assert isinstance(counted(world("postgresql", lost), "posts"), UnknownRows)
    assert counted(world("postgresql", lost, "DELETE FROM posts"), "posts") == 0
    assert counted(world("postgresql", lost, "TRUNCATE TABLE posts"), "posts") == 0
    assert counted(world("postgresql", "TRUNCATE users CASCADE"), "posts") == 0


def test_a_type_that_may_change_values_hides_its_column_only() -> None:
    offline = world("postgresql", "ALTER TABLE users ALTER COLUMN age TYPE TEXT USING age::text")
    assert counted(offline, "users") == 2
    refusal = offline.step(Read("SELECT age FROM users"))
    assert isinstance(refusal, UnknownRows)
    assert refusal.columns == ("users.age",)
    assert offline.step(Read("SELECT name FROM users WHERE id = 2")).rows == (("b",),)


def test_a_sequence_that_is_set_gives_unknown_keys() -> None:
    offline = world("postgresql", "SELECT setval('users_id_seq', 100)")
    refusal = offline.rows.execute(users().insert().values(name="x").inline())
    assert refusal.inserted_primary_keys == ((None,),)


def test_if_not_exists_is_not_known_to_be_empty() -> None:
    offline = world("postgresql", "CREATE TABLE IF NOT EXISTS maybe (a INTEGER)")
    assert isinstance(counted(offline, "maybe"), UnknownRows)
    offline = world(
        "postgresql", "DROP TABLE IF EXISTS posts", "CREATE TABLE IF NOT EXISTS posts (a INTEGER)"
    )
    assert counted(offline, "posts") == 0


def test_nothing_is_done_by_asking() -> None:
    offline = world()
    t = users()
    assert offline.rows.execute(t.delete().where(t.c.id == 2)).rowcount == 1
    assert offline.rows.execute("INSERT INTO users (id, name) VALUES (5, 'x')").rowcount == 1
    assert counted(offline, "users") == 2


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT setval('users_id_seq', (SELECT max(id) FROM users))",
        "SELECT setval(pg_get_serial_sequence('users', 'id'), coalesce(max(id), 1)) FROM users",
        "SELECT pg_advisory_xact_lock(1) -- users",
        "SELECT set_config('my.users', 'x', true)",
    ],
)
def test_functions_that_write_no_rows_leave_them_known(statement: str) -> None:
    offline = world("postgresql", statement)
    assert counted(offline, "users") == 2


def test_a_function_of_the_scripts_own_is_not_called_where_there_is_no_row() -> None:
    made = "CREATE FUNCTION made() RETURNS integer AS $$ SELECT 4 $$ LANGUAGE sql"
    batch = "WITH part AS (SELECT ctid FROM {0} LIMIT 9) UPDATE {0} SET age = made() FROM part WHERE true"
    offline = world("postgresql", made, "CREATE TABLE none (age INTEGER)")
    assert offline.rows.execute(batch.format("none")).rowcount == 0
    for asked in (batch.format("users"), "SELECT made() FROM users"):
        with pytest.raises(UnknownRows, match="the function made is the script's own"):
            offline.rows.execute(asked)


def test_a_question_is_about_its_place_in_the_script() -> None:
    offline = world()
    before = offline.rows.question("SELECT COUNT(*) FROM users")
    offline.do("DELETE FROM users WHERE id = 2")
    after = offline.rows.question("SELECT COUNT(*) FROM users")
    offline.do("INSERT INTO users (id, name) VALUES (8, 'x'), (9, 'y')")
    assert after.result().rows == ((1,),)
    assert before.result().rows == ((2,),)


ASSUMED = [
    ("SELECT * FROM elsewhere WHERE a = 1", None),
    ("SELECT a, b FROM elsewhere e WHERE e.c = 'x'", ()),
    ("SELECT COUNT(*) FROM elsewhere", ((0,),)),
    ("SELECT COUNT(*), MAX(a), SUM(b) FROM elsewhere", ((0, None, None),)),
    ("SELECT EXISTS (SELECT 1 FROM elsewhere)", ((False,),)),
    (
        "SELECT u.id FROM users u LEFT JOIN elsewhere e ON e.a = u.id WHERE e.a IS NULL ORDER BY u.id",
        ((1,), (2,)),
    ),
    ("SELECT u.id FROM users u JOIN elsewhere e ON e.a = u.id", ()),
    ("SELECT id FROM users WHERE id NOT IN (SELECT a FROM elsewhere) ORDER BY id", ((1,), (2,))),
    ("SELECT a FROM elsewhere GROUP BY a HAVING COUNT(*) > 1 ORDER BY a LIMIT 5", ()),
]


@pytest.mark.parametrize(("sql", "rows"), ASSUMED)
def test_no_row_matches_where_that_is_assumed(sql: str, rows: Any) -> None:
    offline = world()
    assumed = (ObjectName("elsewhere"),)
    if rows is None:
        with pytest.raises(UnknownRows, match="columns of elsewhere"):
            offline.rows.execute(sql, assume_empty=assumed)
        return
    assert offline.rows.execute(sql, assume_empty=assumed).rows == rows
    assert isinstance(counted(offline, "elsewhere"), UnknownRows)


def test_writes_of_a_table_assumed_empty_find_nothing() -> None:
    offline = world()
    for sql in ("UPDATE elsewhere SET a = 1", "DELETE FROM elsewhere WHERE b = 2"):
        assert offline.rows.execute(sql, assume_empty=(ObjectName("elsewhere"),)).rowcount == 0


def test_noting_works_nothing_out() -> None:
    offline = world()
    for change in offline.changes:
        offline.rows.note(change)
    assert offline.rows._player is None


def test_rows_are_noted_when_their_order_is_nobodys() -> None:
    answer = world().step(Read("SELECT id FROM users"))
    assert answer.notes and "ORDER BY" in answer.notes[0]
    assert world().step(Read("SELECT id FROM users ORDER BY id")).notes == ()
    assert world().step(Read("SELECT COUNT(*) FROM users")).notes == ()
