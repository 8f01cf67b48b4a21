"""What the schema knows of the tables and columns that an operation speaks of."""

from __future__ import annotations

from sqlgen.lowering.errors import ShapeNeeded, UnknownColumn
from sqlgen.operations import Change
from sqlgen.schema import Column, ObjectName, Table


def known_table(change: Change, name: ObjectName) -> Table | None:
    """Return the table as it is before the change, or None where its shape is not known."""
    before = change.before
    return None if before.opaque_by(name) is not None else before.table(name)


def table_needed(change: Change, name: ObjectName, why: str) -> Table:
    """Return the table as it is before the change. Raises: ShapeNeeded. *why* begins the message."""
    table = known_table(change, name)
    if table is None:
        raise ShapeNeeded(name, why, change.operation.origin, unread=change.before.opaque_by(name))
    return table


def column_of(change: Change, table: Table, name: str) -> Column:
    """Return a column of a known table. Raises: UnknownColumn."""
    column = table.column(name)
    if column is None:
        raise UnknownColumn(table.name, name, tuple(c.name for c in table.columns), change.operation.origin)
    return column


def known_column(change: Change, name: ObjectName, column: str, *, needed: bool) -> Column | None:
    """Return the column before the change, or None where it is not known.

    Raises: UnknownColumn: the table is known and has no such column, and what it is is *needed*.
    """
    table = known_table(change, name)
    if table is None or needed:
        return column_of(change, table, column) if table is not None else None
    return table.column(column)
