"""Kinds that depend on what else the table has: an index on the column, a generated column beside it."""

from __future__ import annotations

from sqlgen.lint.actions import Action
from sqlgen.lint.facts import Locks
from sqlgen.schema import Computed, Table


def refined(action: Action, locks: Locks) -> str:
    """Return the kind whose fact holds for *action* on its table, where the dialect tells it apart."""
    table = action.table_before
    if table is None:
        return action.kind
    special = action.kind
    match action.kind:
        case "drop_column" if any(action.column in index.columns for index in table.indexes):
            special = "drop_indexed_column"
        case "add_column_in_place" | "set_not_null" if slowed_by(action, table, locks) is not None:
            special = f"{action.kind}_generated"
    return special if special in locks.facts else action.kind


def slowed_by(action: Action, table: Table, locks: Locks) -> str | None:
    """Return the generated column that makes *action* slow on engines where one does.

    A virtual one does for a new column at a place of its own; a stored one, or a virtual one with an index,
    for SET NOT NULL.
    """
    by_default = "virtual_by_default" not in locks.traits
    generated = [(column.name, column.computed) for column in table.columns if column.computed is not None]
    stored = [name for name, computed in generated if _is_stored(computed, by_default)]
    virtual = [name for name, _ in generated if name not in stored]
    indexed = [name for name in virtual if any(name in index.columns for index in table.indexes)]
    slow = {"add_column_in_place": virtual, "set_not_null": stored + indexed}.get(action.kind, [])
    return slow[0] if slow else None


def _is_stored(computed: Computed, by_default: bool) -> bool:
    return by_default if computed.persisted is None else computed.persisted
