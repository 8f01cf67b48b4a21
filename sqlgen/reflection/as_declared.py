"""Tables told as the history declares them, for an engine of which nothing else is known: that of a package.

Names are certain. Types are those that the script gave; defaults, CHECKs and names that the server makes up
are refused when somebody looks at them.
"""

from __future__ import annotations

from typing import Any, NoReturn

from sqlalchemy import types as sqltypes

from sqlgen.reflection.dictionaries import Dictionaries
from sqlgen.reflection.errors import UnknownShape
from sqlgen.sa_bridge import RawType
from sqlgen.schema import Check, Column, ForeignKey, ObjectName, PrimaryKey, Table, Unique

_PLAIN = (
    sqltypes.Integer, sqltypes.Numeric, sqltypes.String, sqltypes.Date, sqltypes.DateTime, sqltypes.Time,
    sqltypes.Boolean,
)  # fmt: skip
_SPECIAL = (sqltypes.Enum,)


class AsDeclared(Dictionaries):
    """The shapes that SQLAlchemy's documentation promises of every dialect."""

    def columns(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the columns."""
        return [self._column(column, table) for column in table.columns]

    def _column(self, column: Column, table: Table) -> dict[str, Any]:
        default = column.default
        subject = f".{column.name}"
        return {
            "name": column.name,
            "type": self._type(column, table),
            "nullable": not self._not_null(column, table),
            "default": None
            if default is None
            else self._unspelled(table, "the default", default.sql, subject),
            "comment": column.comment,
        }

    def _type(self, column: Column, table: Table) -> Any:
        declared: Any = column.type.construct
        while isinstance(declared, sqltypes.TypeDecorator):
            declared = declared.load_dialect_impl(self._dialect.sqlalchemy)
        if (
            isinstance(declared, RawType)
            or not isinstance(declared, _PLAIN)
            or isinstance(declared, _SPECIAL)
        ):
            why = f"{self._dialect.title} may show the type {column.type.sql} in its own way"
            return _Untold(UnknownShape(f"{table.name}.{column.name}", why, hint="Do not ask for it."))
        return declared

    def pk_constraint(self, table: Table, asked: ObjectName) -> Any:
        """Return the primary key."""
        for name, key in self._named(table, PrimaryKey):
            return {"constrained_columns": list(key.columns), "name": name}
        return self.nothing.pk_constraint()

    def foreign_keys(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the foreign keys."""
        return [self._key(name, key, table, asked) for name, key in self._named(table, ForeignKey)]

    def indexes(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the indexes. Raises: UnknownShape: a UNIQUE may be among them, or not."""
        if any(isinstance(constraint, Unique) for constraint in table.constraints):
            raise UnknownShape(asked, "whether its UNIQUE constraints are among its indexes")
        return [
            {"name": index.name, "unique": index.unique, "column_names": self._columns_of(index, table)}
            for index in table.indexes
        ]

    def unique_constraints(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the UNIQUE constraints. Raises: UnknownShape: unique indexes may be among them, or not."""
        if any(index.unique for index in table.indexes):
            raise UnknownShape(asked, "whether its unique indexes are among its UNIQUE constraints")
        return [
            {"name": name, "column_names": list(constraint.columns)}
            for name, constraint in self._named(table, Unique)
        ]

    def check_constraints(self, table: Table, asked: ObjectName) -> list[dict[str, Any]]:
        """Return the CHECKs."""
        return [
            {"name": name, "sqltext": self._unspelled(table, "the CHECK", check.sql)}
            for name, check in self._named(table, Check)
        ]

    def table_comment(self, table: Table, asked: ObjectName) -> dict[str, Any]:
        """Return the comment."""
        return {"text": table.comment or None}

    def table_options(self, table: Table, asked: ObjectName) -> NoReturn:
        """Refuse: what is an option is the engine's own affair. Raises: UnknownShape."""
        raise UnknownShape(asked, "its options are told in the engine's own way", hint="Do not ask for them.")


class _Untold(sqltypes.TypeEngine[Any]):
    """A type of which nothing is told: to ask what it is, is refused."""

    def __init__(self, refusal: UnknownShape) -> None:
        self.__dict__["refusal"] = refusal

    def _refuse(self, *_: Any) -> NoReturn:
        raise self.__dict__["refusal"]

    # What isinstance() looks at last.
    __class__ = property(_refuse)
    __str__ = __repr__ = __eq__ = _refuse
    __hash__ = _refuse
