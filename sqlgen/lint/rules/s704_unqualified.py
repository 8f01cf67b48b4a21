"""S704: a table is made in whatever schema comes first."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity


@rule("S704", "a table is made in whatever schema comes first", Severity.INFO)
def unqualified(script: Judged) -> Iterator[Hit]:
    """A name without a schema goes where the session's search path leads.

    Exempt: names with a schema; scripts that set the path before; temporary tables.
    """
    for action in script.actions:
        if not isinstance(action.operation, o.CreateTable) or action.operation.table.name.schema is not None:
            continue
        if script.locks.has("temporary", action.code[:30]) or script.said_before("search_path", action):
            continue
        yield Hit(action, f"{action.table} names no schema")
