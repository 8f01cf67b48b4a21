"""A revision that connects through a driver itself, past SQLAlchemy, is refused at its line."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from sqlgen.replay.drivers import is_driver
from tests.replay.small_project import OFFLINE_ENV, statements, write_project

FAKE_DRIVER = """
import socket
apilevel, paramstyle, threadsafety = "2.0", "named", 1

class Connection:
    @classmethod
    def connect(cls, dsn):
        raise AssertionError("it was reached")

def connect(dsn=None, **keywords):
    raise AssertionError("it was reached")
"""
ASYNC_DRIVER = """
import asyncio

class Connection:
    pass

async def connect(host, port):
    await asyncio.open_connection(host, port)
"""
FILES = {"fakedriver.py": FAKE_DRIVER, "asyncdriver.py": ASYNC_DRIVER}


@pytest.fixture(autouse=True)
def no_fakes_left() -> None:
    for name in ("fakedriver", "asyncdriver"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("body", "line", "place"),
    [
        ("import fakedriver\nfakedriver.connect('x')", 9, "fakedriver"),
        ("import fakedriver as d\nwith d.connect(host='db'):\n    pass", 9, "fakedriver at db"),
        ("from fakedriver import connect\nconnect()", 9, "fakedriver"),
        ("import fakedriver\nfakedriver.Connection.connect('x')", 9, "fakedriver"),
        (
            "import fakedriver\ntry:\n    fakedriver.connect('x')\nexcept Exception:\n    pass",
            10,
            "fakedriver",
        ),
        ("import sqlite3\nsqlite3.connect('other.db')", 9, "other.db"),
        (
            "import asyncio, asyncdriver\nasyncio.run(asyncdriver.connect('127.0.0.1', 9))",
            9,
            "127.0.0.1:9",
        ),
    ],
)
def test_it_is_refused_at_its_line(body: str, line: int, place: str, tmp_path: Path) -> None:
    folder = write_project(tmp_path, body, files=FILES)
    with pytest.raises(SqlgenError) as caught:
        statements(folder)
    assert str(caught.value).startswith(
        f"migrations/versions/r1.py:{line}: revision r1: the script asks the database: "
        f"a connection of its own to {place}\n"
    )
    assert "op.get_bind()" in str(caught.value)


def test_at_the_top_of_the_script_too(tmp_path: Path) -> None:
    folder = write_project(tmp_path, "CONNECTION.cursor()", files=FILES,
                           preamble="import fakedriver\nCONNECTION = fakedriver.connect('x')")  # fmt: skip
    with pytest.raises(SqlgenError, match=r"r1.py:7: .*a connection of its own to fakedriver"):
        statements(folder)


def test_a_driver_that_was_imported_before(tmp_path: Path) -> None:
    folder = write_project(
        tmp_path, "import fakedriver\nfakedriver.connect('x')", files=FILES,
        env="import fakedriver\n" + OFFLINE_ENV,
    )  # fmt: skip
    for _ in range(2):
        with pytest.raises(SqlgenError, match=r"r1.py:9: .*a connection of its own to fakedriver"):
            statements(folder)


@pytest.mark.parametrize("driver", ["psycopg", "pymysql"])
def test_installed_drivers(driver: str, tmp_path: Path) -> None:
    module = pytest.importorskip(driver)
    before = module.connect
    folder = write_project(tmp_path, f"import {driver}\n{driver}.connect(host='nowhere.invalid')")
    with pytest.raises(SqlgenError, match=rf"r1.py:9: .* of its own to {driver} at nowhere.invalid"):
        statements(folder)
    assert module.connect is before


def test_other_uses_are_left_alone(tmp_path: Path) -> None:
    body = """
    import sqlite3, fakedriver
    assert fakedriver.paramstyle == "named" and fakedriver.__loader__ is fakedriver.__spec__.loader
    memory = sqlite3.connect(":memory:")
    assert memory.execute("SELECT 1").fetchone() == (1,)
    op.execute("DROP TABLE t")
    """
    assert statements(write_project(tmp_path, body, files=FILES)) == ["DROP TABLE t"]


def test_what_the_application_keeps_in_files_is_its_own_affair(tmp_path: Path) -> None:
    env = "import sqlite3\nsqlite3.connect('cache.db').close()\n" + OFFLINE_ENV
    assert statements(write_project(tmp_path, 'op.execute("DROP TABLE t")', env=env)) == ["DROP TABLE t"]


def test_afterwards_all_is_as_before(tmp_path: Path) -> None:
    finders = list(sys.meta_path)
    statements(write_project(tmp_path, "import fakedriver", files=FILES))
    assert sys.meta_path == finders
    sqlite3.connect(tmp_path / "mine.db").close()


@pytest.mark.usefixtures("no_network_and_no_drivers")
def test_a_driver_that_is_not_there(tmp_path: Path) -> None:
    folder = write_project(tmp_path, "import psycopg2\npsycopg2.connect('x')")
    with pytest.raises(SqlgenError, match=r'r1.py:8: .*it imports "psycopg2"') as caught:
        statements(folder)
    assert "op.get_bind(), which is answered without a driver" in str(caught.value)


DRIVERS = ("psycopg2", "psycopg", "asyncpg", "pymysql", "oracledb", "pyodbc", "MySQLdb", "mysql.connector")


@pytest.mark.parametrize("name", DRIVERS)
def test_drivers_are_known(name: str) -> None:
    assert is_driver(name)
    assert not is_driver("app") and not is_driver("requests")
