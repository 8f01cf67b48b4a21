"""L110: a table is locked that the statement does not name."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("L110", "a table is locked that the statement does not name")
def parent_locked(script: Judged) -> Iterator[Hit]:
    """Dropping a foreign key, its column or its table locks the table that it points to as strongly.

    Exempt: parents that are new, or dropped by the script.
    """
    dropped = {a.operation.table for a in script.actions if isinstance(a.operation, o.DropTable)}
    for action in script.actions:
        if action.kind not in ("drop_fk", "drop_column", "drop_table") or action.rebuilds:
            continue
        for locked in script.locked(action):
            if not locked.named and locked.is_strong and locked.table not in dropped:
                yield Hit(action, f"{locked.stops} of {locked.table} are stopped too ({locked.lock})")
