"""R206: a generated column in the table makes the change slow."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("R206", "a generated column in the table makes the change slow")
def generated_column(script: Judged) -> Iterator[Hit]:
    """A table with a generated column is copied for a new column at a place of its own, and for SET NOT NULL.

    Exempt: tables without one; a column that is put at the end; tables that are new or known to be empty.
    """
    for action in script.actions:
        table = action.table_before
        if table is None or action.kind not in ("add_column_in_place", "set_not_null", "reorder_column"):
            continue
        generated = [column.name for column in table.columns if column.computed is not None]
        if generated and not script.is_exempt(action.table, action):
            yield Hit(action, f"{action.table} is copied, because its column {generated[0]} is generated")
