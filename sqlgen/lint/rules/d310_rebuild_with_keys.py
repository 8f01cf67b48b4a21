"""D310: a table is made anew by hand while foreign keys are on."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity


@rule("D310", "a table is made anew by hand while foreign keys are on", Severity.ERROR)
def rebuild_with_keys(script: Judged) -> Iterator[Hit]:
    """DROP TABLE deletes the rows first where foreign keys are on, and ON DELETE CASCADE takes those that
    point to them; the pragma that switches them off does nothing within a transaction.

    Exempt: tables that nothing points to; tables that the script has made.
    """
    for action in script.actions:
        if not isinstance(action.operation, o.DropTable) or not action.raw:
            continue
        table = action.operation.table
        children = [child.name for child, _ in action.before.referring_to(table) if child.name != table]
        if children and not script.is_exempt(table, action):
            names = ", ".join(str(child) for child in children)
            yield Hit(action, f"dropping {table} takes rows of {names} along where foreign keys are on")
