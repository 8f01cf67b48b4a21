"""T607: a statement must stand alone in its batch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity


@rule("T607", "a statement must stand alone in its batch", Severity.ERROR)
def not_alone(script: Judged) -> Iterator[Hit]:
    """CREATE VIEW and its kin are refused behind another statement in the same text.

    Exempt: a text of its own.
    """
    for action in script.actions:
        if action.kind != "statement":
            continue
        pattern = script.locks.patterns.get("alone")
        found = pattern.search(action.code) if pattern is not None else None
        if found is not None and found.start() > 0 and not re.match(r"(EXEC|ALTER|IF)\b", action.code, re.I):
            yield Hit(action, f"{found.group()} stands behind another statement")
