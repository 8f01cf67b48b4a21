"""``alembic.script.revision``."""

from typing import Any

from sqlgen.replay.script_directory import (
    MultipleHeads,
    RangeNotAncestorError,
    ResolutionError,
    RevisionError,
    RevisionMap,
)
from sqlgen.replay.script_directory import Script as Revision

__all__ = [
    "CycleDetected",
    "DependencyCycleDetected",
    "DependencyLoopDetected",
    "LoopDetected",
    "MultipleHeads",
    "RangeNotAncestorError",
    "ResolutionError",
    "Revision",
    "RevisionError",
    "RevisionMap",
    "is_revision",
    "tuple_rev_as_scalar",
]


class CycleDetected(RevisionError):
    """Kept for imports; a history with a circle is refused before env.py runs."""

    kind = "Cycle"


class DependencyCycleDetected(CycleDetected):
    """Kept for imports."""

    kind = "Dependency cycle"


class LoopDetected(CycleDetected):
    """Kept for imports."""

    kind = "Self-loop"


class DependencyLoopDetected(DependencyCycleDetected, LoopDetected):
    """Kept for imports."""

    kind = "Dependency self-loop"


def tuple_rev_as_scalar(rev: Any) -> Any:
    """Return the one item of *rev*, None where it is empty, else *rev* itself."""
    return (rev[0] if len(rev) == 1 else rev) if rev else None


def is_revision(rev: Any) -> Any:
    """Return *rev*, which is a revision."""
    assert isinstance(rev, Revision)
    return rev
