"""The same history gives the same bytes, whatever surrounds the process that compiles it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.command import BOOKSHOP, ROOT, process, variables

DIALECTS = ("mariadb", "mssql", "mysql", "oracle", "postgresql", "sqlite")

NO_LOCALE = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
TURKISH = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}


def compiled(out: Path, *, cwd: Path, folder: Path | str, environment: Mapping[str, str]) -> dict[str, bytes]:
    """Return what a process of its own writes for base:b2 on six dialects, by file name."""
    chosen = [word for dialect in DIALECTS for word in ("-d", dialect)]
    call = ("-C", str(folder), "upgrade", "base:b2", *chosen, "-o", f"{out}{os.sep}")
    done = process(*call, cwd=cwd, environment=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("usual") / "out"
    environment = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    found = compiled(out, cwd=ROOT, folder=BOOKSHOP, environment=environment)
    assert list(found) == [f"{dialect}.sql" for dialect in DIALECTS]
    return found


def test_another_hash_seed_time_zone_and_place(usual: dict[str, bytes], tmp_path: Path) -> None:
    place = tmp_path / "a b" / "bookshop"
    shutil.copytree(BOOKSHOP, place, ignore=shutil.ignore_patterns("__pycache__"))
    environment = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"}
    assert compiled(tmp_path / "out", cwd=tmp_path, folder="a b/bookshop", environment=environment) == usual


def test_another_hash_seed_no_locale_and_another_current_folder(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    environment = {"PYTHONHASHSEED": "4294967295", **NO_LOCALE}
    assert compiled(tmp_path / "out", cwd=BOOKSHOP, folder=".", environment=environment) == usual


def test_a_turkish_locale_a_narrow_terminal_and_no_alembic(usual: dict[str, bytes], tmp_path: Path) -> None:
    """Where the name of Alembic leads to a package that raises; "I" is no capital i in Turkish."""
    package = tmp_path / "blocked" / "alembic"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('Alembic is blocked')", encoding="utf-8")
    environment = {
        **TURKISH,
        "COLUMNS": "20",
        "FORCE_COLOR": "1",
        "PYTHONPATH": os.pathsep.join([str(package.parent), str(ROOT)]),
    }
    probe = subprocess.run(
        [sys.executable, "-c", "import alembic"], env=variables(environment), capture_output=True
    )
    assert b"Alembic is blocked" in probe.stderr
    assert compiled(tmp_path / "out", cwd=ROOT, folder=BOOKSHOP, environment=environment) == usual


def test_twice_in_one_process(usual: dict[str, bytes]) -> None:
    """A run leaves nothing behind that the next one would show."""
    from sqlgen import compile_range, find_project

    project = find_project(BOOKSHOP)
    for dialect in ("postgresql", "sqlite", "postgresql"):
        text = compile_range(project, "base:b2", dialect).text()
        assert text.encode() == usual[f"{dialect}.sql"]
