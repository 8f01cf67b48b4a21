"""The tables that a statement locks without naming them, found in the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlgen import operations as o
from sqlgen.lint.actions import Action
from sqlgen.lint.kinds import dropped_constraint
from sqlgen.schema import ForeignKey, ObjectName


def other_tables(role: str, action: Action) -> Iterator[ObjectName]:
    """Yield the tables that stand in *role* (see `sqlgen.lint.facts.OTHERS`) to *action*, each once."""
    yield from dict.fromkeys(_ROLES[role](action))


def _referenced(action: Action) -> Iterator[ObjectName]:
    yield from (key.referred for key in keys_of(action))


def keys_of(action: Action) -> Iterable[ForeignKey]:
    """Return the foreign keys that *action* makes, drops or checks."""
    table = action.table_before
    match action.operation:
        case o.CreateTable(table=created):
            return created.foreign_keys
        case o.AddColumn(constraints=constraints):
            return tuple(c for c in constraints if isinstance(c, ForeignKey))
        case o.AddConstraint(constraint=ForeignKey() as key):
            return (key,)
        case o.DropConstraint() as op:
            dropped = dropped_constraint(op, action.before)
            return (dropped,) if isinstance(dropped, ForeignKey) else ()
        case o.DropColumn(column=column) if table is not None:
            return tuple(key for key in table.foreign_keys if column in key.columns)
        case o.DropTable() if table is not None:
            return table.foreign_keys
        case None if table is not None:
            name = action.other.name if action.other is not None else None
            return tuple(key for key in table.foreign_keys if name is None or key.name == name)
    return ()


def _related(action: Action) -> Iterator[ObjectName]:
    """A foreign key is checked anew where the type of a column on either side changes."""
    table = action.table_before
    if table is None:
        return
    for key in table.foreign_keys:
        if action.column in key.columns:
            yield key.referred
    for child, key in action.before.referring_to(table.name):
        primary = table.primary_key.columns if table.primary_key is not None else ()
        if action.column in (key.referred_columns or primary):
            yield child.name


def _partitions(action: Action) -> Iterator[ObjectName]:
    if action.table is not None:
        yield from action.before.children.get(action.table) or ()


def _parent(action: Action) -> Iterator[ObjectName]:
    for parent, children in action.before.children.items():
        if action.table in children:
            yield parent


def _child(action: Action) -> Iterator[ObjectName]:
    if action.other is not None:
        yield action.other


def _default_partition(action: Action) -> Iterator[ObjectName]:
    """Which of them is the default one the schema does not say; people call it so."""
    yield from (child for child in _partitions(action) if "default" in child.name.lower())


_ROLES = {
    "referenced": _referenced,
    "related": _related,
    "partitions": _partitions,
    "parent": _parent,
    "child": _child,
    "default_partition": _default_partition,
}
