"""L108: long work while a strong lock is held."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.schema import ObjectName


@rule("L108", "long work while a strong lock is held")
def work_after_lock(script: Judged) -> Iterator[Hit]:
    """A lock is kept until the transaction ends: one that would take a moment lasts as long as what follows
    it.

    Exempt: work on tables that the script has made; work that itself locks nothing but the same table as
    strongly.
    """
    for actions in script.by_transaction():
        held: dict[ObjectName, tuple[str, Action]] = {}
        for action in actions:
            if script.is_long(action):
                table = next((table for table in held if table != action.table), None)
                if table is not None and held[table][1].statement is not action.statement:
                    lock, since = held[table]
                    work = f"{action.table} is read or written as a whole"
                    yield Hit(action, f"{work} while {table} stays locked ({lock}, from {since.origin})")
            for locked in script.locked(action):
                if locked.is_strong:
                    held.setdefault(locked.table, (locked.lock, action))
