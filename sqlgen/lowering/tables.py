"""CREATE, DROP and RENAME TABLE."""

from __future__ import annotations

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.comments import column_comment_statements, table_comment_statements
from sqlgen.lowering.existence import conditional, is_native
from sqlgen.lowering.fragments import create_table_sql, literal, quote, quoted_literal, statement, table_name
from sqlgen.lowering.indexes import create_index_statement
from sqlgen.operations import Change
from sqlgen.sa_bridge import to_table
from sqlgen.schema import ObjectName
from sqlgen.statement import Statement


def create_table(change: Change, op: o.CreateTable, dialect: Dialect) -> list[Statement]:
    """CREATE TABLE, then its indexes, then its comments."""
    table = op.table
    construct = op.construct if op.construct is not None else to_table(table)
    native = is_native("create_table", dialect)
    sql: str | None = create_table_sql(construct, dialect, if_not_exists=op.if_not_exists and native)
    if op.if_not_exists and not native:
        assert sql is not None
        sql = conditional(
            change, dialect, "create_table", sql, wanted=_absent(change, table.name), table=table.name
        )
    if sql is None:
        return []
    statements = [statement(change, sql, f"create table {table.name}")]
    for index in table.indexes:
        statements += create_index_statement(change, table.name, index, dialect)
    statements += table_comment_statements(change, table, dialect)
    for column in table.columns:
        statements += column_comment_statements(
            change, table.name, column.name, None, column.comment, dialect
        )
    return statements


def _absent(change: Change, name: ObjectName) -> bool | None:
    before = change.before
    if before.table(name) is not None:
        return False
    return True if before.complete or name in before.dropped else None


def drop_table(change: Change, op: o.DropTable, dialect: Dialect) -> list[Statement]:
    """DROP TABLE."""
    native = is_native("drop_table", dialect)
    sql: str | None = dialect.spell(
        "drop_table", table=table_name(op.table, dialect), if_exists=op.if_exists and native
    )
    if op.if_exists and not native:
        assert sql is not None
        absent = _absent(change, op.table)
        wanted = None if absent is None else not absent
        sql = conditional(change, dialect, "drop_table", sql, wanted=wanted, table=op.table)
    return [statement(change, sql, f"drop table {op.table}")] if sql is not None else []


def rename_table(change: Change, op: o.RenameTable, dialect: Dialect) -> list[Statement]:
    """Rename within the schema."""
    new = ObjectName(op.new_name, op.table.schema)
    sql = dialect.spell(
        "rename_table",
        table=table_name(op.table, dialect),
        new_name=quote(op.new_name, dialect),
        new_table=table_name(new, dialect),
        table_quoted_literal=quoted_literal(op.table, dialect),
        new_name_literal=literal(op.new_name, dialect),
    )
    return [statement(change, sql, f"rename table {op.table} to {op.new_name}")]
