"""Where the command line keeps what it knows of the past, and that another process finds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.cache.test_baseline_cache import ASKS, HELPED, MAKES
from tests.replay.small_project import write_project


def run(folder: Path, home: Path, *options: str) -> str:
    """Return what `sqlgen upgrade r1:r2` writes in a process of its own, with the user's caches in *home*."""
    done = subprocess.run(
        [sys.executable, "-m", "sqlgen", "-C", str(folder), "upgrade", "r1:r2", "-d", "mysql", *options],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(home)},
    )
    return done.stdout


def kept(home: Path) -> dict[Path, int]:
    """Return the files of the cache, each with the time of its writing."""
    return {file: file.stat().st_mtime_ns for file in (home / "sqlgen").glob("*")}


def test_another_process_finds_it(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "p", MAKES, ASKS)
    first = run(folder, tmp_path)
    before = kept(tmp_path)
    assert len(before) == 1
    assert run(folder, tmp_path) == first == run(folder, tmp_path, "--no-cache")
    assert kept(tmp_path) == before


def test_a_changed_module_of_the_project_counts(tmp_path: Path) -> None:
    helper = "import sqlalchemy as sa\ndef price():\n    return sa.String({})\n"
    folder = write_project(tmp_path / "p", HELPED, ASKS, files={"helper.py": helper.format(5)})
    assert "VARCHAR(5)" in run(folder, tmp_path)
    (folder / "helper.py").write_text(helper.format(66))
    assert "VARCHAR(66)" in run(folder, tmp_path)
    assert "VARCHAR(66)" in run(folder, tmp_path)


def test_no_cache(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "p", MAKES, ASKS)
    run(folder, tmp_path, "--no-cache")
    assert kept(tmp_path) == {}


def test_the_project_says_where(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "p", MAKES, ASKS)
    (folder / "sqlgen.toml").write_text('cache = "../there"\n')
    run(folder, tmp_path)
    assert kept(tmp_path) == {}
    assert len(list((tmp_path / "there").iterdir())) == 1
