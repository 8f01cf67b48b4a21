"""This repository's own goldens are as `[tool.sqlgen.golden]` makes them, byte by byte."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sqlgen.golden.check import check, check_cells, files_of
from sqlgen.golden.matrix import load_matrix
from sqlgen.golden.outcome import Outcome
from sqlgen.golden.show import diff, paragraph
from tests.cli.command import process

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "golden"
MATRIX = load_matrix(ROOT)
PATHS = sorted(path for path in GOLDEN.glob("*/*/*") if path.is_file())


def explained(outcomes: list[Outcome]) -> str:
    return "\n".join(
        line for one in outcomes if not one.clean for line in (*paragraph(one), *diff(one, most=40))
    )


def test_every_golden_is_what_the_matrix_makes() -> None:
    outcomes = check(MATRIX, processes=2)
    assert all(one.clean for one in outcomes), explained(outcomes)
    assert len(outcomes) >= 150


def test_a_cell_alone_is_compiled_in_this_process() -> None:
    cell = next(cell for cell in MATRIX.cells if cell.stem == "bookshop/sqlite/a1..b2")
    (outcome,) = check_cells(MATRIX, [cell])
    assert outcome.clean, explained([outcome])


def test_each_project_has_goldens_and_the_bookshop_has_them_for_each_dialect() -> None:
    projects = {path.name for path in (ROOT / "tests" / "projects").iterdir() if path.is_dir()}
    assert {entry.name for entry in MATRIX.settings.projects} == projects
    bookshop = {cell.dialect for cell in MATRIX.cells if cell.stem.endswith("/base..head")}
    assert bookshop >= {"mariadb", "mssql", "mysql", "oracle", "postgresql", "sqlite"}
    assert {cell.direction for cell in MATRIX.cells} == {"upgrade", "downgrade", "stamp"}


def test_there_are_no_other_files_than_goldens() -> None:
    told = [path.relative_to(GOLDEN).as_posix() for path in PATHS]
    assert {*files_of(MATRIX)} <= {*told}
    assert {path.name for path in GOLDEN.iterdir() if path.is_file()} <= {
        "README.md",
        "matrix.lock",
        "history.lock",
    }


def test_goldens_hold_nothing_of_this_machine() -> None:
    for path in (*PATHS, GOLDEN / "matrix.lock"):
        text = path.read_text("utf-8")
        assert str(ROOT) not in text and str(Path.home()) not in text, path
        assert text.endswith("\n") and not text.endswith("\n\n") and "\r" not in text, path


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path.match("sqlite/base..*.sql")], ids=lambda path: path.parts[-3]
)
def test_sqlite_goldens_run(path: Path) -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(path.read_text("utf-8"))
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def test_goldens_are_not_accepted_in_ci() -> None:
    before = {path: path.stat().st_mtime_ns for path in PATHS}
    done = process("golden", "update", "--yes", cwd=ROOT, environment={"CI": "true"})
    assert done.returncode == 2
    assert b"accepted by people who have read them" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in PATHS} == before
