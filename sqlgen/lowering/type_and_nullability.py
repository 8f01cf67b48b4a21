"""ALTER COLUMN where one statement says type and nullability, and defaults are constraints of their own.

https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql
"""

from __future__ import annotations

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import check_type
from sqlgen.lowering.column_parts import (
    ALTER_COLUMN_TYPE,
    comment,
    default_before,
    names,
    rename,
    set_default,
    type_change,
    what,
)
from sqlgen.lowering.columns import DROP_DEFAULT_OF_COLUMN
from sqlgen.lowering.dependents import set_aside
from sqlgen.lowering.errors import ShapeNeeded, UnsupportedOperation
from sqlgen.lowering.fragments import literal, quoted_literal, statement
from sqlgen.lowering.known import known_table
from sqlgen.operations import Change
from sqlgen.schema import Column, Default, Identity, Type
from sqlgen.statement import Statement


def type_and_nullability(
    change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect
) -> list[Statement]:
    """ALTER COLUMN, with what holds the column taken off before and put back after."""
    before = default_before(op, column)
    if isinstance(op.default, Identity) or (op.default is None and isinstance(before, Identity)):
        nearest = dialect.facts.ddl.unsupported.get("change_identity", "a new column")
        raise UnsupportedOperation("change identity columns", dialect, op.origin, nearest)
    redefines = op.type is not o.KEEP or op.nullable is not o.KEEP
    if redefines and column is not None and column.computed is not None:
        raise UnsupportedOperation(
            "change a computed column", dialect, op.origin, "dropping the column and adding it anew"
        )
    changes_default = op.default is not o.KEEP
    # A default holds the column's type: it goes before a change of type and comes back after it.
    restores = op.type is not o.KEEP and isinstance(before, Default) and not changes_default
    statements: list[Statement] = []
    if restores or (changes_default and _may_have_default(op, column)):
        statements.append(_drop_default(change, op, dialect))
    if redefines:
        statements += _redefine(change, op, column, dialect)
    statements += comment(change, op, column, dialect)
    new = before if restores else op.default
    if isinstance(new, Default):
        statements.append(set_default(change, op, new, dialect))
    return [*statements, *rename(change, op, dialect)]


def _may_have_default(op: o.AlterColumn, column: Column | None) -> bool:
    if column is not None:
        return column.default is not None
    return op.existing.default is not None


def _drop_default(change: Change, op: o.AlterColumn, dialect: Dialect) -> Statement:
    sql = DROP_DEFAULT_OF_COLUMN.spell(
        dialect,
        table_literal=literal(names(op, dialect)["table"], dialect),
        table_quoted_literal=quoted_literal(op.table, dialect),
        column_literal=literal(op.column, dialect),
    )
    return statement(change, sql, f"drop the default of {what(op)}")


def _redefine(change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect) -> list[Statement]:
    type_, nullable = _type_and_null(op, column)
    check_type(type_, change, dialect)
    sql = ALTER_COLUMN_TYPE.spell(
        dialect, **names(op, dialect), type=type_.sql, nullable=nullable, using="", generated=""
    )
    if op.type is not o.KEEP:
        description = type_change(op, column)
    else:
        description = f"{what(op)} {'may be NULL' if nullable else 'must not be NULL'}"
    alter = statement(change, sql, description)
    known = known_table(change, op.table)
    if known is None or column is None:
        return [alter]
    off, on = set_aside(change, known, column, type_, nullable, dialect)
    return [*off, alter, *on]


def _type_and_null(op: o.AlterColumn, column: Column | None) -> tuple[Type, bool]:
    type_ = op.type if op.type is not o.KEEP else (column.type if column is not None else op.existing.type)
    nullable = (
        op.nullable
        if op.nullable is not o.KEEP
        else (column.nullable if column is not None else op.existing.nullable)
    )
    if type_ is o.KEEP or nullable is o.KEEP:
        missing = "existing_type" if type_ is o.KEEP else "existing_nullable"
        raise ShapeNeeded(
            op.table,
            f'ALTER COLUMN "{op.column}" says type and nullability, and {missing} is not given',
            op.origin,
        )
    return type_, nullable
