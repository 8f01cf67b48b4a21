"""L109: several tables in use are locked in one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity
from sqlgen.schema import ObjectName


@rule("L109", "several tables in use are locked in one transaction", Severity.INFO)
def several_tables(script: Judged) -> Iterator[Hit]:
    """The waits add up, all the tables stay locked until the commit, and programs that lock in another order
    deadlock with it.

    Told once a transaction, at the second table.
    Exempt: tables that the script has made.
    """
    for actions in script.by_transaction():
        held: dict[ObjectName, Action] = {}
        second = None
        for action in actions:
            for locked in script.locked(action):
                if locked.is_strong and locked.table not in held:
                    held[locked.table] = action
                    second = second or (action if len(held) == 2 else None)
        if second is not None:
            names = ", ".join(str(table) for table in held)
            yield Hit(second, f"one transaction locks {len(held)} tables in use: {names}")
