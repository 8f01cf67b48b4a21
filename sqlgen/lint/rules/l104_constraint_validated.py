"""L104: a constraint is checked against all rows under a strong lock."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import constraint_name, tables_in_words


@rule("L104", "a constraint is checked against all rows under a strong lock")
def constraint_validated(script: Judged) -> Iterator[Hit]:
    """ADD FOREIGN KEY and ADD CHECK read the whole table while their lock is held, a foreign key's on both
    tables.

    Exempt: tables that are new or known to be empty.
    """
    for action in script.actions:
        fact = script.fact(action)
        if action.kind not in ("add_fk", "add_check") or fact is None or not (fact.scan and fact.is_long):
            continue
        if action.rebuilds or script.is_exempt(action.table, action):
            continue
        tables = tables_in_words(script.locked(action))
        hint = None
        if action.kind == "add_fk" and action.table is not None and action.before.children.get(action.table):
            hint = "The table has partitions: only from version 18 on a foreign key of such can be NOT VALID."
        yield Hit(action, f"{tables} while the rows are checked against {constraint_name(action)}", hint)
