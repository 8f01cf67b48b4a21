"""``alembic.ddl.postgresql``."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles

from ..operations.exclude_op import CreateExcludeConstraintOp
from .base import (
    AlterColumn,
    ColumnComment,
    ColumnType,
    IdentityColumnDefault,
    RenameTable,
    alter_column,
    alter_table,
    format_column_name,
    format_table_name,
    format_type,
    visit_identity_column,
    visit_rename_table,
)
from .impl import DefaultImpl

__all__ = [
    "ColumnComment",
    "CreateExcludeConstraintOp",
    "IdentityColumnDefault",
    "PostgresqlColumnType",
    "PostgresqlImpl",
    "RenameTable",
    "alter_column",
    "alter_table",
    "format_column_name",
    "format_table_name",
    "format_type",
    "visit_column_comment",
    "visit_identity_column",
    "visit_rename_table",
]


class PostgresqlImpl(DefaultImpl):
    """The base of impls for PostgreSQL."""

    __dialect__ = "postgresql"
    transactional_ddl = True


class PostgresqlColumnType(AlterColumn):
    """ALTER COLUMN ... TYPE ... USING."""

    def __init__(self, name: str, column_name: str, type_: Any, **kw: Any) -> None:
        self.using = kw.pop("using", None)
        super().__init__(name, column_name, **kw)
        self.type_ = ColumnType(name, column_name, type_).type_

    def change(self) -> dict[str, Any]:
        """Return what changes."""
        return {"type_": self.type_, **({"postgresql_using": self.using} if self.using else {})}


@compiles(PostgresqlColumnType, "postgresql")
def visit_column_type(element: PostgresqlColumnType, compiler: Any, **kw: Any) -> str:
    """Return the statement."""
    table = alter_table(compiler, element.table_name, element.schema)
    using = f" USING {element.using}" if element.using else ""
    column = alter_column(compiler, element.column_name)
    return f"{table} {column} TYPE {format_type(compiler, element.type_)}{using}"


@compiles(ColumnComment, "postgresql")
def visit_column_comment(element: ColumnComment, compiler: Any, **kw: Any) -> str:
    """Return the statement."""
    table = format_table_name(compiler, element.table_name, element.schema)
    column = format_column_name(compiler, element.column_name)
    comment = "NULL" if element.comment is None else compiler.render_literal_value(element.comment, String())
    return f"COMMENT ON COLUMN {table}.{column} IS {comment}"
