"""V507: a CHECK of a new column is not checked for the rows that are there."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity


@rule("V507", "a CHECK of a new column is not checked for the rows that are there", Severity.ERROR)
def check_not_verified(script: Judged) -> Iterator[Hit]:
    """The column is added at once with its default in all old rows, and nobody looks whether that keeps the
    CHECK.

    Exempt: a column without a default, whose NULL keeps it; tables that are new or known to be empty.
    """
    for action in script.actions:
        op = action.operation
        if action.kind != "add_column_check" or not isinstance(op, o.AddColumn):
            continue
        if op.column.default is not None and not script.is_exempt(action.table, action):
            default = op.column.default.sql
            yield Hit(action, f"old rows get {default} in {action.place}, whether the CHECK allows it or not")
