"""L116: a maintenance statement stops the table."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import stopped


@rule("L116", "a maintenance statement stops the table")
def rebuilds_index(script: Judged) -> Iterator[Hit]:
    """REINDEX, REFRESH MATERIALIZED VIEW, CLUSTER and VACUUM FULL in their plain form stop readers, too.

    Exempt: what the script has made.
    """
    for action in script.actions:
        if action.kind not in ("reindex", "refresh_matview", "cluster", "cluster_vacuum_full"):
            continue
        view = action.before.views.get(action.table) if action.table is not None else None
        made = any(
            isinstance(other.operation, o.CreateView) and other.table == action.table
            for other in script.actions[: action.number]
        )
        fact = script.fact(action)
        if fact is None or made or script.is_exempt(action.table, action):
            continue
        hint = None
        if view is not None and not any(index.unique for index in view.indexes):
            hint = "CONCURRENTLY needs a unique index on the view, which has none: create one first."
        yield Hit(action, f"{stopped(fact)} of {action.table} wait until it is done", hint)
