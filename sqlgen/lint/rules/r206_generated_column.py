"""R206: a generated column in the table makes the change slow."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.refine import slowed_by
from sqlgen.lint.rule import Hit, rule


@rule("R206", "a generated column in the table makes the change slow")
def generated_column(script: Judged) -> Iterator[Hit]:
    """A table with a virtual column is copied for a new column at a place of its own; one with a stored
    column, or with a virtual one that has an index, for SET NOT NULL.

    Exempt: tables without such a column; a column that is put at the end; tables that are new or known to be
    empty.
    """
    for action in script.actions:
        table = action.table_before
        if table is None or script.is_exempt(action.table, action):
            continue
        column = slowed_by(action, table, script.locks)
        if column is not None:
            yield Hit(action, f"{action.table} is copied, because its column {column} is generated")
