"""C407: labels are renamed, put in between or taken away."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import retyped
from sqlgen.schema import ObjectName


@rule("C407", "labels are renamed, put in between or taken away")
def labels(script: Judged) -> Iterator[Hit]:
    """Programs hold labels as literals; some engines copy the table for any but a label at the end.

    Exempt: labels put at the end; types and tables that the script has made.
    """
    made: set[ObjectName] = set()
    for action in script.actions:
        op = action.operation
        if isinstance(op, o.CreateEnum):
            made.add(op.enum.name)
        elif isinstance(op, o.AlterEnum) and op.enum.name not in made:
            known = action.before.enums.get(op.enum.name)
            old = known.labels if known is not None else ()
            if op.enum.labels[: len(old)] != old:
                yield Hit(action, f"{op.enum.name}: {', '.join(old)} becomes {', '.join(op.enum.labels)}")
        elif action.kind in COPIED and not script.is_exempt(action.table, action):
            yield Hit(action, f"{action.place}: {retyped(action)}")


COPIED = ("enum_insert_value", "enum_remove_value")
