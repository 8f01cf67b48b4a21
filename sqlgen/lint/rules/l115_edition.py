"""L115: the online form needs an edition that has it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("L115", "the online form needs an edition that has it")
def edition(script: Judged) -> Iterator[Hit]:
    """Editions below Enterprise refuse to build an index online: the script ends there.

    Exempt: an edition declared in the configuration that has it.
    """
    declared = (script.settings.edition or "").lower()
    if declared in ("enterprise", "developer", "evaluation", "azure"):
        return
    told = declared or "none is declared"
    for action in script.actions:
        if action.kind in ("create_index_online", "drop_index_online") or (
            action.kind == "statement" and script.locks.has("online", action.code)
        ):
            yield Hit(action, f"ONLINE is refused by editions below Enterprise (edition: {told})")
