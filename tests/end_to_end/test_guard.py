"""A script halts, before it touches anything, on a database that is not where the script begins."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from sqlgen.compiler import Target, compile_range
from sqlgen.project.project import find_project
from tests.end_to_end.walk import server_version
from tests.engines.databases import Database, ScriptFailed

BOOKSHOP = Path(__file__).parents[1] / "projects" / "bookshop"


def script(database: Database, asked: str, *, guard: bool = True) -> str:
    target = Target(database.dialect, server_version(database), guard=guard)
    return compile_range(find_project(BOOKSHOP), asked, target).text()


def test_it_runs_where_it_begins_and_nowhere_else(new_database: Any, server: Any) -> None:
    database = new_database()
    database.run_script(script(database, "base:a1"))
    before = database.dump(), database.dump_data()
    for asked, at in (("a2:a3", "a2"), ("base:a1", "base"), ("a7,p3:head", "a7 + p3")):
        with pytest.raises(ScriptFailed, match=rf"this database is not at {at.replace('+', '.')}"):
            database.run_script(script(database, asked))
        assert (database.dump(), database.dump_data()) == before
    database.run_script(script(database, "a1:a2"))
    assert "a2" in database.dump_data()


@pytest.mark.server("postgresql", "mariadb", "sqlite")
def test_it_halts_clients_that_go_on_after_an_error(new_database: Any, server: Any) -> None:
    database = new_database()
    database.run_script(script(database, "base:a1"))
    before = database.dump(), database.dump_data()
    clients = {
        "postgresql": lambda: [
            "psql",
            "-X",
            "-q",
            "-h",
            str(database.folder),
            "-U",
            "postgres",
            "-d",
            database.name,
        ],
        "sqlite": lambda: ["sqlite3", "-batch", str(database.path)],
        "mariadb": lambda: ["mariadb", "--force", "-u", "root", f"--socket={database.socket}", database.name],
    }
    done = subprocess.run(
        clients[database.dialect](), input=script(database, "a2:a3"), capture_output=True, text=True
    )
    assert "this database is not at a2" in done.stderr
    assert (database.dump(), database.dump_data()) == before
