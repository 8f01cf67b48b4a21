"""L103: a constraint builds its index under a strong lock."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import constraint_name, stopped
from sqlgen.schema import PrimaryKey, Unique


@rule("L103", "a constraint builds its index under a strong lock")
def constraint_builds_index(script: Judged) -> Iterator[Hit]:
    """ADD UNIQUE and ADD PRIMARY KEY build an index, and hold their lock as long as that takes.

    Where the table has a unique index over the same columns already, the finding names it.
    Exempt: tables that are new or known to be empty.
    """
    for action in script.actions:
        fact = script.fact(action)
        if action.kind not in ("add_unique", "add_pk", "add_exclude") or fact is None or not fact.is_long:
            continue
        if action.rebuilds or script.is_exempt(action.table, action):
            continue
        message = (
            f"{stopped(fact)} of {action.table} wait until the index of {constraint_name(action)} is built"
        )
        yield Hit(action, message, _hint(action))


def _hint(action: Action) -> str | None:
    constraint, table = getattr(action.operation, "constraint", None), action.table_before
    if table is None or not isinstance(constraint, PrimaryKey | Unique):
        return None
    for index in table.indexes:
        plain = all(part.column is not None for part in index.parts) and not index.options
        if index.unique and plain and index.columns == constraint.columns:
            return f"There is the unique index {index.name}: ADD CONSTRAINT ... USING INDEX {index.name}."
    return None
