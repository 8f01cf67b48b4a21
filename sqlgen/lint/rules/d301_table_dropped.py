"""D301: a table or a schema is dropped."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("D301", "a table or a schema is dropped")
def table_dropped(script: Judged) -> Iterator[Hit]:
    """Its rows are gone.

    Exempt: tables that the script has made; temporary ones; ones known to be empty.
    """
    for action in script.actions:
        match action.operation:
            case o.DropTable(table=table) if not script.is_exempt(table, action):
                yield Hit(action, f"the table {table} is dropped with its rows")
            case o.DropSchema(name=name):
                yield Hit(action, f"the schema {name} is dropped with all that is in it")
