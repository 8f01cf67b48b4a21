"""The steps of a plan, and what each changes in the version table.

The version table has one row for each applied revision on which no other applied revision stands, be it by
down_revision or by depends_on. The rules are Alembic's; where it leaves a choice to the order of a set, the
order in which the revision names its parents and dependencies decides here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from sqlgen.history.graph import RevisionGraph
from sqlgen.history.revision import Revision
from sqlgen.values import dataclass

Direction = Literal["upgrade", "downgrade", "stamp"]
Rows = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionInsert:
    """A row *id* comes to the version table."""

    id: str


@dataclass(frozen=True, slots=True)
class VersionUpdate:
    """The row *old* becomes *new*."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class VersionDelete:
    """The row *id* leaves the version table."""

    id: str


VersionChange = VersionInsert | VersionUpdate | VersionDelete


@dataclass(frozen=True, slots=True)
class RevisionStep:
    """One revision applied, undone or stamped.

    *from_* and *to* are the ids that Alembic names in its heading: parents and revision, or the reverse.
    *heads_before* and *heads_after* are the rows of the version table; with no row before, the table may not
    exist yet. The *revision* of a stamp that only removes a row is the one removed.
    """

    revision: Revision
    direction: Direction
    from_: tuple[str, ...]
    to: tuple[str, ...]
    heads_before: Rows
    heads_after: Rows
    version_changes: tuple[VersionChange, ...]

    @property
    def heading(self) -> str:
        """The step as Alembic's comment says it, after ``-- Running``: ``upgrade a1, a2 -> b1``."""
        name = "stamp_revision" if self.direction == "stamp" else self.direction
        return f"{name} {', '.join(self.from_)} -> {', '.join(self.to)}"


def upgrade_steps(graph: RevisionGraph, rows: Rows, order: Iterable[str]) -> Iterator[RevisionStep]:
    """Yield the steps that apply *order*, each after all that it stands on, to a database with *rows*."""
    for id_ in order:
        replaced = _rows_among(graph.foundations(id_), rows)
        if replaced:
            changes = _replacement(replaced, id_)
            after = _replaced(rows, replaced, id_)
        else:
            changes, after = (VersionInsert(id_),), (*rows, id_)
        revision = graph[id_]
        yield RevisionStep(revision, "upgrade", revision.down_revisions, (id_,), rows, after, changes)
        rows = after


def downgrade_steps(graph: RevisionGraph, rows: Rows, order: Iterable[str]) -> Iterator[RevisionStep]:
    """Yield the steps that undo *order*, each before all that it stands on, in a database with *rows*."""
    above: dict[str, int] = {}
    for applied in graph.ancestors(rows):
        for one in graph.foundations(applied):
            above[one] = above.get(one, 0) + 1
    for id_ in order:
        foundations = graph.foundations(id_)
        for one in foundations:
            above[one] -= 1
        bare = tuple(one for one in foundations if not above[one])
        if bare:
            changes: tuple[VersionChange, ...] = (
                *(VersionInsert(one) for one in bare[:-1]),
                VersionUpdate(id_, bare[-1]),
            )
        else:
            changes = (VersionDelete(id_),)
        place = rows.index(id_)
        after = (*rows[:place], *bare, *rows[place + 1 :])
        revision = graph[id_]
        yield RevisionStep(revision, "downgrade", (id_,), revision.down_revisions, rows, after, changes)
        rows = after


def stamp_steps(graph: RevisionGraph, rows: Rows, targets: Rows) -> Iterator[RevisionStep]:
    """Yield the steps that write *targets* into a version table with *rows*.

    A target replaces the rows that it stands on or that stand on it; other rows stay.
    """
    lineages = {target: graph.ancestors((target,)) | graph.descendants((target,)) for target in targets}
    left = tuple(row for row in rows if any(row in lineages[target] for target in targets))
    for target in targets:
        if target in rows:
            continue
        replaced = tuple(
            row for row in rows if row in left and row in lineages[target] and row not in targets
        )
        from_ = tuple(row for row in left if row in lineages[target])
        if replaced:
            changes = _replacement(replaced, target)
            after = _replaced(rows, replaced, target)
        else:
            changes, after = (VersionInsert(target),), (*rows, target)
        yield RevisionStep(graph[target], "stamp", from_, (target,), rows, after, changes)
        rows = after


def unstamp_steps(graph: RevisionGraph, rows: Rows, removed: Rows) -> Iterator[RevisionStep]:
    """Yield the steps that take *removed* out of a version table with *rows*."""
    for row in removed:
        after = tuple(other for other in rows if other != row)
        yield RevisionStep(graph[row], "stamp", (row,), (), rows, after, (VersionDelete(row),))
        rows = after


def _rows_among(foundations: tuple[str, ...], rows: Rows) -> Rows:
    return tuple([one for one in foundations if one in rows])


def _replaced(rows: Rows, replaced: Rows, by: str) -> Rows:
    if len(replaced) > 1:
        rows = tuple([row for row in rows if row not in replaced[:-1]])
    place = rows.index(replaced[-1])
    return (*rows[:place], by, *rows[place + 1 :])


def _replacement(replaced: Rows, by: str) -> tuple[VersionChange, ...]:
    if len(replaced) == 1:
        return (VersionUpdate(replaced[0], by),)
    return (*(VersionDelete(row) for row in replaced[:-1]), VersionUpdate(replaced[-1], by))
