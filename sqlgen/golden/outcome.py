"""What became of a golden file: the verdict, what differs, and why."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sqlgen.origin import Origin
from sqlgen.values import dataclass

if TYPE_CHECKING:
    from sqlgen.golden.matrix import Cell


class Verdict(Enum):
    """How the file that is accepted and the one of today are to each other, the mildest first."""

    SAME = "same"
    """Byte by byte."""
    COSMETIC = "cosmetic"
    """The same statements; comments or layout differ."""
    EQUIVALENT = "equivalent"
    """Other statements or another order, proved to leave the same schema and data; locks or transactions may
    differ."""
    DIFFERENT = "different"
    """Another effect, or one that could not be proved to be the same."""
    MISSING = "missing"
    """There is a cell, and no file."""
    STALE = "stale"
    """There is a file, and no cell."""


class Edit(Enum):
    """What became of a statement."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement that differs. *old* is the text on the accepted side, *new* that of today; None: not there.

    *origin*: the line of the migration that today's statement comes from, else the accepted one's; as its
    comment says it, so relative to the project. Lines count from 1 in the file of that side.
    """

    edit: Edit
    old: str | None = None
    new: str | None = None
    old_line: int | None = None
    new_line: int | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison of two scripts found.

    *statements*: those that differ. *effects*: which objects differ and how, one sentence each; of a
    DIFFERENT one also why sameness could not be proved. *notes*: other locks, transactions or settings.
    """

    verdict: Verdict
    statements: tuple[StatementChange, ...] = ()
    effects: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class CauseKind(Enum):
    """Where a difference comes from."""

    REVISION = "revision"
    GOLDEN = "golden"
    CONFIG = "config"
    DIALECT = "dialect"
    SQLGEN = "sqlgen"
    LIBRARY = "library"
    MATRIX = "matrix"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a golden differs: *text* is one sentence; *origin* the file to blame, *revision* its id."""

    kind: CauseKind
    text: str
    origin: Origin | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A golden file and what became of it.

    *path* is relative to the matrix's root, with ``/``. *cell* is None for a stale file. *old* is the text
    that is accepted, *new* that of today; None where there is none. *replaces*: the file that *path* takes
    the place of, where a script has become a refusal or the reverse.
    """

    path: str
    cell: Cell | None
    verdict: Verdict
    old: str | None = None
    new: str | None = None
    comparison: Comparison | None = None
    causes: tuple[Cause, ...] = ()
    replaces: str | None = None

    @property
    def clean(self) -> bool:
        """Nothing has to be accepted."""
        return self.verdict is Verdict.SAME
