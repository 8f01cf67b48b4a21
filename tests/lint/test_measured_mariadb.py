"""Each fact of dialects/mariadb/locks.toml tried on the server, so that lint says what is so.

The algorithm and the lock that a fact foretells are accepted, the better ones refused; a rebuild shows in
the number that InnoDB has for the table; who is stopped a second session finds out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pymysql
import pytest

from sqlgen.dialect import load_dialect
from sqlgen.lint.facts import Fact, load_locks
from tests.engines.databases import MySQLDatabase

SETUP = """
CREATE TABLE parent (id BIGINT PRIMARY KEY) ENGINE=InnoDB;
INSERT INTO parent VALUES (1), (2), (3);
CREATE TABLE t (
    id BIGINT NOT NULL, a INT, b VARCHAR(50), c VARCHAR(50) NOT NULL DEFAULT '',
    wide VARCHAR(63), n DECIMAL(10, 2), m ENUM('sad', 'glad'), pid BIGINT, q BIGINT NOT NULL,
    PRIMARY KEY (id), UNIQUE KEY uq_q (q), KEY ix_a (a), KEY ix_b (b),
    CONSTRAINT ck_a CHECK (a > 0), CONSTRAINT fk_pid FOREIGN KEY (pid) REFERENCES parent (id)
) ENGINE=InnoDB CHARSET=utf8mb4;
INSERT INTO t (id, a, b, n, m, pid, q) VALUES (1, 1, 'x', 1, 'sad', 1, 1), (2, 2, 'y', 2, 'glad', 2, 2);
CREATE TABLE keyless (id BIGINT NOT NULL, other BIGINT) ENGINE=InnoDB;
INSERT INTO keyless VALUES (1, 1), (2, 2);
CREATE TABLE keyed (id BIGINT PRIMARY KEY) ENGINE=InnoDB;
INSERT INTO keyed VALUES (1), (2);
CREATE TABLE log (id BIGINT, day INT) ENGINE=InnoDB PARTITION BY RANGE (day) (
    PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN (20));
CREATE TABLE part (id BIGINT, day INT) ENGINE=InnoDB;
CREATE VIEW v AS SELECT id FROM parent;
"""


@dataclass(frozen=True)
class Case:
    """The actions of an ALTER of one kind."""

    kind: str
    sql: str
    table: str = "t"


CASES = [
    Case("add_column_nullable", "ADD COLUMN z INT"),
    Case("add_column_const_default", "ADD COLUMN z INT NOT NULL DEFAULT 0"),
    Case("add_column_const_default", "ADD COLUMN z DATETIME DEFAULT CURRENT_TIMESTAMP"),
    Case("add_column_volatile_default", "ADD COLUMN z VARCHAR(36) DEFAULT uuid()"),
    Case("add_column_not_null_no_default", "ADD COLUMN z INT NOT NULL"),
    Case("add_column_generated_stored", "ADD COLUMN z INT AS (a + 1) STORED"),
    Case("add_column_generated_virtual", "ADD COLUMN z INT AS (a + 1) VIRTUAL"),
    Case("add_column_identity", "ADD COLUMN z BIGINT NOT NULL AUTO_INCREMENT UNIQUE"),
    Case("add_column_check", "ADD COLUMN z INT DEFAULT 0 CHECK (z > 0)"),
    Case("add_column_fk", "ADD COLUMN z BIGINT, ADD FOREIGN KEY (z) REFERENCES parent (id)"),
    Case("add_column_unique", "ADD COLUMN z INT UNIQUE"),
    Case("add_column_in_place", "ADD COLUMN z INT AFTER a"),
    Case("drop_column", "DROP COLUMN n"),
    Case("drop_indexed_column", "DROP COLUMN b"),
    Case("rename_column", "RENAME COLUMN b TO bb"),
    Case("reorder_column", "MODIFY n DECIMAL(10, 2) AFTER a"),
    Case("type_varchar_widen", "MODIFY b VARCHAR(60)"),
    Case("type_varchar_over_a_byte", "MODIFY wide VARCHAR(64)"),
    Case("type_varchar_narrow", "MODIFY b VARCHAR(20)"),
    Case("type_int_to_bigint", "MODIFY a BIGINT"),
    Case("type_numeric_precision_widen", "MODIFY n DECIMAL(12, 2)"),
    Case("type_using_any", "MODIFY n VARCHAR(50)"),
    Case("type_charset_collation", "CONVERT TO CHARACTER SET latin1"),
    Case("set_not_null", "MODIFY a INT NOT NULL"),
    Case("drop_not_null", "MODIFY c VARCHAR(50) DEFAULT ''"),
    Case("set_default", "ALTER COLUMN b SET DEFAULT 'x'"),
    Case("drop_default", "ALTER COLUMN c DROP DEFAULT"),
    Case("add_pk", "ADD PRIMARY KEY (id)", "keyless"),
    Case("drop_pk", "DROP PRIMARY KEY", "keyed"),
    Case("add_fk", "ADD CONSTRAINT fk FOREIGN KEY (q) REFERENCES parent (id)"),
    Case("drop_fk", "DROP FOREIGN KEY fk_pid"),
    Case("add_check", "ADD CONSTRAINT ck CHECK (a < 1000)"),
    Case("drop_check", "DROP CONSTRAINT ck_a"),
    Case("add_unique", "ADD CONSTRAINT uq UNIQUE (a)"),
    Case("drop_unique", "DROP INDEX uq_q"),
    Case("create_index", "ADD INDEX ix (c)"),
    Case("create_unique_index", "ADD UNIQUE INDEX ux (a)"),
    Case("drop_index", "DROP INDEX ix_a"),
    Case("rename_index", "RENAME INDEX ix_a TO ix_aa"),
    Case("comment", "COMMENT = 'x'"),
    Case("enum_add_value", "MODIFY m ENUM('sad', 'glad', 'wild')"),
    Case("enum_insert_value", "MODIFY m ENUM('sad', 'mild', 'glad')"),
    Case("add_system_versioning", "ADD SYSTEM VERSIONING", "keyless"),
    Case("rebuild_force", "FORCE"),
]
SPEEDS = ["COPY", "INPLACE", "NOCOPY", "INSTANT"]
CLAUSES = ["EXCLUSIVE", "SHARED", "NONE"]
ELSEWHERE = {
    "add_fk_not_valid": "test_a_foreign_key_that_is_not_checked",
    "set_not_null_generated": "test_a_generated_column_makes_it_slow",
    "add_column_in_place_generated": "test_a_generated_column_makes_it_slow",
    "partition_by": "10.11 takes any word there; test_partitions_take_no_algorithm tells of the others",
    "create_table": "test_whole_tables",
    "create_table_fk": "test_whole_tables",
    "drop_table": "test_whole_tables",
    "rename_table": "test_whole_tables",
    "truncate": "test_whole_tables",
    "create_view": "test_whole_tables",
    "drop_view": "test_whole_tables",
    "create_partition": "test_partitions_take_no_algorithm",
    "drop_partition": "test_partitions_take_no_algorithm",
    "attach_partition": "test_partitions_take_no_algorithm",
    "enum_remove_value": "test_a_label_taken_away",
}


def facts(database: MySQLDatabase | None = None) -> dict[str, Fact]:
    version = ".".join(database.version.split(".")[:2]) if database is not None else None
    return dict(load_locks(load_dialect("mariadb", version)).facts)


@pytest.fixture
def filled(database: MySQLDatabase) -> MySQLDatabase:
    database.run_script_driver(SETUP)
    return database


@pytest.fixture
def session(filled: MySQLDatabase) -> Iterator[pymysql.Connection]:
    with closing(filled.connect()) as connection:
        yield connection


def execute(connection: pymysql.Connection, sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def accepted(connection: pymysql.Connection, sql: str) -> str | None:
    """Return None, or why the server refuses *sql* for its algorithm or lock; other errors pass through."""
    try:
        execute(connection, sql)
    except pymysql.MySQLError as error:
        if error.args[0] in (1845, 1846):
            return str(error.args[1])
        raise
    return None


def number_of(connection: pymysql.Connection, table: str) -> int:
    where = f"NAME = concat(database(), '/{table}')"
    query = f"SELECT TABLE_ID FROM information_schema.INNODB_SYS_TABLES WHERE {where}"
    return int(execute(connection, query)[0][0])


@pytest.mark.server("mariadb")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.sql[-16:]}")
def test_algorithm_and_lock(case: Case, filled, session):
    fact = facts(filled)[case.kind]
    table = case.table
    clause = f", LOCK={fact.clause}" if fact.clause else ""
    for better in SPEEDS[SPEEDS.index(fact.algorithm) + 1 :]:
        sql = f"ALTER TABLE {table} {case.sql}, ALGORITHM={better}"
        assert accepted(session, sql) is not None, f"{better} is to be had"
    if fact.clause and fact.clause != "NONE":
        for better in CLAUSES[CLAUSES.index(fact.clause) + 1 :]:
            sql = f"ALTER TABLE {table} {case.sql}, ALGORITHM={fact.algorithm}, LOCK={better}"
            assert accepted(session, sql) is not None, f"LOCK={better} is to be had"
    before = number_of(session, table)
    assert accepted(session, f"ALTER TABLE {table} {case.sql}, ALGORITHM={fact.algorithm}{clause}") is None
    assert (number_of(session, table) != before) == fact.rewrite


@pytest.mark.server("mariadb")
def test_a_label_taken_away(filled, session):
    execute(session, "ALTER TABLE t MODIFY m ENUM('sad', 'glad', 'wild')")
    sql = "ALTER TABLE t MODIFY m ENUM('sad', 'glad'), ALGORITHM={}"
    assert facts(filled)["enum_remove_value"].algorithm == "COPY"
    assert accepted(session, sql.format("INPLACE")) is not None
    assert accepted(session, sql.format("COPY")) is None


@pytest.mark.server("mariadb")
def test_a_foreign_key_that_is_not_checked(filled, session):
    fact = facts(filled)["add_fk_not_valid"]
    execute(session, "SET foreign_key_checks = 0")
    key = "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (q) REFERENCES parent (id)"
    assert accepted(session, f"{key}, ALGORITHM={fact.algorithm}") is None


@pytest.mark.server("mariadb")
@pytest.mark.parametrize(
    "sql",
    [
        "ADD PARTITION (PARTITION p3 VALUES LESS THAN (30))",
        "DROP PARTITION p1",
        "EXCHANGE PARTITION p1 WITH TABLE part",
    ],
)
def test_partitions_take_no_algorithm(filled, session, sql):
    """L114 is silent about them: the words are an error of syntax there."""
    with pytest.raises(pymysql.ProgrammingError, match="syntax"):
        execute(session, f"ALTER TABLE log {sql}, ALGORITHM=INPLACE")
    execute(session, f"ALTER TABLE log {sql}")
    known = facts(filled)
    assert all(
        not known[kind].algorithm for kind in ("create_partition", "drop_partition", "attach_partition")
    )


@pytest.mark.server("mariadb")
@pytest.mark.parametrize(
    ("kind", "sql", "table"),
    [
        ("create_table", "CREATE TABLE fresh (id INT)", "t"),
        (
            "create_table_fk",
            "CREATE TABLE fresh (id BIGINT, FOREIGN KEY (id) REFERENCES parent (id))",
            "parent",
        ),
        ("drop_table", "DROP TABLE t", "t"),
        ("rename_table", "RENAME TABLE t TO t2", "t"),
        ("truncate", "TRUNCATE TABLE t", "t"),
        ("create_view", "CREATE VIEW v2 AS SELECT id FROM t", "t"),
        ("drop_view", "DROP VIEW v", "v"),
    ],
)
def test_whole_tables(filled, session, kind, sql, table):
    """The metadata lock: what is strong waits for who has used the table, nothing else does."""
    strong = facts(filled)[kind].is_strong
    with closing(filled.connect()) as holder:
        execute(holder, "START TRANSACTION")
        execute(holder, f"SELECT * FROM {table}")
        execute(session, "SET lock_wait_timeout = 1")
        if strong:
            with pytest.raises(pymysql.MySQLError, match="Lock wait timeout"):
                execute(session, sql)
        else:
            execute(session, sql)
        execute(holder, "ROLLBACK")


@pytest.mark.server("mariadb")
def test_readers_queue_behind_a_lock_that_waits(filled, session):
    """L107: the ALTER waits for a reader, and a later reader for the ALTER; also where it is instant."""
    with closing(filled.connect()) as reader, closing(filled.connect()) as later:
        execute(reader, "START TRANSACTION")
        execute(reader, "SELECT * FROM t")
        thread = threading.Thread(target=execute, args=(session, "ALTER TABLE t ADD COLUMN z INT"))
        thread.start()
        try:
            with closing(filled.connect()) as watcher:
                state = (
                    "SELECT count(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE '%metadata lock%'"
                )
                for _ in range(500):
                    if execute(watcher, state)[0][0]:
                        break
            execute(later, "SET lock_wait_timeout = 1")
            with pytest.raises(pymysql.MySQLError, match="Lock wait timeout"):
                execute(later, "SELECT * FROM t")
        finally:
            execute(reader, "ROLLBACK")
            thread.join()


@pytest.mark.server("mariadb")
def test_a_check_of_a_new_column_is_not_checked(session):
    """V507: every row breaks it, and nobody says so."""
    execute(session, "ALTER TABLE t ADD COLUMN z INT DEFAULT 0 CHECK (z > 0)")
    assert execute(session, "SELECT DISTINCT z FROM t") == [(0,)]
    with pytest.raises(pymysql.MySQLError, match="CONSTRAINT"):
        execute(session, "ALTER TABLE t ADD COLUMN y INT DEFAULT 0, ADD CONSTRAINT ck_y CHECK (y > 0)")


@pytest.mark.server("mariadb")
@pytest.mark.parametrize(
    ("generated", "added", "required"),
    [
        ("g INT AS (a * 2) VIRTUAL", "COPY", "INPLACE"),
        ("g INT AS (a * 2) VIRTUAL, ADD INDEX ix_g (g)", "COPY", "COPY"),
        ("g INT AS (a * 2) STORED", "INSTANT", "COPY"),
        ("plain INT", "INSTANT", "INPLACE"),
    ],
)
def test_a_generated_column_makes_it_slow(session, generated, added, required):
    """R206."""
    execute(session, f"ALTER TABLE t ADD COLUMN {generated}")
    for sql, best in (("ADD COLUMN z INT AFTER a", added), ("MODIFY a INT NOT NULL", required)):
        for better in SPEEDS[SPEEDS.index(best) + 1 :]:
            assert accepted(session, f"ALTER TABLE t {sql}, ALGORITHM={better}") is not None
        assert accepted(session, f"ALTER TABLE t {sql}, ALGORITHM={best}") is None


@pytest.mark.server("mariadb")
def test_what_does_not_fit_is_changed_in_silence(session):
    """D309."""
    execute(session, "UPDATE t SET a = NULL WHERE id = 1")
    execute(session, "SET sql_mode = 'STRICT_ALL_TABLES'")
    with pytest.raises(pymysql.MySQLError):
        execute(session, "ALTER TABLE t MODIFY a INT NOT NULL, DROP CONSTRAINT ck_a")
    execute(session, "SET sql_mode = ''")
    execute(session, "ALTER TABLE t MODIFY a INT NOT NULL, DROP CONSTRAINT ck_a")
    assert execute(session, "SELECT a FROM t WHERE id = 1") == [(0,)]


@pytest.mark.server("mariadb")
def test_modify_forgets_what_it_does_not_say(session):
    """D308."""
    execute(session, "ALTER TABLE t MODIFY c VARCHAR(60)")
    column = "SELECT IS_NULLABLE, COLUMN_DEFAULT FROM information_schema.COLUMNS"
    where = "WHERE TABLE_SCHEMA = database() AND TABLE_NAME = 't' AND COLUMN_NAME = 'c'"
    assert execute(session, f"{column} {where}") == [("YES", "NULL")]


@pytest.mark.server("mariadb")
def test_ddl_commits_rows(filled, session):
    """T602."""
    execute(session, "START TRANSACTION")
    execute(session, "UPDATE t SET b = 'changed'")
    execute(session, "ALTER TABLE t ADD COLUMN z INT")
    execute(session, "ROLLBACK")
    assert execute(session, "SELECT DISTINCT b FROM t") == [("changed",)]


def test_every_fact_is_tried():
    tried = {case.kind for case in CASES} | set(ELSEWHERE)
    assert {kind for kind, fact in facts().items() if fact.measured} - tried == set()
