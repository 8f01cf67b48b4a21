"""The lock of a history: its text, and what is told of released revisions that were changed."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqlgen.history.lock import HEADER, Lock, Released, in_order, read_lock, read_revisions, write_lock
from sqlgen.history.lock_check import changed, history_findings, lock_findings, relocked
from sqlgen.history.revision import Revision
from sqlgen.report.finding import Severity

LOCK = "golden/history.lock"


class History:
    """A folder of revisions and its lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "versions").mkdir(exist_ok=True, parents=True)
        self.lock = folder / "history.lock"

    def write(self, id_: str, down: str | None = None, body: str = "pass", **headers: object) -> Path:
        lines = [f"revision = {id_!r}", f"down_revision = {down!r}"]
        lines += [f"{name} = {value!r}" for name, value in headers.items()]
        path = self.folder / "versions" / f"{id_}_some.py"
        path.write_text("\n".join([*lines, "", "", "def upgrade():", f"    {body}", ""]))
        return path

    def revisions(self) -> list[Revision]:
        return read_revisions([self.folder / "versions"], self.folder)[0]

    def read(self) -> Lock:
        return read_lock(self.lock.read_text()) if self.lock.exists() else Lock()

    def relock(self, accepted: Collection[str] = ()) -> str:
        text = write_lock(relocked(self.read(), {"shop": self.revisions()}, {"shop": accepted}))
        self.lock.write_text(text)
        return text

    def told(self) -> list[str]:
        found = [
            *lock_findings(self.read(), LOCK),
            *history_findings(self.read(), "shop", self.revisions(), LOCK),
        ]
        return [f"{one.place} {one.code}: {one.message}" for one in found]


@pytest.fixture
def history(tmp_path: Path) -> History:
    history = History(tmp_path / "shop")
    history.write("a1")
    history.write("b2", "a1")
    history.write("a3", "b2", depends_on="a1", branch_labels=("shop",))
    history.relock()
    return history


def content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_text(history: History) -> None:
    versions = history.folder / "versions"
    lines = history.lock.read_text().removeprefix(HEADER).splitlines()
    assert lines[:2] == ["", "[shop]"] and lines[2].startswith("chain ")
    assert lines[3:] == [
        f"{content(versions / 'a1_some.py')}  a1 <- base",
        f"{content(versions / 'b2_some.py')}  b2 <- a1",
        f"{content(versions / 'a3_some.py')}  a3 <- b2 depends on a1 labels shop",
    ]
    assert history.told() == []


def test_line_ends_do_not_count(history: History) -> None:
    path = history.folder / "versions" / "b2_some.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    history.lock.write_bytes(history.lock.read_bytes().replace(b"\n", b"\r\n"))
    assert history.told() == []


def test_nor_does_the_name_of_a_file(history: History) -> None:
    path = history.folder / "versions" / "b2_some.py"
    path.rename(path.with_name("0_other.py"))
    assert history.told() == []


def test_an_edited_revision_is_named(history: History) -> None:
    history.write("b2", "a1", "op.execute('DROP TABLE a')")
    assert history.told() == [
        "versions/b2_some.py released-edited: Revision b2 is released, and its file was edited since."
    ]
    (finding,) = history_findings(history.read(), "shop", history.revisions(), LOCK)
    assert finding.severity is Severity.ERROR and finding.related[0].shown == f"{LOCK}:10"
    assert finding.hint is not None and "sqlgen golden lock --accept b2" in finding.hint


def test_a_removed_revision_is_named_though_the_graph_has_a_hole(history: History) -> None:
    (history.folder / "versions" / "b2_some.py").unlink()
    assert history.told() == [
        f"{LOCK}:10 released-removed: Revision b2 is released, and no file holds it any more."
    ]


def test_a_moved_revision_is_named_at_its_header(history: History) -> None:
    history.write("b1", "a1")
    history.write("b2", "b1")
    assert history.told() == [
        "versions/b2_some.py:2 released-moved: "
        "Revision b2 is released, and it follows b1 now, where it followed a1.",
        "versions/b1_some.py not-locked: Revision b1 is not in the lock yet.",
    ]


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"branch_labels": ("shop",)}, "it depends on nothing now, where it depended on a1"),
        ({"depends_on": "a1"}, "its branch labels are none now, where they were shop"),
    ],
)
def test_other_headers_that_change(history: History, headers: dict[str, object], told: str) -> None:
    history.write("a3", "b2", **headers)
    assert [line.split("Revision a3 is released, and ")[1] for line in history.told()] == [f"{told}."]


def test_a_new_head_is_fine(history: History) -> None:
    history.write("c4", "a3")
    (finding,) = history_findings(history.read(), "shop", history.revisions(), LOCK)
    assert (finding.code, finding.severity) == ("not-locked", Severity.INFO)
    history.relock()
    assert history.told() == []
    assert [one.id for one in history.read().projects["shop"]] == ["a1", "b2", "a3", "c4"]


def test_a_history_without_a_lock(history: History) -> None:
    history.lock.unlink()
    assert history.told() == [f"{LOCK} not-locked: The history of shop (3 revisions) is not in the lock yet."]


def test_a_new_lock_keeps_what_was_not_accepted(history: History) -> None:
    before = history.lock.read_text()
    history.write("b2", "a1", "other")
    (history.folder / "versions" / "a1_some.py").unlink()
    assert changed(history.read(), "shop", history.revisions()) == ("a1", "b2")
    assert history.relock() == before
    history.relock(["b2"])
    assert [told.split(":")[0] for told in history.told()] == [f"{LOCK}"]
    history.relock(["a1"])
    assert history.told() == []


def test_a_lock_edited_by_hand_is_found(history: History) -> None:
    history.write("b2", "a1", "other")
    text = history.lock.read_text()
    old = content(history.folder / "versions" / "a1_some.py")
    history.lock.write_text(text.replace(old, "0" * 64))
    assert (
        "lock-broken: The lines of shop do not fit their chain: they were edited, or merged."
        in history.told()[0]
    )
    history.lock.write_text(text.replace("chain ", "chains "))
    assert history.told()[0] == f"{LOCK}:8 lock-broken: This is no line that sqlgen writes."


def test_two_projects_stand_apart(tmp_path: Path, history: History) -> None:
    other = History(tmp_path / "cellar")
    other.write("a1")
    both = write_lock(relocked(Lock(), {"shop": history.revisions(), "the cellar": other.revisions()}, {}))
    lock = read_lock(both)
    assert lock.faults == () and list(lock.projects) == ["shop", "the cellar"]
    assert history_findings(lock, "the cellar", other.revisions(), LOCK) == []
    alone = read_lock(write_lock(relocked(lock, {"the cellar": other.revisions()}, {})))
    assert list(alone.projects) == ["the cellar"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_merge_of_two_branches_is_a_conflict_that_tells_what_to_do(history: History) -> None:
    git = _git(history.folder)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    for branch, id_ in (("left", "c4"), ("right", "d4")):
        git("checkout", "-q", "-b", branch, "main")
        history.write(id_, "a3")
        history.relock()
        git("add", ".")
        git("commit", "-qm", branch)
    assert git("merge", "-q", "left", check=False) != 0
    (told, *rest) = history.told()
    assert "lock-conflict: Two branches have released revisions, and their merge is left to you." in told
    assert rest == []
    assert "Is this file in conflict after a merge? Merge the heads" in history.lock.read_text()
    history.write("m5", None, down_revision=("c4", "d4"))
    history.relock()
    assert history.told() == []
    assert [one.id for one in history.read().projects["shop"]] == ["a1", "b2", "a3", "c4", "d4", "m5"]


def _git(folder: Path) -> Callable[..., int]:
    def git(*arguments: str, check: bool = True) -> int:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(
            ["git", *who, *arguments], cwd=folder, check=check, capture_output=True
        ).returncode

    return git


ids = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=8)
histories = st.lists(
    st.builds(
        Released,
        id=ids,
        content=st.sampled_from(("0" * 64, "a" * 64)),
        down_revisions=st.lists(ids, max_size=2).map(tuple),
        depends_on=st.lists(ids, max_size=2).map(tuple),
        branch_labels=st.lists(ids, max_size=2).map(tuple),
    ),
    unique_by=lambda one: one.id,
    max_size=6,
)


@given(ids, histories)
def test_what_is_written_is_read(name: str, several: list[Released]) -> None:
    lock = read_lock(write_lock({name: several}))
    assert lock.faults == ()
    assert lock.projects == {name: tuple(in_order(several))}


@given(histories, st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(several: list[Released], chance: random.Random) -> None:
    shuffled = list(several)
    chance.shuffle(shuffled)
    assert write_lock({"shop": shuffled}) == write_lock({"shop": several})
    assert write_lock({"shop": []}).count("\n") == HEADER.count("\n") + 3
