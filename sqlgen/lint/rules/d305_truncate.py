"""D305: a table is emptied by TRUNCATE."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("D305", "a table is emptied by TRUNCATE")
def truncate(script: Judged) -> Iterator[Hit]:
    """All rows go at once, under a lock that stops readers; many engines cannot take it back.

    Exempt: tables that the script has made; ones known to be empty.
    """
    for action in script.actions:
        if action.kind == "truncate" and not script.is_exempt(action.table, action):
            yield Hit(action, f"all rows of {action.table} go")
