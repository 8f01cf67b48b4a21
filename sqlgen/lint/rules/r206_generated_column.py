"""R206: a generated column in the table makes the change slow."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.schema import Computed


@rule("R206", "a generated column in the table makes the change slow")
def generated_column(script: Judged) -> Iterator[Hit]:
    """A table with a virtual column is copied for a new column at a place of its own; one with a stored
    column, or with a virtual one that has an index, for SET NOT NULL.

    Exempt: tables without such a column; a column that is put at the end; tables that are new or known to be
    empty.
    """
    by_default = "virtual_by_default" not in script.locks.traits
    for action in script.actions:
        table = action.table_before
        if table is None or script.is_exempt(action.table, action):
            continue
        generated = [column for column in table.columns if column.computed is not None]
        stored = [c.name for c in generated if c.computed is not None and _stored(c.computed, by_default)]
        virtual = [c.name for c in generated if c.name not in stored]
        indexed = [name for name in virtual if any(name in index.columns for index in table.indexes)]
        slow = {"add_column_in_place": virtual, "set_not_null": stored + indexed}.get(action.kind, [])
        if slow:
            yield Hit(action, f"{action.table} is copied, because its column {slow[0]} is generated")


def _stored(computed: Computed, by_default: bool) -> bool:
    return by_default if computed.persisted is None else computed.persisted
