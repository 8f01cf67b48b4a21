"""C402: a column gets another name."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("C402", "a column gets another name")
def column_renamed(script: Judged) -> Iterator[Hit]:
    """Programs that run know the old name until they are replaced, all at the same moment as the script.

    Exempt: columns and tables that the script has made.
    """
    for action in script.actions:
        if action.kind != "rename_column" or script.is_exempt(action.table, action):
            continue
        if not script.is_added(action.table, action.column, action):
            new = getattr(action.operation, "new_name", "")
            yield Hit(action, f"programs that run know {action.place}, not {new}")
