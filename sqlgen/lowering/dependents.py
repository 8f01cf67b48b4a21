"""What must be taken off a column before it can be altered, and is put back after it.

Indexes, UNIQUE and CHECK constraints and keys hold a column where a change of type, or NOT NULL, would make
them anew: https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql ("ALTER COLUMN").
"""

from __future__ import annotations

import re

from sqlgen.apply import covers, mentions
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import base_type
from sqlgen.lowering.constraints import add_constraint_statement, describe, drop_constraint_sql, kind_of
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.fragments import statement
from sqlgen.lowering.indexes import create_index_statement, drop_index_sql
from sqlgen.operations import Change
from sqlgen.schema import Check, Column, Constraint, ForeignKey, PrimaryKey, Table, Type, Unique
from sqlgen.statement import Statement

_LENGTH = re.compile(r"\((\d+)\)")


def set_aside(
    change: Change, table: Table, column: Column, type_: Type, nullable: bool, dialect: Dialect
) -> tuple[list[Statement], list[Statement]]:
    """Return the statements that free *column* for its new type and nullability, and those that undo them.

    Raises: UnsupportedOperation: what holds it has no name, or is a foreign key.
    """
    retyped = type_.sql.upper() != column.type.sql.upper()
    if not retyped and (nullable or not column.nullable):
        return [], []
    grows = retyped and nullable == column.nullable and _grows(column.type, type_)
    off: list[Statement] = []
    on: list[Statement] = []
    for constraint in table.constraints:
        if covers(constraint, column.name) and _holds(constraint, retyped=retyped, grows=grows):
            _refuse_unmovable(change, table, column, constraint, dialect, retyped=retyped)
            if _is_referred_to(change, table, constraint) or constraint.name is None:
                continue
            sql = drop_constraint_sql(table.name, constraint.name, kind_of(constraint), dialect)
            off.append(statement(change, sql, f"drop {describe(constraint)} of {table.name}"))
            on += add_constraint_statement(change, table.name, constraint, dialect)
    for index in table.indexes:
        if not grows and index.name is not None and mentions(index, column.name):
            sql = drop_index_sql(index.name, table.name, dialect)
            off.append(statement(change, sql, f"drop index {index.name}"))
            on += create_index_statement(change, table.name, index, dialect)
    return off, on


def _grows(old: Type, new: Type) -> bool:
    """Tell whether only the length of a variable-length type grows, which holds nothing up."""
    before, after = _LENGTH.search(old.sql), _LENGTH.search(new.sql)
    return (
        base_type(old) == base_type(new)
        and base_type(old) in ("VARCHAR", "NVARCHAR", "VARBINARY")
        and before is not None
        and after is not None
        and int(before.group(1)) <= int(after.group(1))
    )


def _holds(constraint: Constraint, *, retyped: bool, grows: bool) -> bool:
    match constraint:
        case ForeignKey():
            return retyped
        case PrimaryKey():
            return not grows
        case Check() | Unique():
            return not grows
    return False


def _is_referred_to(change: Change, table: Table, constraint: Constraint) -> bool:
    """Tell whether a foreign key stands on a primary key or UNIQUE constraint."""
    if not isinstance(constraint, (PrimaryKey, Unique)):
        return False
    is_key = isinstance(constraint, PrimaryKey)
    return any(
        set(key.referred_columns) == set(constraint.columns) or (is_key and not key.referred_columns)
        for _, key in change.before.referring_to(table.name)
    )


def _refuse_unmovable(
    change: Change, table: Table, column: Column, constraint: Constraint, dialect: Dialect, *, retyped: bool
) -> None:
    if not retyped:
        return
    what = f'change the type of "{table.name}.{column.name}" while a {describe(constraint)}'
    if isinstance(constraint, ForeignKey) or _is_referred_to(change, table, constraint):
        raise UnsupportedOperation(
            f"{what} {'holds it' if isinstance(constraint, ForeignKey) else 'is referred to'}",
            dialect,
            change.operation.origin,
            "dropping the foreign key before, and creating it again when both of its sides have the new type",
        )
    if constraint.name is None:
        raise UnsupportedOperation(
            f"{what} holds it whose name the server made up",
            dialect,
            change.operation.origin,
            "a constraint that is given a name where it is created",
        )
