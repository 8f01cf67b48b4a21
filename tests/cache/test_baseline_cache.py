"""A script has the same bytes with a cold cache, a warm one and none; what is not certain is not kept."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sqlgen.baseline.store import Store
from sqlgen.baseline.witness import witness_of
from sqlgen.compiler import Target, compile_databases, load_graph
from sqlgen.errors import SqlgenError
from sqlgen.project.project import Project, find_project
from sqlgen.script.writer import write
from tests.replay.small_project import write_project

PROJECTS = sorted(p for p in (Path(__file__).parents[1] / "projects").iterdir() if p.is_dir())
DIALECTS = ("postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle")

MAKES = """
op.create_table(
    "t",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("state", sa.Enum("new", "old", name="state")),
    sa.Column("price", sa.Numeric(8, 2), server_default="0"),
)
op.execute("ALTER TABLE t ADD COLUMN note VARCHAR(20)")
op.execute("ALTER TABLE t DROP COLUMN note")
"""
ASKS = """op.alter_column("t", "price", nullable=False)"""


@pytest.fixture(autouse=True)
def fresh_witnesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin each test as a process of its own would."""
    monkeypatch.setattr("sqlgen.baseline.witness._witnesses", {})


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Give a list that grows by whether a kept baseline was found, each time that one is looked for."""
    log: list[bool] = []
    find = Store.find

    def logged(self: Store, key: str) -> str | None:
        text = find(self, key)
        log.append(text is not None)
        return text

    monkeypatch.setattr(Store, "find", logged)
    return log


def text(project: Project, asked: str, dialect: str, cache: Path | None) -> str:
    """Return the scripts of the range, or what it is refused with."""
    try:
        scripts = compile_databases(project, asked, Target(dialect=dialect, cache=cache))
    except SqlgenError as error:
        return f"refused: {error}"
    return "".join(write(script) for script in scripts)


@pytest.mark.long
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_all_ranges_of_the_projects(
    folder: Path, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: list[bool]
) -> None:
    monkeypatch.setenv("FLASK_APP", "library")
    project = find_project(folder, environ={})
    revisions = [revision.id for revision in load_graph(project).revisions]
    for start, end in itertools.permutations(revisions, 2):
        asked = f"{start}:{end}"
        without = text(project, asked, dialect, None)
        found.clear()
        assert text(project, asked, dialect, tmp_path) == without
        looked_for = bool(found)
        found.clear()
        assert text(project, asked, dialect, tmp_path) == without
        # Elsewhere a revision of the past may be one that cannot be replayed.
        assert found == [True] * looked_for or dialect != "postgresql"


def three_ways(folder: Path, tmp_path: Path, dialect: str = "postgresql", asked: str = "r1:r2") -> str:
    project = find_project(folder, environ={})
    without = text(project, asked, dialect, None)
    assert text(project, asked, dialect, tmp_path / "cache") == without
    assert text(project, asked, dialect, tmp_path / "cache") == without
    return without


def entries(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").glob("*.baseline"))


def test_it_is_found_again(tmp_path: Path, found: list[bool]) -> None:
    folder = write_project(tmp_path / "p", MAKES, ASKS)
    assert "ALTER COLUMN price SET NOT NULL" in three_ways(folder, tmp_path)
    assert found == [False, True]


def test_nothing_is_kept_where_nothing_is_asked(tmp_path: Path, found: list[bool]) -> None:
    folder = write_project(tmp_path / "p", MAKES, 'op.create_table("u", sa.Column("a", sa.Integer))')
    three_ways(folder, tmp_path)
    assert found == [] and not (tmp_path / "cache").exists()


def test_nothing_lies_in_the_project(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "p", MAKES, ASKS)
    three_ways(folder, tmp_path)
    assert not [file for file in folder.rglob("*") if "cache" in file.name and file.name != "__pycache__"]


def test_messages_name_the_same_causes(tmp_path: Path, found: list[bool]) -> None:
    body = MAKES.split("op.execute")[0] + 'op.drop_column("t", "state")'
    folder = write_project(tmp_path / "p", body, ASKS, 'op.alter_column("t", "state", nullable=False)')
    shown = three_ways(folder, tmp_path, "mysql", "r1:r3")
    assert "It was dropped at migrations/versions/r1.py:14" in shown
    assert found == [False, True]


def test_a_new_revision_behind_start_makes_no_difference(tmp_path: Path, found: list[bool]) -> None:
    folder = write_project(tmp_path / "p", MAKES, ASKS)
    three_ways(folder, tmp_path)
    third = (folder / "migrations/versions/r2.py").read_text().replace("r2", "r3").replace("r1", "r2")
    (folder / "migrations/versions/r3.py").write_text(third.replace("False", "True"))
    text(find_project(folder, environ={}), "r1:r3", "postgresql", tmp_path / "cache")
    assert found == [False, True, True]


def changed(path: Path, old: str, new: str) -> Callable[[], None]:
    def change() -> None:
        path.write_text(path.read_text().replace(old, new))

    return change


HELPED = """
from helper import price
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("price", price()))
"""
FROM_FILE = """
import pathlib
op.execute(pathlib.Path("t.sql").read_text())
"""
BY_VARIABLE = """
import os
op.create_table("t", sa.Column("price", sa.String(int(os.environ.get("WIDTH", 5)))))
"""
BY_FOLDER = """
import glob
op.create_table("t", sa.Column("price", sa.String(10 + len(glob.glob("*.txt")))))
"""


def test_what_the_past_rests_on(tmp_path: Path, found: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Change it, and what was kept is not used."""
    files = {
        "helper.py": "import sqlalchemy as sa\ndef price():\n    return sa.String(5)\n",
        "t.sql": "CREATE TABLE t (price VARCHAR(5))",
    }
    cases: dict[str, tuple[str, Callable[[Path], None]]] = {
        "script": (MAKES, lambda p: changed(p / "migrations/versions/r1.py", "8, 2", "9, 2")()),
        "helper": (HELPED, lambda p: changed(p / "helper.py", "5", "66")()),
        "file": (FROM_FILE, lambda p: changed(p / "t.sql", "5", "6")()),
        "variable": (BY_VARIABLE, lambda p: monkeypatch.setenv("WIDTH", "6")),
        "folder": (BY_FOLDER, lambda p: (p / "b.txt").write_text("")),  # type: ignore[dict-item,return-value]
        "env.py": (MAKES, lambda p: changed(p / "migrations/env.py", "context.conf", " context.conf")()),
        "ini": (MAKES, lambda p: changed(p / "alembic.ini", "scott", "tom")()),
    }
    for name, (body, change) in cases.items():
        folder = write_project(tmp_path / name, body, ASKS, files=files)
        kept = tmp_path / f"{name}-kept"
        found.clear()
        before = three_ways(folder, kept, "mysql")
        assert found == [False, True], name
        change(folder)
        found.clear()
        after = text(find_project(folder, environ={}), "r1:r2", "mysql", kept / "cache")
        assert found in ([False], []), name
        # What is in memory of a module is the old one: nothing may be kept of that.
        assert len(entries(kept)) == (2 if name in ("script", "ini") else 1), name
        if name not in ("env.py", "ini", "helper"):
            assert after != before, name


@pytest.mark.parametrize(
    "asks",
    [
        "import datetime\nwidth = datetime.datetime.now().year",
        "import datetime\nwidth = datetime.date.today().year",
        "import time\nwidth = int(time.time())",
        "import random\nwidth = random.randint(1, 9)",
        "import uuid\nwidth = uuid.uuid4().int % 9 + 1",
        "import os\nwidth = os.getpid()",
        "import os\nwidth = 5 if os.path.exists('/nowhere') else 6",
        "import pathlib\nwidth = 5 if pathlib.Path('/nowhere').exists() else 6",
        "width = int(__import__('time').time())",
        "import subprocess\nwidth = len(subprocess.run(['true']).args)",
        "import os\nos.environ['SAID'] = '1'\nwidth = 5",
        "try:\n    import no_such_module\nexcept ImportError:\n    width = 5",
        "from clock import width",
    ],
)
def test_what_may_come_out_otherwise_is_not_kept(asks: str, tmp_path: Path) -> None:
    body = f'{asks}\nop.create_table("t", sa.Column("id", sa.Integer), sa.Column("price", sa.String(width)))'
    files = {"clock.py": "import time\nwidth = int(time.time())\n"}
    folder = write_project(tmp_path / "p", body, ASKS, files=files)
    text(find_project(folder, environ={}), "r1:r2", "mysql", tmp_path / "cache")
    assert entries(tmp_path) == []


def test_who_only_mentions_the_clock_is_kept(tmp_path: Path) -> None:
    body = 'import datetime\nstamp = datetime.datetime\nop.create_table("t", sa.Column("price", sa.Integer))'
    folder = write_project(tmp_path / "p", body, ASKS)
    three_ways(folder, tmp_path)
    assert len(entries(tmp_path)) == 1


def test_a_revision_that_fails_is_tried_again(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "p", 'raise ValueError("old")', MAKES, ASKS)
    three_ways(folder, tmp_path, asked="r2:r3")
    assert entries(tmp_path) == []


def test_a_value_that_text_cannot_hold(tmp_path: Path) -> None:
    body = """
    from sqlalchemy.dialects import postgresql
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("price", sa.Integer),
        postgresql.ExcludeConstraint((sa.column("price"), "="), name="ex"))
    """
    folder = write_project(tmp_path / "p", body, ASKS)
    assert "SET NOT NULL" in three_ways(folder, tmp_path)
    assert entries(tmp_path) == []


APPLICATION = """
import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, UserDefinedType

class Money(TypeDecorator):
    impl = sa.Numeric(12, 4)
    cache_ok = True

class Cube(UserDefinedType):
    cache_ok = True
    def get_col_spec(self, **kw):
        return "CUBE"
"""


@pytest.mark.parametrize("dialect", DIALECTS)
def test_types_of_the_application(dialect: str, tmp_path: Path, found: list[bool]) -> None:
    body = """
    from application import Cube, Money
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("price", Money()),
        sa.Column("cube", Cube()), sa.Column("name", sa.String(5).with_variant(sa.Text(), "sqlite")))
    """
    folder = write_project(tmp_path / "p", body, f"{ASKS}\n" 'op.alter_column("t", "cube", nullable=False)',
                           files={"application.py": APPLICATION})  # fmt: skip
    shown = three_ways(folder, tmp_path, dialect)
    assert "refused" not in shown
    assert found == [False, True]


# --- files that are not to be believed ---


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-10]),
        lambda file: file.write_bytes(file.read_bytes().replace(b'"price"', b'"prise"')),
        lambda file: file.write_bytes(b"\xff\x00"),
        lambda file: file.write_text("sqlgen baseline 1 x y\n{}\n{}"),
        lambda file: file.chmod(0o666),
        lambda file: (file.unlink(), file.mkdir()),
    ],
)
def test_a_corrupt_or_foreign_file_is_ignored(
    harm: Callable[[Path], object], tmp_path: Path, found: list[bool]
) -> None:
    folder = write_project(tmp_path / "p", MAKES, ASKS)
    good = three_ways(folder, tmp_path)
    (file,) = entries(tmp_path)
    harm(file)
    found.clear()
    assert three_ways(folder, tmp_path) == good
    assert found == [False, not file.is_dir()]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "p", MAKES, ASKS)
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert "SET NOT NULL" in three_ways(folder, tmp_path)


def test_old_files_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqlgen.baseline.store.MOST", 1)
    for name in ("p", "q"):
        three_ways(write_project(tmp_path / name, MAKES, ASKS), tmp_path)
    assert len(entries(tmp_path)) == 1


def test_nobody_else_reads_them(tmp_path: Path) -> None:
    three_ways(write_project(tmp_path / "p", MAKES, ASKS), tmp_path)
    assert entries(tmp_path)[0].stat().st_mode & 0o077 == 0


def test_the_environment_is_left_as_it_was(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "p", BY_VARIABLE, ASKS)
    kind = type(os.environ)
    three_ways(folder, tmp_path)
    assert type(os.environ) is kind
    assert "WIDTH" in witness_of(find_project(folder, environ={}).directory).by_scripts.variables
