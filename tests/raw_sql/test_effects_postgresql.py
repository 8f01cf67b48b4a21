"""Raw DDL run on PostgreSQL and read here: both tell the same schema, or the object is said to be unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from sqlgen.dialect import load_dialect
from tests.engines.databases import PostgreSQLDatabase
from tests.engines.servers import Server
from tests.raw_sql import facts_postgresql, facts_read
from tests.raw_sql.case_files import Case, cases, start
from tests.raw_sql.reading import schema_after

pytestmark = pytest.mark.server("postgresql")
ALL = cases("postgresql")
_ALONE = re.compile(r"\b(CONCURRENTLY|COMMIT|VACUUM)\b", re.I)


@pytest.fixture(scope="module")
def started(request: pytest.FixtureRequest) -> Iterator[dict[str, PostgreSQLDatabase]]:
    made: dict[str, PostgreSQLDatabase] = {}
    yield made
    for database in made.values():
        database.drop()


@pytest.fixture
def database(server: Server, started: dict[str, PostgreSQLDatabase]) -> PostgreSQLDatabase:
    """The database with the starting tables, made once; a case must leave it as it was."""
    if server.engine not in started:
        database = server.create_database()
        assert isinstance(database, PostgreSQLDatabase)
        database.run_script_driver(start("postgresql"))
        started[server.engine] = database
    return started[server.engine]


def _spelled(connection: psycopg.Connection[Any]) -> facts_read.TypeSpeller:
    known: dict[str, str] = {}

    def spelled(sql: str) -> str:
        if sql not in known:
            connection.execute("SAVEPOINT types")
            connection.execute(f"CREATE TEMP TABLE sqlgen_types (c {sql})".encode())
            asked = (
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                " WHERE attrelid = 'sqlgen_types'::regclass AND attnum > 0"
            )
            known[sql] = connection.execute(asked.encode()).fetchall()[0][0]
            connection.execute("ROLLBACK TO types")
        return known[sql]

    return spelled


def _run(connection: psycopg.Connection[Any], case: Case) -> None:
    for call in case.calls:
        connection.execute(call.encode())


def compare(connection: psycopg.Connection[Any], case: Case) -> None:
    """Compare what the server has with what was read, starting from nothing and from an unknown database."""
    dialect = load_dialect("postgresql")
    server = facts_postgresql.facts(connection)
    for complete in (True, False):
        schema = schema_after(
            "postgresql", *case.calls, start=facts_read.started_from("postgresql", complete)
        )
        ours = facts_read.facts(schema, dialect, _spelled(connection))
        facts_read.compare(facts_read.known(ours, schema), facts_read.known(server, schema))
        assert not complete or facts_read.opaque(schema) == set(case.opaque)


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_what_is_read_is_what_the_server_did(database: PostgreSQLDatabase, case: Case) -> None:
    if any(_ALONE.search(call) for call in case.calls):
        _in_a_copy(database, case)
        return
    with psycopg.connect(host=str(database.folder), user="postgres", dbname=database.name) as connection:
        try:
            _run(connection, case)
            compare(connection, case)
        finally:
            connection.rollback()


def _in_a_copy(database: PostgreSQLDatabase, case: Case) -> None:
    database.query(f"CREATE DATABASE {database.name}_copy TEMPLATE {database.name}")
    copy = f"{database.name}_copy"
    try:
        with psycopg.connect(
            host=str(database.folder), user="postgres", dbname=copy, autocommit=True
        ) as connection:
            _run(connection, case)
            connection.autocommit = False
            compare(connection, case)
            connection.rollback()
    finally:
        with database.connect("postgres") as connection:
            connection.execute(f"DROP DATABASE {copy} WITH (FORCE)".encode())


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= 200
