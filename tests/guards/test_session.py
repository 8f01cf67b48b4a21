"""What a script sets for its session, and that a lock held by another session stops it without harm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sqlgen.compiler import Target, compile_range
from sqlgen.dialect import UnknownClient, known_dialects, load_dialect
from sqlgen.project.errors import InvalidSetting, UnknownKey
from sqlgen.project.project import find_project
from sqlgen.script.session import NoSuchSessionSetting
from tests.end_to_end.walk import server_version
from tests.guards.clients import WAYS, connected
from tests.guards.worlds import HISTORY, Truth, bring, script

Record = Callable[[str, object], None]


def project(folder: Path, settings: str) -> Any:
    versions = f'version_locations = ["{(HISTORY / "versions").as_posix()}"]\nuse_env = false\n'
    (folder / "sqlgen.toml").write_text(versions + settings)
    return find_project(folder)


def said(text: str) -> list[str]:
    lines = text.splitlines()
    return [lines[n + 1] for n, line in enumerate(lines) if line.startswith("-- session: ")]


EVERYTHING = """
[session]
lock_timeout = "1500ms"
[session.postgresql]
statement_timeout = "15min"
time_zone = "UTC"
search_path = ["shop", "public"]
[session.mariadb]
statement_timeout = "1h"
time_zone = "+00:00"
strict = true
[session.oracle]
time_zone = "UTC"
"""


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        (
            "postgresql",
            [
                "SET LOCAL lock_timeout = 1500;",
                "SET LOCAL statement_timeout = 900000;",
                "SET LOCAL TIME ZONE 'UTC';",
                "SET LOCAL search_path TO shop, public;",
            ],
        ),
        (
            "mariadb",
            [
                "SET SESSION lock_wait_timeout = 2, SESSION innodb_lock_wait_timeout = 2;",
                "SET SESSION max_statement_time = 3600;",
                "SET SESSION time_zone = '+00:00';",
                "SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');",
            ],
        ),
        ("sqlite", ["PRAGMA busy_timeout = 1500;"]),
        ("mssql", ["SET LOCK_TIMEOUT 1500;"]),
        ("oracle", ["ALTER SESSION SET DDL_LOCK_TIMEOUT = 2", "ALTER SESSION SET TIME_ZONE = 'UTC'"]),
    ],
)
def test_each_setting_is_a_statement_of_its_own(dialect: str, expected: list[str], tmp_path: Path) -> None:
    found = compile_range(project(tmp_path, EVERYTHING), "a1:a2", Target(dialect)).text()
    assert said(found) == expected


def test_several_transactions_share_the_session(tmp_path: Path) -> None:
    target = Target("postgresql", transaction_per_migration=True)
    text = compile_range(project(tmp_path, EVERYTHING), "a1:a3", target).text()
    assert said(text)[0] == "SET lock_timeout = 1500;"
    assert text.index("SET lock_timeout") < text.index("BEGIN;")


def test_the_call_stands_above_the_file(tmp_path: Path) -> None:
    target = Target("postgresql", lock_timeout=10)
    assert "lock_timeout = 10;" in compile_range(project(tmp_path, EVERYTHING), "a1:a2", target).text()


def test_what_a_dialect_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchSessionSetting, match=r"SQLite 3\.40 has no statement_timeout"):
        compile_range(project(tmp_path, ""), "a1:a2", Target("sqlite", statement_timeout=5))


def test_what_is_no_setting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match=r"session\.lock_timeout"):
        project(tmp_path, 'session = { lock_timeout = "soon" }')
    with pytest.raises(UnknownKey, match=r"session\.postgresql\.lock_time"):
        project(tmp_path, 'session = { postgresql = { lock_time = "5s" } }')


@pytest.mark.parametrize("dialect", known_dialects())
def test_each_client_is_told_in_its_own_words(dialect: str) -> None:
    facts = load_dialect(dialect).facts.script
    for client, words in facts.clients.items():
        text = script(dialect, load_dialect(dialect).version_text, "a1:a2", client=client)
        behind_header = text.partition("\n\n")[2]
        assert behind_header.startswith("\n\n".join(words))


def test_an_unknown_client_is_refused() -> None:
    with pytest.raises(UnknownClient, match='PostgreSQL has no client "sqlcmd"'):
        script("postgresql", "15", "a1:a2", client="sqlcmd")


LOCKS = {
    "postgresql": ("BEGIN", "LOCK TABLE account IN ACCESS SHARE MODE"),
    "sqlite": ("BEGIN IMMEDIATE",),
    "mariadb": ("START TRANSACTION", "SELECT * FROM account"),
    "mysql": ("START TRANSACTION", "SELECT * FROM account"),
}


@pytest.mark.server("postgresql", "mariadb", "mysql", "sqlite")
@pytest.mark.parametrize("way", WAYS)
def test_a_lock_of_another_session_stops_it(
    way: str, server: Any, new_database: Any, record_property: Record
) -> None:
    database = new_database()
    bring(database, "a1")
    own = {"postgresql": "psql", "sqlite": "sqlite3"}.get(database.dialect, "mysql")
    with connected(database) as execute:
        for statement in LOCKS[database.dialect]:
            execute(statement)
        text = script(
            database.dialect,
            server_version(database),
            "a1:a3",
            lock_timeout=200,
            client=own if way.startswith("client") else "any",
        )
        heard = WAYS[way](database, text)
        assert "lock" in heard.lower()
    if load_dialect(database.dialect).facts.ddl.transactional or way in ("client", "driver, one batch"):
        assert Truth(new_database).told_by(database) == "a1", heard
    record_property("scripts_run", 1)
