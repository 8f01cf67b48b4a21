"""C409: what depends on it is left behind."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.expressions import speaks_of
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import views_of


@rule("C409", "what depends on it is left behind")
def dependents(script: Judged) -> Iterator[Hit]:
    """A view, a trigger or a generated column speaks of what is dropped or renamed: the server refuses, or
    they break at their next use.

    Exempt: what the script drops before; renames, on engines whose views follow them; tables that are new.
    """
    for action in script.actions:
        if action.kind not in ("drop_column", "rename_column", "drop_table", "rename_table"):
            continue
        table = action.table
        if table is None or script.is_exempt(table, action) or action.operation is None:
            continue
        renamed = action.kind.startswith("rename")
        if renamed and "views_follow_renames" in script.locks.traits:
            continue
        column = action.column
        users = [f"the view {view}" for view in views_of(action.before, table, column)]
        users += [
            f"the trigger {trigger.name.name}"
            for trigger in action.before.triggers.values()
            if (trigger.table != table or column is not None)
            and speaks_of(trigger.sql, table.name)
            and (column is None or speaks_of(trigger.sql, column))
        ]
        known = action.table_before
        users += [
            f"the generated column {other.name}"
            for other in (known.columns if known is not None and column is not None else ())
            if other.computed is not None
            and other.name != column
            and speaks_of(other.computed.sql, column or "")
        ]
        if users:
            verb = "renamed" if renamed else "dropped"
            yield Hit(action, f"{action.place} is {verb}, and {', '.join(users)} still speaks of it")
