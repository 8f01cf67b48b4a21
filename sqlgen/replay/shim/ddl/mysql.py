"""``alembic.ddl.mysql``."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from .base import AlterColumn
from .impl import DefaultImpl

__all__ = ["MariaDBImpl", "MySQLAlterDefault", "MySQLChangeColumn", "MySQLImpl", "MySQLModifyColumn"]


class MySQLImpl(DefaultImpl):
    """The base of impls for MySQL."""

    __dialect__ = "mysql"


class MariaDBImpl(MySQLImpl):
    """The base of impls for MariaDB."""

    __dialect__ = "mariadb"


class MySQLAlterDefault(AlterColumn):
    """ALTER COLUMN ... SET DEFAULT or DROP DEFAULT."""

    def __init__(self, name: str, column_name: str, default: Any, schema: str | None = None) -> None:
        super().__init__(name, column_name, schema=schema)
        self.default = default

    def change(self) -> dict[str, Any]:
        """Return what changes."""
        return {"server_default": self.default}


class MySQLChangeColumn(AlterColumn):
    """CHANGE: a column's whole definition, under a new name."""

    def __init__(
        self,
        name: str,
        column_name: str,
        schema: str | None = None,
        newname: str | None = None,
        type_: Any = None,
        nullable: bool | None = None,
        default: Any = False,
        autoincrement: bool | None = None,
        comment: Any = False,
    ) -> None:
        super().__init__(name, column_name, schema=schema)
        self.newname = newname
        self.type_ = sa.types.to_instance(type_) if type_ is not None else None
        self.nullable = nullable
        self.default = default
        self.autoincrement = autoincrement
        self.comment = comment

    def change(self) -> dict[str, Any]:
        """Return what changes."""
        return {
            "new_column_name": self.newname,
            "type_": self.type_,
            "nullable": self.nullable,
            "server_default": self.default,
            "autoincrement": self.autoincrement,
            "comment": self.comment,
        }


class MySQLModifyColumn(MySQLChangeColumn):
    """MODIFY: a column's whole definition."""
