"""What CASCADE takes along, as operations; and a table that changes as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.expressions import speaks_of
from sqlgen.operations import DropColumn, DropConstraint, DropView, MakeOpaque, Operation, ReplaceTable
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


def without_readers(context: Context, name: ObjectName, column: str) -> Iterator[Operation]:
    """Drop what reads a column that goes with CASCADE: generated columns, and views.

    Of a view over several tables it is not certain whose column it names.
    """
    table = context.table(name)
    for other in table.columns if table is not None else ():
        if other.computed is not None and speaks_of(other.computed.sql, column):
            yield DropColumn(context.origin, name, other.name)
    for view in list(context.schema.views.values()):
        if name not in view.refers_to or view.name not in context.schema.views:
            continue
        if not speaks_of(view.sql, column) and "*" not in view.sql:
            continue
        if len(view.refers_to) == 1:
            yield from without_views(context, view.name)
            yield DropView(context.origin, view.name)
        else:
            reason = f'it may have read column "{column}" of {name}, which is dropped with CASCADE'
            yield MakeOpaque(context.origin, (view.name,), reason)


def without_views(context: Context, name: ObjectName) -> Iterator[Operation]:
    """Drop the views that read *name*, and those that read them."""
    for view in list(context.schema.views.values()):
        if name in view.refers_to and view.name in context.schema.views:
            yield from without_views(context, view.name)
            yield DropView(context.origin, view.name)
