"""Comments on tables and columns."""

from __future__ import annotations

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.fragments import constant, literal, quote, statement, table_name
from sqlgen.lowering.known import known_table
from sqlgen.operations import Change
from sqlgen.schema import ObjectName, Table
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

COMMENT_TABLE = Spelling("comment_table", "table comment drop exists certain schema_literal table_literal")
COMMENT_COLUMN = Spelling(
    "comment_column", "table column comment drop exists certain schema_literal table_literal column_literal"
)


def table_comment(change: Change, op: o.SetTableComment, dialect: Dialect) -> list[Statement]:
    """Set or drop a table's comment."""
    if dialect.facts.strategy.comments == "none":
        # It keeps no comments; a live run of Alembic sends none either.
        return []
    known = known_table(change, op.table)
    existing = known.comment if known is not None else op.existing_comment
    return _table(change, op.table, existing, op.comment, dialect, certain=known is not None)


def table_comment_statements(
    change: Change, table: Table, dialect: Dialect, *, certain: bool = True
) -> list[Statement]:
    """Return the statement that comments a table just created, where CREATE TABLE does not say it.

    *certain* False: the table, and a comment on it, may have been there.
    """
    if table.comment is None or dialect.facts.strategy.comments in ("inline", "none"):
        return []
    return _table(change, table.name, None, table.comment, dialect, certain=certain)


def _table(
    change: Change,
    name: ObjectName,
    existing: str | None,
    new: str | None,
    dialect: Dialect,
    *,
    certain: bool,
) -> list[Statement]:
    sql = COMMENT_TABLE.spell(
        dialect,
        table=table_name(name, dialect),
        comment=constant(new, dialect) if new is not None else "",
        drop=new is None,
        exists=existing is not None,
        certain=certain,
        schema_literal=_schema(name, dialect),
        table_literal=literal(name.name, dialect),
    )
    return [statement(change, sql, f"comment on table {name}")] if sql else []


def column_comment_statements(
    change: Change,
    name: ObjectName,
    column: str,
    existing: str | None,
    new: str | None,
    dialect: Dialect,
    *,
    certain: bool = True,
) -> list[Statement]:
    """Return the statement that moves a column's comment from *existing* to *new*, if one is needed."""
    if new == existing and certain:
        return []
    if dialect.facts.strategy.comments in ("inline", "none"):
        return []
    sql = COMMENT_COLUMN.spell(
        dialect,
        table=table_name(name, dialect),
        column=quote(column, dialect),
        comment=constant(new, dialect) if new is not None else "",
        drop=new is None,
        exists=existing is not None,
        certain=certain,
        schema_literal=_schema(name, dialect),
        table_literal=literal(name.name, dialect),
        column_literal=literal(column, dialect),
    )
    return [statement(change, sql, f"comment on {name}.{column}")] if sql else []


def _schema(name: ObjectName, dialect: Dialect) -> str:
    # Procedures name the schema even where it is the default one.
    return literal(name.schema or dialect.facts.ddl.default_schema, dialect)
