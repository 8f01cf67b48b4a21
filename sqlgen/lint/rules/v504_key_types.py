"""V504: a foreign key joins columns of different types."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.others import keys_of
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.type_changes import shape_of


@rule("V504", "a foreign key joins columns of different types")
def key_types(script: Judged) -> Iterator[Hit]:
    """Some engines refuse it, others cast at every check and may leave an index unused.

    Exempt: types of one family and size.
    """
    for action in script.actions:
        for key in keys_of(action) if action.kind in KINDS else ():
            child = action.table_after
            parent = action.after.table(key.referred)
            if child is None or parent is None:
                continue
            primary = parent.primary_key.columns if parent.primary_key is not None else ()
            referred = key.referred_columns or primary
            for here, there in zip(key.columns, referred, strict=False):
                one, other = child.column(here), parent.column(there)
                if one is None or other is None:
                    continue
                a, b = shape_of(one.type, script.locks), shape_of(other.type, script.locks)
                if (a.family, a.size) != (b.family, b.size):
                    types = f"{one.type.sql} points to {key.referred}.{there} {other.type.sql}"
                    yield Hit(action, f"{child.name}.{here} {types}")


KINDS = ("add_fk", "add_fk_not_valid", "create_table_fk", "add_column_fk")
