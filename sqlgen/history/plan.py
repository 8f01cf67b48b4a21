"""A range of the history as a plan: the rows it starts from, the steps to its end, the rows then.

START means START and all that it stands on (dependencies included), applied; nothing else is. END of an
upgrade brings all that it stands on; END of a downgrade undoes what stands on it and leaves other branches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from functools import cached_property

from sqlgen.history.graph import RevisionGraph
from sqlgen.history.lookup import find
from sqlgen.history.order import heads_first
from sqlgen.history.points import Place, place_of_point, place_of_points, refuse_overlap
from sqlgen.history.range_errors import (
    BackwardsRange,
    EmptyRange,
    OverlappingRevisions,
    RangeNeeded,
    RangeSyntax,
    RelativeToNothing,
    SidewaysRange,
    UnreachableTarget,
)
from sqlgen.history.ranges import Point, Range, parse_points, parse_range
from sqlgen.history.steps import (
    Direction,
    RevisionStep,
    Rows,
    downgrade_steps,
    stamp_steps,
    unstamp_steps,
    upgrade_steps,
)
from sqlgen.values import dataclass

HEAD = (Point("head", "head"),)


@dataclass(frozen=True)
class Plan:
    """What has to be done for a range.

    *start* and *end* are the rows of the version table before and after; *range_text* is the range in full
    (``base:b2`` where ``b2`` was typed). *baseline* leads from an empty database to *start*.
    """

    direction: Direction
    range_text: str
    start: Rows
    end: Rows
    steps: tuple[RevisionStep, ...]
    graph: RevisionGraph = field(repr=False, compare=False)

    @cached_property
    def baseline(self) -> tuple[RevisionStep, ...]:
        """The upgrade steps from base to START, made when first asked for."""
        if not self.start:
            return ()
        members = self.graph.ancestors(self.start)
        order = reversed(heads_first(self.graph, members, self.start))
        return tuple(upgrade_steps(self.graph, (), order))


def plan_upgrade(graph: RevisionGraph, text: str, *, starting: Sequence[str] | None = None) -> Plan:
    """Return the plan of ``upgrade text``; *starting* (configure(starting_rev=...)) overrides START.

    ``END`` and ``:END`` mean base:END, ``START:`` means START:head. In START, ``-N`` counts back from END
    and ``+N`` on from base; ``branch@base`` starts from base and narrows END to that branch.
    An END that does not stand on START is refused, unless it names its branch (``branch@head``) or START too.
    Raises: RangeFault, of the kind that fits.
    """
    asked = _with_start(parse_range(text, _Names(graph)), starting, graph)
    start_points, end_points = asked.start or (), asked.end or HEAD
    branch = next((p.branch for p in start_points if p.name == "base" and not p.offset and p.branch), None)
    if branch is not None:
        end_points = tuple(_on_branch(graph, point, branch) for point in end_points)
    if any(not point.name and point.offset < 0 for point in start_points):
        end = place_of_points(graph, end_points)
        start = place_of_points(graph, start_points, end)
    else:
        start = place_of_points(graph, start_points, ())
        end = _upgrade_end(graph, end_points, start)
    shown = f"{_shown(start_points) or 'base'}:{_shown(end_points)}"
    applied, required = graph.ancestors(start), graph.ancestors(end)
    _refuse_backwards_upgrade(graph, shown, start, end)
    if start and required.isdisjoint(start) and not any(point.branch for point in end_points):
        raise _sideways_upgrade(shown, start, end)
    order = heads_first(graph, required - applied, end)
    if not order:
        raise EmptyRange(f"{shown!r} is empty: START has all that END needs.", shown)
    steps = tuple(upgrade_steps(graph, start, reversed(order)))
    return Plan("upgrade", shown, start, steps[-1].heads_after, steps, graph)


def plan_downgrade(graph: RevisionGraph, text: str, *, starting: Sequence[str] | None = None) -> Plan:
    """Return the plan of ``downgrade text``; *starting* overrides START.

    Both ends have to be given, except that ``-N`` means head:-N, as Flask-Migrate has it. In END, ``-N``
    counts back from START; ``branch@base`` and ``branch@rev`` undo that branch alone.
    Raises: RangeFault, of the kind that fits.
    """
    asked = _with_start(parse_range(text, _Names(graph)), starting, graph)
    if asked.start is None and len(asked.end) == 1 and not asked.end[0].name and not asked.end[0].branch:
        asked = replace(asked, start=HEAD)
    if not asked.start or not asked.end:
        raise RangeNeeded(text, _shown(asked.start or ()), _shown(asked.end))
    shown = f"{_shown(asked.start)}:{_shown(asked.end)}"
    start = place_of_points(graph, asked.start)
    active = graph.ancestors(start)
    undone: set[str] = set()
    ends: dict[str, None] = {}
    for point in asked.end:
        if not point.name and point.offset > 0:
            raise RelativeToNothing(
                f"{point.text!r} goes up, and a downgrade goes down.", point.text, f"Write -{point.offset}."
            )
        end = place_of_point(graph, point, start)
        _refuse_downgrade(graph, shown, start, end, active)
        undone |= _undone(graph, point, start, end, active)
        ends |= dict.fromkeys(end)
    refuse_overlap(graph, tuple(ends), _shown(asked.end))
    lost = next((one for one in ends if one in undone), None)
    if lost is not None:
        raise OverlappingRevisions(_shown(asked.end), "base", lost)
    if not undone:
        raise _nothing_undone(shown, start, tuple(ends))
    steps = tuple(downgrade_steps(graph, start, heads_first(graph, undone, start)))
    return Plan("downgrade", shown, start, steps[-1].heads_after, steps, graph)


def plan_stamp(
    graph: RevisionGraph, text: str | Sequence[str], *, starting: Sequence[str] | None = None
) -> Plan:
    """Return the plan of ``stamp text``, or of several texts that share one START; *starting* overrides it.

    END alone means base:END. Rows that END neither stands on nor is under stay as they are.
    Raises: RangeFault, of the kind that fits.
    """
    texts = [text] if isinstance(text, str) else list(text)
    asked = [_with_start(parse_range(one, _Names(graph)), starting, graph) for one in texts]
    starts = list(dict.fromkeys(one.start for one in asked if one.start is not None))
    if len(starts) > 1:
        raise RangeSyntax(
            f"{' and '.join(map(_shown, starts))} are two STARTs.", " ".join(texts), "Give one START to all."
        )
    points = tuple(point for one in asked for point in one.end)
    if not asked or not all(one.end for one in asked):
        raise RangeSyntax("a stamp needs an END.", " ".join(texts), "Write START:END, or END alone.")
    start_points = starts[0] if starts else ()
    start = place_of_points(graph, start_points, ())
    end = place_of_points(graph, points, start)
    shown = f"{_shown(start_points) or 'base'}:{_shown(points)}"
    if end:
        steps = tuple(stamp_steps(graph, start, end))
    else:
        steps = tuple(unstamp_steps(graph, start, _rows_on_branch(graph, points[0], start)))
    if not steps:
        raise EmptyRange(f"{shown!r} leaves the version table as it is.", shown)
    return Plan("stamp", shown, start, steps[-1].heads_after, steps, graph)


class _Names:
    """The names that are taken whole, whatever characters they hold."""

    def __init__(self, graph: RevisionGraph) -> None:
        self._graph = graph

    def __contains__(self, name: object) -> bool:
        return name in self._graph or name in self._graph.labels


def _shown(points: Sequence[Point]) -> str:
    return ",".join(point.text for point in points)


def _with_start(asked: Range, starting: Sequence[str] | None, graph: RevisionGraph) -> Range:
    if starting is None:
        return asked
    points = tuple(point for text in starting for point in parse_points(text, _Names(graph)))
    return replace(asked, start=points)


def _on_branch(graph: RevisionGraph, point: Point, branch: str) -> Point:
    """Return *point* as it is meant on *branch*."""
    if point.branch is None and point.name != "base":
        point = Point(f"{branch}@{point.text}", point.name, branch, point.offset)
    return point


def _upgrade_end(graph: RevisionGraph, points: Sequence[Point], start: Place) -> Place:
    for point in points:
        if not point.name and point.offset < 0:
            raise RelativeToNothing(
                f"{point.text!r} goes down, and an upgrade goes up.",
                point.text,
                f"Write +{-point.offset}, or START:{point.text} to `sqlgen downgrade`.",
            )
    return place_of_points(graph, points, start)


def _refuse_backwards_upgrade(graph: RevisionGraph, shown: str, start: Place, end: Place) -> None:
    if set(start) == set(end):
        raise EmptyRange(f"{shown!r} is empty: its END is its START.", shown)
    for lower in end or ("base",):
        above = [row for row in start if not end or lower in graph.ancestors((row,)) - {row}]
        if above:
            raise BackwardsRange(
                f"{shown!r} goes backwards: {above[0]} stands on {lower}.",
                shown,
                f"sqlgen downgrade {','.join(start)}:{lower}",
            )


def _sideways_upgrade(shown: str, start: Place, end: Place) -> SidewaysRange:
    both = f"{','.join(start)}:{','.join((*start, *end))}"
    return SidewaysRange(
        f"{shown!r} goes sideways: {', '.join(end)} does not stand on {', '.join(start)}.",
        shown,
        f"For a database that is at {', '.join(start)} and shall get it as well: `sqlgen upgrade {both}`.",
    )


def _refuse_downgrade(graph: RevisionGraph, shown: str, start: Place, end: Place, active: set[str]) -> None:
    absent = [one for one in end if one not in active]
    if not start:
        raise EmptyRange(f"{shown!r} is empty: nothing is applied at base.", shown)
    if not absent:
        return
    if absent[0] in graph.descendants(start):
        raise BackwardsRange(
            f"{shown!r} goes backwards: {absent[0]} stands on {', '.join(start)}.",
            shown,
            f"sqlgen upgrade {','.join(start)}:{','.join(end)}",
        )
    raise SidewaysRange(
        f"{shown!r} goes sideways: {', '.join(start)} does not stand on {absent[0]}.",
        shown,
        f"A downgrade ends at a revision that START stands on: `sqlgen history -r :{start[0]}` lists them.",
    )


def _undone(graph: RevisionGraph, point: Point, start: Place, end: Place, active: set[str]) -> set[str]:
    """Return what of *active* has to go for *end*: all that stands on its children, or on the bases.

    Where these lead to several branches, a branch in *point* (for a count back from START, START's own)
    narrows them to those on the way to that branch.
    """
    children = [child for one in end for child in graph.children(one)] if end else list(graph.bases)
    branch = point.branch or (start[0] if not point.name and len(start) == 1 else None)
    if branch is not None and len(children) > 1:
        below = graph.ancestors((find(graph, branch),), dependencies=False)
        children = [child for child in children if child in below]
        if not children:
            raise UnreachableTarget(
                f"nothing on the branch {branch} follows {', '.join(end) or 'base'}.",
                point.text,
                f"Leave out {branch}@, or name a revision below the branch.",
            )
    return graph.descendants(children) & active


def _nothing_undone(shown: str, start: Place, end: Place) -> EmptyRange | UnreachableTarget:
    if end and set(end) <= set(start):
        return EmptyRange(f"{shown!r} is empty: its END is its START.", shown)
    return UnreachableTarget(
        f"{shown!r} undoes nothing: none of the revisions that follow {', '.join(end) or 'base'} there is "
        f"applied at {', '.join(start)}.",
        shown,
        "Name the revision below the one to undo." if end else "Name a branch that START is on.",
    )


def _rows_on_branch(graph: RevisionGraph, point: Point, rows: Rows) -> Rows:
    if point.branch is None:
        return rows
    branch = (find(graph, point.branch),)
    lineage = graph.ancestors(branch) | graph.descendants(branch)
    return tuple(row for row in rows if row in lineage)
