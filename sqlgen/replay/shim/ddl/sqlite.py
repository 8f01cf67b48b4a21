"""``alembic.ddl.sqlite``."""

from .base import format_column_name, format_table_name
from .impl import DefaultImpl

__all__ = ["SQLiteImpl", "format_column_name", "format_table_name"]


class SQLiteImpl(DefaultImpl):
    """The base of impls for SQLite."""

    __dialect__ = "sqlite"
