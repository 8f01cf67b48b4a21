"""The grammar of ranges, and the places that its points mean."""

from __future__ import annotations

import pytest

from sqlgen.errors import SqlgenError
from sqlgen.history.graph import RevisionGraph
from sqlgen.history.points import place_of_point, place_of_points
from sqlgen.history.range_errors import (
    AmbiguousWalk,
    EmptyHistory,
    NeedsDatabase,
    OverlappingRevisions,
    RangeSyntax,
    RelativeToNothing,
    SeveralHeads,
    UnknownRevision,
    WalkedTooFar,
)
from sqlgen.history.ranges import Point, Range, parse_points, parse_range
from sqlgen.history.revision import Revision

# trunk - l1 - l2 - merge - tip     other1 - other2
#       \ r1 - r2 /
GRAPH = RevisionGraph(
    [
        Revision("trunk"),
        Revision("l1", ("trunk",), ("left",)),
        Revision("l2", ("l1",)),
        Revision("r1", ("trunk",), ("right",)),
        Revision("r2", ("r1",)),
        Revision("merge", ("l2", "r2")),
        Revision("tip", ("merge",)),
        Revision("other1", (), ("other",)),
        Revision("other2", ("other1",), (), ("l1",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("b2", None, [Point("b2", "b2")]),
        ("a1:b2", [Point("a1", "a1")], [Point("b2", "b2")]),
        (":b2", [], [Point("b2", "b2")]),
        ("a1:", [Point("a1", "a1")], []),
        (" a1 : b2 ", [Point("a1", "a1")], [Point("b2", "b2")]),
        ("a1,c4:heads", [Point("a1", "a1"), Point("c4", "c4")], [Point("heads", "heads")]),
        ("head-1:head", [Point("head-1", "head", None, -1)], [Point("head", "head")]),
        ("-2:+3", [Point("-2", "", None, -2)], [Point("+3", "", None, 3)]),
        ("x@base:x@+2", [Point("x@base", "base", "x")], [Point("x@+2", "", "x", 2)]),
        ("x-y@a1+0:", [Point("x-y@a1+0", "a1", "x-y")], []),
        ("my-branch", None, [Point("my-branch", "my-branch")]),
    ],
)
def test_ranges_are_parsed(text: str, start: list[Point] | None, end: list[Point]) -> None:
    expected = None if start is None else tuple(start)
    assert parse_range(text) == Range(text, expected, tuple(end))


def test_names_are_taken_whole() -> None:
    """A branch label may hold what the grammar uses."""
    assert parse_points("v1-2,a", {"v1-2,a"}) == (Point("v1-2,a", "v1-2,a"),)
    assert parse_points("v1-2,a", {"v1-2"}) == (Point("v1-2", "v1-2"), Point("a", "a"))
    assert parse_points("x@v1-2", {"v1-2"}) == (Point("x@v1-2", "v1-2", "x"),)


@pytest.mark.parametrize("text", ["", " ", "a:b:c", "a,,b:c", "a,:c", "@head", "x@", "x@y@z"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(RangeSyntax) as caught:
        parse_range(text)
    assert caught.value.text in text


@pytest.mark.parametrize(
    ("text", "here", "place"),
    [
        ("l2", None, "l2"),
        ("left", None, "l1"),
        ("base", None, ""),
        ("left@base", None, ""),
        ("heads", None, "tip other2"),
        ("left@head", None, "tip"),
        ("right@heads", None, "tip"),
        ("other@head-1", None, "other1"),
        ("l2-1", None, "l1"),
        ("l2-2", None, "trunk"),
        ("l2-3", None, ""),
        ("tip-1", None, "merge"),
        ("tip-2", None, "l2 r2"),
        ("left@tip-2", None, "l2"),
        ("left@tip-3", None, "l1"),
        ("l1+2", None, "merge"),
        ("left@trunk+1", None, "l1"),
        ("right@base+3", None, "r2"),
        ("+1", "l1", "l2"),
        ("left@+1", "l1 other1", "l2"),
        ("left@+1", "trunk", "l1"),
        ("left@+2", "", "l1"),
        ("left@+1", "other2", "l2"),
        ("-1", "merge", "l2 r2"),
        ("-1", "l1", "trunk"),
        ("other@-1", "tip other2", "other1"),
    ],
)
def test_points_mean_places(text: str, here: str | None, place: str) -> None:
    point = parse_points(text, GRAPH)[0]
    assert place_of_point(GRAPH, point, None if here is None else tuple(here.split())) == tuple(place.split())


@pytest.mark.parametrize(
    ("text", "here", "error", "words"),
    [
        ("head", None, SeveralHeads, "Name one (left@head, other@head), write heads"),
        ("nowhere@head", None, UnknownRevision, "'nowhere'"),
        ("current", None, NeedsDatabase, "alembic current"),
        ("left@current", None, NeedsDatabase, "alembic current"),
        ("trunk-2", None, WalkedTooFar, "Count to 1 at most"),
        ("tip+1", None, WalkedTooFar, "Leave the number out"),
        ("other@l1+1", None, SqlgenError, "not on the branch other"),
        ("trunk+1", None, AmbiguousWalk, "left@trunk+1, right@trunk+1"),
        ("base+1", None, AmbiguousWalk, "there are several bases: trunk, other1"),
        ("tip-3", None, AmbiguousWalk, "past a merge of several revisions: l2, r2"),
        ("heads-1", None, SeveralHeads, "'heads-1' needs one head"),
        ("-1", "l2 other1", AmbiguousWalk, "several revisions to go from: l2, other1"),
        ("-1", None, RelativeToNothing, "Name a revision: head-1"),
    ],
)
def test_points_that_mean_nothing(text: str, here: str | None, error: type[SqlgenError], words: str) -> None:
    point = parse_points(text, GRAPH)[0]
    with pytest.raises(error) as caught:
        place_of_point(GRAPH, point, None if here is None else tuple(here.split()))
    assert words in str(caught.value)


def test_several_points_make_one_place() -> None:
    assert place_of_points(GRAPH, parse_points("r1,l2,r1")) == ("r1", "l2")
    with pytest.raises(OverlappingRevisions, match="names l1 beside other2, which contains it"):
        place_of_points(GRAPH, parse_points("l1,other2"))
    with pytest.raises(RangeSyntax, match="names base beside others"):
        place_of_points(GRAPH, parse_points("l1,base"))


def test_empty_history_has_no_head() -> None:
    empty = RevisionGraph([])
    assert place_of_point(empty, Point("base", "base")) == ()
    for name in ("head", "heads"):
        with pytest.raises(EmptyHistory, match=f"there is no {name}"):
            place_of_point(empty, Point(name, name))
