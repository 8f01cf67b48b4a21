"""Findings as SARIF 2.1.0, which code scanning reads.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
What GitHub wants beside it: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from sqlgen.report.finding import Finding, Severity, ordered
from sqlgen.report.fingerprint import fingerprints

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_Json = Mapping[str, object]


def sarif(findings: Sequence[Finding]) -> str:
    """Return the log as JSON, with a rule for each code; GitHub shows a finding only where it has a place."""
    findings = ordered(findings)
    rules = {one.code: one for one in sorted(findings, key=lambda one: one.code)}
    driver = {"name": "sqlgen", "rules": [_rule(one) for one in rules.values()]}
    places = {code: index for index, code in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(one, places[one.code], mark)
            for one, mark in zip(findings, fingerprints(findings), strict=True)
        ],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(one: Finding) -> _Json:
    rule: dict[str, object] = {
        "id": one.code,
        "shortDescription": {"text": one.title},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
    }
    if one.url:
        rule["helpUri"] = one.url
    return rule


def _result(one: Finding, rule: int, mark: str) -> _Json:
    said = f"revision {one.revision}: {one.message}" if one.revision else one.message
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": f"{said}\n{one.hint}" if one.hint else said},
        "locations": [{"physicalLocation": _place(one.path, one.line, one.column)}],
    }
    if one.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(place.path, place.line, None),
                **({"message": {"text": place.message}} if place.message else {}),
            }
            for number, place in enumerate(one.related, 1)
        ]
    result["partialFingerprints"] = {"sqlgen/v1": mark}
    return result


def _place(path: str, line: int | None, column: int | None) -> _Json:
    region = {"startLine": line or 1}
    if line and column:
        region["startColumn"] = column
    # A path is no URI yet: a blank or a % in it would make it another one.
    return {"artifactLocation": {"uri": quote(path)}, "region": region}
