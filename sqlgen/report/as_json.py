"""Findings as JSON of our own, for programs that want all of it; docs/golden-ci.md describes the form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlgen.report.finding import Finding, ordered
from sqlgen.report.fingerprint import fingerprints

VERSION = 1
"""Of the form: it grows when a field changes its meaning or goes, not when one is added."""


def as_json(findings: Sequence[Finding]) -> str:
    """Return ``{"version": 1, "findings": [...]}``; every field is there, null where it has no value."""
    findings = ordered(findings)
    entries = [
        {**asdict(one), "severity": one.severity.value, "fingerprint": mark}
        for one, mark in zip(findings, fingerprints(findings), strict=True)
    ]
    return json.dumps({"version": VERSION, "findings": entries}, indent=2) + "\n"
