"""D309: what does not fit is changed in silence."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("D309", "what does not fit is changed in silence")
def not_strict(script: Judged) -> Iterator[Hit]:
    """Where the server's sql_mode is not strict, NULL becomes 0 or an empty string, and what is too long is
    cut.

    Exempt: scripts that set a strict mode before; tables that are new or known to be empty.
    """
    for action in script.actions:
        if action.kind != "set_not_null" and not action.lossy:
            continue
        if not script.is_exempt(action.table, action) and not script.said_before("strict_mode", action):
            what_happens = (
                "NULL becomes 0 or ''" if action.kind == "set_not_null" else "what does not fit is cut"
            )
            yield Hit(action, f"{action.place}: without a strict sql_mode {what_happens}")
