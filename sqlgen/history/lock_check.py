"""A history beside its lock: which released revisions were edited, removed or moved; a lock written anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlgen.history.lock import Lock, Released, header_line, released
from sqlgen.history.revision import Revision
from sqlgen.report.finding import Finding, Place, Severity, at

RELOCK = "sqlgen golden lock"


def lock_findings(lock: Lock, lock_path: str) -> list[Finding]:
    """Return what is wrong with the text of the lock itself; *lock_path* is how findings name its file."""
    if any(fault.conflict for fault in lock.faults):
        first = next(fault for fault in lock.faults if fault.conflict)
        return [
            Finding(
                code="lock-conflict",
                severity=Severity.ERROR,
                title="merge conflict in the lock",
                message="Two branches have released revisions, and their merge is left to you.",
                path=lock_path,
                line=first.line,
                hint=f"Merge the heads of the history, if there are two, then write the lock anew: {RELOCK}",
            )
        ]
    return [
        Finding(
            code="lock-broken",
            severity=Severity.ERROR,
            title="the lock is not as sqlgen wrote it",
            message=f"{fault.what[:1].upper()}{fault.what[1:]}.",
            path=lock_path,
            line=fault.line,
            hint=f"Look at its changes (git log -p), then write it anew: {RELOCK}",
        )
        for fault in lock.faults
    ]


def history_findings(
    lock: Lock, project: str, revisions: Iterable[Revision], lock_path: str
) -> list[Finding]:
    """Return what happened to the released revisions of *project*, and which of *revisions* are not locked.

    Only the latter are no errors.
    """
    known = lock.projects.get(project)
    now = {revision.id: revision for revision in revisions}
    if known is None:
        return [_no_lock(project, len(now), lock_path)] if now else []
    found = [finding for one in known if (finding := _compared(one, now, lock_path)) is not None]
    locked = {one.id for one in known}
    return [*found, *(_not_locked(one) for one in now.values() if one.id not in locked)]


def changed(lock: Lock, project: str, revisions: Iterable[Revision]) -> tuple[str, ...]:
    """Return the ids of released revisions of *project* that were edited, removed or moved."""
    now = {revision.id: revision for revision in revisions}
    return tuple(
        one.id for one in lock.projects.get(project, ()) if one.id not in now or released(now[one.id]) != one
    )


def relocked(
    lock: Lock, histories: Mapping[str, Sequence[Revision]], accepted: Mapping[str, Collection[str]]
) -> dict[str, list[Released]]:
    """Return what the new lock is to hold: of each project in *histories* all revisions, new ones too.

    A released revision that was edited, removed or moved stays as it was released, unless *accepted* has its
    id under its project's name. Projects that are not in *histories* are gone.
    """
    projects: dict[str, list[Released]] = {}
    for name, revisions in histories.items():
        known = {one.id: one for one in lock.projects.get(name, ())}
        yes = accepted.get(name, ())
        kept = {id_: one for id_, one in known.items() if id_ not in yes}
        projects[name] = [*kept.values(), *(released(one) for one in revisions if one.id not in kept)]
    return projects


def _compared(one: Released, now: Mapping[str, Revision], lock_path: str) -> Finding | None:
    revision = now.get(one.id)
    if revision is None:
        return Finding(
            code="released-removed",
            severity=Severity.ERROR,
            title="released revision removed",
            message=f"Revision {one.id} is released, and no file holds it any more.",
            path=lock_path,
            line=one.line or None,
            revision=one.id,
            hint="Databases are at it or above it: bring it back (git log --diff-filter=D). "
            f"If no database has it: {RELOCK} --accept {one.id}",
        )
    current = released(revision)
    if current == one:
        return None
    moved = next(_moves(one, current), None)
    accept = f"{RELOCK} --accept {one.id}"
    if moved is not None:
        header, told = moved
        path, line = at(header_line(revision, header))
        return Finding(
            code="released-moved",
            severity=Severity.ERROR,
            title="released revision moved",
            message=f"Revision {one.id} is released, and {told}.",
            path=path,
            line=line,
            revision=one.id,
            related=_place_in(lock_path, one),
            hint="Databases that have it got there the old way: put it back, and let the new revision "
            f"follow the head. If no database has it: {accept}",
        )
    return Finding(
        code="released-edited",
        severity=Severity.ERROR,
        title="released revision edited",
        message=f"Revision {one.id} is released, and its file was edited since.",
        path=revision.where,
        revision=one.id,
        related=_place_in(lock_path, one),
        hint="Databases that have it will not run it again: undo the edit, and write a new revision. "
        f"If the edit has no effect, or no database has it: {accept}",
    )


def _moves(one: Released, current: Released) -> Iterator[tuple[str, str]]:
    """Yield the header that places the revision elsewhere, and what happened."""
    before, after = _names(one.down_revisions), _names(current.down_revisions)
    if sorted(one.down_revisions) != sorted(current.down_revisions):
        yield "down_revision", f"it follows {after} now, where it followed {before}"
    if sorted(one.depends_on) != sorted(current.depends_on):
        needs = _names(one.depends_on, "nothing"), _names(current.depends_on, "nothing")
        yield "depends_on", f"it depends on {needs[1]} now, where it depended on {needs[0]}"
    if sorted(one.branch_labels) != sorted(current.branch_labels):
        labels = _names(one.branch_labels, "none"), _names(current.branch_labels, "none")
        yield "branch_labels", f"its branch labels are {labels[1]} now, where they were {labels[0]}"


def _names(ids: Sequence[str], none: str = "base") -> str:
    return " and ".join(ids) or none


def _place_in(lock_path: str, one: Released) -> tuple[Place, ...]:
    return (Place(lock_path, one.line or None, "released as this"),)


def _not_locked(revision: Revision) -> Finding:
    return Finding(
        code="not-locked",
        severity=Severity.INFO,
        title="revision not locked yet",
        message=f"Revision {revision.id} is not in the lock yet.",
        path=revision.where,
        revision=revision.id,
        hint=f"When it is to stay as it is: {RELOCK}",
    )


def _no_lock(project: str, count: int, lock_path: str) -> Finding:
    noun = "revision" if count == 1 else "revisions"
    return Finding(
        code="not-locked",
        severity=Severity.INFO,
        title="revision not locked yet",
        message=f"The history of {project} ({count} {noun}) is not in the lock yet.",
        path=lock_path,
        hint=f"When its revisions are to stay as they are: {RELOCK}",
    )
