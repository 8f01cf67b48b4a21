"""T604: the script's transaction is begun or ended by a revision."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity


@rule("T604", "the script's transaction is begun or ended by a revision", Severity.ERROR)
def own_begin(script: Judged) -> Iterator[Hit]:
    """What stands behind a COMMIT of its own is no longer part of the transaction, and the guard cannot undo
    it.

    Exempt: scripts without transactions.
    """
    if not script.script.transactions.enabled:
        return
    for action in script.actions:
        if action.kind == "statement":
            for mark, does in (
                ("begin", "begins a transaction within one"),
                ("commit", "ends the script's own"),
            ):
                if script.locks.has(mark, action.code):
                    yield Hit(action, f"{action.code} {does}")
