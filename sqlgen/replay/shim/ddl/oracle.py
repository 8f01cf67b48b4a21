"""``alembic.ddl.oracle``."""

from .impl import DefaultImpl

__all__ = ["OracleImpl"]


class OracleImpl(DefaultImpl):
    """The base of impls for Oracle."""

    __dialect__ = "oracle"
    batch_separator = "/"
    command_terminator = ""
