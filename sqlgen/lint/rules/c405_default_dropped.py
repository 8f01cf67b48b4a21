"""C405: a column that must be given loses its default."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("C405", "a column that must be given loses its default")
def default_dropped(script: Judged) -> Iterator[Hit]:
    """Programs that leave the column out when they insert fail.

    Exempt: columns that may be NULL; columns and tables that the script has made.
    """
    for action in script.actions:
        table = action.table_before
        if action.kind != "drop_default" or script.is_exempt(action.table, action) or table is None:
            continue
        column = table.column(action.column or "")
        if (
            column is not None
            and not column.nullable
            and not script.is_added(action.table, action.column, action)
        ):
            yield Hit(action, f"{action.place} is NOT NULL: inserts that leave it out fail from now on")
