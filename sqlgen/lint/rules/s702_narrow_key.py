"""S702: a numbered key may run out."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.type_changes import shape_of
from sqlgen.report.finding import Severity


@rule("S702", "a numbered key may run out", Severity.INFO)
def narrow_key(script: Judged) -> Iterator[Hit]:
    """A key of 32 bits or less is used up after two billion rows, deleted ones and failed inserts included.

    Exempt: keys that are no numbers of the server's own; keys that point to another table.
    """
    for action in script.actions:
        if not isinstance(action.operation, o.CreateTable):
            continue
        table = action.operation.table
        key = table.primary_key.columns if table.primary_key is not None else ()
        column = table.column(key[0]) if len(key) == 1 else None
        if column is None or any(column.name in other.columns for other in table.foreign_keys):
            continue
        shape = shape_of(column.type, script.locks)
        numbered = column.autoincrement or column.identity is not None
        if numbered and shape.family == "integer" and 0 < shape.size <= 32:
            yield Hit(action, f"{table.name}.{column.name} is {column.type.sql}")
