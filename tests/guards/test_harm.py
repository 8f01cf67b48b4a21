"""Forty servers, four of them not where they should be: no script may do harm, whatever runs it."""

from __future__ import annotations

import itertools
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from sqlgen.dialect import load_dialect
from sqlgen.raw_sql.split import statements
from tests.end_to_end.walk import server_version
from tests.engines.databases import ScriptFailed
from tests.guards.clients import WAYS, connected, start
from tests.guards.worlds import POINTS, Truth, bring, script, seen

RANGES = ("a1:a3,p1", "base:a1", "a1:a2", "a1:a3", "a2:a3", "a1:p1", "a3,p1:b1", "a3:a1", "a1:base")
ENGINES = pytest.mark.server("postgresql", "mariadb", "mysql", "sqlite")
Record = Callable[[str, object], None]


@pytest.fixture
def truth(new_database: Callable[[], Any]) -> Truth:
    return Truth(new_database)


def text(database: Any, asked: str, **options: Any) -> str:
    return script(database.dialect, server_version(database), asked, **options)


@ENGINES
@pytest.mark.parametrize("point", POINTS)
def test_nothing_happens_in_the_wrong_place(
    point: str, new_database: Any, server: Any, record_property: Record
) -> None:
    """Another revision, a range that is done already, an empty server, another branch."""
    database = new_database()
    bring(database, point)
    before = seen(database)
    ways: Iterator[str] = itertools.cycle(WAYS)
    run = 0
    for asked in RANGES:
        if asked.partition(":")[0] == point:
            continue
        for per_revision in (False, True):
            way = next(ways)
            asked_text = text(database, asked, transaction_per_migration=per_revision)
            said = WAYS[way](database, asked_text)
            assert "this database is not at" in said or "no such table" in said or "exist" in said, (
                way,
                said,
            )
            assert seen(database) == before, (asked, way, per_revision, said)
            run += 1
    record_property("scripts_run", run)


@ENGINES
@pytest.mark.parametrize("way", WAYS)
def test_it_runs_where_it_should_and_only_once(
    way: str, truth: Truth, server: Any, new_database: Any, record_property: Record
) -> None:
    database = new_database()
    for asked, end in (("base:a1", "a1"), ("a1:a3", "a3"), ("a3:a1", "a1"), ("a1:a3", "a3")):
        said = WAYS[way](database, text(database, asked))
        assert truth.told_by(database) == end, said
        said = WAYS[way](database, text(database, asked))
        assert "this database is not at" in said
        assert truth.told_by(database) == end, said
    record_property("scripts_run", 8)


@ENGINES
@pytest.mark.parametrize("way", WAYS)
def test_a_version_row_that_another_has_moved_stops_the_script(
    way: str, server: Any, new_database: Any, record_property: Record
) -> None:
    database = new_database()
    bring(database, "a1")
    before = seen(database)
    asked = text(database, "a1:a3")
    other = asked.replace(
        "-- version table\n", "UPDATE alembic_version SET version_num = 'zz';\n-- version table\n", 1
    )
    said = WAYS[way](database, other)
    if load_dialect(database.dialect).facts.ddl.transactional:
        assert seen(database) == before, said
    else:
        assert "ix_account_name" not in database.dump(), said
    record_property("scripts_run", 1)


@ENGINES
@pytest.mark.parametrize("way", WAYS)
def test_an_older_server_is_not_touched(
    way: str, server: Any, new_database: Any, record_property: Record
) -> None:
    database = new_database()
    bring(database, "a1")
    before = seen(database)
    newer = {"postgresql": "18", "sqlite": "3.99"}.get(database.dialect, "12.3")
    said = WAYS[way](database, script(database.dialect, newer, "a1:a3"))
    assert "this script is written for" in said
    assert seen(database) == before
    empty = new_database()
    WAYS[way](empty, script(database.dialect, newer, "base:a3"))
    assert seen(empty) == Truth(new_database).at("base") or database.dialect == "sqlite"
    record_property("scripts_run", 2)


def halves(database: Any, asked: str, number: int, per_revision: bool = False) -> tuple[str, str]:
    """Return a script's text up to behind statement *number*, and the rest."""
    whole = text(database, asked, transaction_per_migration=per_revision)
    parts = statements(whole, load_dialect(database.dialect))
    end = whole.index(";", parts[number].tokens[-1].end - 1) + 1
    return whole[:end] + "\n", whole[end:]


def guard_length(database: Any) -> int:
    """Return how many statements stand before the first change."""
    parts = statements(text(database, "a1:a3"), load_dialect(database.dialect))
    return next(n for n, part in enumerate(parts) if "balance" in part.sql) + 1


def wait_for_lock(database: Any) -> None:
    questions = {
        "postgresql": "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
        "(SELECT oid FROM pg_database WHERE datname = current_database())",
        "mariadb": "SELECT COUNT(*) FROM information_schema.columns"
        " WHERE table_schema = DATABASE() AND column_name = 'balance'",
    }
    questions["mysql"] = questions["mariadb"]
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if database.dialect == "sqlite":
            try:
                with connected(database) as execute:
                    execute("PRAGMA busy_timeout = 0")
                    execute("BEGIN IMMEDIATE")
            except Exception:
                return
        elif database.query(questions[database.dialect])[0][0]:
            return
        time.sleep(0.05)
    raise AssertionError("the first run did not begin")


@ENGINES
@pytest.mark.parametrize("per_revision", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_of_two_runs_at_once_one_is_done(
    way: str, per_revision: bool, truth: Truth, server: Any, new_database: Any, record_property: Record
) -> None:
    database = new_database()
    bring(database, "a1")
    if per_revision and not load_dialect(database.dialect).facts.ddl.transactional:
        pytest.skip("no transactions")
    first, rest = halves(database, "a1:a3", guard_length(database), per_revision)
    with start(database, goes_on=False) as process:
        assert process.stdin is not None
        process.stdin.write(first)
        process.stdin.flush()
        wait_for_lock(database)
        said = WAYS[way](database, text(database, "a1:a3", transaction_per_migration=per_revision))
        assert "is in progress" in said or "locked" in said, said
        process.communicate(rest, timeout=60)
    assert truth.told_by(database) == "a3"
    record_property("scripts_run", 2)


@ENGINES
def test_a_killed_client_leaves_the_truth(
    truth: Truth, server: Any, new_database: Any, record_property: Record
) -> None:
    run = 0
    sample = new_database()
    parts = statements(text(sample, "a1:a3"), load_dialect(sample.dialect))
    last = max(n for n, part in enumerate(parts) if "UPDATE alembic_version" in part.sql)
    for number in range(guard_length(sample) - 1, last + 1, 2):
        database = new_database()
        bring(database, "a1")
        first, _ = halves(database, "a1:a3", number)
        with start(database, goes_on=False) as process:
            assert process.stdin is not None
            process.stdin.write(first)
            process.stdin.flush()
            wait_for_lock(database)
            process.send_signal(signal.SIGKILL)
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.wait()
        at = settled(database)
        if load_dialect(database.dialect).facts.ddl.transactional:
            assert truth.told_by(database) == "a1"
        else:
            moved = first.count("UPDATE alembic_version")
            assert at in ("a1", "a2", "a3")[: moved + 1]
            assert at == "a1" or "balance" in database.dump()
        run += 1
    record_property("scripts_run", run)


def settled(database: Any) -> str:
    """Return the version row, once the server has seen that the client is gone."""
    deadline = time.monotonic() + 30
    while True:
        try:
            with connected(database) as execute:
                execute("UPDATE alembic_version SET version_num = version_num")
            return str(database.query("SELECT version_num FROM alembic_version")[0][0])
        except (ScriptFailed, Exception):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
