"""S701: a table has no primary key."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity


@rule("S701", "a table has no primary key", Severity.INFO)
def no_primary_key(script: Judged) -> Iterator[Hit]:
    """Replication, online tools and whoever wants to name one row need it.

    Exempt: temporary tables; partitions; tables that get one by the end of the script.
    """
    end = script.actions[-1].after if script.actions else None
    for action in script.actions:
        if not isinstance(action.operation, o.CreateTable) or end is None:
            continue
        table = action.operation.table
        known = end.table(table.name)
        partition = any(table.name in children for children in end.children.values())
        temporary = any("TEMP" in word.upper() for word in table.prefixes)
        temporary = temporary or script.locks.has("temporary", action.code[:30])
        if known is not None and known.primary_key is None and not partition and not temporary:
            yield Hit(action, f"{table.name} has no primary key")
