"""L106: SET NOT NULL reads the whole table."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import stopped


@rule("L106", "SET NOT NULL reads the whole table")
def not_null_scans(script: Judged) -> Iterator[Hit]:
    """The server looks at every row for a NULL, and holds its lock meanwhile.

    Exempt: a column with a CHECK (column IS NOT NULL) that is valid, where the engine takes that for a proof;
    columns that cannot be NULL already; tables that are new or known to be empty.
    """
    for action in script.actions:
        fact = script.fact(action)
        if action.kind != "set_not_null" or fact is None or not fact.scan or action.rebuilds:
            continue
        if not script.is_exempt(action.table, action):
            yield Hit(
                action, f"{stopped(fact)} of {action.table} wait while {action.column} is searched for NULL"
            )
