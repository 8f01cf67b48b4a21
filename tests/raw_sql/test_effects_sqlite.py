"""Raw DDL run on SQLite and read here: both tell the same schema, or the object is said to be unknown."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from sqlgen.dialect import load_dialect
from tests.raw_sql import facts_read, facts_read_elsewhere, facts_sqlite
from tests.raw_sql.case_files import Case, cases, start
from tests.raw_sql.reading import schema_after

ALL = cases("sqlite")


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_what_is_read_is_what_the_engine_did(case: Case) -> None:
    dialect = load_dialect("sqlite")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(start("sqlite"))
        for call in case.calls:
            connection.executescript(call)
        server = facts_sqlite.facts(connection)
    for complete in (True, False):
        schema = schema_after("sqlite", *case.calls, start=facts_read.started_from("sqlite", complete))
        ours = facts_read_elsewhere.of_sqlite(schema, dialect, facts_sqlite.spelled)
        facts_read.compare(facts_read.known(ours, schema), facts_read.known(server, schema))
        assert not complete or facts_read.opaque(schema) == set(case.opaque)


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= 200
