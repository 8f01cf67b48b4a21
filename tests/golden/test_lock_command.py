"""``golden lock``, and what ``golden check`` tells of released revisions, chance and time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Outcome, sqlgen

REVISION = '''"""{id}"""
import uuid
from alembic import op
revision = "{id}"
down_revision = {down!r}
def upgrade():
    op.execute(f"INSERT INTO t VALUES ('{value}')")
'''


class Repository:
    """A project with one golden, in a folder of a Git repository."""

    def __init__(self, top: Path) -> None:
        (top / ".git").mkdir()
        self.folder = top / "apps" / "shop"
        (self.folder / "versions").mkdir(parents=True)
        (self.folder / "sqlgen.toml").write_text('name = "shop"\n[golden]\ndialects = ["sqlite"]\n')
        self.write("a1", None)

    def write(self, id_: str, down: str | None, value: str = "1") -> None:
        text = REVISION.format(id=id_, down=down, value=value)
        (self.folder / "versions" / f"{id_}.py").write_text(text)

    def golden(self, *arguments: str) -> Outcome:
        return sqlgen("golden", *arguments, cwd=self.folder)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.delenv("CI", raising=False)
    repository = Repository(tmp_path)
    done = repository.golden("update", "--yes", "--processes", "1")
    assert done.code == 0 and "wrote golden/history.lock\n" in done.out, done
    return repository


def test_update_locks_new_revisions_and_check_tells_of_those_that_were_edited(repository: Repository) -> None:
    repository.write("a1", None, "1  # edited")
    done = repository.golden("check", "--once", "--processes", "1")
    assert done.code == 1
    assert "versions/a1.py: error: revision a1: Revision a1 is released, and its file was edited" in done.out
    done = repository.golden("lock")
    assert done.code == 1 and "released-edited" in done.out
    done = repository.golden("lock", "--accept", "a1")
    assert (done.code, done.out) == (0, "wrote golden/history.lock\n")
    done = repository.golden("lock", "--accept", "a1")
    assert done.code == 2 and "revision a1 is not one that was changed since its release" in done.err
    repository.write("a1", None, "1")
    assert repository.golden("lock", "--all").code == 0


def test_a_new_revision_is_told_and_no_fault(repository: Repository) -> None:
    repository.write("b2", "a1")
    config = repository.folder / "sqlgen.toml"
    config.write_text(config.read_text() + 'ranges = ["base:a1"]\n')
    repository.golden("update", "--yes", "--processes", "1", "--accept", "golden/shop")
    lock = repository.folder / "golden" / "history.lock"
    lock.write_text("".join(line for line in lock.read_text().splitlines(True) if " b2 <- " not in line))
    assert repository.golden("lock").code == 0
    repository.write("c3", "b2")
    done = repository.golden("check", "--once", "--processes", "1")
    assert "versions/c3.py: info: revision c3: Revision c3 is not in the lock yet. [not-locked]" in done.out
    assert done.code == 0, done.out


def test_the_lock_is_not_written_in_ci(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    repository.write("b2", "a1")
    done = repository.golden("lock")
    assert done.code == 2 and "this is CI" in done.err
    assert repository.golden("lock", "--force").code == 0


def test_check_names_what_differs_from_run_to_run(repository: Repository, tmp_path: Path) -> None:
    repository.write("b2", "a1", "{uuid.uuid4()}")
    repository.golden("update", "--yes", "--processes", "1")
    report = tmp_path / "report.json"
    done = repository.golden("check", "--processes", "1", "--format", "gitlab", "-o", str(report))
    assert done.code == 1 and "versions/b2.py:7: error: revision b2: uuid.uuid4() is called here" in done.out
    found = [one for one in json.loads(report.read_text()) if one["check_name"] == "nondeterministic"]
    assert [one["location"]["path"] for one in found] == ["apps/shop/versions/b2.py"]

    assert repository.golden("update", "--freeze", "--yes", "--processes", "1").code == 0
    done = repository.golden("check", "--freeze", "--processes", "1")
    assert done.code == 0, done.out
    assert "versions/b2.py:7: info: revision b2: uuid.uuid4() is called here: the goldens hold a" in done.out
    golden = (repository.folder / "golden" / "shop" / "sqlite" / "base..head.sql").read_text()
    assert "NOT TO BE RUN" in golden and "'00000000-0000-4000-" in golden
