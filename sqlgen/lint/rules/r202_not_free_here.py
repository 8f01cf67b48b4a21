"""R202: a change of type that is free elsewhere is not free here."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.kinds import expression_users
from sqlgen.lint.others import other_tables
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import retyped, views_of


@rule("R202", "a change of type that is free elsewhere is not free here")
def not_free_here(script: Judged) -> Iterator[Hit]:
    """Where the column stands in a CHECK, in an index with an expression or a condition, or in a foreign key,
    the server checks all rows again, or builds the index again; a view refuses the change.

    Exempt: tables that are new or known to be empty.
    """
    for action in script.actions:
        fact = script.fact(action)
        table = action.table_before
        if fact is None or fact.rewrite or fact.scan or not action.kind.startswith("type_") or table is None:
            continue
        if script.is_exempt(action.table, action) or action.column is None:
            continue
        users = expression_users(table, action.column)
        users += [f"the foreign key to {other}" for other in other_tables("related", action)]
        users += [f"the view {view}" for view in views_of(action.before, table.name, action.column)]
        if users:
            yield Hit(
                action, f"{action.place}: {retyped(action)} is not free here because of {', '.join(users)}"
            )
