"""R201: the change of a type rewrites the table."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import retyped


@rule("R201", "the change of a type rewrites the table")
def type_rewrites(script: Judged) -> Iterator[Hit]:
    """Every row and every index is written anew under the statement's lock.

    Exempt: changes that the engine makes in its catalogue alone; tables that are new or known to be empty.
    """
    for action in script.actions:
        fact = script.fact(action)
        if (
            fact is None
            or not fact.rewrite
            or not action.kind.startswith(("type_", "enum_"))
            or action.rebuilds
        ):
            continue
        zones = action.kind == "type_timestamp_to_timestamptz" and "R209" in script.locks.rules
        if not zones and not script.is_exempt(action.table, action):
            yield Hit(action, f"{action.place}: {retyped(action)} rewrites every row of {action.table}")
