"""What is called equivalent or cosmetic is run: both scripts leave the same schema and the same rows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from sqlgen.dialect import load_dialect
from sqlgen.golden.compare.compare import compare
from sqlgen.golden.outcome import Verdict
from sqlgen.schema import Schema
from tests.engines import dump_sqlite
from tests.engines.databases import Database
from tests.golden.scripts import ROOT, compared, mutated, script
from tests.golden.test_mutations import COSMETIC, EQUIVALENT, cases

SQLITE = sorted((ROOT / "golden").glob("*/sqlite/base..*.sql"))


@cache
def left_by(text: str) -> str:
    """Return what *text* leaves of an empty SQLite database: schema and rows, or that it fails."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        try:
            database.executescript(text)
        except sqlite3.Error as error:
            return f"fails: {error}"
        if database.in_transaction:
            database.execute("ROLLBACK")
        found = [dump_sqlite.dump(database)]
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
        for (table,) in database.execute(tables).fetchall():
            rows = database.execute(f'SELECT * FROM "{table}"').fetchall()
            found.append(f"{table}: {sorted(map(repr, rows))}")
        return timeless("\n".join(found))


def timeless(text: str) -> str:
    """Return *text* without points of time: rows tell when they were written."""
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?", "<time>", text)


@pytest.mark.parametrize("path", SQLITE, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_random_changes_on_sqlite(path: Path) -> None:
    """No script that leaves something else is called equivalent, whatever was changed in it."""
    accepted = path.read_text("utf-8")
    assert not left_by(accepted).startswith("fails")
    for seed in range(12):
        text = mutated(accepted, f"{path.name} {seed}")
        found = compare(accepted, text, load_dialect("sqlite"), Schema())
        if found.verdict is not Verdict.DIFFERENT:
            assert left_by(text) == left_by(accepted), (seed, found)


@pytest.mark.server("postgresql")
@pytest.mark.parametrize(("dialect", "change"), [
    one for one in (*cases(EQUIVALENT), *cases(COSMETIC)) if one.id.endswith("-postgresql")  # type: ignore[attr-defined]
])  # fmt: skip
def test_equal_dumps_on_postgresql(
    dialect: str, change: Callable[[str], str], new_database: Callable[[], Database]
) -> None:
    before, accepted = script(dialect, "base:a1"), script(dialect)
    text = change(accepted.text())
    assert compared(accepted, text).verdict in (Verdict.COSMETIC, Verdict.EQUIVALENT)
    one, other = new_database(), new_database()
    for database, told in ((one, accepted.text()), (other, text)):
        database.run_script(before.text())
        database.query("INSERT INTO author (name) VALUES ('Ada')")
        database.query("INSERT INTO book (title, isbn, price, author_id) VALUES ('On', '1', 950, 1)")
        database.query("INSERT INTO customer (name, email) VALUES (' ', 'a@b'), ('Bo', 'b@b')")
        database.run_script(told)
    assert one.dump() == other.dump()
    assert timeless(one.dump_data()) == timeless(other.dump_data())
