"""The lock of released revisions beside a golden matrix."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.golden.matrix import Matrix, load_matrix
from sqlgen.golden.released import NotReleased, changed_revisions, check_history, new_lock, write_new_lock
from sqlgen.report.finding import Severity

REVISION = '''"""{id}"""
from alembic import op
revision = "{id}"
down_revision = {down!r}
def upgrade():
    op.execute("{sql}")
'''


class Repository:
    """A configuration with two projects that both have a revision a1."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "sqlgen.toml").write_text(
            '[golden]\ndialects = ["sqlite"]\n[golden.projects]\nshop = "apps/shop"\ncellar = "cellar"\n'
        )
        for path in ("apps/shop", "cellar"):
            (folder / path / "versions").mkdir(parents=True)
            (folder / path / "sqlgen.toml").write_text("")
            self.write(path, "a1", None)
        self.write("apps/shop", "b2", "a1")

    def write(self, project: str, id_: str, down: str | None, sql: str = "SELECT 1") -> None:
        text = REVISION.format(id=id_, down=down, sql=sql)
        (self.folder / project / "versions" / f"{id_}.py").write_text(text)

    def matrix(self) -> Matrix:
        return load_matrix(self.folder)

    def told(self) -> list[str]:
        return [f"{one.place} {one.severity.value} {one.code}" for one in check_history(self.matrix())]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path)
    assert write_new_lock(repository.matrix(), ()) == ["golden/history.lock"]
    return repository


def test_without_a_lock_nothing_is_told(repository: Repository) -> None:
    (repository.folder / "golden" / "history.lock").unlink()
    repository.write("cellar", "a1", None, "SELECT 2")
    assert repository.told() == []


def test_what_has_been_released_is_as_it_was(repository: Repository) -> None:
    assert repository.told() == [] and new_lock(repository.matrix(), ()) is None
    assert b"\r" not in (repository.folder / "golden" / "history.lock").read_bytes()


def test_paths_count_from_the_configuration(repository: Repository) -> None:
    repository.write("apps/shop", "c3", "b2")
    repository.write("apps/shop", "b2", "a1", "SELECT 2")
    (repository.folder / "cellar" / "versions" / "a1.py").unlink()
    repository.write("cellar", "z9", None)
    assert repository.told() == [
        "apps/shop/versions/b2.py error released-edited",
        "apps/shop/versions/c3.py info not-locked",
        "cellar/versions/z9.py info not-locked",
        "golden/history.lock:9 error released-removed",
    ]
    (finding,) = [one for one in check_history(repository.matrix()) if one.code == "released-edited"]
    assert [place.shown for place in finding.related] == ["golden/history.lock:14"]


def test_a_conflict_is_all_that_is_told(repository: Repository) -> None:
    path = repository.folder / "golden" / "history.lock"
    path.write_text(path.read_text().replace("[shop]", "<<<<<<< ours\n[shop]"))
    repository.write("apps/shop", "b2", "a1", "SELECT 2")
    assert repository.told() == ["golden/history.lock:11 error lock-conflict"]


def test_new_revisions_are_locked_and_changed_ones_only_where_they_are_accepted(
    repository: Repository,
) -> None:
    repository.write("apps/shop", "b2", "a1", "SELECT 2")
    repository.write("apps/shop", "c3", "b2")
    assert changed_revisions(repository.matrix()) == {"shop": ("b2",)}
    write_new_lock(repository.matrix(), ())
    assert repository.told() == ["apps/shop/versions/b2.py error released-edited"]
    with pytest.raises(NotReleased, match=r"revision c3 is not one .*\n.*These were: b2"):
        new_lock(repository.matrix(), ("c3",))
    assert write_new_lock(repository.matrix(), ("b2",)) == ["golden/history.lock"]
    assert repository.told() == []
    repository.write("cellar", "a1", None, "SELECT 3")
    write_new_lock(repository.matrix(), None)
    assert repository.told() == [] and check_history(repository.matrix()) == []


def test_what_is_released_of_a_skipped_project_stays(repository: Repository) -> None:
    before = (repository.folder / "golden" / "history.lock").read_text()
    config = repository.folder / "sqlgen.toml"
    config.write_text(config.read_text().replace('"cellar"', '{ path = "cellar", requires = ["no_such"] }'))
    repository.write("apps/shop", "c3", "b2")
    write_new_lock(repository.matrix(), ())
    after = (repository.folder / "golden" / "history.lock").read_text()
    assert before != after and before.split("[shop]")[0] == after.split("[shop]")[0]
    assert all(one.severity is not Severity.ERROR for one in check_history(repository.matrix()))


def test_a_project_that_is_gone_is_gone_from_the_lock(repository: Repository) -> None:
    config = repository.folder / "sqlgen.toml"
    config.write_text(config.read_text().replace('cellar = "cellar"\n', ""))
    write_new_lock(repository.matrix(), ())
    assert "[cellar]" not in (repository.folder / "golden" / "history.lock").read_text()
