"""C408: a view gets other columns."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import view_columns
from sqlgen.schema import ObjectName


@rule("C408", "a view gets other columns")
def view_replaced(script: Judged) -> Iterator[Hit]:
    """Whoever reads the view meets other names; some engines refuse it, and want the view dropped first.

    Exempt: columns put at the end; views that the script has made.
    """
    made: set[ObjectName] = set()
    for action in script.actions:
        if not isinstance(action.operation, o.CreateView):
            continue
        view = action.operation.view
        known = action.before.views.get(view.name)
        if known is not None and view.name not in made:
            old, new = view_columns(known.sql), view_columns(view.sql)
            if old is not None and new is not None and new[: len(old)] != old:
                yield Hit(action, f"the view {view.name} had {', '.join(old)} and has {', '.join(new)}")
        made.add(view.name)
