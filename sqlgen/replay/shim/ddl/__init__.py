"""``alembic.ddl``."""

from . import base, impl, mssql, mysql, oracle, postgresql, sqlite
from .impl import DefaultImpl

__all__ = ["DefaultImpl", "base", "impl", "mssql", "mysql", "oracle", "postgresql", "sqlite"]
