"""What history, heads, branches and show tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.history.graph import RevisionGraph
from sqlgen.history.listing import branches, heads, history, show
from sqlgen.history.range_errors import RangeSyntax, SidewaysRange, UnknownRevision
from tests.oracle.range_oracle import Histories
from tests.oracle.range_shapes import SHAPES, specs

RANGES = [None, ":", "base:heads", "{0}:", ":{1}", "{0}:{1}", "{1}:{0}", "{2}:", "{0}:{2}"]


def ids(entries: tuple) -> list[str]:
    return [entry.revision.id for entry in entries]


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "empty"])
def test_history_is_alembics(shape: str, tmp_path: Path) -> None:
    """The same revisions in the same order for all ranges of a few revisions."""
    histories = Histories(specs(shape), tmp_path)
    graph, script = histories.graph, histories.script
    names = [revision.id for revision in graph]
    chosen = [names[0], names[-1], names[len(names) // 2]]
    compared = 0
    for form in RANGES:
        text = form and form.format(*chosen)
        start, _, end = (text or ":").partition(":")
        try:
            walked = script.walk_revisions(base=start or "base", head=end or "heads")
            expected = [revision.revision for revision in walked]
        except Exception:
            expected = None
        if expected:
            assert ids(history(graph, text)) == expected, text
            compared += 1
    assert compared >= 4
    assert ids(heads(graph)) == list(script.get_heads())
    assert ids(heads(graph, effective=True)) == list(script.get_heads(consider_depends_on=True))
    points = [revision.revision for revision in script.walk_revisions() if revision.is_branch_point]
    assert ids(branches(graph)) == points


def graph_of(shape: str, tmp_path: Path) -> RevisionGraph:
    return Histories(specs(shape), tmp_path).graph


def test_entries_tell_the_place_in_the_graph(tmp_path: Path) -> None:
    graph = graph_of("merged", tmp_path)
    (base,) = show(graph, "base0000")
    assert (base.branch_point, base.merge_point, base.head, base.children) == (
        True,
        False,
        False,
        ("left1111", "rght1111"),
    )
    (merge,) = show(graph, "mrge1111")
    assert (merge.merge_point, merge.parents, merge.labels) == (
        True,
        ("left2222", "rght2222"),
        ("left", "right"),
    )
    assert (merge.revision.message, merge.depends_on) == ("Message of mrge1111", ())
    (head,) = heads(graph)
    assert (head.head, head.effective_head) == (True, True)


def test_head_that_another_depends_on_is_not_effective(tmp_path: Path) -> None:
    core, plug = heads(graph_of("depends", tmp_path))
    assert (core.revision.id, core.effective_head) == ("core3", False)
    assert (plug.revision.id, plug.effective_head, plug.depends_on) == ("plug3", True, ("core3",))


def test_history_counts_back_from_its_end(tmp_path: Path) -> None:
    graph = graph_of("linear", tmp_path)
    assert ids(history(graph, "-2:head")) == ["b2", "b1", "a2"]
    assert ids(history(graph, "-1:b1")) == ["b1", "a2"]
    assert ids(history(graph, "a1:+1")) == ["a2", "a1"]
    assert ids(history(graph, "head-1:")) == ["b2", "b1"]


def test_show_of_several(tmp_path: Path) -> None:
    graph = graph_of("branches", tmp_path)
    assert ids(show(graph, "heads")) == ["left3333", "rght2222"]
    assert ids(show(graph, "base")) == []
    with pytest.raises(UnknownRevision):
        show(graph, "nope")


def test_listings_that_are_refused(tmp_path: Path) -> None:
    graph = graph_of("branches", tmp_path)
    with pytest.raises(RangeSyntax, match="not of the form START:END"):
        history(graph, "left1111")
    with pytest.raises(SidewaysRange, match="does not stand on"):
        history(graph, "left1111:rght1111")


def test_empty_history_lists_nothing() -> None:
    empty = RevisionGraph([])
    assert history(empty) == heads(empty) == branches(empty) == ()
