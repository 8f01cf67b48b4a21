"""L113: the table is copied while writes wait."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import what


@rule("L113", "the table is copied while writes wait")
def copies(script: Judged) -> Iterator[Hit]:
    """The server knows no better way for this change than to copy the table, or lets nobody write meanwhile.

    Exempt: tables that are new or known to be empty.
    """
    for action in script.actions:
        fact = script.fact(action)
        if (
            fact is None
            or not fact.algorithm
            or fact.writes != "yes"
            or script.is_exempt(action.table, action)
        ):
            continue
        how = f"ALGORITHM={fact.algorithm}" + (f", LOCK={fact.clause}" if fact.clause else "")
        yield Hit(action, f"writes to {action.table} wait for the whole of {what(action)}: {how} at best")
