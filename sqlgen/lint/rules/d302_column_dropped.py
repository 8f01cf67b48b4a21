"""D302: a column is dropped."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("D302", "a column is dropped")
def column_dropped(script: Judged) -> Iterator[Hit]:
    """Its values are gone, and indexes and constraints that cover it go with it.

    Exempt: columns that the script has added; columns that are worked out and hold nothing; tables that are
    new or known to be empty.
    """
    for action in script.actions:
        if action.kind != "drop_column" or script.is_exempt(action.table, action):
            continue
        if script.is_added(action.table, action.column, action):
            continue
        table = action.table_before
        column = table.column(action.column) if table is not None and action.column is not None else None
        if column is not None and column.computed is not None and not column.computed.persisted:
            continue
        went = _gone(action)
        yield Hit(
            action, f"{action.place} is dropped with its values" + (f", and {went} with it" if went else "")
        )


def _gone(action: Action) -> str:
    """Return the indexes and constraints that go too, in words."""
    before, after = action.table_before, action.table_after
    if before is None or after is None:
        return ""
    names = [f"index {index.name}" for index in before.indexes if index not in after.indexes]
    names += [
        f"constraint {one.name}"
        for one in before.constraints
        if one not in after.constraints and one.name is not None
    ]
    return ", ".join(names)
