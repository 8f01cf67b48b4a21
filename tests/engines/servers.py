"""Private database servers: each starts at its first use and ends, with its data, with the process."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import sqlite3
import tempfile
from pathlib import Path
from typing import Protocol

import psycopg
import pymysql

from tests.engines.databases import Database, MySQLDatabase, PostgreSQLDatabase, SQLiteDatabase
from tests.engines.installations import Installation, Unavailable, find
from tests.engines.process import ServerFailed, ServerProcess, run_as, server_account, server_folder


class Server(Protocol):
    """A running engine. *engine* is its name here (``postgresql-15``), *version* what it says (``15.13``)."""

    engine: str
    dialect: str
    version: str

    def create_database(self) -> Database:
        """Return a new, empty database; the caller drops it."""
        ...

    def stop(self) -> None:
        """Stop the server and delete its data. A second call does nothing."""
        ...


class PostgreSQLServer:
    """A PostgreSQL server on a Unix socket, without a password, its data not synced to disk."""

    SETTINGS = (
        "listen_addresses=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "autovacuum=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "shared_buffers=64MB",
        "max_connections=40",
        "timezone=UTC",
        "log_timezone=UTC",
    )

    def __init__(self, installation: Installation) -> None:
        assert installation.initialise is not None, "find() gives initdb for PostgreSQL"
        self.engine = installation.engine
        self.dialect = installation.dialect
        self.installation = installation
        self._databases = 0
        account = server_account("postgres")
        self.folder = server_folder("sqlgen-postgresql-", account)
        try:
            data = str(self.folder / "data")
            options = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
            run_as(account, installation.initialise.command(*options, "-D", data), self.folder)
            settings = [word for setting in self.SETTINGS for word in ("-c", setting)]
            command = installation.server.command("-D", data, "-k", str(self.folder), *settings)
            # SIGQUIT is PostgreSQL's immediate shutdown, which its children see too:
            # https://www.postgresql.org/docs/current/server-shutdown.html
            self._process = ServerProcess(command, self.folder, account, quit_signal=signal.SIGQUIT)
            self._process.wait_until(self._connect)
            self.version = str(self._admin.execute("SHOW server_version").fetchall()[0][0]).split()[0]
        except BaseException:
            self.stop()
            raise

    def _connect(self) -> bool:
        try:
            self._admin = psycopg.connect(
                host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
            )
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self) -> Database:
        self._databases += 1
        name = f"test_{self._databases}"
        self._admin.execute(f"CREATE DATABASE {name}".encode())
        return PostgreSQLDatabase(
            self.engine, name, self.version, installation=self.installation, folder=self.folder
        )

    def stop(self) -> None:
        if hasattr(self, "_admin"):
            self._admin.close()
        if hasattr(self, "_process"):
            self._process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class MySQLServer:
    """A MySQL or MariaDB server on a Unix socket, user root without a password, nothing synced to disk."""

    SETTINGS = (
        "--skip-networking",
        "--skip-log-bin",
        "--skip-name-resolve",
        "--secure-file-priv=",
        "--default-time-zone=+00:00",
        "--character-set-server=utf8mb4",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-doublewrite=0",
        "--innodb-buffer-pool-size=64M",
        "--innodb-fast-shutdown=2",
    )

    def __init__(self, installation: Installation) -> None:
        self.engine = installation.engine
        self.dialect = installation.dialect
        self.installation = installation
        self._databases = 0
        account = server_account("mysql")
        self.folder = server_folder(f"sqlgen-{self.dialect}-", account)
        self.socket = self.folder / "server.sock"
        try:
            data = f"--datadir={self.folder / 'data'}"
            initialise, script = self._initialisation(data)
            run_as(account, initialise, self.folder, script=script)
            own = ("--mysqlx=OFF",) if self.dialect == "mysql" else ("--collation-server=utf8mb4_general_ci",)
            command = installation.server.command(
                *self._base(),
                data,
                f"--socket={self.socket}",
                f"--pid-file={self.folder / 'pid'}",
                *self.SETTINGS,
                *own,
            )
            # An orderly shutdown writes a second's worth of pages that nobody will read.
            self._process = ServerProcess(command, self.folder, account, quit_signal=signal.SIGKILL)
            self._process.wait_until(self._connect)
            with self._admin.cursor() as cursor:
                cursor.execute("SELECT VERSION()")
                self.version = str(cursor.fetchall()[0][0]).partition("-")[0]
        except BaseException:
            self.stop()
            raise

    def _base(self) -> tuple[str, ...]:
        """Return the first options: read no configuration file, and where a moved system has its files."""
        root = self.installation.root
        if root is None:
            return ("--no-defaults",)
        share = self._share()
        return (
            "--no-defaults",
            f"--basedir={root / 'usr'}",
            f"--plugin-dir={root / 'usr/lib/mysql/plugin'}",
            f"--lc-messages-dir={share}",
            f"--character-sets-dir={share / 'charsets'}",
        )

    def _share(self) -> Path:
        """Return the folder of a moved system's messages and system tables."""
        assert self.installation.root is not None, "an installation without mariadb-install-db is a moved one"
        return self.installation.root / "usr/share" / self.dialect

    def _initialisation(self, data: str) -> tuple[list[str], str | None]:
        """Return the command that makes the data folder, and the SQL it wants on its standard input."""
        if self.dialect == "mysql":
            return self.installation.server.command(*self._base(), "--initialize-insecure", data), None
        if self.installation.initialise:
            options = ("--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", data)
            return self.installation.initialise.command(*options, "--skip-name-resolve"), None
        return self._bootstrap(data)

    def _bootstrap(self, data: str) -> tuple[list[str], str]:
        """Return what mariadb-install-db does, which as a shell script cannot run a moved server."""
        account = server_account("mysql")
        for folder in (self.folder / "data", self.folder / "data" / "mysql"):
            folder.mkdir()
            if account:
                os.chown(folder, account.uid, account.gid)
        files = ("system_tables", "performance_tables", "system_tables_data", "sys_schema")
        text = "".join((self._share() / f"mariadb_{file}.sql").read_text() for file in files)
        # The accounts of this host's name need a name server.
        text = "".join(line for line in text.splitlines(keepends=True) if "@current_hostname" not in line)
        script = "CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n" + text
        options = ("--bootstrap", "--skip-networking", "--max-allowed-packet=8M")
        return self.installation.server.command(*self._base(), data, *options), script

    def _connect(self) -> bool:
        # PyMySQL leaves its socket open when nobody answers.
        with socket.socket(socket.AF_UNIX) as knock:
            if knock.connect_ex(str(self.socket)):
                return False
        try:
            self._admin = pymysql.connect(
                unix_socket=str(self.socket), user="root", autocommit=True, ssl_disabled=True
            )
        except pymysql.err.OperationalError:
            return False
        return True

    def create_database(self) -> Database:
        self._databases += 1
        name = f"test_{self._databases}"
        with self._admin.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        return MySQLDatabase(
            self.engine, name, self.version, installation=self.installation, folder=self.folder
        )

    def stop(self) -> None:
        if hasattr(self, "_admin") and self._admin.open:
            self._admin.close()
        if hasattr(self, "_process"):
            self._process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class SQLiteServer:
    """No server: a temporary folder of SQLite files."""

    def __init__(self, installation: Installation) -> None:
        self.engine = installation.engine
        self.dialect = installation.dialect
        self.installation = installation
        self.version = sqlite3.sqlite_version
        self.folder = Path(tempfile.mkdtemp(prefix="sqlgen-sqlite-"))
        self._databases = 0

    def create_database(self) -> Database:
        self._databases += 1
        name = f"test_{self._databases}"
        return SQLiteDatabase(
            self.engine, name, self.version, installation=self.installation, folder=self.folder
        )

    def stop(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Servers:
    """The servers of this process by engine. Each starts when it is first asked for; ``stop`` ends all."""

    def __init__(self) -> None:
        self._servers: dict[str, Server] = {}
        self._unavailable: dict[str, str] = {}
        atexit.register(self.stop)

    def get(self, engine: str) -> Server:
        """Return the running server of *engine*. Raises: Unavailable, with the reason."""
        if engine in self._unavailable:
            raise Unavailable(engine, self._unavailable[engine])
        if engine not in self._servers:
            try:
                self._servers[engine] = start(engine)
            except Unavailable as fault:
                self._unavailable[engine] = fault.reason
                raise
        return self._servers[engine]

    def asked_for(self) -> list[str]:
        """Return the engines that were asked for, those that are missing too, by name."""
        return sorted([*self._servers, *self._unavailable])

    def describe(self, engine: str) -> str:
        """Return ``postgresql-15 yes (15.13)``, ``mariadb not used`` or ``mysql skipped: why``."""
        if engine in self._servers:
            return f"{engine} yes ({self._servers[engine].version})"
        if engine in self._unavailable:
            return f"{engine} skipped: {self._unavailable[engine]}"
        return f"{engine} not used"

    def stop(self) -> None:
        """Stop every server that runs. A second call does nothing."""
        while self._servers:
            self._servers.popitem()[1].stop()
        atexit.unregister(self.stop)


def start(engine: str) -> Server:
    """Start *engine*; the caller stops it. Raises: Unavailable, also where it is there and does not start."""
    installation = find(engine)
    try:
        match installation.dialect:
            case "postgresql":
                return PostgreSQLServer(installation)
            case "mariadb" | "mysql":
                return MySQLServer(installation)
            case _:
                return SQLiteServer(installation)
    except (ServerFailed, OSError) as fault:
        raise Unavailable(engine, f"does not start: {fault}") from fault
