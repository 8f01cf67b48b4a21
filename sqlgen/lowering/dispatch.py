"""The one place that says which function lowers which operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.lowering.alter_column import alter_column
from sqlgen.lowering.batch import alter_table, name_constraints, reshape_table
from sqlgen.lowering.columns import add_column, drop_column
from sqlgen.lowering.comments import table_comment
from sqlgen.lowering.constraints import add_constraint, drop_constraint
from sqlgen.lowering.data import execute_sql, insert_rows
from sqlgen.lowering.enums import create_enum, drop_enum
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.indexes import create_index, drop_index
from sqlgen.lowering.tables import create_table, drop_table, rename_table
from sqlgen.operations import Change
from sqlgen.statement import Statement

Lowering = Callable[[Change, Any, Dialect], list[Statement]]

_LOWERINGS: dict[type[o.Operation], Lowering] = {
    o.CreateTable: create_table,
    o.DropTable: drop_table,
    o.RenameTable: rename_table,
    o.SetTableComment: table_comment,
    o.AddColumn: add_column,
    o.DropColumn: drop_column,
    o.AlterColumn: alter_column,
    o.CreateIndex: create_index,
    o.DropIndex: drop_index,
    o.AddConstraint: add_constraint,
    o.DropConstraint: drop_constraint,
    o.CreateEnum: create_enum,
    o.DropEnum: drop_enum,
    o.ExecuteSql: execute_sql,
    o.InsertRows: insert_rows,
    o.AlterTable: alter_table,
    o.NameConstraints: name_constraints,
    o.ReshapeTable: reshape_table,
}


def lower(change: Change, dialect: Dialect) -> list[Statement]:
    """Return the statements that bring *change* about, in order; none where there is nothing to do.

    Raises: UnsupportedOperation, ShapeNeeded, NotCompilable and others of `sqlgen.errors`, each with the
    script's line.
    """
    try:
        return _LOWERINGS[type(change.operation)](change, change.operation, dialect)
    except SqlgenError as error:
        if error.where is None:
            error.where = change.operation.origin
        if error.hint is None and isinstance(error, UnsupportedOperation):
            error.hint = (
                "Say it in a way that the dialect has, or write the statement yourself: op.execute(...)."
            )
        raise
