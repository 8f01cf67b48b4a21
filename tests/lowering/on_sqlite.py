"""Scripts on a real SQLite database that has rows: its shell, and Python's module."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from sqlgen.dialect import load_dialect
from sqlgen.lowering.dispatch import lower
from sqlgen.lowering.joining import Lowered, join_rebuilds
from sqlgen.operations import Change
from sqlgen.script.script import Script, Section, Transactions
from sqlgen.script.version_table import VersionTable
from tests.operations.spelling import AT, BEFORE, operations
from tests.operations.spelling import Script as Upgrade


def script(
    upgrade: Upgrade,
    given: Upgrade | None = None,
    *,
    transactional: bool = True,
    apart: bool = False,
    convention: Mapping[str, Any] | None = None,
) -> Script:
    """Return the script of one revision after the history *given*. *apart*: rebuilds are not joined."""
    dialect = load_dialect("sqlite")
    lowered: list[Lowered] = []

    def sink(change: Change) -> None:
        lowered.append((change, lower(change, dialect)))

    op, recorder = operations(dialect, sink, convention)
    if given is not None:
        recorder.enter(BEFORE)
        given(op)
        lowered.clear()
    recorder.enter(AT)
    upgrade(op)
    made = [s for _, found in lowered for s in found] if apart else join_rebuilds(lowered, dialect)
    return Script(
        project="",
        dialect=dialect,
        direction="upgrade",
        range_text="",
        start=("0001",),
        end=("0002",),
        sections=(Section(None, tuple(made)),),
        transactions=Transactions(transactional, False),
        version_table=VersionTable(),
        guarded=False,
    )


def changes(upgrade: Upgrade) -> list[Change]:
    """Return what *upgrade* records."""
    found: list[Change] = []
    op, recorder = operations(load_dialect("sqlite"), found.append)
    recorder.enter(AT)
    upgrade(op)
    return found


class OnSqlite:
    """A database file; *client* is ``shell`` or ``module``."""

    def __init__(self, path: Path, client: str) -> None:
        self.path = path
        self.client = client

    def run(self, text: str, *, bail: bool = True) -> str:
        """Run a script; return the error, or nothing."""
        if self.client == "module":
            connection = sqlite3.connect(self.path)
            try:
                connection.executescript(text)
            except sqlite3.Error as error:
                return str(error)
            finally:
                connection.close()
            return ""
        command = ["sqlite3", *(["-bail"] if bail else []), str(self.path)]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        return done.stderr

    def prepare(self, given: Upgrade, *rows: str) -> None:
        """Make what *given* makes, and insert *rows*."""
        assert self.run(script(given).text()) == ""
        assert self.run("".join(f"{row};\n" for row in rows)) == ""

    def apply(self, upgrade: Upgrade, given: Upgrade) -> str:
        """Run the script of *upgrade* after *given*; return the error, or nothing."""
        return self.run(script(upgrade, given).text())

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Return what *query* finds: single values where it asks for one column."""
        connection = sqlite3.connect(self.path)
        try:
            found = connection.execute(query, parameters).fetchall()
        finally:
            connection.close()
        return [row[0] if len(row) == 1 else row for row in found]

    def sql_of(self, name: str) -> str:
        """Return the CREATE statement that the database keeps for *name*, on one line."""
        (text,) = self.rows("SELECT sql FROM sqlite_master WHERE name = ?", (name,))
        return " ".join(str(text).split())


def clients() -> list[Any]:
    """Return the clients as parameters; the shell is skipped where it is missing."""
    missing = pytest.mark.skipif(shutil.which("sqlite3") is None, reason="no sqlite3 shell")
    return [pytest.param("shell", marks=missing), "module"]
