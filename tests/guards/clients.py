"""The ways in which a script reaches a server: clients that stop at an error or go on, and drivers."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import psycopg
import pymysql
from pymysql.constants import CLIENT

from sqlgen.dialect import load_dialect
from sqlgen.raw_sql.split import statements
from tests.engines.databases import Database
from tests.engines.process import server_environment

Way = Callable[[Any, str], str]
SECONDS = 60


def command(database: Any, *, goes_on: bool) -> list[str]:
    """Return the client's command line; the script comes on its standard input."""
    client = database.installation.client
    if database.dialect == "postgresql":
        stop = [] if goes_on else ["-v", "ON_ERROR_STOP=1"]
        arguments = ["-X", "-q", *stop, "-h", str(database.folder), "-U", "postgres", "-d", database.name]
    elif database.dialect == "sqlite":
        arguments = ["-batch", *([] if goes_on else ["-bail"]), str(database.path)]
    else:
        go_on = ["--force"] if goes_on else []
        arguments = [*go_on, "-u", "root", f"--socket={database.socket}", "--batch", database.name]
        arguments.insert(0, "--no-defaults")
    found: list[str] = client.command(*arguments)
    return found


def start(database: Database, *, goes_on: bool) -> subprocess.Popen[str]:
    """Start a client that waits for its script."""
    return subprocess.Popen(
        command(database, goes_on=goes_on),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=database.folder,
        env=server_environment(database.folder),
    )


def _client(goes_on: bool) -> Way:
    def run(database: Any, script: str) -> str:
        with start(database, goes_on=goes_on) as process:
            return process.communicate(script, timeout=SECONDS)[0]

    return run


def _statement_by_statement(database: Any, script: str) -> str:
    """Run each statement, whatever became of those before: the worst that a program can do."""
    said = []
    with connected(database) as execute:
        for statement in statements(script, load_dialect(database.dialect)):
            try:
                execute(statement.sql)
            except (psycopg.Error, pymysql.Error, sqlite3.Error) as error:
                said.append(str(error))
    return "\n".join(said)


@contextmanager
def connected(database: Any) -> Iterator[Callable[[str], Any]]:
    """Give what executes a statement on a connection that commits each by itself."""
    if database.dialect == "postgresql":
        with closing(database.connect()) as connection:
            yield lambda sql: connection.execute(sql.encode())
    elif database.dialect == "sqlite":
        with closing(sqlite3.connect(database.path, isolation_level=None, timeout=1)) as local:
            yield local.execute
    else:
        remote = pymysql.connect(
            unix_socket=str(database.socket),
            user="root",
            database=database.name,
            autocommit=True,
            ssl_disabled=True,
            client_flag=CLIENT.MULTI_STATEMENTS,
        )

        def execute(sql: str) -> None:
            with remote.cursor() as cursor:
                cursor.execute(sql)
                while cursor.nextset():
                    pass

        try:
            yield execute
        finally:
            with suppress(pymysql.Error):
                remote.close()


def _as_one_batch(database: Any, script: str) -> str:
    with connected(database) as execute:
        try:
            if database.dialect == "sqlite":
                execute.__self__.executescript(script)  # type: ignore[attr-defined]
            else:
                execute(script)
        except (psycopg.Error, pymysql.Error, sqlite3.Error) as error:
            return str(error)
    return ""


WAYS: dict[str, Way] = {
    "client": _client(goes_on=False),
    "client that goes on": _client(goes_on=True),
    "driver, by statements": _statement_by_statement,
    "driver, one batch": _as_one_batch,
}
