"""Compiled revision files without their source, where ``sourceless`` is set."""

from __future__ import annotations

import py_compile
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from sqlgen.compiler import load_graph
from sqlgen.errors import SqlgenError
from tests.replay.small_project import INI, found, scripts, statements, write_project

SOURCELESS = INI + "sourceless = true\n"
TAG = sys.implementation.cache_tag


def compiled_project(folder: Path, *, cached: bool = False, ini: str = SOURCELESS) -> Path:
    """Write a project of three revisions, the middle one compiled only."""
    bodies = [f'op.execute("SELECT {number}")' for number in (1, 2, 3)]
    project = write_project(folder, *bodies, ini=ini)
    source = project / "migrations" / "versions" / "r2.py"
    # As on the machine that built it, which is another one.
    place = source.parent / "__pycache__" / f"r2.{TAG}.pyc" if cached else source.with_suffix(".pyc")
    py_compile.compile(str(source), str(place), dfile="/build/r2.py", doraise=True)
    source.unlink()
    return project


def by_alembic(project: Path) -> list[str]:
    """Return the revisions that Alembic finds, the last first."""
    script = ScriptDirectory.from_config(Config(str(project / "alembic.ini")))
    return [revision.revision for revision in script.walk_revisions()]


@pytest.mark.parametrize("cached", [False, True])
def test_they_count(cached: bool, tmp_path: Path) -> None:
    project = compiled_project(tmp_path, cached=cached)
    assert statements(project) == ["SELECT 1", "SELECT 2", "SELECT 3"]
    assert by_alembic(project) == ["r3", "r2", "r1"]
    graph = load_graph(found(project))
    assert graph["r2"].message == "step 2"


def test_a_statement_names_the_compiled_file(tmp_path: Path) -> None:
    (script,) = scripts(compiled_project(tmp_path))
    assert "-- migrations/versions/r2.pyc:8\nSELECT 2;" in script.text()


def test_without_the_setting_they_do_not_count(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError, match="revision r3 follows r2, which no file of the history has"):
        statements(compiled_project(tmp_path, ini=INI))


def test_the_source_goes_before(tmp_path: Path) -> None:
    project = compiled_project(tmp_path)
    versions = project / "migrations" / "versions"
    text = (versions / "r3.py").read_text().replace("SELECT 3", "SELECT 0")
    (versions / "r2.py").write_text(text.replace('"r2"', '"r1"').replace('"r3"', '"r2"'))
    assert statements(project) == ["SELECT 1", "SELECT 0", "SELECT 3"]


def test_one_of_another_python_is_refused(tmp_path: Path) -> None:
    project = compiled_project(tmp_path)
    file = project / "migrations" / "versions" / "r2.pyc"
    file.write_bytes(b"\x00\x00\x0d\x0a" + file.read_bytes()[4:])
    with pytest.raises(SqlgenError) as caught:
        statements(project)
    assert str(caught.value).startswith("migrations/versions/r2.pyc: ")
    assert "another version of Python" in str(caught.value)


def test_the_cache_of_another_python_is_refused(tmp_path: Path) -> None:
    """Else a revision would be missing without a word."""
    project = compiled_project(tmp_path, cached=True)
    file = project / "migrations" / "versions" / "__pycache__" / f"r2.{TAG}.pyc"
    file.with_name("r2.cpython-27.pyc").write_bytes(b"\x00\x00\x0d\x0a" + file.read_bytes()[4:])
    file.unlink()
    with pytest.raises(SqlgenError, match=r"r2.cpython-27.pyc: .*another version of Python"):
        statements(project)


def test_a_cache_of_several_pythons_is_read_once(tmp_path: Path) -> None:
    project = compiled_project(tmp_path, cached=True)
    file = project / "migrations" / "versions" / "__pycache__" / f"r2.{TAG}.pyc"
    for other in ("r2.cpython-27.pyc", f"r2.{TAG}.opt-1.pyc"):
        file.with_name(other).write_bytes(file.read_bytes())
    assert statements(project) == ["SELECT 1", "SELECT 2", "SELECT 3"]


def test_one_that_is_cut_off(tmp_path: Path) -> None:
    project = compiled_project(tmp_path)
    file = project / "migrations" / "versions" / "r2.pyc"
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(SqlgenError, match=r"^migrations/versions/r2.pyc: "):
        statements(project)


def test_one_that_raises(tmp_path: Path) -> None:
    project = write_project(tmp_path, "raise ValueError('no')", ini=SOURCELESS)
    source = project / "migrations" / "versions" / "r1.py"
    py_compile.compile(str(source), str(source.with_suffix(".pyc")), dfile="/build/r1.py", doraise=True)
    source.unlink()
    with pytest.raises(SqlgenError, match=r"^migrations/versions/r1.pyc:8: (.|\n)*ValueError: no"):
        statements(project)
