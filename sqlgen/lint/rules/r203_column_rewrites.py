"""R203: a new column rewrites the table."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("R203", "a new column rewrites the table")
def column_rewrites(script: Judged) -> Iterator[Hit]:
    """A default that differs from row to row, a number for each row, a stored expression: every row is
    written.

    Exempt: defaults that are the same for all rows, on engines that keep them apart; tables that are new or
    known to be empty.
    """
    for action in script.actions:
        fact = script.fact(action)
        if fact is None or action.rebuilds or script.is_exempt(action.table, action):
            continue
        if action.kind in REASONS and fact.rewrite:
            yield Hit(
                action, f"{action.place} {REASONS[action.kind]}: every row of {action.table} is written anew"
            )
        elif action.kind == "add_column_const_default" and script.settings.edition == "standard":
            yield Hit(action, f"{action.place} has a default, which edition standard writes into every row")


REASONS = {
    "add_column_volatile_default": "has a default that is worked out for each row",
    "add_column_identity": "is numbered",
    "add_column_generated_stored": "is a stored expression",
    "add_column_domain": "is of a domain, whose rules are checked",
}
