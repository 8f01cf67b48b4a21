"""V505: a foreign key has no index."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.others import keys_of
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity
from sqlgen.schema import PrimaryKey, Table, Unique


@rule("V505", "a foreign key has no index", Severity.INFO)
def key_without_index(script: Judged) -> Iterator[Hit]:
    """Every delete in the parent, and every change of its key, reads the whole child table.

    Exempt: columns that lead an index, a primary key or a unique one by the end of the script.
    """
    end = script.actions[-1].after if script.actions else None
    for action in script.actions:
        if (
            action.kind not in ("add_fk", "add_fk_not_valid", "create_table_fk", "add_column_fk")
            or end is None
        ):
            continue
        child = action.table_after
        child = end.table(child.name) or child if child is not None else None
        for key in keys_of(action):
            if child is None or _leads(child, key.columns):
                continue
            columns = ", ".join(key.columns)
            yield Hit(
                action, f"no index of {child.name} begins with {columns}, which points to {key.referred}"
            )


def _leads(table: Table, columns: tuple[str, ...]) -> bool:
    """Tell whether an index begins with *columns*, in any order."""
    lists = [index.columns for index in table.indexes if len(index.columns) == len(index.parts)]
    lists += [c.columns for c in table.constraints if isinstance(c, PrimaryKey | Unique)]
    return any(set(one[: len(columns)]) == set(columns) for one in lists)
