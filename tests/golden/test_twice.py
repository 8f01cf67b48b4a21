"""What comes out otherwise in another process and another world is found, with the line to blame."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.golden.check import check
from sqlgen.golden.matrix import load_matrix
from sqlgen.golden.twice import check_twice

HEAD = """\
import os, random, time, uuid
from datetime import datetime
from alembic import op
revision = "{id}"
down_revision = {down!r}
def upgrade():
"""


class Repository:
    """A project with one golden cell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "apps" / "shop"
        (self.folder / "versions").mkdir(parents=True)
        (folder / "sqlgen.toml").write_text("")
        self.top = folder
        self.last: str | None = None
        self.configure()

    def configure(self, more: str = "") -> None:
        (self.top / "sqlgen.toml").write_text(
            f'[golden]\ndialects = ["sqlite"]\n{more}\n[golden.projects]\nshop = "apps/shop"\n'
        )
        (self.folder / "sqlgen.toml").write_text("")

    def write(self, id_: str, body: str) -> None:
        text = HEAD.format(id=id_, down=self.last) + "".join(f"    {line}\n" for line in body.splitlines())
        (self.folder / "versions" / f"{id_}.py").write_text(text)
        self.last = id_

    def told(self) -> list[str]:
        matrix = load_matrix(self.top)
        found = check_twice(matrix, check(matrix, processes=1), processes=1)
        return [f"{one.place} {one.severity.value} {one.code}: {one.message}" for one in found]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path)
    repository.write("a1", 'op.execute("SELECT 1")\nprint(time.time(), os.environ.get("HOME"))')
    return repository


def test_what_does_not_matter_is_not_told(repository: Repository) -> None:
    assert repository.told() == []


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("uuid.uuid4()", "uuid.uuid4()"),
        ("datetime.now()", "datetime.now()"),
        ("time.time()", "time.time()"),
        ("random.randint(1, 2)", "random.randint()"),
    ],
)
def test_a_call_that_matters_is_told_with_its_line(repository: Repository, code: str, call: str) -> None:
    repository.write("b2", f"op.execute(f\"INSERT INTO t VALUES ('{{{code}}}')\")")
    repository.write("c3", 'op.execute("SELECT 1")\ntime.time()')
    assert repository.told() == [
        f"apps/shop/versions/b2.py:7 error nondeterministic: {call} is called here, and the script comes out "
        "otherwise each time."
    ]


def test_frozen_it_is_the_same_and_told(repository: Repository) -> None:
    repository.configure("freeze = true")
    repository.write("b2", "op.execute(f\"INSERT INTO t VALUES ('{uuid.uuid4()}')\")")
    assert [line.split(" is called")[0] for line in repository.told()] == [
        "apps/shop/versions/a1.py:8 info frozen-value: time.time()",
        "apps/shop/versions/b2.py:7 info frozen-value: uuid.uuid4()",
    ]


def test_a_variable_is_told_unless_the_matrix_pins_it(repository: Repository) -> None:
    repository.write("b2", 'if os.environ.get("SQLGEN_TEST_DEMO"):\n    op.execute("SELECT 2")')
    assert repository.told() == [
        'apps/shop/versions/b2.py:7 error nondeterministic: os.environ["SQLGEN_TEST_DEMO"] is read here, and '
        "the script depends on it."
    ]
    repository.configure('environment = { SQLGEN_TEST_DEMO = "1" }')
    assert repository.told() == []


def test_a_range_that_is_refused_elsewhere(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLGEN_TEST_DEMO", "1")
    repository.write("b2", 'if os.environ["SQLGEN_TEST_DEMO"] != "1":\n    raise ValueError')
    (told,) = repository.told()
    assert told.startswith(
        "golden/shop/sqlite/base..head.error.txt error nondeterministic: Where time, chance"
    )


def test_an_order_that_hashes_decide_is_told(repository: Repository) -> None:
    names = "{" + ", ".join(f"'table_{number}'" for number in range(20)) + "}"
    repository.write("b2", f'for name in {names}:\n    op.execute(f"CREATE TABLE {{name}} (id INTEGER)")')
    (told,) = repository.told()
    assert told == (
        "apps/shop/versions/b2.py:8 error nondeterministic: This differs between two processes, and no call "
        "for time, chance or a variable explains it."
    )


def test_what_is_refused_everywhere_is_the_same(repository: Repository) -> None:
    repository.write(
        "b2", 'op.get_bind().execute(__import__("sqlalchemy").text("SELECT a FROM b")).fetchall()'
    )
    assert repository.told() == []
