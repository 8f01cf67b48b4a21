"""On SQLite the bundled projects end where their models say, and rows survive every revision on the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence

import pytest

from tests.end_to_end.bundled import BOOKSHOP, PLAIN
from tests.end_to_end.walk import Case, Hop, numbers, script
from tests.engines.databases import Database

pytestmark = pytest.mark.server("sqlite")


def run(case: Case, database: Database, direction: str, hops: Sequence[Hop], *, rows: bool = True) -> None:
    """Take *hops* with scripts, the case's rows inserted on the way up, foreign keys checked after each."""
    for start, end, target in hops:
        database.run_script(script(case, f"{start}:{end}", database, direction))
        if rows and direction == "upgrade":
            database.run_script(case.rows_at(target, "sqlite"))
        assert database.query("PRAGMA foreign_key_check") == []
        assert database.query("PRAGMA integrity_check") == [("ok",)]


def structure(database: Database) -> list[str]:
    """Return the facts of the schema without the version table, views, and the order of columns."""
    lines = database.dump().splitlines()
    return sorted(
        line for line in lines if "version" not in line.split(":")[0] and not line.startswith("view")
    )


def created_by_models(case: Case, models: str, database: Database) -> None:
    """Create what the project's models say, in a process of its own."""
    program = (
        "import sys, importlib, sqlalchemy; sys.path.insert(0, '.')\n"
        "metadata = importlib.import_module(sys.argv[1])\n"
        "for name in sys.argv[2].split('.'): metadata = getattr(metadata, name)\n"
        "metadata.create_all(sqlalchemy.create_engine(sys.argv[3]))"
    )
    module, _, attribute = models.partition(":")
    command = [sys.executable, "-B", "-c", program, module, attribute, database.url]
    subprocess.run(command, cwd=case.folder, check=True)


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "by revision"])
def test_history_ends_where_the_models_are(at_once, new_database: Callable[[], Database]):
    ours, wanted = new_database(), new_database()
    hops = [("base", "heads", "heads")] if at_once else BOOKSHOP.hops("upgrade")
    run(BOOKSHOP, ours, "upgrade", hops, rows=False)
    created_by_models(BOOKSHOP, "bookshop.models:Base.metadata", wanted)
    assert structure(ours) == structure(wanted)


@pytest.mark.parametrize("case", [BOOKSHOP, PLAIN], ids=lambda case: case.name)
def test_rows_survive_up_and_down(case, new_database):
    """The rows are those that PostgreSQL would have, and downgrades lead back to the same tables."""
    database, fresh = new_database(), new_database()
    up, down = case.hops("upgrade"), case.hops("downgrade")
    run(case, database, "upgrade", up)
    counts = {
        table: database.query(f"SELECT count(*) FROM {table}")[0][0] for table in database.table_names()
    }
    assert all(counts.values()), counts
    run(case, database, "downgrade", down[:-1])
    run(case, fresh, "upgrade", [up[0]])
    assert structure(database) == structure(fresh)
    assert numbers(database) == numbers(fresh)
    run(case, database, "downgrade", down[-1:])
    assert [name for name in database.table_names() if "version" not in name] == []
