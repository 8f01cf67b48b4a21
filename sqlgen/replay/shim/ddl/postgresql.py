"""``alembic.ddl.postgresql``."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles

from ..operations.exclude_op import CreateExcludeConstraintOp
from .base import AlterColumn, ColumnType, alter_column, alter_table, format_type
from .impl import DefaultImpl

__all__ = ["CreateExcludeConstraintOp", "PostgresqlColumnType", "PostgresqlImpl"]


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
