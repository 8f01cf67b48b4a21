"""Tables told as SQLAlchemy tells those of a server with a data dictionary (ALL_TAB_COLUMNS and its kin).

The dictionary keeps the words of defaults and conditions:
https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_TAB_COLUMNS.html
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import INTEGER

from sqlgen.reflection.dictionaries import Dictionaries, options_of
from sqlgen.reflection.errors import UnknownShape
from sqlgen.reflection.tables import numbers
from sqlgen.reflection.type_names import ServerType
from sqlgen.schema import Check, Column, ForeignKey, ObjectName, PrimaryKey, Table, Unique

_MOST = 9999999999999999999999999999


class DataDictionary(Dictionaries):
    """Names without capitals are shown as SQLAlchemy shows them: in lower case."""

    def columns(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the columns."""
        return [self._column(column, table) for column in table.columns]

    def _column(self, column: Column, table: Table) -> dict[str, Any]:
        told: dict[str, Any] = {
            "name": column.name,
            "type": self._type(self._server_type(column, table)),
            "nullable": not self._not_null(column, table),
            "default": self._default(column, table),
            "comment": column.comment,
        }
        if column.computed is not None:
            sql = self._unspelled(table, "a virtual column", column.computed.sql, f".{column.name}")
            told["computed"] = {"sqltext": sql}
        if column.identity is not None:
            told["identity"] = self._identity(column)
        return told

    def _default(self, column: Column, table: Table) -> str | None:
        if column.default is None:
            return None
        if column.nullable:
            return column.default.sql
        # What stands between the default and NOT NULL is kept with it, by some versions.
        return self._unspelled(table, "the default", column.default.sql, f".{column.name}")

    def _identity(self, column: Column) -> dict[str, Any]:
        identity = column.identity
        assert identity is not None
        prefix = self._dialect.sqlalchemy.name
        said = numbers(identity, -_MOST, _MOST)
        return {
            "always": identity.always,
            f"{prefix}_on_null": bool(identity.on_null),
            "start": said["start"],
            "increment": said["increment"],
            "maxvalue": said["maxvalue"],
            "minvalue": said["minvalue"],
            "cycle": bool(identity.cycle),
            "cache": identity.cache if identity.cache is not None else 20,
            f"{prefix}_order": False,
        }

    def _type(self, type_: ServerType) -> Any:
        """Return what SQLAlchemy's get_multi_columns makes of the type."""
        word, arguments = type_.word.upper(), type_.arguments
        kinds: Any = self._dialect.sqlalchemy.ischema_names  # type: ignore[attr-defined]
        if word == "NUMBER":
            precision = None if not arguments or arguments[0] == "*" else int(arguments[0])
            scale = int(arguments[1]) if len(arguments) > 1 else (0 if arguments else None)
            return INTEGER() if precision is None and scale == 0 else kinds[word](precision, scale)
        if word == "FLOAT":
            name = {"126": "DOUBLE PRECISION", "63": "REAL"}.get(arguments[0])
            return kinds[name]() if name is not None else kinds[word](binary_precision=int(arguments[0]))
        if word.endswith("WITH TIME ZONE"):
            return kinds[word](timezone=True)
        if word.endswith("WITH LOCAL TIME ZONE"):
            return kinds[word](local_timezone=True)
        sized = ("VARCHAR2", "NVARCHAR2", "CHAR", "NCHAR", "RAW")
        return kinds[word](int(arguments[0].split()[0])) if word in sized else kinds[word]

    def pk_constraint(self, table: Table, asked: ObjectName) -> Any:
        """Return the primary key."""
        for name, key in self._named(table, PrimaryKey):
            return {"name": name, "constrained_columns": list(key.columns)}
        return self.nothing.pk_constraint()

    def foreign_keys(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the foreign keys."""
        return [self._key(name, key, table, asked) for name, key in self._named(table, ForeignKey)]

    def indexes(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the indexes, those of UNIQUE constraints among them."""
        told = [
            {"name": name, "column_names": list(key.columns), "dialect_options": {}, "unique": True}
            for name, key in self._named(table, Unique)
        ]
        for index in table.indexes:
            given = options_of(index.options)
            options: dict[str, Any] = {}
            if given.get("bitmap"):
                options[f"{self._dialect.sqlalchemy.name}_bitmap"] = True
            if given.get("compress"):
                length = len(index.parts) - (1 if index.unique else 0)
                compressed = length if given["compress"] is True else given["compress"]
                options[f"{self._dialect.sqlalchemy.name}_compress"] = compressed
            told.append(
                {
                    "name": index.name,
                    "column_names": self._columns_of(index, table),
                    "dialect_options": options,
                    "unique": index.unique,
                }
            )
        return told

    def unique_constraints(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the UNIQUE constraints."""
        return [
            {"name": name, "column_names": list(key.columns), "duplicates_index": name}
            for name, key in self._named(table, Unique)
        ]

    def check_constraints(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the CHECKs, each in its author's words."""
        return [{"name": name, "sqltext": check.sql} for name, check in self._named(table, Check)]

    def table_comment(self, table: Table, asked: ObjectName) -> dict[str, Any]:
        """Return the comment."""
        return {"text": table.comment or None}

    def table_options(self, table: Table, asked: ObjectName) -> dict[str, Any]:
        """Return the options; the tablespace is the user's own where none was said."""
        given = options_of(table.options)
        prefix = self._dialect.sqlalchemy.name
        told: dict[str, Any] = {}
        if given.get("compress"):
            told[f"{prefix}_compress"] = self._unspelled(table, "the option", str(given["compress"]))
        told[f"{prefix}_tablespace"] = given.get("tablespace") or self._databases_own(table, "the tablespace")
        return told

    def sequences_of(self, table: Table) -> tuple[str, ...]:
        """Return nothing for a table without identity. Raises: UnknownShape: its sequence has a number."""
        if any(column.identity is not None for column in table.columns):
            raise UnknownShape(table.name, "the sequence behind an identity is named by a number")
        return ()
