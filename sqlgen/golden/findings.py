"""Outcomes as findings, at the line of the migration that made the difference, where one did."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlgen.golden.matrix import Matrix, project_of
from sqlgen.golden.outcome import CauseKind, Outcome, Verdict
from sqlgen.origin import Origin
from sqlgen.report.finding import Finding, Place, Severity, at, ordered

_TITLES = {
    Verdict.COSMETIC: "a golden script differs in comments or layout",
    Verdict.EQUIVALENT: "a golden script differs, to the same effect",
    Verdict.DIFFERENT: "a golden script has another effect",
    Verdict.MISSING: "a golden file is missing",
    Verdict.STALE: "a golden file is stale",
}
_MILD = (Verdict.COSMETIC, Verdict.EQUIVALENT)
_HINT = "Is it meant? Read it as a DBA would, then accept it: sqlgen golden update"
_EFFECTS = 4


@dataclass(frozen=True)
class _Blamed:
    """Where an outcome is told, and of which revision."""

    origin: Origin
    revision: str | None


def findings(matrix: Matrix, outcomes: Sequence[Outcome]) -> list[Finding]:
    """Return a finding for each place that made goldens differ; its other goldens are related places.

    Paths are relative to the matrix's root.
    """
    roots = _roots(matrix)
    together: dict[tuple[_Blamed, Verdict], list[Outcome]] = {}
    for outcome in outcomes:
        if not outcome.clean:
            key = (_blamed(matrix, outcome, roots), outcome.verdict)
            together.setdefault(key, []).append(outcome)
    return ordered(_finding(blamed, verdict, several) for (blamed, verdict), several in together.items())


def _roots(matrix: Matrix) -> dict[str, str]:
    """Return where the paths of each project count from, relative to the matrix's root."""
    return {
        entry.name: Path(os.path.relpath(project_of(entry, matrix.root).root, matrix.root)).as_posix()
        for entry in matrix.settings.projects
        if entry.name in matrix.graphs
    }


def _blamed(matrix: Matrix, outcome: Outcome, roots: dict[str, str]) -> _Blamed:
    cause = outcome.causes[0] if outcome.causes else None
    statements = outcome.comparison.statements if outcome.comparison is not None else ()
    golden = outcome.replaces or outcome.path
    if outcome.verdict is Verdict.MISSING:
        golden = matrix.file
    if cause is None or cause.kind is not CauseKind.REVISION or outcome.cell is None:
        line = next((one.old_line for one in statements if one.old_line is not None), 0)
        return _Blamed(Origin(golden, line if golden == outcome.path else 0), None)
    root = roots[outcome.cell.project.name]
    files = {one.origin.path: one for one in outcome.causes if one.origin is not None}
    for one in statements:
        if one.origin is not None and one.origin.path in files:
            found = Origin(_joined(root, one.origin.path), one.origin.line)
            return _Blamed(found, files[one.origin.path].revision)
    if cause.origin is None:
        return _Blamed(Origin(golden, 0), cause.revision)
    return _Blamed(Origin(_joined(root, cause.origin.path), 0), cause.revision)


def _joined(root: str, path: str) -> str:
    return Path(os.path.normpath(f"{root}/{path}")).as_posix()


def _finding(blamed: _Blamed, verdict: Verdict, outcomes: Sequence[Outcome]) -> Finding:
    first, *others = outcomes
    path, line = at(blamed.origin)
    return Finding(
        code=f"golden-{verdict.value}",
        severity=Severity.WARNING if verdict in _MILD else Severity.ERROR,
        title=_TITLES[verdict],
        message=_message(first, others),
        path=path,
        line=line,
        hint=_HINT,
        detail="\n".join(_details(first)) or None,
        revision=blamed.revision,
        related=tuple(Place(one.path) for one in outcomes if one.path != path),
    )


def _message(first: Outcome, others: Sequence[Outcome]) -> str:
    comparison = first.comparison
    told = (comparison.effects or comparison.notes) if comparison is not None else ()
    more = ""
    if others:
        more = f" and {len(others)} {'other is' if len(others) == 1 else 'others are'} {first.verdict.value}"
    else:
        more = f" is {first.verdict.value}"
    reason = told[0].strip() if told else (first.causes[0].text if first.causes else "")
    return f"{first.path}{more}{f': {reason}' if reason else ''}"


def _details(outcome: Outcome) -> list[str]:
    comparison = outcome.comparison
    effects = list((comparison.effects or comparison.notes)[:_EFFECTS]) if comparison is not None else []
    return [*effects, *(f"cause: {cause.text}" for cause in outcome.causes)]
