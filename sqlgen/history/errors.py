"""What can be wrong with a history: files that cannot be read, and revisions that do not form a graph.

Faults of a range of a sound history live in ``range_errors``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlgen.errors import SeveralErrors, SqlgenError
from sqlgen.origin import Origin


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def near(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return at most three of *names* that *text* may have meant: those it begins, else those like it."""
    import difflib  # slow to import, and wanted only for a fault

    candidates = list(dict.fromkeys(names))
    begun = [name for name in candidates if name.lower().startswith(text.lower())]
    return tuple((begun or difflib.get_close_matches(text, candidates, n=3, cutoff=0.6))[:3])


def did_you_mean(names: Sequence[str]) -> str | None:
    """Return the sentence that offers *names*; None where there are none to offer."""
    return f"Did you mean {' or '.join(names)}?" if names else None


def raise_all(faults: Sequence[SqlgenError]) -> None:
    """Raise the one fault as itself, several as SeveralErrors; do nothing where there is none."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise SeveralErrors(faults)


class RevisionFileFault(SqlgenError):
    """A file of the versions folders that cannot be taken as a revision; *path* as in messages."""

    def __init__(self, what: str, path: str, *, line: int = 0, hint: str | None = None) -> None:
        super().__init__(what, where=Origin(path, line), hint=hint)
        self.path = path


class UnreadableRevision(RevisionFileFault):
    """The system refuses to give the file's bytes."""

    def __init__(self, path: str, cause: OSError) -> None:
        super().__init__(f"cannot be read: {cause.strerror or cause}.", path)
        self.cause = cause


class UnparsableRevision(RevisionFileFault):
    """The file is not Python of this interpreter's version."""

    def __init__(self, path: str, cause: Exception) -> None:
        line = cause.lineno if isinstance(cause, SyntaxError) else None
        text = cause.msg if isinstance(cause, SyntaxError) else str(cause) or type(cause).__name__
        super().__init__(f"does not parse as Python: {text}.", path, line=line or 0)
        self.cause = cause


class FailedRevision(RevisionFileFault):
    """A header that has to be computed raised while its file was executed."""

    def __init__(self, path: str, cause: Exception) -> None:
        super().__init__(
            f"cannot be executed to learn its revision id: {type(cause).__name__}: {cause}",
            path,
            hint="Write revision, down_revision, branch_labels and depends_on as plain literals.",
        )
        self.cause = cause


class ComputedHeader(RevisionFileFault):
    """A header is not a literal, and the reader was given no way to execute the file."""

    def __init__(self, path: str, name: str, line: int) -> None:
        super().__init__(
            f"{name} is computed, so that it cannot be read without executing the file.",
            path,
            line=line,
            hint=f"Write {name} as a plain literal.",
        )
        self.name = name


class NoRevisionId(RevisionFileFault):
    """A file of the versions folder has no revision variable (Alembic refuses it as well)."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "has no revision variable.",
            path,
            hint='Add revision = "...", or move a file that is no revision out of the versions folder.',
        )


class NoDownRevision(RevisionFileFault):
    """A revision does not say what it follows."""

    def __init__(self, path: str, revision: str) -> None:
        super().__init__(
            f"revision {revision} has no down_revision.",
            path,
            hint="Name its parent; the first revision of a history says down_revision = None.",
        )
        self.revision = revision


class WrongHeaderValue(RevisionFileFault):
    """A header holds something else than text (or, but for the id itself, several texts or None)."""

    def __init__(self, path: str, name: str, value: object) -> None:
        wanted = (
            "a string that is not empty" if name == "revision" else "a string, a tuple of strings or None"
        )
        super().__init__(f"{name} is {value!r}; it has to be {wanted}.", path)
        self.name, self.value = name, value


class IllegalRevisionId(RevisionFileFault):
    """A revision id holds a character that the grammar of ranges uses."""

    def __init__(self, path: str, revision: str, characters: str) -> None:
        super().__init__(
            f"revision id {revision!r} holds {_listed(repr(c) for c in characters)}, "
            "which ranges such as a1:b2, head-1 and branch@head use.",
            path,
            hint="Choose an id of letters, digits, underscores and full stops.",
        )
        self.revision, self.characters = revision, characters


class RevisionIdTooLong(RevisionFileFault):
    """A revision id does not fit the column of the version table."""

    def __init__(self, path: str, revision: str, length: int) -> None:
        super().__init__(
            f"revision id {revision} has {len(revision)} characters; the version table's column "
            f"holds {length}.",
            path,
            hint="Shorten the id, or widen the column: by ALTER TABLE in a revision before, by "
            "version_table_impl in env.py, or by hand in the database, and say "
            f"version_id_length = {_enough(revision)} in sqlgen.toml.",
        )
        self.revision, self.length = revision, length


def _enough(revision: str) -> int:
    """Return a length that holds *revision* and others like it."""
    return next(length for length in (64, 128, 255, 1 << 20) if length >= len(revision))


class NoVersionsFolder(SqlgenError):
    """None of the folders that should hold the revisions exists."""

    def __init__(self, folders: Sequence[str]) -> None:
        super().__init__(
            f"there is no folder {_listed(folders)}.",
            hint="Name the folder of the revision files in the configuration.",
        )
        self.folders = tuple(folders)


class DuplicateRevision(SqlgenError):
    """Several files have one revision id."""

    def __init__(self, revision: str, paths: Sequence[str]) -> None:
        super().__init__(
            f"revision id {revision} is used by {len(paths)} files: {_listed(paths)}.",
            where=Origin(paths[-1], 0),
            hint="Give one of them another id, and name that in the revisions that follow it.",
        )
        self.revision, self.paths = revision, tuple(paths)


class SelfLoop(RevisionFileFault):
    """A revision follows, or depends on, itself; *name* is the header that says so."""

    def __init__(self, path: str, revision: str, name: str) -> None:
        super().__init__(f"revision {revision} names itself as its {name}.", path)
        self.revision, self.name = revision, name


class MissingParent(RevisionFileFault):
    """A down_revision that no file has."""

    def __init__(self, path: str, revision: str, parent: str, hint: str | None) -> None:
        super().__init__(
            f"revision {revision} follows {parent}, which no file of the history has.",
            path,
            hint=hint or "Restore the missing file, or correct down_revision.",
        )
        self.revision, self.parent = revision, parent


class MissingDependency(RevisionFileFault):
    """A depends_on that no revision and no branch label has."""

    def __init__(self, path: str, revision: str, dependency: str, hint: str | None) -> None:
        super().__init__(
            f"revision {revision} depends on {dependency}, which is neither a revision nor a branch label.",
            path,
            hint=hint or "Restore the missing file, or correct depends_on.",
        )
        self.revision, self.dependency = revision, dependency


class DuplicateLabel(RevisionFileFault):
    """A branch label is used twice, or is a revision id as well."""

    def __init__(self, path: str, label: str, revision: str, other: str, other_path: str) -> None:
        super().__init__(
            f"branch label {label} of revision {revision} is already used by revision {other} "
            f"({other_path}).",
            path,
            hint="Choose another label.",
        )
        self.label, self.revision, self.other = label, revision, other


class RevisionCycle(SqlgenError):
    """Revisions that follow each other in a circle; *revisions* in order, each following the next."""

    def __init__(self, revisions: Sequence[str], paths: Sequence[str], *, dependencies: bool) -> None:
        kind = "follow or depend on" if dependencies else "follow"
        circle = " -> ".join((*revisions, revisions[0]))
        super().__init__(
            f"revisions {kind} each other in a circle: {circle} ({_listed(paths)}).",
            where=Origin(paths[0], 0),
            hint=f"Correct {'depends_on or ' if dependencies else ''}down_revision in one of them.",
        )
        self.revisions, self.dependencies = tuple(revisions), dependencies
