"""E801: the server's version does not have it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import by_statement
from sqlgen.report.finding import Severity


@rule("E801", "the server's version does not have it", Severity.ERROR)
def too_new(script: Judged) -> Iterator[Hit]:
    """The statement is refused by the version that the script is written for.

    Exempt: versions that have it.
    """
    for actions in by_statement(script.actions):
        first = actions[0]
        for newer in script.locks.newer:
            if script.dialect.version < newer.since and not newer.silent and newer.pattern.search(first.code):
                since = ".".join(str(part) for part in newer.since)
                yield Hit(
                    first,
                    f"{newer.what}: from version {since} on, and the script is for {script.dialect.title}",
                )
