"""E804: a constraint has no name."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity
from sqlgen.schema import Constraint


@rule("E804", "a constraint has no name", Severity.INFO)
def unnamed(script: Judged) -> Iterator[Hit]:
    """The server makes one up; a later revision that drops the constraint has to know it.

    Exempt: constraints with names.
    """
    for action in script.actions:
        match action.operation:
            case o.CreateTable(table=table):
                constraints: tuple[Constraint, ...] = table.constraints
            case o.AddConstraint(constraint=constraint):
                constraints = (constraint,)
            case _:
                continue
        kinds = sorted({type(one).__name__ for one in constraints if one.name is None or one.made_up})
        if kinds:
            yield Hit(action, f"{action.table} has constraints without names: {', '.join(kinds)}")
