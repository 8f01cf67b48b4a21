"""D306: every row is changed by one statement."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.expressions import speaks_of
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("D306", "every row is changed by one statement")
def without_where(script: Judged) -> Iterator[Hit]:
    """UPDATE or DELETE without a condition locks every row until the commit, and bloats the table or the
    undo.

    A column that the script has just added has to be filled; better in batches.
    Exempt: tables that the script has made; temporary ones; ones known to be empty.
    """
    for action in script.actions:
        if action.kind not in ("update_without_where", "delete_without_where"):
            continue
        if action.table is None or script.is_exempt(action.table, action):
            continue
        verb = "updated" if action.kind.startswith("update") else "deleted"
        table = action.table_before
        filled = [
            column.name
            for column in (table.columns if table is not None else ())
            if speaks_of(action.code, column.name) and script.is_added(action.table, column.name, action)
        ]
        fills = f" to fill {filled[0]}" if filled and verb == "updated" else ""
        yield Hit(action, f"every row of {action.table} is {verb}{fills}")
