"""What ``history``, ``heads``, ``branches`` and ``show`` tell, as values; nothing is printed here."""

from __future__ import annotations

from collections.abc import Iterable

from sqlgen.history.graph import RevisionGraph
from sqlgen.history.order import heads_first
from sqlgen.history.points import Place, place_of_points
from sqlgen.history.range_errors import RangeSyntax, SidewaysRange
from sqlgen.history.ranges import Point, parse_points, parse_range
from sqlgen.history.revision import Revision
from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """A revision and its place in the graph.

    *head*: no down_revision names it; *effective_head*: no depends_on either. *labels* are those that its
    branch bears, sorted; *depends_on* is as written; *children* are the revisions that follow it.
    """

    revision: Revision
    head: bool
    effective_head: bool
    branch_point: bool
    merge_point: bool
    labels: tuple[str, ...]
    children: tuple[str, ...]

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids that the revision follows; none for a base."""
        return self.revision.down_revisions

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The dependencies, as written."""
        return self.revision.depends_on


def history(graph: RevisionGraph, text: str | None = None) -> tuple[Listed, ...]:
    """Return the revisions of a range, the newest first, in Alembic's order; all without a range.

    ``START:END`` has both ends in it, ``START:`` goes to the heads, ``:END`` begins at the base. In START,
    ``-N`` counts back from END. As with Alembic only what follows START along down_revision is listed.
    Raises: RangeFault, of the kind that fits.
    """
    if text is None:
        text = ":"
    asked = parse_range(text, ())
    if asked.start is None:
        raise RangeSyntax(
            f"{text!r} is not of the form START:END.",
            text,
            f"Write {text}: or :{text}; `show` takes one revision.",
        )
    end_points = asked.end or (Point("heads", "heads"),)
    if not graph.revisions:
        return ()
    relative = any(not point.name and point.offset < 0 for point in asked.start)
    end = place_of_points(graph, end_points) if relative else ()
    start = place_of_points(graph, asked.start, end)
    end = end or place_of_points(graph, end_points, start)
    return _listed(graph, heads_first(graph, _between(graph, text, start, end), end))


def heads(graph: RevisionGraph, *, effective: bool = False) -> tuple[Listed, ...]:
    """Return the heads; the *effective* ones are those that the version table would have rows of."""
    return _listed(graph, graph.effective_heads if effective else graph.heads)


def branches(graph: RevisionGraph) -> tuple[Listed, ...]:
    """Return the branch points, the newest first; their children are the branches."""
    everything = heads_first(graph, graph.position, graph.effective_heads)
    return _listed(graph, (one for one in everything if len(graph.children(one)) > 1))


def show(graph: RevisionGraph, text: str) -> tuple[Listed, ...]:
    """Return what *text* names: one revision as a rule, several for ``heads``, none for ``base``."""
    return _listed(graph, place_of_points(graph, parse_points(text, graph)))


def listed(graph: RevisionGraph, revision: str) -> Listed:
    """Return *revision* with its place in the graph."""
    children = graph.children(revision)
    return Listed(
        graph[revision],
        head=not children,
        effective_head=not children and not graph.dependents(revision),
        branch_point=len(children) > 1,
        merge_point=len(graph.parents(revision)) > 1,
        labels=graph.labels_of(revision),
        children=children,
    )


def _listed(graph: RevisionGraph, revisions: Iterable[str]) -> tuple[Listed, ...]:
    return tuple(listed(graph, revision) for revision in revisions)


def _between(graph: RevisionGraph, text: str, start: Place, end: Place) -> set[str]:
    required = graph.ancestors(end)
    outside = [one for one in start if one not in required]
    if outside:
        raise SidewaysRange(
            f"{text!r} lists nothing: {', '.join(end) or 'base'} does not stand on {outside[0]}.", text
        )
    if not start:
        return required
    members = (required - graph.ancestors(start)) | set(start)
    return members & graph.descendants(start, dependencies=False)
