"""Judge one case on one dialect: both tools, and the table of differences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.oracle import alembic_side, sqlgen_side
from tests.oracle.case import Case
from tests.oracle.compare import same
from tests.oracle.differences import differences, kind_of
from tests.oracle.outcome import Outcome, Refused
from tests.oracle.project import RANGE, write_project

SAME = "same"
BOTH_REFUSE = "both refuse"
UNEXPLAINED = "unexplained"
STALE = "stale entry"


@dataclass(frozen=True)
class Verdict:
    """*status* is `SAME`, `BOTH_REFUSE`, a kind of the table, or a fault: `UNEXPLAINED`, `STALE`."""

    case: Case
    dialect: str
    alembic: Outcome
    ours: Outcome
    status: str

    @property
    def fault(self) -> bool:
        """Whether this has to be looked at."""
        return self.status in (UNEXPLAINED, STALE)


def judge(case: Case, dialect: str, folder: Path) -> Verdict:
    """Render *case* by both tools in the empty *folder*. Raises: whatever sqlgen raises by mistake."""
    project = write_project(case, dialect, folder)
    alembic = alembic_side.render(project, RANGE, dialect)
    ours = sqlgen_side.outcome(project, RANGE, dialect)
    return Verdict(case, dialect, alembic, ours, _status(case.name, dialect, alembic, ours))


def _status(name: str, dialect: str, alembic: Outcome, ours: Outcome) -> str:
    entry = differences().get((name, dialect))
    if same(alembic, ours, dialect):
        if entry is not None:
            return STALE
        return BOTH_REFUSE if isinstance(ours, Refused) else SAME
    if entry is None or entry.kind != kind_of(alembic, ours) or not entry.allows(ours, dialect):
        return UNEXPLAINED
    return entry.kind


def explain(verdict: Verdict) -> str:
    """Return both outcomes side by side, for a reader."""
    lines = [f"{verdict.case.name} on {verdict.dialect}: {verdict.status}"]
    for tool, outcome in (("Alembic", verdict.alembic), ("sqlgen", verdict.ours)):
        if isinstance(outcome, Refused):
            lines.append(f"  {tool} refuses: {outcome.error}: {outcome.message}")
        else:
            lines.append(f"  {tool} says {len(outcome.statements)}:")
            lines += [f"    | {line}" for text in outcome.statements for line in (*text.split("\n"), "")]
    return "\n".join(lines)
