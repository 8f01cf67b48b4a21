"""Tables told as SQLAlchemy tells those of a server with INFORMATION_SCHEMA and sys views.

https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-columns-transact-sql
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import types as sqltypes

from sqlgen.reflection.dictionaries import Dictionaries, names_in, options_of
from sqlgen.reflection.type_names import ServerType
from sqlgen.schema import Column, ForeignKey, ObjectName, PrimaryKey, Table, Unique, View

_INTEGER = re.compile(r"-?\d+")
_STRING = re.compile(r"N?'(?:[^']|'')*'")
_CALL = re.compile(r"([A-Za-z_]\w*)\s*\(\s*\)")


class InformationSchema(Dictionaries):
    """SQLAlchemy reads no CHECK, UNIQUE or options there: a UNIQUE is an index."""

    def columns(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the columns."""
        return [self._column(column, table) for column in table.columns]

    def _column(self, column: Column, table: Table) -> dict[str, Any]:
        numbered = column.identity is not None or column.autoincrement
        told = {
            "name": column.name,
            "type": self._type(self._server_type(column, table), table, column),
            "nullable": not self._not_null(column, table),
            "default": self._default(column, table),
            "autoincrement": numbered,
            "comment": column.comment,
        }
        if column.computed is not None:
            sql = self._unspelled(table, "a computed column", column.computed.sql, f".{column.name}")
            told["computed"] = {"sqltext": sql, "persisted": bool(column.computed.persisted)}
        if numbered:
            identity = column.identity
            start = identity.start if identity is not None else None
            increment = identity.increment if identity is not None else None
            told["identity"] = {
                "start": 1 if start is None else start,
                "increment": 1 if increment is None else increment,
            }
        return told

    def _type(self, type_: ServerType, table: Table, column: Column) -> Any:
        kind: Any = self._dialect.sqlalchemy.ischema_names[type_.word]  # type: ignore[attr-defined]
        arguments = type_.arguments
        keywords: dict[str, Any] = {}
        if issubclass(kind, (sqltypes.String, sqltypes.LargeBinary, sqltypes.BINARY, sqltypes.VARBINARY)):
            if arguments:
                keywords["length"] = None if arguments[0] == "max" else int(arguments[0])
            if issubclass(kind, sqltypes.String):
                collation = type_.collation or self._databases_own(table, "the collation", f".{column.name}")
                keywords["collation"] = collation
        elif issubclass(kind, (sqltypes.Numeric, sqltypes.Float)) and arguments:
            keywords["precision"] = int(arguments[0])
            if not issubclass(kind, sqltypes.Float):
                keywords["scale"] = int(arguments[1])
        return kind(**keywords)

    def _default(self, column: Column, table: Table) -> str | None:
        if column.default is None:
            return None
        sql = column.default.sql.strip()
        if _INTEGER.fullmatch(sql):
            return f"(({sql}))"
        if _STRING.fullmatch(sql):
            return f"({sql})"
        if (call := _CALL.fullmatch(sql)) is not None:
            return f"({call[1].lower()}())"
        if sql.upper() == "CURRENT_TIMESTAMP":
            return "(getdate())"
        return self._unspelled(table, "the default", sql, f".{column.name}")

    def pk_constraint(self, table: Table, asked: ObjectName) -> Any:
        """Return the primary key."""
        for name, key in self._named(table, PrimaryKey):
            clustered = options_of(key.options).get("clustered") is not False
            return {
                "constrained_columns": list(key.columns),
                "name": name,
                "dialect_options": {f"{self._dialect.sqlalchemy.name}_clustered": clustered},
            }
        return self.nothing.pk_constraint()

    def foreign_keys(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the foreign keys."""
        return [self._key(name, key, table, asked) for name, key in self._named(table, ForeignKey)]

    def indexes(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the indexes, those of UNIQUE constraints among them."""
        prefix = self._dialect.sqlalchemy.name
        told = []
        for name, constraint in self._named(table, Unique):
            clustered = bool(options_of(constraint.options).get("clustered"))
            options = {f"{prefix}_include": [], f"{prefix}_clustered": clustered}
            columns = list(constraint.columns)
            told.append({"name": name, "unique": True, "column_names": columns, "dialect_options": options})
        for index in table.indexes:
            given = options_of(index.options)
            options = {
                f"{prefix}_include": names_in(given.get("include")),
                f"{prefix}_clustered": bool(given.get("clustered")),
            }
            if given.get("where") is not None:
                where: Any = self._unspelled(table, "the WHERE of an index", str(given["where"]))
                options[f"{prefix}_where"] = where
            told.append(
                {
                    "name": index.name,
                    "unique": index.unique,
                    "column_names": self._columns_of(index, table),
                    "dialect_options": options,
                }
            )
        return told

    def unique_constraints(self, table: Table, asked: ObjectName) -> Any:
        """Raise NotImplementedError, as SQLAlchemy does; so the two below."""
        raise NotImplementedError

    check_constraints = unique_constraints
    table_options = unique_constraints

    def table_comment(self, table: Table, asked: ObjectName) -> dict[str, Any]:
        """Return the comment."""
        return {"text": table.comment or None}

    def view_definition(self, view: View, asked: ObjectName) -> str:
        """Return the statement as it was sent: the server keeps it."""
        return view.sql
