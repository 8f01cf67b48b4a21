"""The pytest plugin, as pytest runs it in a project of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sqlgen.golden.check import check
from sqlgen.golden.matrix import load_matrix
from sqlgen.golden.released import write_new_lock
from sqlgen.golden.update import accept

ROOT = Path(__file__).parents[2]

REVISION = '''"""{id}"""
from alembic import op
import sqlalchemy as sa
revision = "{id}"
down_revision = {down!r}
def upgrade():
    op.create_table("t_{id}", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", {type}))
'''


class Project:
    """A project with two revisions, tests of its own and the goldens of two dialects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "versions").mkdir()
        (folder / "tests").mkdir()
        (folder / "tests" / "test_own.py").write_text("def test_own():\n    pass\n")
        (folder / "pyproject.toml").write_text(
            '[tool.pytest.ini_options]\ntestpaths = ["tests"]\nsqlgen_golden = ["pyproject.toml"]\n'
            '[tool.sqlgen]\nname = "shop"\n[tool.sqlgen.golden]\ndialects = ["postgresql", "sqlite"]\n'
            'ranges = ["base:head", "each"]\n'
        )
        self.write("a1", None)
        self.write("b2", "a1")

    def write(self, id_: str, down: str | None, type_: str = "sa.Integer") -> None:
        text = REVISION.format(id=id_, down=down, type=type_)
        (self.folder / "versions" / f"{id_}.py").write_text(text)

    def pytest(self, *arguments: str, plugins: tuple[str, ...] = (), **variables: str) -> tuple[int, str]:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("CI", "PYTEST"))
        }
        environment |= {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "120"}
        chosen = [word for name in ("sqlgen.pytest_plugin", *plugins) for word in ("-p", name)]
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", *chosen, *arguments],
            cwd=self.folder,
            env=environment | variables,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr

    def golden(self, name: str) -> Path:
        return self.folder / "golden" / "shop" / name


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    matrix = load_matrix(tmp_path)
    outcomes = check(matrix, processes=1)
    accept(matrix, outcomes, outcomes)
    write_new_lock(matrix, ())
    return project


def test_each_cell_is_an_item(project: Project) -> None:
    code, told = project.pytest("--collect-only", "-q")
    assert code == 0, told
    assert re.findall(r"^\S+::.*$", told, re.MULTILINE) == [
        "tests/test_own.py::test_own",
        *(
            f"pyproject.toml::shop/{dialect}/{name}"
            for dialect in ("postgresql", "sqlite")
            for name in ("base..head", "base..a1", "a1..b2")
        ),
        "pyproject.toml::files without a cell",
        "pyproject.toml::history.lock",
    ]
    code, told = project.pytest()
    assert code == 0 and "9 passed" in told, told


def test_update_writes_what_is_there_now_and_says_so(project: Project) -> None:
    (project.folder / "golden" / "history.lock").unlink()
    project.write("b2", "a1", "sa.Text")
    code, told = project.pytest("--sqlgen-update")
    assert code == 0, told
    written = told[told.index("golden scripts") :]
    assert "golden/shop/sqlite/base..head.sql" in written and "base..a1" not in written
    assert "golden/history.lock" in written and (project.folder / "golden" / "history.lock").is_file()
    assert "TEXT" in project.golden("sqlite/a1..b2.sql").read_text()


def test_a_failure_is_readable(project: Project) -> None:
    project.write("b2", "a1", "sa.Text")
    code, told = project.pytest("-q", "pyproject.toml::shop/postgresql/a1..b2")
    assert code == 1 and "1 failed" in told, told
    assert "golden/shop/postgresql/a1..b2.sql: different" in told
    assert "versions/b2.py" in told
    assert "\n-    n INTEGER," in told and "\n+    n TEXT," in told
    assert "Is it meant? Accept it: pytest --sqlgen-update" in told
    assert "Traceback" not in told and "pytest_plugin.py" not in told


def test_a_released_revision_that_was_edited_fails_and_update_does_not_accept_that(project: Project) -> None:
    project.write("b2", "a1", "sa.Integer  # edited")
    for arguments in (("-k", "history.lock"), ("--sqlgen-update",)):
        code, told = project.pytest("-q", *arguments)
        assert code == 1, told
        assert "versions/b2.py: error: revision b2: Revision b2 is released, and its file was edited" in told


def test_missing_and_stale_files_fail_and_are_mended(project: Project) -> None:
    project.golden("sqlite/a1..b2.sql").unlink()
    project.golden("sqlite/old..older.sql").write_text("SELECT 1;\n")
    project.golden("sqlite/base..head.1.sql").write_text("SELECT 1;\n")
    code, told = project.pytest("-q")
    assert code == 1 and "3 failed" in told, told
    assert "golden/shop/sqlite/a1..b2.sql: missing" in told
    assert "golden/shop/sqlite/old..older.sql: stale" in told
    assert "golden/shop/sqlite/base..head.1.sql: stale" in told
    assert project.pytest("-q", "--sqlgen-update")[0] == 0
    assert project.golden("sqlite/a1..b2.sql").is_file()
    assert not project.golden("sqlite/old..older.sql").exists()
    assert not project.golden("sqlite/base..head.1.sql").exists()


def test_update_writes_only_what_was_run(project: Project) -> None:
    project.write("b2", "a1", "sa.Text")
    project.pytest("-q", "--sqlgen-update", "-k", "sqlite and a1..b2")
    assert "TEXT" in project.golden("sqlite/a1..b2.sql").read_text()
    assert "TEXT" not in project.golden("sqlite/base..head.sql").read_text()
    code, told = project.pytest("-q", "-k", "shop/")
    assert code == 1 and "3 failed, 3 passed" in told, told


def test_update_is_not_for_ci(project: Project) -> None:
    code, told = project.pytest("--sqlgen-update", CI="true")
    assert code == 4 and "goldens are accepted by people who read them, not in CI" in told


def test_paths_on_the_command_line_leave_the_goldens_out_unless_they_are_asked_for(project: Project) -> None:
    assert "1 passed" in project.pytest("tests")[1]
    assert "9 passed" in project.pytest("--sqlgen", "tests")[1]
    assert "8 passed" in project.pytest("pyproject.toml")[1]


def test_without_being_asked_the_plugin_does_nothing(project: Project) -> None:
    config = project.folder / "pyproject.toml"
    config.write_text(config.read_text().replace('sqlgen_golden = ["pyproject.toml"]\n', ""))
    assert "1 passed" in project.pytest()[1]
    (project.folder / "conftest.py").write_text(
        "import sys\n\ndef pytest_unconfigure():\n"
        "    print([name for name in sys.modules if name.startswith(('sqlgen', 'sqlalchemy', 'typer'))])\n"
    )
    assert "['sqlgen', 'sqlgen.pytest_plugin']" in project.pytest("-s")[1]
    assert "9 passed" in project.pytest("--sqlgen")[1]


def test_several_processes(project: Project) -> None:
    project.write("b2", "a1", "sa.Text")
    code, told = project.pytest("-n", "2", "-q", plugins=("xdist",))
    assert code == 1 and "5 failed, 4 passed" in told, told
    assert "run it without -n" in project.pytest("-n", "2", "--sqlgen-update", plugins=("xdist",))[1]


def test_a_faulty_configuration_is_one_error(project: Project) -> None:
    config = project.folder / "pyproject.toml"
    config.write_text(config.read_text().replace("ranges =", "rangs ="))
    code, told = project.pytest("-q")
    assert code == 2 and "rangs" in told and "Traceback" not in told, told


def test_the_entry_point_names_the_plugin() -> None:
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert declared["entry-points"]["pytest11"] == {"sqlgen": "sqlgen.pytest_plugin"}
    assert any(one.startswith("pytest") for one in declared["optional-dependencies"]["pytest"])
