"""What replays needs no network and no driver: sockets and the modules of drivers are out of reach here."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from typing import Any, NoReturn

import pytest

DRIVERS = ("psycopg", "psycopg2", "asyncpg", "pymysql", "MySQLdb", "mysql", "mariadb", "pyodbc", "oracledb")


class _NoDrivers(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> None:
        if name.partition(".")[0] in DRIVERS:
            raise ModuleNotFoundError(f"No module named {name!r} (kept out by the test)", name=name)


def _no_sockets(*_: Any, **__: Any) -> NoReturn:
    raise OSError("sockets are kept out by the test")


@pytest.fixture
def no_network_and_no_drivers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep both away for the time of a test."""
    finder = _NoDrivers()
    sys.meta_path.insert(0, finder)
    for name in [name for name in sys.modules if name.partition(".")[0] in DRIVERS]:
        monkeypatch.delitem(sys.modules, name)
    for method in ("connect", "connect_ex", "bind", "listen"):
        monkeypatch.setattr(socket.socket, method, _no_sockets, raising=False)
    yield
    sys.meta_path.remove(finder)
