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
            others = {table: where for table, where in held.items() if table != action.table}
            if script.is_long(action) and others:
                table, (lock, since) = next(iter(others.items()))
                if since.statement is not action.statement:
                    work = f"{action.table} is read or written as a whole"
                    yield Hit(action, f"{work} while {table} stays locked ({lock}, from {since.origin})")
            for locked in script.locked(action):
                if locked.reads != "no":
                    held.setdefault(locked.table, (locked.lock, action))
