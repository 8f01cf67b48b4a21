"""What every way of changing a column is made of: its rename, its default, its comment, what it is called."""

from __future__ import annotations

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import check_name
from sqlgen.lowering.comments import column_comment_statements
from sqlgen.lowering.fragments import literal, quote, quoted_literal, statement, table_name
from sqlgen.operations import Change
from sqlgen.schema import Column, Default, Identity
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

RENAME_COLUMN = Spelling("rename_column", "table column new_name column_quoted_literal new_name_literal")
ALTER_COLUMN_TYPE = Spelling("alter_column_type", "table column type using nullable generated")
SET_DEFAULT = Spelling("set_default", "table column default")
DROP_DEFAULT = Spelling("drop_default", "table column")


def names(op: o.AlterColumn, dialect: Dialect) -> dict[str, str]:
    """Return the quoted names of table and column, as every spelling wants them."""
    return {"table": table_name(op.table, dialect), "column": quote(op.column, dialect)}


def what(op: o.AlterColumn) -> str:
    """Return the column as people call it: ``orders.price``."""
    return f"{op.table}.{op.column}"


def type_change(op: o.AlterColumn, column: Column | None) -> str:
    """Return ``orders.price: INTEGER -> NUMERIC(10, 2)``."""
    assert op.type is not o.KEEP
    old = column.type.sql if column is not None else "?"
    return f"{what(op)}: {old} -> {op.type.sql}"


def rename(change: Change, op: o.AlterColumn, dialect: Dialect) -> list[Statement]:
    """Return the statement that gives the column its new name, if it gets one."""
    if op.new_name is o.KEEP:
        return []
    check_name(op.new_name, "column", change, dialect)
    sql = RENAME_COLUMN.spell(
        dialect,
        **names(op, dialect),
        new_name=quote(op.new_name, dialect),
        column_quoted_literal=quoted_literal(op.table, dialect, op.column),
        new_name_literal=literal(op.new_name, dialect),
    )
    return [statement(change, sql, f"rename column {what(op)} to {op.new_name}")]


def comment(change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect) -> list[Statement]:
    """Return the statement that sets the column's comment, where that is one of its own."""
    if op.comment is o.KEEP:
        return []
    said = op.existing.comment if op.existing.comment is not o.KEEP else None
    existing = column.comment if column is not None else said
    return column_comment_statements(
        change, op.table, op.column, existing, op.comment, dialect, certain=column is not None
    )


def set_default(change: Change, op: o.AlterColumn, default: Default, dialect: Dialect) -> Statement:
    """Return the statement that gives the column a default."""
    sql = SET_DEFAULT.spell(dialect, **names(op, dialect), default=default.sql)
    return statement(change, sql, f"{what(op)} defaults to {default.sql}")


def drop_default(change: Change, op: o.AlterColumn, dialect: Dialect) -> Statement:
    """Return the statement that takes the column's default away."""
    return statement(
        change, DROP_DEFAULT.spell(dialect, **names(op, dialect)), f"{what(op)} loses its default"
    )


def default_before(op: o.AlterColumn, column: Column | None) -> Default | Identity | None:
    """Return the default or identity that the column has, from the schema or the script."""
    if column is not None:
        return column.identity or column.default
    return op.existing.default if isinstance(op.existing.default, (Default, Identity)) else None
