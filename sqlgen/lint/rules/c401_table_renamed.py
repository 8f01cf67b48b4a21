"""C401: a table or a schema gets another name."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("C401", "a table or a schema gets another name")
def table_renamed(script: Judged) -> Iterator[Hit]:
    """Programs that run know the old name until they are replaced, all at the same moment as the script.

    Exempt: tables that the script has made; a view of the old name that the same script leaves behind.
    """
    views = {
        (a.operation.view.name, a.number) for a in script.actions if isinstance(a.operation, o.CreateView)
    }
    for action in script.actions:
        if action.kind == "rename_schema":
            yield Hit(action, "whatever names the schema breaks")
        if action.kind not in ("rename_table", "move_to_schema") or script.is_exempt(action.table, action):
            continue
        if any(name == action.table and number > action.number for name, number in views):
            continue
        new = getattr(action.operation, "new_name", "")
        yield Hit(action, f"programs that run know {action.table}, not {new}")
