"""R204: a new column brings a constraint in the same statement."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("R204", "a new column brings a constraint in the same statement")
def inline_constraint(script: Judged) -> Iterator[Hit]:
    """The constraint makes a statement long that would take a moment without it.

    Exempt: tables that are new or known to be empty; a reference of a column that is NULL in every row.
    """
    for action in script.actions:
        fact = script.fact(action)
        if fact is None or action.kind not in NAMES or action.rebuilds or not (fact.scan or fact.rewrite):
            continue
        if not script.is_exempt(action.table, action):
            yield Hit(
                action,
                f"{action.place} comes with {NAMES[action.kind]}, so that {action.table} is read as a whole",
            )


NAMES = {
    "add_column_check": "a CHECK",
    "add_column_fk": "a foreign key",
    "add_column_unique": "a unique index",
}
