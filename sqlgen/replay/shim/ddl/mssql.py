"""``alembic.ddl.mssql``."""

from .impl import DefaultImpl

__all__ = ["MSSQLImpl"]


class MSSQLImpl(DefaultImpl):
    """The base of impls for SQL Server."""

    __dialect__ = "mssql"
    transactional_ddl = True
    batch_separator = "GO"
