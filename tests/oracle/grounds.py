"""A database that has what the cases speak of without making it: schemas, tables made by hand, extensions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.engines.databases import Database, MySQLDatabase, PostgreSQLDatabase, SQLiteDatabase
from tests.oracle.outcome import AUTOCOMMIT

SCHEMAS = ("app", "other", "meta", "MySchema", "order", "my.schema")
PREEXISTING = (
    "CREATE TABLE preexisting (name VARCHAR(50), x INTEGER, CONSTRAINT ck_old CHECK (name <> ''))",
    "CREATE TABLE preexisting_b (id INTEGER NOT NULL PRIMARY KEY)",
    "CREATE TABLE preexisting_a (b_id INTEGER)",
)
POSTGRESQL = (
    *(f"CREATE EXTENSION {name}" for name in ("citext", "hstore", "pg_trgm", "btree_gist")),
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
)

Execute = Callable[[str], object]


class StatementFailed(Exception):
    """A statement that the server refused."""

    def __init__(self, statement: str, error: Exception) -> None:
        super().__init__(f"{type(error).__name__}: {error}\n{statement}")


def run_all(database: Database, statements: Sequence[str]) -> None:
    """Run the statements one by one in a prepared *database*. Raises: StatementFailed."""
    with _prepared(database) as execute:
        for statement in statements:
            try:
                execute(statement.removeprefix(AUTOCOMMIT))
            except Exception as error:
                raise StatementFailed(statement, error) from error


@contextmanager
def _prepared(database: Database) -> Iterator[Execute]:
    match database:
        case SQLiteDatabase():
            yield from _sqlite(database)
        case PostgreSQLDatabase():
            yield from _postgresql(database)
        case MySQLDatabase():
            yield from _mysql(database)
        case _:
            raise TypeError(database)


def _sqlite(database: SQLiteDatabase) -> Iterator[Execute]:
    connection = database.connect()
    for schema in SCHEMAS:
        connection.execute(f"ATTACH ':memory:' AS \"{schema}\"")
    for statement in PREEXISTING:
        connection.execute(statement)
    yield connection.executescript
    connection.close()


def _postgresql(database: PostgreSQLDatabase) -> Iterator[Execute]:
    with database.connect() as connection:
        schemas = (f'CREATE SCHEMA "{schema}"' for schema in SCHEMAS)
        for statement in (*schemas, *POSTGRESQL, *PREEXISTING):
            connection.execute(statement.encode())
        yield lambda text: connection.execute(text.encode())


def _mysql(database: MySQLDatabase) -> Iterator[Execute]:
    with database.connect() as connection, connection.cursor() as cursor:

        def execute(text: str) -> Any:
            cursor.execute(text)
            while cursor.nextset():
                pass

        for statement in (*(f"CREATE DATABASE `{schema}`" for schema in SCHEMAS), *PREEXISTING):
            execute(statement)
        execute("CREATE ROLE IF NOT EXISTS reader")
        try:
            yield execute
        finally:
            # What MySQL calls a schema is a database of the whole server.
            execute("SET FOREIGN_KEY_CHECKS = 0")
            for schema in (*SCHEMAS, "fresh"):
                execute(f"DROP DATABASE IF EXISTS `{schema}`")
