"""V504: a foreign key joins columns of different types."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.facts import Locks
from sqlgen.lint.judged import Judged
from sqlgen.lint.others import keys_of
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.type_changes import shape_of
from sqlgen.schema import Column, ForeignKey, ObjectName


@rule("V504", "a foreign key joins columns of different types")
def key_types(script: Judged) -> Iterator[Hit]:
    """Some engines refuse it, others cast at every check and may leave an index unused.

    Exempt: types of one family and size; a type that the script changes on both sides.
    """
    end = script.actions[-1].after if script.actions else None
    for action in script.actions:
        if end is None or not action.kind.startswith(KINDS):
            continue
        for child, key in _keys(action):
            here, there = end.table(child), end.table(key.referred)
            if here is None or there is None:
                continue
            primary = there.primary_key.columns if there.primary_key is not None else ()
            for one, other in zip(key.columns, key.referred_columns or primary, strict=False):
                difference = _difference(here.column(one), there.column(other), script.locks)
                if difference is not None:
                    yield Hit(action, f"{child}.{one} points to {key.referred}.{other}: {difference}")


KINDS = ("add_fk", "create_table_fk", "add_column_fk", "type_")


def _keys(action: Action) -> Iterator[tuple[ObjectName, ForeignKey]]:
    """Yield the keys that *action* makes, or whose columns it changes, each with its table."""
    if action.table is None:
        return
    if not action.kind.startswith("type_"):
        yield from ((action.table, key) for key in keys_of(action))
        return
    table = action.table_before
    yield from (
        (action.table, k) for k in (table.foreign_keys if table else ()) if action.column in k.columns
    )
    for child, key in action.before.referring_to(action.table):
        primary = table.primary_key.columns if table is not None and table.primary_key is not None else ()
        if child.name != action.table and action.column in (key.referred_columns or primary):
            yield child.name, key


def _difference(one: Column | None, other: Column | None, locks: Locks) -> str | None:
    if one is None or other is None:
        return None
    a, b = shape_of(one.type, locks), shape_of(other.type, locks)
    return f"{one.type.sql} and {other.type.sql}" if (a.family, a.size) != (b.family, b.size) else None
