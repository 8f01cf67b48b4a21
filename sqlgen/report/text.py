"""Findings as people read them on a terminal; editors find the places, as they do a compiler's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlgen.report.finding import Finding, ordered


def text(findings: Sequence[Finding]) -> str:
    """Return a paragraph for each finding: ``place: severity: message [code]``, the rest indented below."""
    return "".join("".join(f"{line}\n" for line in _lines(one)) for one in ordered(findings))


def _lines(one: Finding) -> Iterator[str]:
    revision = f"revision {one.revision}: " if one.revision else ""
    yield f"{one.place}: {one.severity.value}: {revision}{one.message} [{one.code}]"
    for place in one.related:
        yield f"  {place.shown}: {place.message}" if place.message else f"  {place.shown}"
    if one.hint:
        yield from (f"  {line}" for line in one.hint.splitlines())
    if one.detail:
        yield from (f"    {line}".rstrip() for line in one.detail.splitlines())
