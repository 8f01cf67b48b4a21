"""Every file under golden/ is what its path compiles to, byte by byte."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.goldens import GOLDEN, PROJECTS, ROOT, case_of, difference, paths, update

PATHS = paths()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(GOLDEN).as_posix())
def test_golden(path: Path) -> None:
    case = case_of(path)
    if case.missing:
        pytest.skip(f"{case.missing} is not installed")
    suffix, text = case.outcome()
    name = path.relative_to(ROOT).as_posix()
    accepted = path.read_bytes()
    if f"{case.name}{suffix}" != path.relative_to(GOLDEN).as_posix():
        pytest.fail(f"{name} is now a {suffix} file; `make golden` accepts that:\n{text}", pytrace=False)
    if accepted != text.encode():
        shown = "".join(difference(accepted.decode(), text, name))
        pytest.fail(f"{shown}\nIf this is right, accept it: make golden", pytrace=False)


def test_each_project_and_each_dialect_has_goldens() -> None:
    cases = [case_of(path) for path in PATHS]
    projects = {path.name for path in PROJECTS.iterdir() if path.is_dir()}
    assert {case.project for case in cases} == projects
    bookshop = {
        case.dialect for case in cases if case.project == "bookshop" and case.name.endswith("/base..head")
    }
    assert bookshop == {"mariadb", "mssql", "mysql", "oracle", "postgresql", "sqlite"}


def test_goldens_hold_nothing_of_this_machine() -> None:
    for path in PATHS:
        text = path.read_text("utf-8")
        assert str(ROOT) not in text and str(Path.home()) not in text
        assert text.endswith("\n") and not text.endswith("\n\n") and "\r" not in text


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path.match("sqlite/base..*.sql")], ids=lambda path: path.parts[-3]
)
def test_sqlite_goldens_run(path: Path) -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(path.read_text("utf-8"))
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def test_goldens_are_not_accepted_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    before = {path: path.stat().st_mtime_ns for path in PATHS}
    assert update() == 1
    assert {path: path.stat().st_mtime_ns for path in paths()} == before
