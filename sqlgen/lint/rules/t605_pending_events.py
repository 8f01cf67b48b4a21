"""T605: rows whose keys are checked at the end are changed before their table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity
from sqlgen.schema import ObjectName


@rule("T605", "rows whose keys are checked at the end are changed before their table", Severity.ERROR)
def pending_events(script: Judged) -> Iterator[Hit]:
    """The server refuses ALTER TABLE while checks of that table's rows are still to come.

    Exempt: SET CONSTRAINTS ... IMMEDIATE between them; keys that are checked at once.
    """
    for actions in script.by_transaction():
        pending: dict[ObjectName, Action] = {}
        for action in actions:
            table = action.table_before
            if script.locks.has("immediate", action.code):
                pending.clear()
            elif action.kind == "rows" and table is not None:
                if any((key.initially or "").upper() == "DEFERRED" for key in table.foreign_keys):
                    pending.setdefault(table.name, action)
            elif action.table in pending and re.match(r"(ALTER|DROP)\s+TABLE\b", action.code, re.I):
                since = pending.pop(action.table)
                yield Hit(
                    action, f"checks of rows of {action.table}, changed at {since.origin}, are still to come"
                )
