"""What CASCADE takes along, as operations; and a table that changes as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.operations import DropConstraint, DropView, Operation, ReplaceTable
from sqlgen.raw_sql.reader import Context
from sqlgen.schema import Constraint, ObjectName, Table


def changed_table(context: Context, table: Table) -> Operation:
    """Return the operation after which the schema has *table* as it is given here."""
    return ReplaceTable(context.origin, table)


def without_constraint(context: Context, table: Table, constraint: Constraint) -> Operation:
    """Return the operation that takes *constraint* from *table*, also where it has no name."""
    if constraint.name is not None:
        return DropConstraint(context.origin, table.name, constraint.name)
    rest = tuple(c for c in table.constraints if c is not constraint)
    return changed_table(context, replace(table, constraints=rest))


def without_references(context: Context, name: ObjectName) -> Iterator[Operation]:
    """Drop the foreign keys of other tables that point to *name*."""
    for table, key in list(context.schema.referring_to(name)):
        if table.name != name:
            current = context.table(table.name)
            assert current is not None
            yield without_constraint(context, current, key)


def without_views(context: Context, name: ObjectName) -> Iterator[Operation]:
    """Drop the views that read *name*, and those that read them."""
    for view in list(context.schema.views.values()):
        if name in view.refers_to and view.name in context.schema.views:
            yield from without_views(context, view.name)
            yield DropView(context.origin, view.name)
