"""Operations that are done only where they are still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlgen import operations as o
from sqlgen.raw_sql.found import find_constraint, find_index
from sqlgen.raw_sql.reader import Context


def ensured(operations: Iterable[o.Operation], context: Context) -> Iterator[o.Operation]:
    """Yield those of *operations* that the schema still lacks, the context's schema advanced by each."""
    for operation in operations:
        if not _done(operation, context):
            context.advance(operation)
            yield operation


def _done(operation: o.Operation, context: Context) -> bool:
    schema = context.schema
    match operation:
        case o.CreateTable(table=table):
            return schema.table(table.name) is not None
        case o.CreateEnum(enum=enum):
            return enum.name in schema.enums
        case o.CreateView(view=view):
            return view.name in schema.views
        case o.DropTable(table=name):
            return schema.complete and schema.table(name) is None
        case o.RenameTable(table=name, new_name=new_name):
            return schema.table(name._replace(name=new_name)) is not None
    return _done_on_table(operation, context)


def _done_on_table(operation: o.Operation, context: Context) -> bool:
    name = getattr(operation, "table", None)
    table = context.table(name) if name is not None else None
    if table is None:
        return False
    match operation:
        case o.AddColumn(column=column):
            return table.column(column.name) is not None
        case o.DropColumn(column=dropped):
            return table.column(dropped) is None
        case o.AlterColumn(column=altered):
            return table.column(altered) is None
        case o.CreateIndex(index=index) if index.name is not None:
            return find_index(table, index.name, context.dialect) is not None
        case o.AddConstraint(constraint=constraint) if constraint.name is not None:
            return find_constraint(table, constraint.name, context.dialect) is not None
        case o.DropConstraint(name=dropped_name) if dropped_name is not None:
            return find_constraint(table, dropped_name, context.dialect) is None
    return False
