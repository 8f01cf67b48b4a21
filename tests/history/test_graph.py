"""The graph of revisions: what it knows, which files it takes, and what it refuses."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from sqlgen.errors import SeveralErrors, SqlgenError
from sqlgen.history.errors import (
    DuplicateLabel,
    DuplicateRevision,
    IllegalRevisionId,
    MissingDependency,
    MissingParent,
    NoRevisionId,
    NoVersionsFolder,
    RevisionCycle,
    SelfLoop,
    UnparsableRevision,
)
from sqlgen.history.graph import RevisionGraph
from sqlgen.history.lookup import find, head_form
from sqlgen.history.range_errors import AmbiguousRevision, NotOnBranch, UnknownRevision
from sqlgen.history.revision import Revision


def rev(id_: str, *down: str, after: tuple[str, ...] = (), labels: tuple[str, ...] = ()) -> Revision:
    return Revision(id_, down, labels, after, f"/p/v/{id_}.py", f"v/{id_}.py")


BRANCHY = (
    rev("base", labels=("trunk",)),
    rev("left", "base", labels=("west",)),
    rev("right", "base"),
    rev("merge", "left", "right"),
    rev("plugin", after=("left",), labels=("extra",)),
    rev("plugin2", "plugin", after=("left", "extra")),
)


def test_graph_knows_its_shape() -> None:
    graph = RevisionGraph(BRANCHY)
    assert (graph.heads, graph.effective_heads) == (("merge", "plugin2"), ("merge", "plugin2"))
    assert (graph.bases, graph.branch_points, graph.merge_points) == (
        ("base", "plugin"),
        ("base",),
        ("merge",),
    )
    assert graph.children("base") == ("left", "right")
    assert graph.dependents("left") == ("plugin", "plugin2")
    assert graph.dependencies("plugin2") == ("left", "plugin")
    assert (len(graph), "left" in graph, graph["left"].where) == (6, True, "v/left.py")


def test_foundations_leave_out_what_an_ancestor_depends_on() -> None:
    graph = RevisionGraph(BRANCHY)
    assert graph.foundations("merge") == ("left", "right")
    assert graph.foundations("plugin") == ("left",)
    assert graph.foundations("plugin2") == ("plugin",)


def test_head_that_is_depended_on_is_no_effective_head() -> None:
    graph = RevisionGraph([rev("a"), rev("b", after=("a",))])
    assert (graph.heads, graph.effective_heads) == (("a", "b"), ("b",))


def test_ancestors_and_descendants() -> None:
    graph = RevisionGraph(BRANCHY)
    assert graph.ancestors(("plugin2",)) == {"plugin2", "plugin", "left", "base"}
    assert graph.ancestors(("plugin2",), dependencies=False) == {"plugin2", "plugin"}
    assert graph.descendants(("left",)) == {"left", "merge", "plugin", "plugin2"}
    assert graph.descendants(("left",), dependencies=False) == {"left", "merge"}
    assert graph.topmost(("base", "right", "plugin", "left")) == ("right", "plugin")
    assert graph.lineage("right") == {"base", "right", "merge"}


def test_labels_go_up_the_branch_and_down_where_it_is_alone() -> None:
    graph = RevisionGraph([rev("a"), rev("b", "a", labels=("x",)), rev("c", "b")])
    assert [graph.labels_of(id_) for id_ in "abc"] == [("x",)] * 3
    forked = RevisionGraph([rev("a"), rev("b", "a", labels=("x",)), rev("c", "b"), rev("d", "a")])
    assert [forked.labels_of(id_) for id_ in "abcd"] == [(), ("x",), ("x",), ()]


def test_dependencies_may_be_labels_and_beginnings_of_ids() -> None:
    graph = RevisionGraph(
        [rev("1975ea83", labels=("shop",)), rev("b", after=("shop",)), rev("c", after=("1975",))]
    )
    assert graph.dependencies("b") == graph.dependencies("c") == ("1975ea83",)


@pytest.mark.parametrize(
    ("text", "branch", "found"),
    [
        ("left", None, "left"),
        ("west", None, "left"),
        ("righ", None, "right"),
        ("plugin", None, "plugin"),
        ("rig", "trunk", "right"),
        ("merge", "west", "merge"),
        ("merge", "right", "merge"),
    ],
)
def test_names_are_found(text: str, branch: str | None, found: str) -> None:
    assert find(RevisionGraph(BRANCHY), text, branch) == found


@pytest.mark.parametrize(
    ("text", "branch", "error", "words"),
    [
        ("lfet", None, UnknownRevision, "Did you mean left"),
        ("plug", None, AmbiguousRevision, "plugin, plugin2"),
        ("right", "west", NotOnBranch, "right is not on the branch west"),
        ("right", "nowhere", UnknownRevision, "'nowhere'"),
        ("zzz", None, UnknownRevision, "sqlgen history"),
    ],
)
def test_names_that_are_not_found(
    text: str, branch: str | None, error: type[SqlgenError], words: str
) -> None:
    with pytest.raises(error) as caught:
        find(RevisionGraph(BRANCHY), text, branch)
    assert words in str(caught.value)


def test_head_is_named_by_a_label_that_leads_to_it_alone() -> None:
    graph = RevisionGraph(BRANCHY)
    assert head_form(graph, "plugin2") == "extra@head"
    assert head_form(RevisionGraph([rev("a", labels=("x",)), rev("b", "a"), rev("c", "a")]), "b") == "b"


@pytest.mark.parametrize(
    ("revisions", "error", "words"),
    [
        ([rev("a"), rev("b", "gone")], MissingParent, "v/b.py: revision b follows gone"),
        ([rev("a1b2c3"), rev("b", "a1b2c4")], MissingParent, "Did you mean a1b2c3?"),
        (
            [rev("a", labels=("x",)), rev("b", "x")],
            MissingParent,
            "x is a branch label; name the revision: a",
        ),
        ([rev("a", after=("gone",))], MissingDependency, "v/a.py: revision a depends on gone"),
        ([rev("aa1"), rev("aa2"), rev("b", after=("aa",))], MissingDependency, "aa"),
        ([rev("a"), rev("a")], DuplicateRevision, "used by 2 files: v/a.py, v/a.py"),
        ([rev("a", "a")], SelfLoop, "names itself as its down_revision"),
        ([rev("a", after=("a",))], SelfLoop, "names itself as its depends_on"),
        ([rev("a", after=("x",), labels=("x",))], SelfLoop, "depends_on"),
        (
            [rev("a", labels=("x",)), rev("b", labels=("x",))],
            DuplicateLabel,
            "already used by revision a (v/a.py)",
        ),
        ([rev("a", labels=("b",)), rev("b")], DuplicateLabel, "already used by revision b (v/b.py)"),
        ([rev("a", labels=("x", "x"))], DuplicateLabel, "already used by revision a"),
        ([rev("a-1")], IllegalRevisionId, "holds '-'"),
        ([rev("a@:+")], IllegalRevisionId, "'+', ':', '@'"),
        (
            [rev("a", "c"), rev("b", "a"), rev("c", "b")],
            RevisionCycle,
            "a -> c -> b -> a (v/a.py, v/c.py, v/b.py)",
        ),
        (
            [rev("x"), rev("a", "x", after=("b",)), rev("b", "a")],
            RevisionCycle,
            "follow or depend on each other",
        ),
    ],
)
def test_faulty_graphs_are_refused(revisions: list[Revision], error: type[SqlgenError], words: str) -> None:
    with pytest.raises(error) as caught:
        RevisionGraph(revisions)
    assert words in str(caught.value)


def test_independent_faults_are_told_together() -> None:
    with pytest.raises(SeveralErrors) as caught:
        RevisionGraph([rev("a", "gone"), rev("b", "b"), rev("c", after=("nowhere",))])
    assert [type(error) for error in caught.value.errors] == [MissingParent, SelfLoop, MissingDependency]


def test_each_circle_is_told() -> None:
    with pytest.raises(SeveralErrors) as caught:
        RevisionGraph([rev("a", "b"), rev("b", "a"), rev("c", "d"), rev("d", "c"), rev("e", "a", "c")])
    assert [sorted(error.revisions) for error in caught.value.errors] == [["a", "b"], ["c", "d"]]


def source(id_: str, down: str | None = None) -> str:
    return f"revision = {id_!r}\ndown_revision = {down!r}\n"


def folder_of(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def ids(graph: RevisionGraph) -> list[str]:
    return [revision.id for revision in graph]


def test_files_are_loaded_by_name_folder_by_folder(tmp_path: Path) -> None:
    files = {
        "two/b.py": source("b"),
        "two/a.py": source("a"),
        "one/Z.py": source("z"),
        "one/__init__.py": "x = 1",
        "one/note.txt": "x",
    }
    folder_of(tmp_path, files)
    assert ids(RevisionGraph.load([tmp_path / "two", tmp_path / "one"], tmp_path)) == ["a", "b", "z"]


def test_folders_inside_are_read_only_when_asked(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        {
            "v/m.py": source("m"),
            "v/b/x.py": source("x"),
            "v/a/y.py": source("y"),
            "v/a/a/z.py": source("z"),
            "v/__pycache__/c.py": source("c"),
        },
    )
    assert ids(RevisionGraph.load([tmp_path / "v"], tmp_path)) == ["m"]
    assert ids(RevisionGraph.load([tmp_path / "v"], tmp_path, recursive=True)) == ["m", "y", "z", "x"]


def test_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    folder_of(tmp_path, {"v/a.py": source("a"), "v/sub/b.py": source("b")})
    (tmp_path / "w").symlink_to(tmp_path / "v")
    (tmp_path / "v" / "c.py").symlink_to(tmp_path / "v" / "a.py")
    graph = RevisionGraph.load(
        [tmp_path / "v", tmp_path / "w", tmp_path / "v" / "sub"], tmp_path, recursive=True
    )
    assert ids(graph) == ["a", "b"]


def test_missing_folder_is_passed_over_unless_none_is_there(tmp_path: Path) -> None:
    folder_of(tmp_path, {"v/a.py": source("a")})
    assert ids(RevisionGraph.load([tmp_path / "gone", tmp_path / "v"], tmp_path)) == ["a"]
    with pytest.raises(NoVersionsFolder, match="there is no folder gone"):
        RevisionGraph.load([tmp_path / "gone"], tmp_path)


def test_faulty_files_are_told_together_and_their_children_not(tmp_path: Path) -> None:
    """A revision whose parent's file does not parse is not at fault itself."""
    folder_of(
        tmp_path,
        {"v/a.py": "revision = (", "v/b.py": source("b", "a"), "v/c.py": "x = 1", "v/d.py": source("b")},
    )
    with pytest.raises(SeveralErrors) as caught:
        RevisionGraph.load([tmp_path / "v"], tmp_path)
    assert [type(error) for error in caught.value.errors] == [
        UnparsableRevision,
        NoRevisionId,
        DuplicateRevision,
    ]
    assert "v/b.py, v/d.py" in str(caught.value)


def test_files_are_executed_only_where_headers_are_computed(tmp_path: Path) -> None:
    folder_of(tmp_path, {"v/a.py": source("a"), "v/b.py": "revision = 'b'.lower()\ndown_revision = 'a'\n"})
    asked: list[str] = []

    def evaluate(path: Path) -> Mapping[str, object]:
        asked.append(path.name)
        return {"revision": "b", "down_revision": "a"}

    graph = RevisionGraph.load([tmp_path / "v"], tmp_path, evaluate=evaluate)
    assert (asked, graph.heads) == (["b.py"], ("b",))


def test_long_lines_are_no_trouble() -> None:
    """Neither the depth of the recursion nor the square of the length."""
    count = 20_000
    revisions = [rev("r0")] + [rev(f"r{n}", f"r{n - 1}") for n in range(1, count)]
    before = time.process_time()
    graph = RevisionGraph(revisions)
    assert (graph.heads, len(graph.ancestors(graph.heads))) == ((f"r{count - 1}",), count)
    assert time.process_time() - before < 5


def test_many_dependencies_on_one_line_are_no_trouble() -> None:
    """Two long lines, each revision of the one depending on several of the other."""
    count = 3_000
    revisions = [rev("a0"), rev("b0", after=("a0",))]
    for n in range(1, count):
        revisions += [rev(f"a{n}", f"a{n - 1}"), rev(f"b{n}", f"b{n - 1}", after=(f"a{n}", f"a{n - 1}"))]
    before = time.process_time()
    graph = RevisionGraph(revisions)
    assert graph.foundations("b9") == ("b8", "a9")
    assert time.process_time() - before < 5
