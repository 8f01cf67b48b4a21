"""Findings as workflow commands of GitHub Actions, which become annotations of the lines in a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
Escaping is that of GitHub's own toolkit: https://github.com/actions/toolkit (packages/core/src/command.ts).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from sqlgen.report.finding import Finding, Severity, ordered

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(findings: Sequence[Finding]) -> str:
    """Return an annotation for each finding; details, for which it has no room, stand folded in the log."""
    return "".join("".join(f"{line}\n" for line in _lines(one)) for one in ordered(findings))


def _lines(one: Finding) -> Iterator[str]:
    properties = {"file": one.path}
    if one.line:
        properties["line"] = str(one.line)
        if one.column:
            properties["col"] = str(one.column)
    properties["title"] = f"{one.title} [{one.code}]"
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    yield f"::{_COMMANDS[one.severity]} {said}::{_data(_message(one))}"
    if one.detail:
        yield f"::group::{_data(one.place)}"
        # A line of a diff could be taken for a command; the token must not stand in it.
        token = hashlib.sha256(one.detail.encode("utf-8", "surrogatepass")).hexdigest()
        yield f"::stop-commands::{token}"
        yield from one.detail.splitlines()
        yield f"::{token}::"
        yield "::endgroup::"


def _message(one: Finding) -> str:
    lines = [f"revision {one.revision}: {one.message}" if one.revision else one.message]
    lines += [f"{place.shown}: {place.message}" if place.message else place.shown for place in one.related]
    if one.hint:
        lines.append(one.hint)
    return "\n".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
