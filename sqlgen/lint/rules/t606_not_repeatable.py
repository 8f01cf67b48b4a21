"""T606: a step cannot be run again after a failure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import by_statement
from sqlgen.report.finding import Severity


@rule("T606", "a step cannot be run again after a failure", Severity.INFO)
def not_repeatable(script: Judged) -> Iterator[Hit]:
    """Where a statement is not undone with the rest, the next run meets what it has left behind.

    Told of SQL that the revision wrote itself.
    Exempt: statements within a transaction; ones that ask for what they are about to make.
    """
    enabled = script.script.transactions.enabled
    for actions in by_statement(script.actions):
        first = actions[0]
        if not first.raw or (enabled and first.statement.transactional):
            continue
        if re.match(r"(CREATE|DROP|ALTER)\b", first.code, re.I) is None or first.statement.block:
            continue
        if re.search(r"\bIF\s+(NOT\s+)?EXISTS\b|^CREATE\s+OR\s+(REPLACE|ALTER)\b", first.code, re.I) is None:
            words = " ".join(first.code.split()[:3])
            yield Hit(first, f"{words} fails on what an earlier try has left")
