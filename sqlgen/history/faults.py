"""The checks that a set of revisions must pass to be a graph; each returns all faults that it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlgen.errors import SqlgenError
from sqlgen.history.errors import (
    DuplicateLabel,
    DuplicateRevision,
    IllegalRevisionId,
    MissingDependency,
    MissingParent,
    RevisionCycle,
    SelfLoop,
    did_you_mean,
    near,
)
from sqlgen.history.revision import Revision

_ILLEGAL = frozenset("@-+:")

Dependencies = Mapping[str, tuple[str, ...]]
"""The dependencies, as revision ids, of each revision that has any."""


def check_names(revisions: Sequence[Revision]) -> list[SqlgenError]:
    """Return the faults of ids and labels: used twice, or holding what ranges are written with."""
    faults: list[SqlgenError] = []
    files: dict[str, list[str]] = {}
    for revision in revisions:
        files.setdefault(revision.id, []).append(revision.where)
        if not _ILLEGAL.isdisjoint(revision.id):
            characters = "".join(sorted(_ILLEGAL.intersection(revision.id)))
            faults.append(IllegalRevisionId(revision.where, revision.id, characters))
    faults += [DuplicateRevision(id_, paths) for id_, paths in files.items() if len(paths) > 1]
    bearers: dict[str, Revision] = {}
    for revision in revisions:
        for label in revision.branch_labels:
            if label in files or label in bearers:
                other = bearers.get(label)
                used_by = (other.id, other.where) if other else (label, files[label][0])
                faults.append(DuplicateLabel(revision.where, label, revision.id, *used_by))
            bearers.setdefault(label, revision)
    return faults


def check_references(
    by_id: Mapping[str, Revision], labels: Mapping[str, str]
) -> tuple[list[SqlgenError], Dependencies]:
    """Return the faults of down_revision and depends_on, and the dependencies resolved to ids.

    A dependency is a revision id, a branch label, or the beginning of just one id.
    """
    faults: list[SqlgenError] = []
    dependencies: dict[str, tuple[str, ...]] = {}
    for revision in by_id.values():
        for parent in revision.down_revisions:
            if parent == revision.id:
                faults.append(SelfLoop(revision.where, parent, "down_revision"))
            elif parent not in by_id:
                faults.append(_missing_parent(revision, parent, by_id, labels))
        needed = []
        for text in revision.depends_on:
            found = text if text in by_id else labels.get(text) or _only_match(text, by_id)
            if found == revision.id:
                faults.append(SelfLoop(revision.where, revision.id, "depends_on"))
            elif found is None:
                faults.append(
                    MissingDependency(
                        revision.where, revision.id, text, did_you_mean(near(text, (*by_id, *labels)))
                    )
                )
            else:
                needed.append(found)
        if needed:
            dependencies[revision.id] = tuple(dict.fromkeys(needed))
    return faults, dependencies


def _missing_parent(
    revision: Revision, parent: str, by_id: Mapping[str, Revision], labels: Mapping[str, str]
) -> MissingParent:
    if parent in labels:
        hint: str | None = f"{parent} is a branch label; name the revision: {labels[parent]}."
    else:
        hint = did_you_mean(near(parent, by_id))
    return MissingParent(revision.where, revision.id, parent, hint)


def _only_match(beginning: str, ids: Iterable[str]) -> str | None:
    matches = [id_ for id_ in ids if id_.startswith(beginning)] if beginning else []
    return matches[0] if len(matches) == 1 else None


def check_cycles(by_id: Mapping[str, Revision], dependencies: Dependencies) -> list[SqlgenError]:
    """Return one fault for each circle of down_revision; where there is none, for those with depends_on."""

    def parents(revision: str) -> tuple[str, ...]:
        return by_id[revision].down_revisions

    def foundations(revision: str) -> tuple[str, ...]:
        return by_id[revision].down_revisions + dependencies.get(revision, ())

    circles = _circles(by_id, parents)
    by_dependency = not circles and bool(dependencies)
    if by_dependency:
        circles = _circles(by_id, foundations)
    return [
        RevisionCycle(circle, [by_id[id_].where for id_ in circle], dependencies=by_dependency)
        for circle in circles
    ]


def _circles(ids: Iterable[str], below: Callable[[str], tuple[str, ...]]) -> list[list[str]]:
    """Return circles that share no revision, at least one where there is any."""
    done: set[str] = set()
    in_circles: set[str] = set()
    circles = []
    for start in ids:
        path: list[str] = []
        place: dict[str, int] = {}
        todo = [start]
        while todo:
            revision = todo[-1]
            if revision in done:
                todo.pop()
            elif revision in place:
                # All that it stands on is done.
                done.add(todo.pop())
                del place[path.pop()]
            else:
                place[revision] = len(path)
                path.append(revision)
                for one in below(revision):
                    if one not in place:
                        todo.append(one)
                    elif in_circles.isdisjoint(circle := path[place[one] :]):
                        circles.append(circle)
                        in_circles.update(circle)
    return circles
