"""Each fact of dialects/postgresql/locks.toml tried on the server, so that lint says what is so.

Locks are read from pg_locks while the transaction is open; a rewrite shows in the table's file, a scan in the
server's count; who is stopped a second session finds out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import psycopg
import pytest

from sqlgen.dialect import load_dialect
from sqlgen.lint.facts import load_locks
from tests.engines.databases import PostgreSQLDatabase
from tests.engines.servers import Server

SETUP = """
CREATE SCHEMA shelf;
CREATE TABLE parent (id bigint PRIMARY KEY);
INSERT INTO parent SELECT generate_series(1, 50);
CREATE TABLE t (
    id bigint PRIMARY KEY, a int, b varchar(50), c varchar(50) NOT NULL DEFAULT '',
    n numeric(10, 2) DEFAULT 1, ts timestamp DEFAULT now(), ts3 timestamp(3), txt text, fixed char(5),
    big bigint, q bigint NOT NULL,
    pid bigint CONSTRAINT fk_pid REFERENCES parent, small int CONSTRAINT fk_small REFERENCES parent,
    proved int, gen int GENERATED ALWAYS AS (a * 2) STORED, later int,
    CONSTRAINT ck_proved CHECK (proved IS NOT NULL),
    CONSTRAINT ck_a CHECK (a > 0), CONSTRAINT uq_big UNIQUE (big)
);
INSERT INTO t (id, a, b, big, q, pid, small, proved, later)
    SELECT n, n, 'x', n, n, n, n, n, n FROM generate_series(1, 50) n;
CREATE INDEX ix_a ON t (a);
CREATE INDEX ix_b ON t (b);
CREATE UNIQUE INDEX ux_q ON t (q);
ALTER TABLE t ADD CONSTRAINT ck_later CHECK (later > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT fk_later FOREIGN KEY (later) REFERENCES parent NOT VALID;
CREATE TABLE keyless (id bigint NOT NULL);
INSERT INTO keyless SELECT generate_series(1, 50);
CREATE UNIQUE INDEX ux_keyless ON keyless (id);
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE using_domain (v positive);
INSERT INTO using_domain SELECT generate_series(1, 50);
CREATE VIEW v AS SELECT id FROM parent;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM t;
CREATE UNIQUE INDEX ux_mv ON mv (id);
CREATE TABLE log (id bigint, day int) PARTITION BY RANGE (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (10);
CREATE TABLE log_default PARTITION OF log DEFAULT;
CREATE TABLE log_2 (id bigint, day int);
CREATE TABLE metric (id bigint, day int) PARTITION BY RANGE (day);
CREATE TABLE metric_1 PARTITION OF metric FOR VALUES FROM (1) TO (10);
INSERT INTO log_1 VALUES (1, 1);
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER old_trigger BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION nothing();
ANALYZE t;
"""


@dataclass(frozen=True)
class Case:
    """A statement of one kind. *table* is the one that it names; *others* one that it does not."""

    kind: str
    sql: str
    table: str = "t"
    others: str | None = None
    seen: bool = True
    """False: the table is not there for others before the commit."""
    since: int = 12
    held: str = "ROW EXCLUSIVE"
    """The lock of another session that holds up what cannot be part of a transaction."""


CASES = [
    Case("create_table", "CREATE TABLE fresh (id int)", "fresh", seen=False),
    Case("create_table_fk", "CREATE TABLE fresh (id int REFERENCES parent)", "fresh", "parent", seen=False),
    Case("create_table_as", "CREATE TABLE fresh AS SELECT * FROM t", "fresh", seen=False),
    Case("drop_table", "DROP TABLE t CASCADE", others="parent"),
    Case("rename_table", "ALTER TABLE t RENAME TO t2"),
    Case("move_to_schema", "ALTER TABLE t SET SCHEMA shelf"),
    Case("rename_schema", "ALTER SCHEMA shelf RENAME TO attic"),
    Case("add_column_nullable", "ALTER TABLE t ADD COLUMN z int"),
    Case("add_column_const_default", "ALTER TABLE t ADD COLUMN z int NOT NULL DEFAULT 0"),
    Case("add_column_const_default", "ALTER TABLE t ADD COLUMN z timestamp DEFAULT now()"),
    Case("add_column_volatile_default", "ALTER TABLE t ADD COLUMN z float DEFAULT random()"),
    Case("add_column_volatile_default", "ALTER TABLE t ADD z uuid DEFAULT gen_random_uuid()", since=13),
    Case("add_column_generated_stored", "ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS (a + 1) STORED"),
    Case("add_column_generated_virtual", "ALTER TABLE t ADD z int GENERATED ALWAYS AS (a + 1)", since=18),
    Case("add_column_identity", "ALTER TABLE t ADD COLUMN z bigint GENERATED ALWAYS AS IDENTITY"),
    Case("add_column_identity", "ALTER TABLE t ADD COLUMN z serial"),
    Case("add_column_domain", "ALTER TABLE t ADD COLUMN z positive"),
    Case("add_column_check", "ALTER TABLE t ADD COLUMN z int CHECK (z > 0)"),
    Case("add_column_fk", "ALTER TABLE t ADD COLUMN z bigint REFERENCES parent", others="parent"),
    Case("add_column_unique", "ALTER TABLE t ADD COLUMN z int UNIQUE"),
    Case("drop_column", "ALTER TABLE t DROP COLUMN pid", others="parent"),
    Case("rename_column", "ALTER TABLE t RENAME COLUMN b TO bb"),
    Case("rename_constraint", "ALTER TABLE t RENAME CONSTRAINT ck_a TO ck_aa"),
    Case("type_varchar_widen", "ALTER TABLE t ALTER COLUMN b TYPE varchar(60)"),
    Case("type_varchar_to_text", "ALTER TABLE t ALTER COLUMN b TYPE text"),
    Case("type_text_to_varchar", "ALTER TABLE t ALTER COLUMN txt TYPE varchar"),
    Case("type_varchar_narrow", "ALTER TABLE t ALTER COLUMN b TYPE varchar(20)"),
    Case("type_varchar_narrow", "ALTER TABLE t ALTER COLUMN txt TYPE varchar(50)"),
    Case("type_int_to_bigint", "ALTER TABLE t ALTER COLUMN small TYPE bigint", others="parent"),
    Case("type_numeric_precision_widen", "ALTER TABLE t ALTER COLUMN n TYPE numeric(12, 2)"),
    Case("type_numeric_precision_widen", "ALTER TABLE t ALTER COLUMN n TYPE numeric"),
    Case("type_time_precision_widen", "ALTER TABLE t ALTER COLUMN ts3 TYPE timestamp(6)"),
    Case(
        "type_timestamp_to_timestamptz",
        "SET LOCAL timezone = 'Europe/Paris'; ALTER TABLE t ALTER COLUMN ts TYPE timestamptz",
    ),
    Case("type_using_any", "ALTER TABLE t ALTER COLUMN n TYPE numeric(12, 4)"),
    Case("type_using_any", "ALTER TABLE t ALTER COLUMN fixed TYPE char(9)"),
    Case("type_using_any", "ALTER TABLE t ALTER COLUMN b TYPE text USING upper(b)"),
    Case("type_charset_collation", 'ALTER TABLE t ALTER COLUMN b TYPE varchar(50) COLLATE "C"'),
    Case("set_not_null", "ALTER TABLE t ALTER COLUMN b SET NOT NULL"),
    Case("set_not_null_prechecked", "ALTER TABLE t ALTER COLUMN proved SET NOT NULL"),
    Case("add_not_null_not_valid", "ALTER TABLE t ADD CONSTRAINT nn NOT NULL b NOT VALID", since=18),
    Case("drop_not_null", "ALTER TABLE t ALTER COLUMN c DROP NOT NULL"),
    Case("set_default", "ALTER TABLE t ALTER COLUMN b SET DEFAULT 'x'"),
    Case("drop_default", "ALTER TABLE t ALTER COLUMN c DROP DEFAULT"),
    Case("set_expression", "ALTER TABLE t ALTER COLUMN gen SET EXPRESSION AS (a * 3)", since=17),
    Case("drop_expression", "ALTER TABLE t ALTER COLUMN gen DROP EXPRESSION", since=13),
    Case("add_pk", "ALTER TABLE keyless ADD PRIMARY KEY (id)", "keyless"),
    Case("add_pk_using_index", "ALTER TABLE keyless ADD PRIMARY KEY USING INDEX ux_keyless", "keyless"),
    Case("drop_pk", "ALTER TABLE t DROP CONSTRAINT t_pkey"),
    Case("add_fk", "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (q) REFERENCES parent", others="parent"),
    Case(
        "add_fk_not_valid",
        "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (q) REFERENCES parent NOT VALID",
        others="parent",
    ),
    Case("validate_fk", "ALTER TABLE t VALIDATE CONSTRAINT fk_later", others="parent"),
    Case("drop_fk", "ALTER TABLE t DROP CONSTRAINT fk_pid", others="parent"),
    Case("add_check", "ALTER TABLE t ADD CONSTRAINT ck CHECK (a < 1000)"),
    Case("add_check_not_valid", "ALTER TABLE t ADD CONSTRAINT ck CHECK (a < 1000) NOT VALID"),
    Case("validate_check", "ALTER TABLE t VALIDATE CONSTRAINT ck_later"),
    Case("drop_check", "ALTER TABLE t DROP CONSTRAINT ck_a"),
    Case("add_unique", "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a)"),
    Case("add_unique_using_index", "ALTER TABLE t ADD CONSTRAINT uq UNIQUE USING INDEX ux_q"),
    Case("add_exclude", "ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING btree (a WITH =)"),
    Case("drop_unique", "ALTER TABLE t DROP CONSTRAINT uq_big"),
    Case("create_index", "CREATE INDEX ON t (c)"),
    Case("create_unique_index", "CREATE UNIQUE INDEX ON t (a)"),
    Case("create_index_partitioned", "CREATE INDEX ON log (day)", "log", "log_1"),
    Case("drop_index", "DROP INDEX ix_a"),
    Case("rename_index", "ALTER INDEX ix_a RENAME TO ix_aa"),
    Case("reindex", "REINDEX INDEX ix_a"),
    Case("cluster", "CLUSTER t USING t_pkey"),
    Case("comment", "COMMENT ON TABLE t IS 'x'"),
    Case("enum_create", "CREATE TYPE tone AS ENUM ('a')"),
    Case("enum_add_value", "ALTER TYPE mood ADD VALUE 'wild'"),
    Case("enum_rename_value", "ALTER TYPE mood RENAME VALUE 'sad' TO 'low'"),
    Case("create_extension", "CREATE EXTENSION IF NOT EXISTS plpgsql"),
    Case("create_view", "CREATE VIEW v2 AS SELECT 1 AS one"),
    Case("replace_view", "CREATE OR REPLACE VIEW v AS SELECT id, id AS two FROM parent", "v"),
    Case("drop_view", "DROP VIEW v", "v"),
    Case("refresh_matview", "REFRESH MATERIALIZED VIEW mv", "mv"),
    Case("refresh_matview_online", "REFRESH MATERIALIZED VIEW CONCURRENTLY mv", "mv"),
    Case("update_without_where", "UPDATE t SET a = a + 1"),
    Case("delete_without_where", "DELETE FROM t"),
    Case("truncate", "TRUNCATE t"),
    Case(
        "create_partition",
        "CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM (20) TO (30)",
        "log",
        "log_default",
    ),
    Case(
        "attach_partition",
        "ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES FROM (20) TO (30)",
        "log",
        "log_default",
    ),
    Case("detach_partition", "ALTER TABLE metric DETACH PARTITION metric_1", "metric", "metric_1", since=14),
    Case("drop_partition", "DROP TABLE metric_1", "metric_1", "metric"),
    Case("create_trigger", "CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION nothing()"),
    Case("drop_trigger", "DROP TRIGGER old_trigger ON t"),
    Case("enable_rls", "ALTER TABLE t ENABLE ROW LEVEL SECURITY"),
    Case("set_tablespace_logged", "ALTER TABLE t SET UNLOGGED"),
    Case("storage_parameters", "ALTER TABLE t SET (fillfactor = 70)"),
    Case("domain_add_check", "ALTER DOMAIN positive ADD CONSTRAINT few CHECK (VALUE < 1000)", "using_domain"),
]

DETACH = "ALTER TABLE metric DETACH PARTITION metric_1 CONCURRENTLY"
ALONE = [
    Case("create_index_online", "CREATE INDEX CONCURRENTLY ON t (c)"),
    Case("drop_index_online", "DROP INDEX CONCURRENTLY ix_a"),
    Case("reindex_online", "REINDEX INDEX CONCURRENTLY ix_a"),
    Case("cluster_vacuum_full", "VACUUM FULL t"),
    Case("detach_partition_online", DETACH, "metric", since=14, held="SHARE UPDATE EXCLUSIVE"),
]
NOT_SEEN = {
    "add_column_not_null_no_default": "refused where there are rows: test_refused",
}
MODES = [
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
]
ROWS_ONLY = ("update_without_where", "delete_without_where")
NO_COUNT = (
    "refresh_matview",
    "refresh_matview_online",
    "domain_add_check",
    "attach_partition",
    "create_partition",
    "truncate",
)
"""What is read is another table than the one that is named, or, of one just emptied, nothing."""


def facts():
    return load_locks(load_dialect("postgresql")).facts


@pytest.fixture
def filled(database: PostgreSQLDatabase) -> PostgreSQLDatabase:
    database.run_script_driver(SETUP)
    return database


_SHARED: dict[str, PostgreSQLDatabase] = {}
"""By engine; for tests that leave nothing behind. It goes with its server."""


@pytest.fixture
def shared(server: Server) -> PostgreSQLDatabase:
    if server.engine not in _SHARED:
        made = server.create_database()
        assert isinstance(made, PostgreSQLDatabase)
        made.run_script_driver(SETUP)
        _SHARED[server.engine] = made
    return _SHARED[server.engine]


@pytest.fixture
def session(filled: PostgreSQLDatabase) -> Iterator[psycopg.Connection]:
    with closing(filled.connect()) as connection:
        yield connection


@pytest.fixture
def other(filled: PostgreSQLDatabase) -> Iterator[psycopg.Connection]:
    with closing(filled.connect()) as connection:
        connection.execute("SET lock_timeout = '80ms'")
        yield connection


def skip_older(case: Case, database: PostgreSQLDatabase) -> None:
    if int(database.version.split(".")[0]) < case.since:
        pytest.skip(f"from version {case.since} on")


@pytest.mark.server("postgresql")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.sql[-20:]}")
def test_in_a_transaction(case: Case, shared):
    skip_older(case, shared)
    with closing(shared.connect()) as session, closing(shared.connect()) as other:
        other.execute("SET lock_timeout = '80ms'")
        try_in_a_transaction(case, session, other)


def try_in_a_transaction(case: Case, session: psycopg.Connection, other: psycopg.Connection) -> None:
    fact = facts()[case.kind]
    assert fact.transactional
    session.execute("BEGIN")
    before = _file(session, case.table), _scans(session, case.table)
    named = _oid(session, case.table), _oid(session, case.others)
    for statement in case.sql.split("; "):
        session.execute(statement)
    oid = named[0] or _oid(session, case.table)
    assert _mode(session, other, oid) == fact.lock
    if fact.others or case.others:
        assert case.others is not None, "a table that it does not name has to be looked at"
        assert _mode(session, other, named[1]) == fact.others_lock
        assert _stopped(other, case.others) == (fact.others_reads != "no", fact.others_writes != "no")
    if case.seen and case.kind not in ROWS_ONLY:
        assert _stopped(other, case.table) == (fact.reads != "no", fact.writes != "no")
    if named[0] is not None and case.kind not in ("drop_table", "drop_partition", "drop_view"):
        assert (_file_of(session, oid) != before[0]) == fact.rewrite
        if case.kind not in NO_COUNT:
            assert (_scans_of(session, oid) > before[1]) == fact.scan
    session.execute("ROLLBACK")


@pytest.mark.server("postgresql")
@pytest.mark.parametrize("case", ALONE, ids=lambda case: case.kind)
def test_outside_of_a_transaction(case: Case, filled, session, other):
    """The statement is held up by a transaction that is older, and its locks are looked at meanwhile."""
    skip_older(case, filled)
    fact = facts()[case.kind]
    assert not fact.transactional
    session.execute("BEGIN")
    with pytest.raises(psycopg.Error, match="cannot run inside a transaction block"):
        session.execute(case.sql)
    session.execute("ROLLBACK")
    oid, pid = _oid(session, case.table), session.info.backend_pid
    with closing(filled.connect()) as holder:
        holder.execute("BEGIN")
        holder.execute(f"LOCK TABLE {case.table} IN {case.held} MODE")
        thread = threading.Thread(target=session.execute, args=(case.sql,))
        thread.start()
        try:
            assert _wait_for_mode(other, pid, oid) == fact.lock
            if not fact.is_strong:
                assert _stopped(other, case.table) == (False, False)
        finally:
            holder.execute("ROLLBACK")
            thread.join()


@pytest.mark.server("postgresql")
def test_refused(session):
    with pytest.raises(psycopg.Error, match="contains null values"):
        session.execute("ALTER TABLE t ADD COLUMN z int NOT NULL")


@pytest.mark.server("postgresql")
def test_a_time_zone_decides_about_the_rewrite(session):
    session.execute("SET timezone = 'UTC'")
    session.execute("BEGIN")
    before = _file(session, "t")
    session.execute("ALTER TABLE t ALTER COLUMN ts TYPE timestamptz")
    assert _file(session, "t") == before


@pytest.mark.server("postgresql")
@pytest.mark.parametrize(
    "using",
    [
        "CREATE INDEX ix_expression ON t (lower(c))",
        "CREATE INDEX ix_condition ON t (a) WHERE c <> ''",
        "ALTER TABLE t ADD CONSTRAINT ck_c CHECK (c <> 'z')",
    ],
)
def test_widening_is_not_free_where_something_is_worked_out_from_the_column(session, using):
    """R202: what is free elsewhere reads the table here, for the CHECK or for the index."""
    session.execute(using)
    session.execute("BEGIN")
    scans = _scans(session, "t")
    session.execute("ALTER TABLE t ALTER COLUMN c TYPE varchar(60)")
    assert _scans(session, "t") > scans


@pytest.mark.server("postgresql")
def test_a_view_refuses_the_change_of_type(session):
    with pytest.raises(psycopg.Error, match="used by a view"):
        session.execute("ALTER TABLE parent ALTER COLUMN id TYPE numeric")


@pytest.mark.server("postgresql")
def test_a_label_is_not_to_be_used_before_the_commit(session):
    session.execute("BEGIN")
    session.execute("ALTER TYPE mood ADD VALUE 'wild'")
    with pytest.raises(psycopg.Error, match="unsafe use of new value"):
        session.execute("SELECT 'wild'::mood")


@pytest.mark.server("postgresql")
def test_pending_checks_refuse_alter_table(session):
    session.execute("ALTER TABLE t ALTER CONSTRAINT fk_pid DEFERRABLE INITIALLY DEFERRED")
    session.execute("BEGIN")
    session.execute("UPDATE t SET pid = 2 WHERE id = 1")
    with pytest.raises(psycopg.Error, match="pending trigger events"):
        session.execute("ALTER TABLE t ADD COLUMN z int")


@pytest.mark.server("postgresql")
def test_if_not_exists_takes_a_broken_index_for_a_good_one(session):
    session.execute("UPDATE t SET later = 1")
    with pytest.raises(psycopg.errors.UniqueViolation):
        session.execute("CREATE UNIQUE INDEX CONCURRENTLY ux_later ON t (later)")
    session.execute("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ux_later ON t (later)")
    query = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ux_later'::regclass"
    assert session.execute(query).fetchone() == (False,)


@pytest.mark.server("postgresql")
def test_readers_queue_behind_a_lock_that_waits(filled, session, other):
    """L107: the ALTER waits for a reader, and a later reader for the ALTER."""
    with closing(filled.connect()) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM t")
        thread = threading.Thread(target=session.execute, args=("ALTER TABLE t ADD COLUMN z int",))
        thread.start()
        try:
            oid = _oid(other, "t")
            assert _wait_for_mode(other, session.info.backend_pid, oid) == "ACCESS EXCLUSIVE"
            assert _stopped(other, "t") == (True, True)
        finally:
            reader.execute("ROLLBACK")
            thread.join()


def test_every_fact_is_tried():
    tried = {case.kind for case in (*CASES, *ALONE)} | set(NOT_SEEN)
    assert {kind for kind, fact in facts().items() if fact.measured} - tried == set()


def _oid(connection: psycopg.Connection, table: str | None) -> int | None:
    if table is None:
        return None
    row = connection.execute("SELECT to_regclass(%s)::oid", (table,)).fetchone()
    assert row is not None
    return row[0]


def _mode(session: psycopg.Connection, other: psycopg.Connection, oid: int | None) -> str:
    """Return the strongest mode in which *session* holds or awaits the table; empty: none but of reading."""
    return _mode_of(other, session.info.backend_pid, oid)


def _mode_of(other: psycopg.Connection, pid: int, oid: int | None) -> str:
    query = "SELECT mode FROM pg_locks WHERE locktype = 'relation' AND pid = %s AND relation = %s"
    names = {mode.replace(" ", "").lower() + "lock": mode for mode in MODES}
    held = [names[mode.lower()] for (mode,) in other.execute(query, (pid, oid)).fetchall()]
    strongest = max(held, key=MODES.index, default="")
    return "" if strongest == "ACCESS SHARE" else strongest


def _wait_for_mode(other: psycopg.Connection, pid: int, oid: int | None) -> str:
    for _ in range(200):
        mode = _mode_of(other, pid, oid)
        waits = other.execute(
            "SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", (pid,)
        ).fetchone()
        if mode and waits == ("Lock",):
            return mode
        time.sleep(0.02)
    return ""


def _stopped(other: psycopg.Connection, table: str) -> tuple[bool, bool]:
    """Tell whether reads and writes of *table* are stopped."""
    # Planning a query locks the indexes, too; of a partitioned table it would lock the partitions.
    read = f"LOCK TABLE ONLY {table} IN ACCESS SHARE MODE"
    write = f"LOCK TABLE ONLY {table} IN ROW EXCLUSIVE MODE"
    if not table.startswith(("log", "metric")):
        read = f"SELECT * FROM {table} WHERE false"
    stopped = []
    for statement in (read, read if table in ("v", "mv") else write):
        try:
            with other.transaction():
                other.execute(statement)
            stopped.append(False)
        except psycopg.errors.LockNotAvailable:
            stopped.append(True)
    return stopped[0], stopped[1]


def _file(connection: psycopg.Connection, table: str) -> int | None:
    return _file_of(connection, _oid(connection, table))


def _file_of(connection: psycopg.Connection, oid: int | None) -> int | None:
    row = connection.execute("SELECT pg_relation_filenode(%s::oid::regclass)", (oid,)).fetchone()
    return row[0] if row is not None else None


def _scans(connection: psycopg.Connection, table: str) -> int:
    return _scans_of(connection, _oid(connection, table))


def _scans_of(connection: psycopg.Connection, oid: int | None) -> int:
    """Return how often this transaction has read the table, or one of its partitions, from end to end."""
    query = """SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_xact_user_tables WHERE relid = %(oid)s
        OR relid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = %(oid)s)"""
    row = connection.execute(query, {"oid": oid}).fetchone()
    assert row is not None
    return int(row[0])
