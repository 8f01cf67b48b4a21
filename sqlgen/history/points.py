"""What a point of a range means: the rows of the version table when the history stands there.

A place is a tuple of revision ids, none of which contains another: one id as a rule, () for base, and
several where branches are not merged. Below a merge lies the place with all its parents.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlgen.history.graph import RevisionGraph
from sqlgen.history.lookup import branch_forms, find, heads_of, one_head
from sqlgen.history.range_errors import (
    AmbiguousWalk,
    NeedsDatabase,
    OverlappingRevisions,
    RangeSyntax,
    RelativeToNothing,
    WalkedTooFar,
)
from sqlgen.history.ranges import Point

Place = tuple[str, ...]


def place_of_points(graph: RevisionGraph, points: Sequence[Point], here: Place | None = None) -> Place:
    """Return the place that *points* together name, each relative to *here* where it has no name.

    Raises: OverlappingRevisions, RangeSyntax for base beside others, and what `place_of_point` raises.
    """
    text = ",".join(point.text for point in points)
    places = [place_of_point(graph, point, here) for point in points]
    if len(places) > 1 and () in places:
        raise RangeSyntax(f"{text!r} names base beside others.", text, "Leave out base.")
    together = tuple(dict.fromkeys(revision for place in places for revision in place))
    refuse_overlap(graph, together, text)
    return together


def refuse_overlap(graph: RevisionGraph, revisions: Sequence[str], text: str) -> None:
    """Raise OverlappingRevisions where one of *revisions* contains another."""
    topmost = graph.topmost(revisions)
    for lower in revisions:
        if lower not in topmost:
            upper = next(u for u in revisions if u != lower and lower in graph.ancestors((u,)))
            raise OverlappingRevisions(text, lower, upper)


def place_of_point(graph: RevisionGraph, point: Point, here: Place | None = None) -> Place:
    """Return the place that *point* names; one without a name counts from *here*.

    Raises: UnknownRevision, AmbiguousRevision, NotOnBranch, EmptyHistory, SeveralHeads, NeedsDatabase,
    WalkedTooFar, AmbiguousWalk, RelativeToNothing.
    """
    if point.name:
        start = _named_place(graph, point)
    elif here is None:
        raise RelativeToNothing(
            f"{point.text!r} has nothing to be relative to.",
            point.text,
            f"Name a revision: head{point.text}.",
        )
    else:
        start = _nearest_on_branch(graph, point, here)
    if not point.offset:
        return start
    if len(start) > 1:
        raise AmbiguousWalk(
            point.text, "there are several revisions to go from", start, _forms(graph, start, point)
        )
    return _walk(graph, point, start)


def _named_place(graph: RevisionGraph, point: Point) -> Place:
    match point.name:
        case "base":
            if point.branch is not None:
                find(graph, point.branch)
            return ()
        case "heads" if not point.offset:
            return heads_of(graph, point.branch, point.text)
        case "head" | "heads":
            return (one_head(graph, point.branch, point.text),)
        case "current" if point.name not in graph and point.name not in graph.labels:
            raise NeedsDatabase(point.text)
    return (find(graph, point.name, point.branch),)


def _nearest_on_branch(graph: RevisionGraph, point: Point, here: Place) -> Place:
    """Return where on the point's branch *here* is: the rows that are on it, else what they contain of it."""
    if point.branch is None:
        return here
    lineage = graph.lineage(find(graph, point.branch))
    rows = tuple(row for row in here if row in lineage)
    return rows or graph.topmost(graph.in_load_order(graph.ancestors(here) & lineage))


def _walk(graph: RevisionGraph, point: Point, start: Place) -> Place:
    place = start
    lineage = None if point.branch is None else graph.lineage(find(graph, point.branch))
    step = _step_up if point.offset > 0 else _step_down
    for walked in range(abs(point.offset)):
        if len(place) > 1:
            raise AmbiguousWalk(
                point.text, "it leads past a merge of several revisions", place, _forms(graph, place, point)
            )
        ways = step(graph, place, lineage)
        if ways is None:
            raise WalkedTooFar(point.text, point.offset, walked, start[0] if start else "base")
        if point.offset > 0 and len(ways) > 1:
            what = f"several revisions follow {place[0]}" if place else "there are several bases"
            raise AmbiguousWalk(point.text, what, ways, _forms(graph, ways, point))
        place = ways
    return place


def _step_up(graph: RevisionGraph, place: Place, lineage: set[str] | None) -> Place | None:
    ways = graph.children(place[0]) if place else graph.bases
    return tuple(way for way in ways if lineage is None or way in lineage) or None


def _step_down(graph: RevisionGraph, place: Place, lineage: set[str] | None) -> Place | None:
    """Return the place below: base below a base, all parents below a merge, or those on the branch."""
    if not place:
        return None
    parents = graph.parents(place[0])
    return graph.topmost([one for one in parents if lineage is None or one in lineage] or parents)


def _forms(graph: RevisionGraph, revisions: Sequence[str], point: Point) -> tuple[str, ...]:
    return branch_forms(graph, revisions, point.text.rpartition("@")[2])
