"""CREATE, DROP and RENAME TABLE."""

from __future__ import annotations

import sqlalchemy as sa

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import check_name, check_table
from sqlgen.lowering.comments import column_comment_statements, table_comment_statements
from sqlgen.lowering.existence import conditional, is_native
from sqlgen.lowering.fragments import create_table_sql, literal, quote, quoted_literal, statement, table_name
from sqlgen.lowering.indexes import create_index_statement
from sqlgen.lowering.table_lines import sql_by_lines
from sqlgen.operations import Change
from sqlgen.sa_bridge import column_checks, to_table
from sqlgen.schema import ObjectName, Table
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

DROP_TABLE = Spelling("drop_table", "table if_exists")
RENAME_TABLE = Spelling("rename_table", "table new_name new_table table_quoted_literal new_name_literal")


def create_table(change: Change, op: o.CreateTable, dialect: Dialect) -> list[Statement]:
    """CREATE TABLE, then its indexes, then its comments."""
    table = check_table(op.table, change, dialect)
    native = is_native("create_table", dialect)
    sql: str | None = _create_table_sql(table, op, dialect, if_not_exists=op.if_not_exists and native)
    if op.if_not_exists and not native:
        assert sql is not None
        sql = conditional(
            change, dialect, "create_table", sql, wanted=_absent(change, table.name), table=table.name
        )
    if sql is None:
        return []
    # Where the table may be there, so may its indexes and comments.
    maybe = op.if_not_exists
    statements = [statement(change, sql, f"create table {table.name}")]
    for index in table.indexes:
        statements += create_index_statement(change, table.name, index, dialect, if_not_exists=maybe)
    statements += table_comment_statements(change, table, dialect, certain=not maybe)
    for column in table.columns:
        if column.comment is not None:
            statements += column_comment_statements(
                change, table.name, column.name, None, column.comment, dialect, certain=not maybe
            )
    return statements


def _create_table_sql(table: Table, op: o.CreateTable, dialect: Dialect, *, if_not_exists: bool) -> str:
    if op.construct is None:
        sql = sql_by_lines(table, dialect, if_not_exists=if_not_exists)
        if sql is not None:
            return sql
    as_given = op.construct is not None and table is op.table and not _says_checks_apart(op, dialect)
    construct: sa.Table = op.construct if as_given else to_table(table)
    return create_table_sql(construct, dialect, if_not_exists=if_not_exists)


def _says_checks_apart(op: o.CreateTable, dialect: Dialect) -> bool:
    """Tell whether CHECKs of columns have names, and the engine takes none there."""
    if dialect.facts.ddl.named_column_checks:
        return False
    return any(check.name for column in op.construct.columns for check in column_checks(column, dialect))


def _absent(change: Change, name: ObjectName) -> bool | None:
    before = change.before
    if before.table(name) is not None:
        return False
    return True if before.complete or name in before.dropped else None


def drop_table(change: Change, op: o.DropTable, dialect: Dialect) -> list[Statement]:
    """DROP TABLE."""
    native = is_native("drop_table", dialect)
    sql: str | None = drop_table_sql(op.table, dialect, if_exists=op.if_exists and native)
    if op.if_exists and not native:
        assert sql is not None
        absent = _absent(change, op.table)
        wanted = None if absent is None else not absent
        sql = conditional(change, dialect, "drop_table", sql, wanted=wanted, table=op.table)
    return [statement(change, sql, f"drop table {op.table}")] if sql is not None else []


def drop_table_sql(table: ObjectName, dialect: Dialect, *, if_exists: bool = False) -> str:
    """Return DROP TABLE."""
    return DROP_TABLE.spell(dialect, table=table_name(table, dialect), if_exists=if_exists)


def rename_table(change: Change, op: o.RenameTable, dialect: Dialect) -> list[Statement]:
    """Rename within the schema."""
    check_name(op.new_name, "table", change, dialect)
    sql = rename_table_sql(op.table, op.new_name, dialect)
    return [statement(change, sql, f"rename table {op.table} to {op.new_name}")]


def rename_table_sql(table: ObjectName, new_name: str, dialect: Dialect) -> str:
    """Return the statement that gives *table* another name in its schema."""
    return RENAME_TABLE.spell(
        dialect,
        table=table_name(table, dialect),
        new_name=quote(new_name, dialect),
        new_table=table_name(ObjectName(new_name, table.schema), dialect),
        table_quoted_literal=quoted_literal(table, dialect),
        new_name_literal=literal(new_name, dialect),
    )
