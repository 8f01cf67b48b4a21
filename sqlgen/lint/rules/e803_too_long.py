"""E803: a name is too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import by_statement
from sqlgen.report.finding import Severity


@rule("E803", "a name is too long", Severity.ERROR)
def too_long(script: Judged) -> Iterator[Hit]:
    """The server refuses it, or cuts it in silence, so that two names may become one. Of operations the
    compiler tells it by itself; this is about SQL that a revision wrote.

    Exempt: names within the limit.
    """
    ddl = script.dialect.facts.ddl
    for actions in by_statement(script.actions):
        first = actions[0]
        if (
            not first.raw
            or re.match(r"(CREATE|ALTER|DROP)\b", first.code, re.I) is None
            or first.statement.block
        ):
            continue
        for word in dict.fromkeys(re.findall(r"[^\W\d][\w$]{29,}", first.code)):
            length = len(word.encode()) if ddl.identifier_limit_unit == "bytes" else len(word)
            if length > ddl.identifier_limit:
                yield Hit(
                    first,
                    f"{word} has {length} {ddl.identifier_limit_unit}, and {ddl.identifier_limit} are kept",
                )
