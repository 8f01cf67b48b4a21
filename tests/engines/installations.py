"""Finds the programs of a database engine on this machine, or has them fetched; starts nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.engines import fetch

DEBIAN_POSTGRESQL = Path("/usr/lib/postgresql")
DIALECTS = ("postgresql", "mariadb", "mysql", "sqlite")
DEFAULT_POSTGRESQL = "postgresql-15"


class Unavailable(Exception):
    """An engine that this machine does not have, with the reason in one line."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(f"{engine}: {reason}")
        self.engine = engine
        self.reason = reason


@dataclass(frozen=True)
class Program:
    """A program and what must stand before it, such as the loader of a privately unpacked system."""

    path: Path
    loader: tuple[str, ...] = ()

    def command(self, *arguments: str) -> list[str]:
        return [*self.loader, str(self.path), *arguments]


@dataclass(frozen=True)
class Installation:
    """The programs of one engine. *root*: the folder of the unpacked system that has them, if any."""

    engine: str
    dialect: str
    server: Program
    client: Program
    initialise: Program | None = None
    dump: Program | None = None
    root: Path | None = None


def dialect_of(engine: str) -> str:
    """Return the dialect of an engine's name: ``postgresql`` of ``postgresql-15``."""
    dialect = engine.partition("-")[0]
    if dialect not in DIALECTS:
        raise ValueError(f"unknown engine {engine!r}: known are postgresql-N, mariadb[-11.8], mysql, sqlite")
    return dialect


def environment_list(variable: str) -> list[str]:
    """Return the engines that an environment variable names, separated by commas."""
    return [name.strip() for name in os.environ.get(variable, "").split(",") if name.strip()]


def required_engines() -> list[str]:
    """Return the engines whose absence is a failure (SQLGEN_REQUIRE_ENGINES)."""
    return environment_list("SQLGEN_REQUIRE_ENGINES")


def requested_engines() -> list[str]:
    """Return the engines to test with, in order; the required ones are among them.

    They are those of SQLGEN_TEST_ENGINES. Without it: the newest installed PostgreSQL, MariaDB, SQLite, and
    MySQL where it is installed.
    """
    names = environment_list("SQLGEN_TEST_ENGINES") or [
        _installed_postgresql() or DEFAULT_POSTGRESQL,
        "mariadb",
        *(["mysql"] if _system_mysqld() else []),
        "sqlite",
    ]
    for required in required_engines():
        if required not in names:
            names.append(required)
    for name in names:
        dialect_of(name)
    return names


def find(engine: str) -> Installation:
    """Return the programs of *engine*; fetch them into the cache where the environment names the engine.

    Raises: Unavailable.
    """
    match dialect_of(engine):
        case "postgresql":
            return _find_postgresql(engine)
        case "mariadb":
            return _find_mariadb(engine)
        case "mysql":
            return _find_mysql(engine)
        case _:
            return _find_sqlite(engine)


def _may_fetch(engine: str) -> bool:
    return engine in environment_list("SQLGEN_TEST_ENGINES") or engine in required_engines()


def _program(engine: str, *names: str) -> Program:
    """Return the first of *names* that is installed; /usr/sbin is not on every user's PATH."""
    search = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin"])
    for name in names:
        if path := shutil.which(name, path=search):
            return Program(Path(path))
    raise Unavailable(engine, f"no {names[0]} on this machine")


def _installed_postgresql() -> str | None:
    """Return the newest PostgreSQL of this machine as an engine's name; None where there is none."""
    majors = [int(path.parent.parent.name) for path in DEBIAN_POSTGRESQL.glob("*/bin/postgres")]
    if majors:
        return f"postgresql-{max(majors)}"
    on_path = _postgresql_on_path()
    return f"postgresql-{on_path[0]}" if on_path else None


def _postgresql_on_path() -> tuple[int, Path] | None:
    """Return (major version, folder) of the PostgreSQL on PATH; None where there is none."""
    path = shutil.which("postgres")
    if path is None or shutil.which("initdb") is None:
        return None
    version = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)", version)
    return (int(found.group(1)), Path(path).parent) if found else None


def _find_postgresql(engine: str) -> Installation:
    major = engine.partition("-")[2]
    if not major.isdigit():
        raise Unavailable(engine, "say which version, as in postgresql-15")
    on_path = _postgresql_on_path()
    folder = DEBIAN_POSTGRESQL / major / "bin"
    if not (folder / "postgres").exists():
        if on_path and on_path[0] == int(major):
            folder = on_path[1]
        else:
            folder = _fetched(engine, lambda: fetch.embedded_postgresql(int(major))) / "bin"
    return Installation(
        engine,
        "postgresql",
        server=Program(folder / "postgres"),
        client=_postgresql_client(engine, "psql", int(major)),
        initialise=Program(folder / "initdb"),
        dump=_postgresql_client(engine, "pg_dump", int(major)),
    )


def _postgresql_client(engine: str, name: str, major: int) -> Program:
    """Return the client program that fits a server of *major* best: its own, or the newest of the machine.

    Debian's wrappers in /usr/bin read the cluster configuration of the machine: its real programs come first.
    """
    folders = {int(path.parent.parent.name): path for path in DEBIAN_POSTGRESQL.glob(f"*/bin/{name}")}
    if folders:
        return Program(folders.get(major, folders[max(folders)]))
    return _program(engine, name)


def _find_mariadb(engine: str) -> Installation:
    if engine != "mariadb":
        root = _fetched(engine, lambda: fetch.debian_root(engine))
        return Installation(
            engine,
            "mariadb",
            server=_private(root, "usr/sbin/mariadbd"),
            client=_private(root, "usr/bin/mariadb"),
            root=root,
        )
    return Installation(
        engine,
        "mariadb",
        server=_program(engine, "mariadbd"),
        client=_program(engine, "mariadb"),
        initialise=_program(engine, "mariadb-install-db"),
    )


def _system_mysqld() -> Path | None:
    """Return the machine's own mysqld, if it is MySQL's: Debian gives that name to MariaDB."""
    try:
        path = _program("mysql", "mysqld").path
    except Unavailable:
        return None
    version = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    return None if "MariaDB" in version else path


def _find_mysql(engine: str) -> Installation:
    if system := _system_mysqld():
        return Installation(engine, "mysql", server=Program(system), client=_program(engine, "mysql"))
    root = _fetched(engine, lambda: fetch.debian_root(engine))
    return Installation(
        engine,
        "mysql",
        server=_private(root, "usr/sbin/mysqld"),
        client=_private(root, "usr/bin/mysql"),
        root=root,
    )


def _find_sqlite(engine: str) -> Installation:
    shell = _program(engine, "sqlite3")
    return Installation(engine, "sqlite", server=Program(Path(sys.executable)), client=shell)


def _private(root: Path, path: str) -> Program:
    """Return a program of an unpacked system, run by that system's own loader: no chroot, no root rights."""
    libraries = root / "usr/lib/x86_64-linux-gnu"
    return Program(root / path, (str(libraries / "ld-linux-x86-64.so.2"), "--library-path", str(libraries)))


def _fetched(engine: str, get: fetch.Fetch) -> Path:
    if not _may_fetch(engine):
        raise Unavailable(engine, "not on this machine; SQLGEN_TEST_ENGINES can ask for it by name")
    try:
        return get()
    except fetch.FetchFailed as fault:
        raise Unavailable(engine, str(fault)) from fault
