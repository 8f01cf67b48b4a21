"""Each fact of dialects/sqlite/locks.toml tried on the library at hand, so that lint says what is so.

A second connection finds out who is stopped, with a rollback journal and with WAL; what is read or written as
a whole shows in the steps that it takes; what the engine lacks, it refuses.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from sqlgen.dialect import load_dialect
from sqlgen.lint.facts import Fact, load_locks

ROWS = 4000
SETUP = f"""
CREATE TABLE parent (id INTEGER PRIMARY KEY);
INSERT INTO parent VALUES (1);
CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b VARCHAR(50), n INT UNIQUE, pid INT REFERENCES parent (id),
    x TEXT);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
    INSERT INTO t SELECT i, i, 'x', i, 1, '{"y" * 60}' FROM n;
CREATE INDEX ix_a ON t (a);
CREATE TABLE child (id INTEGER PRIMARY KEY, t_id INT REFERENCES t (id) ON DELETE CASCADE);
INSERT INTO child VALUES (1, 1);
"""


@dataclass(frozen=True)
class Case:
    kind: str
    sql: str
    since: tuple[int, ...] = (3, 35)
    alone: bool = False


REBUILD = """CREATE TABLE t_new (id INTEGER PRIMARY KEY, a BIGINT);
INSERT INTO t_new SELECT id, a FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t"""
CASES = [
    Case("create_table", "CREATE TABLE fresh (id INT)"),
    Case("drop_table", "DROP TABLE child"),
    Case("rename_table", "ALTER TABLE t RENAME TO t2"),
    Case("add_column_nullable", "ALTER TABLE t ADD COLUMN z INT"),
    Case("add_column_const_default", "ALTER TABLE t ADD COLUMN z INT NOT NULL DEFAULT 0"),
    Case("add_column_generated_virtual", "ALTER TABLE t ADD COLUMN z INT NOT NULL AS (a + 1)"),
    Case("add_column_check", "ALTER TABLE t ADD COLUMN z INT CHECK (z > 0)"),
    Case("add_column_fk", "ALTER TABLE t ADD COLUMN z INT REFERENCES parent (id)"),
    Case("drop_column", "ALTER TABLE t DROP COLUMN b"),
    Case("rename_column", "ALTER TABLE t RENAME COLUMN b TO bb"),
    Case("create_index", "CREATE INDEX ix_b ON t (b)"),
    Case("create_unique_index", "CREATE UNIQUE INDEX ux_a ON t (a)"),
    Case("drop_index", "DROP INDEX ix_a"),
    Case("table_rebuild", REBUILD),
    Case("create_view", "CREATE VIEW v AS SELECT a FROM t"),
    Case("update_without_where", "UPDATE t SET a = a + 1"),
    Case("delete_without_where", "DELETE FROM t"),
    Case("vacuum", "VACUUM", alone=True),
    Case("set_not_null", "ALTER TABLE t ALTER COLUMN a SET NOT NULL", (3, 53)),
    Case("drop_not_null", "ALTER TABLE t ALTER COLUMN a DROP NOT NULL", (3, 53)),
    Case("add_check", "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)", (3, 53)),
    Case("drop_check", "ALTER TABLE t DROP CONSTRAINT ck", (3, 53)),
]
LACKS = {
    "add_column_generated_stored": "ALTER TABLE t ADD COLUMN z INT AS (a + 1) STORED",
    "add_column_identity": "ALTER TABLE t ADD COLUMN z INTEGER PRIMARY KEY",
    "add_column_unique": "ALTER TABLE t ADD COLUMN z INT UNIQUE",
    "set_default": "ALTER TABLE t ALTER COLUMN a SET DEFAULT 1",
    "drop_default": "ALTER TABLE t ALTER COLUMN a DROP DEFAULT",
    "add_pk": "ALTER TABLE t ADD PRIMARY KEY (a)",
    "drop_pk": "ALTER TABLE t DROP PRIMARY KEY",
    "add_fk": "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES parent (id)",
    "drop_fk": "ALTER TABLE t DROP FOREIGN KEY fk",
    "add_unique": "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a)",
    "drop_unique": "DROP INDEX sqlite_autoindex_t_1",
}
OLD_LIMITS = [case for case in CASES if case.since > (3, 35)]
HERE = sqlite3.sqlite_version_info[:2]


def facts() -> dict[str, Fact]:
    return dict(load_locks(load_dialect("sqlite", f"3.{max(HERE[1], 53)}")).facts)


@pytest.fixture(params=["delete", "wal"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "t.db"
    with closing(connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {request.param}")
        connection.executescript(SETUP)
    return file


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=0)


@pytest.fixture
def session(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path)) as connection:
        yield connection


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_who_is_stopped(case: Case, path: Path, session):
    """The whole database is locked for writers; readers wait at the commit only, with WAL not even there."""
    if case.since > HERE:
        pytest.skip(f"from version {'.'.join(map(str, case.since))} on")
    fact = facts()[case.kind]
    assert (fact.lock, fact.reads) == ("database", "brief")
    assert fact.writes == ("yes" if fact.scan or fact.rewrite else "brief")
    if case.alone:
        session.execute("BEGIN")
        with pytest.raises(sqlite3.OperationalError, match="transaction"):
            session.execute(case.sql)
        assert not fact.transactional
        return
    assert fact.transactional
    wal = session.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with closing(connect(path)) as other, closing(connect(path)) as reader:
        session.execute("BEGIN")
        for statement in case.sql.split(";"):
            session.execute(statement)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("INSERT INTO parent VALUES (2)")
        assert reader.execute("SELECT count(*) FROM parent").fetchone() == (1,)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM parent").fetchone()
        if wal:
            session.execute("COMMIT")
        else:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                session.execute("COMMIT")
        reader.execute("ROLLBACK")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_work(case: Case, path: Path, session):
    """What is read or written as a whole takes a step of the engine's for every row; nothing else does."""
    if case.since > HERE:
        pytest.skip(f"from version {'.'.join(map(str, case.since))} on")
    if case.kind in ("delete_without_where", "drop_index", "vacuum", "drop_table"):
        pytest.skip("pages are given back without looking at rows; or the engine counts no steps")
    fact = facts()[case.kind]
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 100

    session.execute("BEGIN")
    session.set_progress_handler(count, 100)
    for statement in case.sql.split(";"):
        session.execute(statement)
    session.set_progress_handler(None, 0)
    assert (steps > ROWS) == (fact.scan or fact.rewrite)
    session.execute("ROLLBACK")


@pytest.mark.parametrize("kind", LACKS)
def test_what_it_lacks_is_refused(session, kind):
    assert kind in load_locks(load_dialect("sqlite")).lacks
    with pytest.raises(sqlite3.OperationalError):
        session.execute(LACKS[kind])


@pytest.mark.parametrize("case", OLD_LIMITS, ids=lambda case: case.kind)
def test_what_older_versions_refuse(session, case):
    if case.since <= HERE:
        pytest.skip("this one takes it")
    assert case.kind not in load_locks(load_dialect("sqlite", "3.40")).facts
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        session.execute(case.sql)


@pytest.mark.parametrize("default", ["CURRENT_TIMESTAMP", "(1 + 1)"])
def test_a_default_that_is_worked_out_needs_an_empty_table(session, default):
    """C403 and R203's kin: it passes on the empty tables of a test."""
    with pytest.raises(sqlite3.OperationalError, match="non-constant default"):
        session.execute(f"ALTER TABLE t ADD COLUMN z INT DEFAULT {default}")


def test_not_null_without_a_default_is_refused(session):
    with pytest.raises(sqlite3.OperationalError, match="NOT NULL"):
        session.execute("ALTER TABLE t ADD COLUMN z INT NOT NULL")


def test_a_rebuild_by_hand_takes_the_children_along(session):
    """D310: the pragma does nothing within a transaction."""
    session.execute("PRAGMA foreign_keys = ON")
    session.execute("BEGIN")
    session.execute("PRAGMA foreign_keys = OFF")
    for statement in REBUILD.split(";"):
        session.execute(statement)
    session.execute("COMMIT")
    assert session.execute("SELECT count(*) FROM child").fetchone() == (0,)


def test_foreign_keys_hold_only_where_they_are_switched_on(session):
    """E802."""
    session.execute("INSERT INTO child VALUES (2, 99999999)")
    session.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        session.execute("INSERT INTO child VALUES (3, 99999999)")


def test_a_busy_database_ends_the_script_at_once(path, session):
    """L107: without busy_timeout nobody waits."""
    with closing(connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            session.execute("ALTER TABLE t ADD COLUMN z INT")


def test_views_follow_renames(session):
    """C409 is silent about renames."""
    session.execute("CREATE VIEW v AS SELECT b FROM t")
    session.execute("ALTER TABLE t RENAME COLUMN b TO bb")
    assert session.execute("SELECT count(*) FROM v").fetchone() == (ROWS,)


def test_every_fact_is_tried():
    locks = load_locks(load_dialect("sqlite", "3.53"))
    assert {kind for kind, fact in locks.facts.items() if fact.measured} == {case.kind for case in CASES}
    assert set(locks.lacks) == set(LACKS)
