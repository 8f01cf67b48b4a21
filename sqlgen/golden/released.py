"""The lock of the matrix's histories: what happened to released revisions, and the file written anew."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from sqlgen.errors import SqlgenError
from sqlgen.golden.matrix import Matrix, project_of
from sqlgen.history.lock import Lock, read_lock, write_lock
from sqlgen.history.lock_check import changed, history_findings, lock_findings, relocked
from sqlgen.history.revision import Revision
from sqlgen.report.finding import Finding, ordered, rebased

NAME = "history.lock"


class NotReleased(SqlgenError):
    """A revision is to be accepted that was not changed since its release."""


def lock_path(matrix: Matrix) -> Path:
    """Return the file of the lock: it stands among the goldens."""
    return matrix.folder / NAME


def check_history(matrix: Matrix) -> list[Finding]:
    """Return what is wrong with the lock or with released revisions, and which are not locked yet.

    Paths are relative to the matrix's root. Only the last kind is no error. Without a lock nothing is
    released, and nothing is told.
    """
    path = lock_path(matrix)
    if not path.exists():
        return []
    lock = _read(matrix)
    found = lock_findings(lock, matrix.path_of(NAME))
    if any(fault.conflict for fault in lock.faults):
        return found
    for name, root, revisions in _histories(matrix):
        shown = Path(os.path.relpath(path, root)).as_posix()
        found += rebased(history_findings(lock, name, revisions, shown), root, matrix.root)
    return ordered(found)


def changed_revisions(matrix: Matrix) -> dict[str, tuple[str, ...]]:
    """Return, for each project that has any, the released revisions that were edited, removed or moved."""
    lock = _read(matrix)
    told = {name: changed(lock, name, revisions) for name, _, revisions in _histories(matrix)}
    return {name: ids for name, ids in told.items() if ids}


def new_lock(matrix: Matrix, accepted: Collection[str] | None) -> str | None:
    """Return the text that the lock is to have, with all revisions that are new; None where it has it.

    Released revisions that were changed stay as they were, unless *accepted* names them; None: all of them.
    What is released of projects that are skipped here stays.
    Raises: NotReleased: *accepted* names something else.
    """
    lock = _read(matrix)
    several: dict[str, Sequence[Revision]] = {name: revisions for name, _, revisions in _histories(matrix)}
    changes: Mapping[str, Sequence[str]] = changed_revisions(matrix)
    if accepted is not None:
        known = {id_ for ids in changes.values() for id_ in ids}
        for id_ in accepted:
            if id_ not in known:
                raise NotReleased(
                    f"revision {id_} is not one that was changed since its release",
                    where=matrix.path_of(NAME),
                    hint=f"These were: {', '.join(sorted(known))}." if known else "There is none.",
                )
        changes = {name: [id_ for id_ in ids if id_ in accepted] for name, ids in changes.items()}
    projects = dict(relocked(lock, several, changes))
    for skipped in matrix.skipped:
        if skipped.project in lock.projects:
            projects[skipped.project] = list(lock.projects[skipped.project])
    text = write_lock(projects)
    path = lock_path(matrix)
    same = path.exists() and path.read_text("utf-8").replace("\r\n", "\n") == text
    return None if same else text


def write_new_lock(matrix: Matrix, accepted: Collection[str] | None) -> list[str]:
    """Write the lock as `new_lock` has it; return its path, relative to the root, where that changes it.

    Raises: NotReleased, OSError; what was there before is still there.
    """
    text = new_lock(matrix, accepted)
    if text is None:
        return []
    path = lock_path(matrix)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{NAME}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return [matrix.path_of(NAME)]


def _read(matrix: Matrix) -> Lock:
    path = lock_path(matrix)
    return read_lock(path.read_text("utf-8")) if path.exists() else Lock()


def _histories(matrix: Matrix) -> Iterator[tuple[str, Path, Sequence[Revision]]]:
    """Yield the name of each project that is not skipped, its root and its revisions."""
    for entry in matrix.settings.projects:
        graph = matrix.graphs.get(entry.name)
        if graph is not None:
            yield entry.name, project_of(entry, matrix.root).root, graph.revisions
