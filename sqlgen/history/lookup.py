"""Names that users type, found in a graph: ids, beginnings of ids, branch labels, heads."""

from __future__ import annotations

from collections.abc import Sequence

from sqlgen.history.errors import near
from sqlgen.history.graph import RevisionGraph
from sqlgen.history.range_errors import (
    AmbiguousRevision,
    EmptyHistory,
    NotOnBranch,
    SeveralHeads,
    UnknownRevision,
)

# Alembic takes the beginning of a name only where the name has more characters than this.
_SHORTEST_ABBREVIATED = 3
SYMBOLS = ("base", "head", "heads")


def find(graph: RevisionGraph, text: str, branch: str | None = None) -> str:
    """Return the id of the revision that *text* names: an id, a label, or the beginning of just one of them.

    With *branch* it has to be on that branch, and beginnings are looked for there alone.
    Raises: UnknownRevision, AmbiguousRevision, NotOnBranch.
    """
    lineage = None if branch is None else graph.lineage(find(graph, branch))
    exact = text if text in graph else graph.labels.get(text)
    if exact is not None:
        if lineage is not None and branch is not None and exact not in lineage:
            raise NotOnBranch(f"{branch}@{text}", exact, branch)
        return exact
    matches = {
        name: id_
        for name, id_ in _names(graph)
        if len(name) > _SHORTEST_ABBREVIATED and name.startswith(text) and (lineage is None or id_ in lineage)
    }
    if not matches:
        raise UnknownRevision(text, near(text, (*(name for name, _ in _names(graph)), *SYMBOLS)))
    if len(set(matches.values())) > 1:
        raise AmbiguousRevision(text, tuple(matches))
    return next(iter(matches.values()))


def heads_of(graph: RevisionGraph, branch: str | None, text: str) -> tuple[str, ...]:
    """Return the heads that stand for ``heads`` or ``branch@heads``, none of which contains another.

    Raises: EmptyHistory; UnknownRevision or AmbiguousRevision for *branch*.
    """
    if not graph.revisions:
        raise EmptyHistory(text)
    if branch is None:
        return graph.effective_heads
    lineage = graph.lineage(find(graph, branch))
    return graph.topmost(head for head in graph.heads if head in lineage)


def one_head(graph: RevisionGraph, branch: str | None, text: str) -> str:
    """Return the head that stands for ``head`` or ``branch@head``.

    Raises: SeveralHeads, and what `heads_of` raises.
    """
    heads_of(graph, branch, text)
    lineage = None if branch is None else graph.lineage(find(graph, branch))
    heads = [head for head in graph.heads if lineage is None or head in lineage]
    if len(heads) > 1:
        raise SeveralHeads(text, heads, [head_form(graph, head) for head in heads])
    return heads[0]


def head_form(graph: RevisionGraph, head: str) -> str:
    """Return how to name *head*: ``label@head`` where a label leads to it alone, else its id."""
    for label in graph.labels_of(head):
        lineage = graph.lineage(graph.labels[label])
        if [other for other in graph.heads if other in lineage] == [head]:
            return f"{label}@head"
    return head


def branch_forms(graph: RevisionGraph, revisions: Sequence[str], rest: str) -> tuple[str, ...]:
    """Return ``label@rest`` for each of *revisions* that a label tells from the others, else its id."""
    forms = []
    for revision in revisions:
        others = {label for other in revisions if other != revision for label in graph.labels_of(other)}
        own = [label for label in graph.labels_of(revision) if label not in others]
        forms.append(f"{own[0]}@{rest}" if own else revision)
    return tuple(forms)


def _names(graph: RevisionGraph) -> list[tuple[str, str]]:
    return [*((revision.id, revision.id) for revision in graph.revisions), *graph.labels.items()]
