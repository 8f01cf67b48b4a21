"""The schema dumps: equal for equal schemas however they were made, different for any one difference."""

from __future__ import annotations

from functools import cache

import pytest

from tests.engines import dump_postgresql
from tests.engines.databases import Database
from tests.engines.dump_cases import MYSQL, POSTGRESQL, SCHEMAS, SQLITE
from tests.engines.servers import Server


@cache
def dumps_of_the_schema(server: Server) -> dict[str, str]:
    """Return the dumps of the dialect's schema, made once a server."""
    database = server.create_database()
    database.run_script(SCHEMAS[server.dialect].script)
    made = dumps(database)
    database.drop()
    return made


def dumps(database: Database) -> dict[str, str]:
    """Return the dump, and for PostgreSQL also the one that needs no pg_dump."""
    made = {"dump": database.dump()}
    if database.dialect == "postgresql":
        made["catalogue"] = database.dump_catalogue()
    return made


def replaced(script: str, change: tuple[str, str]) -> str:
    assert change[0] in script
    return script.replace(change[0], change[1], 1)


def cases(dialect: str, attribute: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", sorted(getattr(SCHEMAS[dialect], attribute)))


def test_same_schema_made_in_another_way_dumps_equal(server, database):
    database.run_script(SCHEMAS[server.dialect].another_way)
    assert dumps(database) == dumps_of_the_schema(server)


def test_text_that_changes_no_schema_dumps_equal(server, new_database):
    schema = SCHEMAS[server.dialect]
    for change in schema.alike.values():
        database = new_database()
        database.run_script(replaced(schema.script, change))
        assert dumps(database) == dumps_of_the_schema(server)


def test_empty_database_dumps_no_object(database):
    for text in dumps(database).values():
        assert "table" not in text.lower()


def test_every_dialect_has_at_least_fifteen_differences():
    assert all(len(schema.changes) >= 15 for schema in (POSTGRESQL, MYSQL, SQLITE))


def test_pg_dump_noise_is_cut_and_a_function_body_kept():
    dumped = (
        "--\n-- PostgreSQL database dump\n--\n\n\\restrict x1\n\n-- Dumped from database version 15.1\n"
        "SET lock_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n\n"
        "--\n-- Name: f(); Type: FUNCTION; Schema: public; Owner: -\n--\n\n"
        "CREATE FUNCTION f() AS $$\n-- a comment\nSET work_mem = 1;\n$$;\n\n\n"
        "--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict x1\n\n"
    )
    assert (
        dump_postgresql.cleaned(dumped) == "CREATE FUNCTION f() AS $$\n-- a comment\nSET work_mem = 1;\n$$;\n"
    )


@pytest.mark.server("postgresql")
@cases("postgresql", "changes")
def test_one_difference_shows_on_postgresql(server, database, name):
    shows(server, database, name)


@pytest.mark.server("mariadb", "mysql")
@cases("mysql", "changes")
def test_one_difference_shows_on_mysql(server, database, name):
    shows(server, database, name)


@pytest.mark.server("sqlite")
@cases("sqlite", "changes")
def test_one_difference_shows_on_sqlite(server, database, name):
    shows(server, database, name)


def shows(server: Server, database: Database, name: str) -> None:
    schema = SCHEMAS[server.dialect]
    database.run_script(replaced(schema.script, schema.changes[name]))
    expected = dumps_of_the_schema(server)
    assert {kind for kind, text in dumps(database).items() if text != expected[kind]} == set(expected)
