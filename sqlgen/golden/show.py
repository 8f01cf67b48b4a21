"""Outcomes as people read them: a paragraph and a diff for each file, and a table of them all."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence

from sqlgen.golden.matrix import Matrix
from sqlgen.golden.outcome import Outcome, Verdict


def paragraph(outcome: Outcome) -> Iterator[str]:
    """Yield what became of a file, why, and what differs in effect; lines without ends."""
    replaced = f" (was {outcome.replaces})" if outcome.replaces is not None else ""
    yield f"{outcome.path}: {outcome.verdict.value}{replaced}"
    for cause in outcome.causes:
        place = f" ({cause.origin})" if cause.origin is not None else ""
        yield f"  because {cause.text}{place}"
    if outcome.comparison is not None:
        yield from (f"  {text}" for text in (*outcome.comparison.effects, *outcome.comparison.notes))


def diff(outcome: Outcome, *, most: int | None = None) -> Iterator[str]:
    """Yield a unified diff of the accepted file and today's, lines without ends, at most *most* of them."""
    old, new = ((text or "").splitlines() for text in (outcome.old, outcome.new))
    lines = list(difflib.unified_diff(old, new, "accepted", "now", lineterm=""))
    shown = lines if most is None or len(lines) <= most else lines[:most]
    yield from shown
    if not lines and outcome.old != outcome.new:
        yield "(only line ends, or the end of the file)"
    if len(lines) > len(shown):
        yield f"... {len(lines) - len(shown)} more lines"


def table(matrix: Matrix, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield how many files of each project became what, lines without ends."""
    counts: dict[str, Counter[Verdict]] = {}
    for outcome in outcomes:
        name = outcome.cell.project.name if outcome.cell is not None else outcome.path.split("/")[-3]
        counts.setdefault(name, Counter())[outcome.verdict] += 1
    used = [verdict for verdict in Verdict if any(count[verdict] for count in counts.values())]
    width = max([len("total"), *(len(name) for name in counts)])
    yield "  ".join([" " * width, *(verdict.value for verdict in used)])
    rows = [*counts.items()]
    if len(rows) > 1:
        rows.append(("total", sum((count for _, count in rows), Counter())))
    for name, count in rows:
        yield "  ".join([f"{name:<{width}}", *(f"{count[one]:>{len(one.value)}}" for one in used)])
    for skipped in matrix.skipped:
        yield f"{skipped.project}: skipped, {skipped.reason}"
