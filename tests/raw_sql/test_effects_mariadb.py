"""Raw DDL run on MariaDB and read here: both tell the same schema, or the object is said to be unknown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from sqlgen.dialect import load_dialect
from tests.engines.databases import MySQLDatabase
from tests.engines.servers import Server
from tests.raw_sql import facts_mariadb, facts_read, facts_read_elsewhere
from tests.raw_sql.case_files import Case, cases, start
from tests.raw_sql.reading import schema_after

pytestmark = pytest.mark.server("mariadb")
ALL = cases("mariadb")


@pytest.fixture(scope="module")
def kept() -> Iterator[dict[str, MySQLDatabase]]:
    made: dict[str, MySQLDatabase] = {}
    yield made
    for database in made.values():
        database.drop()


@pytest.fixture
def connection(server: Server, kept: dict[str, MySQLDatabase]) -> Iterator[Any]:
    """A connection to a database that has the starting tables and nothing else."""
    if server.engine not in kept:
        database = server.create_database()
        assert isinstance(database, MySQLDatabase)
        kept[server.engine] = database
    database = kept[server.engine]
    with closing(database.connect()) as connection:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {database.name}")
            cursor.execute(f"CREATE DATABASE {database.name}")
            cursor.execute(f"USE {database.name}")
            _run(cursor, start("mariadb"))
        yield connection


def _run(cursor: Any, text: str) -> None:
    cursor.execute(text)
    while cursor.nextset():
        pass


def _spelled(cursor: Any) -> facts_read.TypeSpeller:
    def spelled(sql: str) -> str:
        if sql not in _SPELLED:
            cursor.execute(f"CREATE TEMPORARY TABLE sqlgen_types (c {sql} NULL)")
            cursor.execute("SHOW COLUMNS FROM sqlgen_types")
            _SPELLED[sql] = cursor.fetchone()[1]
            cursor.execute("DROP TEMPORARY TABLE sqlgen_types")
        return _SPELLED[sql]

    return spelled


_SPELLED: dict[str, str] = {}


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_what_is_read_is_what_the_server_did(connection: Any, case: Case) -> None:
    dialect = load_dialect("mariadb")
    with connection.cursor() as cursor:
        cursor.execute("SELECT database()")
        name = cursor.fetchone()[0]
        for call in case.calls:
            _run(cursor, call)
        cursor.execute(f"USE {name}")
        server = facts_mariadb.facts(cursor)
        for complete in (True, False):
            schema = schema_after("mariadb", *case.calls, start=facts_read.started_from("mariadb", complete))
            ours = facts_read_elsewhere.of_mariadb(schema, dialect, _spelled(cursor))
            told = facts_read_elsewhere.without_indexes_of_foreign_keys(server, ours)
            facts_read.compare(facts_read.known(ours, schema), facts_read.known(told, schema))
            assert not complete or facts_read.opaque(schema) == set(case.opaque)


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= 200
