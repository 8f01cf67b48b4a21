"""Databases that have what the cases speak of without making it: schemas, tables made by hand, extensions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.engines.databases import MySQLDatabase, PostgreSQLDatabase, SQLiteDatabase
from tests.engines.servers import Server
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
Run = Callable[[Sequence[str]], None]


class StatementFailed(Exception):
    """A statement that the server refused."""

    def __init__(self, statement: str, error: Exception) -> None:
        super().__init__(f"{type(error).__name__}: {error}\n{statement}")


@contextmanager
def grounds(server: Server) -> Iterator[Run]:
    """Give what runs the statements of one case on grounds that no other case has touched.

    It raises StatementFailed.
    """
    first = server.create_database()
    try:
        match first:
            case SQLiteDatabase():
                yield lambda statements: _anew(server, statements, _sqlite)
            case PostgreSQLDatabase():
                with _postgresql(first) as execute:
                    yield lambda statements: _in_transaction(server, execute, statements)
            case MySQLDatabase():
                yield lambda statements: _anew(server, statements, _mysql)
            case _:
                raise TypeError(first)
    finally:
        first.drop()


def _run(execute: Execute, statements: Sequence[str]) -> None:
    for statement in statements:
        try:
            execute(statement.removeprefix(AUTOCOMMIT))
        except Exception as error:
            raise StatementFailed(statement, error) from error


def _anew(server: Server, statements: Sequence[str], prepared: Any) -> None:
    database = server.create_database()
    try:
        with prepared(database) as execute:
            _run(execute, statements)
    finally:
        database.drop()


def _in_transaction(server: Server, execute: Execute, statements: Sequence[str]) -> None:
    """Run *statements* as the script does, in one transaction, which is then undone."""
    if any(statement.startswith(AUTOCOMMIT) for statement in statements):
        _anew(server, statements, _postgresql)
        return
    execute("BEGIN")
    try:
        _run(execute, statements)
    finally:
        execute("ROLLBACK")


@contextmanager
def _sqlite(database: SQLiteDatabase) -> Iterator[Execute]:
    connection = database.connect()
    for schema in SCHEMAS:
        connection.execute(f"ATTACH ':memory:' AS \"{schema}\"")
    for statement in PREEXISTING:
        connection.execute(statement)
    try:
        yield connection.executescript
    finally:
        connection.close()


@contextmanager
def _postgresql(database: PostgreSQLDatabase) -> Iterator[Execute]:
    with database.connect() as connection:
        schemas = (f'CREATE SCHEMA "{schema}"' for schema in SCHEMAS)
        for statement in (*schemas, *POSTGRESQL, *PREEXISTING):
            connection.execute(statement.encode())
        yield lambda text: connection.execute(text.encode())


@contextmanager
def _mysql(database: MySQLDatabase) -> Iterator[Execute]:
    with database.connect() as connection, connection.cursor() as cursor:

        def execute(text: str) -> Any:
            cursor.execute(text)
            while cursor.nextset():
                pass

        for statement in (*(f"CREATE DATABASE IF NOT EXISTS `{schema}`" for schema in SCHEMAS), *PREEXISTING):
            execute(statement)
        execute("CREATE ROLE IF NOT EXISTS reader")
        try:
            yield execute
        finally:
            # What MySQL calls a schema is a database of the whole server.
            execute("SET FOREIGN_KEY_CHECKS = 0")
            names = ", ".join(f"'{schema}'" for schema in (*SCHEMAS, "fresh"))
            cursor.execute(
                "SELECT table_schema FROM information_schema.tables "
                f"WHERE table_schema IN ({names}) UNION "
                "SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'fresh'"
            )
            for (schema,) in cursor.fetchall():
                execute(f"DROP DATABASE `{schema}`")
