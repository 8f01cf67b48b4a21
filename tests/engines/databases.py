"""One database of a private server: run a script as a DBA would, ask it, dump its schema and its rows."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pymysql
from pymysql.constants import CLIENT

from tests.engines import dump_mysql, dump_postgresql, dump_sqlite
from tests.engines.installations import Installation
from tests.engines.process import server_environment

CLIENT_SECONDS = 120

Row = tuple[Any, ...]


class ScriptFailed(Exception):
    """A script that the engine's own client refused, with the client's message."""

    def __init__(self, engine: str, message: str) -> None:
        super().__init__(f"{engine}: {message}")
        self.engine = engine
        self.message = message


@dataclass(frozen=True)
class Database:
    """A database of one test. *version* is what the server says of itself, such as ``10.11.19``."""

    engine: str
    name: str
    version: str
    installation: Installation = field(repr=False)
    folder: Path = field(repr=False)

    @property
    def dialect(self) -> str:
        """The dialect's name: postgresql, mariadb, mysql or sqlite."""
        return self.installation.dialect

    @property
    def url(self) -> str:
        """The SQLAlchemy URL, without ``%``, so that it can stand in an ini file."""
        raise NotImplementedError

    def run_script(self, text: str) -> str:
        """Feed *text* to the engine's own client, stopping at the first fault; return what it printed.

        Raises: ScriptFailed.
        """
        raise NotImplementedError

    def run_script_driver(self, text: str) -> None:
        """Run *text*, of one or more statements, through the Python driver; its errors pass through."""
        raise NotImplementedError

    def query(self, sql: str) -> list[Row]:
        """Return the rows of one statement (none for a statement that has no rows), committed at once."""
        raise NotImplementedError

    def dump(self) -> str:
        """Return the schema as normalised text, equal for two databases whose schemas are equal."""
        raise NotImplementedError

    def table_names(self) -> list[str]:
        """Return the tables that hold rows, quoted, with their schema where there are schemas, in order."""
        raise NotImplementedError

    def table_rows(self, table: str) -> tuple[list[str], list[str]]:
        """Return the columns of a table of ``table_names`` and its rows, each as one exact text."""
        raise NotImplementedError

    def dump_data(self) -> str:
        """Return every row of every table, the version table's too, as sorted ``table(columns): values``."""
        lines = []
        for table in self.table_names():
            columns, rows = self.table_rows(table)
            lines += [f"{table}({', '.join(columns)}): {row}" for row in sorted(rows)]
        return "".join(f"{line}\n" for line in lines)

    def drop(self) -> None:
        """Drop the database, whoever is still connected."""
        raise NotImplementedError

    def _run_client(self, arguments: list[str], text: str) -> str:
        return self._run(self.installation.client.command(*arguments), text).decode(errors="replace")

    def _run(self, command: list[str], text: str) -> bytes:
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "surrogateescape"),
            capture_output=True,
            cwd=self.folder,
            env=server_environment(self.folder),
            timeout=CLIENT_SECONDS,
        )
        if done.returncode:
            message = done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}"
            raise ScriptFailed(self.engine, message)
        return done.stdout


class PostgreSQLDatabase(Database):
    """A database of a PostgreSQL server."""

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/{self.name}?host={self.folder}"

    def connect(self, name: str | None = None) -> psycopg.Connection[Row]:
        """Return a new connection that commits each statement; the caller closes it."""
        return psycopg.connect(
            host=str(self.folder), user="postgres", dbname=name or self.name, autocommit=True
        )

    def run_script(self, text: str) -> str:
        connection = ["-h", str(self.folder), "-U", "postgres", "-d", self.name]
        return self._run_client(["-X", "-q", "-v", "ON_ERROR_STOP=1", *connection, "-f", "-"], text)

    def run_script_driver(self, text: str) -> None:
        with self.connect() as connection:
            connection.execute(text.encode())

    def query(self, sql: str) -> list[Row]:
        with self.connect() as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def dump(self) -> str:
        if self._dump_reads_server():
            connection = ("-h", str(self.folder), "-U", "postgres", self.name)
            assert self.installation.dump is not None, "find() gives pg_dump for PostgreSQL"
            command = self.installation.dump.command(*dump_postgresql.OPTIONS, *connection)
            return dump_postgresql.cleaned(self._run(command, "").decode())
        return self.dump_catalogue()

    def dump_catalogue(self) -> str:
        """Return what ``dump`` gives where there is no pg_dump for this server: the catalogue's own texts."""
        with self.connect() as connection:
            return dump_postgresql.from_catalogue(connection)

    def _dump_reads_server(self) -> bool:
        """Say whether pg_dump reads this server: one older than the server refuses it."""
        assert self.installation.dump is not None, "find() gives pg_dump for PostgreSQL"
        return dump_postgresql.major_version(tuple(self.installation.dump.command())) >= int(
            self.version.partition(".")[0]
        )

    def table_names(self) -> list[str]:
        rows = self.query(
            "SELECT format('%I.%I', nspname, relname)"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind = 'r' AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'"
            " ORDER BY 1"
        )
        return [row[0] for row in rows]

    def table_rows(self, table: str) -> tuple[list[str], list[str]]:
        with self.connect() as connection:
            columns = connection.execute(f"SELECT * FROM {table} LIMIT 0".encode()).description or []
            rows = connection.execute(f"SELECT t::text FROM {table} AS t".encode()).fetchall()
        return [column.name for column in columns], [row[0] for row in rows]

    def drop(self) -> None:
        # WITH (FORCE) came with PostgreSQL 13.
        with self.connect("postgres") as connection:
            ending = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'"
            connection.execute(ending.encode())
            connection.execute(f"DROP DATABASE IF EXISTS {self.name}".encode())


class MySQLDatabase(Database):
    """A database of a MySQL or MariaDB server."""

    @property
    def url(self) -> str:
        return f"{self.dialect}+pymysql://root@localhost/{self.name}?unix_socket={self.socket}&charset=utf8mb4&ssl_disabled=1"

    @property
    def socket(self) -> Path:
        """The server's Unix socket."""
        return self.folder / "server.sock"

    def connect(self) -> pymysql.Connection:
        """Return a new connection that commits each statement; the caller closes it."""
        return pymysql.connect(
            unix_socket=str(self.socket),
            user="root",
            database=self.name,
            charset="utf8mb4",
            autocommit=True,
            client_flag=CLIENT.MULTI_STATEMENTS,
            # PyMySQL reads the machine's certificates at each connection otherwise: 0.1 s.
            ssl_disabled=True,
        )

    def run_script(self, text: str) -> str:
        connection = [f"--socket={self.socket}", "--user=root", "--default-character-set=utf8mb4"]
        return self._run_client(["--no-defaults", "--batch", *connection, self.name], text)

    def run_script_driver(self, text: str) -> None:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(text)
            while cursor.nextset():
                pass

    def query(self, sql: str) -> list[Row]:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def dump(self) -> str:
        with self.connect() as connection:
            return dump_mysql.dump(connection)

    def table_names(self) -> list[str]:
        rows = self.query(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
            " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1"
        )
        return [f"`{row[0].replace('`', '``')}`" for row in rows]

    def table_rows(self, table: str) -> tuple[list[str], list[str]]:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in cursor.description or ()]
            return columns, [" | ".join(repr(value) for value in row) for row in cursor.fetchall()]

    def drop(self) -> None:
        self.query(f"DROP DATABASE IF EXISTS {self.name}")


class SQLiteDatabase(Database):
    """A database in a file."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{self.name}.db"

    @property
    def url(self) -> str:
        return f"sqlite+pysqlite:///{self.path}"

    def connect(self) -> sqlite3.Connection:
        """Return a new connection that commits each statement; the caller closes it."""
        return sqlite3.connect(self.path, isolation_level=None)

    def run_script(self, text: str) -> str:
        return self._run_client(["-batch", "-bail", str(self.path)], text)

    def run_script_driver(self, text: str) -> None:
        with closing(self.connect()) as connection:
            connection.executescript(text)

    def query(self, sql: str) -> list[Row]:
        with closing(self.connect()) as connection:
            return connection.execute(sql).fetchall()

    def dump(self) -> str:
        with closing(self.connect()) as connection:
            return dump_sqlite.dump(connection)

    def table_names(self) -> list[str]:
        rows = self.query(
            "SELECT name FROM sqlite_master"
            " WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
        )
        return [_quoted(row[0]) for row in rows]

    def table_rows(self, table: str) -> tuple[list[str], list[str]]:
        with closing(self.connect()) as connection:
            columns = [
                column[0] for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description
            ]
            values = " || ' | ' || ".join(f"quote({_quoted(column)})" for column in columns)
            rows = connection.execute(f"SELECT {values} FROM {table}").fetchall()
        return columns, [row[0] for row in rows]

    def drop(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
