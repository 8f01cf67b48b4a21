"""Findings as GitLab's Code Quality report, which a merge request shows at its lines.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlgen.report.finding import Finding, Severity, ordered
from sqlgen.report.fingerprint import fingerprints

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(findings: Sequence[Finding]) -> str:
    """Return the report as JSON: always a list, each entry with a line, since GitLab drops those without."""
    findings = ordered(findings)
    entries = [
        {
            "description": f"{one.message} {one.hint}" if one.hint else one.message,
            "check_name": one.code,
            "fingerprint": mark,
            "severity": _SEVERITIES[one.severity],
            "location": {"path": one.path, "lines": {"begin": one.line or 1}},
        }
        for one, mark in zip(findings, fingerprints(findings), strict=True)
    ]
    return json.dumps(entries, indent=2) + "\n"
