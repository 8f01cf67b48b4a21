"""What the strategies share that write SQLAlchemy's dictionaries themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlgen.reflection.answers import Undrawn, Unspelled
from sqlgen.reflection.errors import DatabasesOwn, UnknownName, UnknownShape, Unpredictable
from sqlgen.reflection.made_up_names import constraint_names
from sqlgen.reflection.tables import Tables
from sqlgen.reflection.type_names import ServerType, type_of_column
from sqlgen.schema import Column, ForeignKey, Index, ObjectName, Options, Table


class Dictionaries(Tables):
    """Names that are not known are refused when somebody looks at them."""

    def _named(self, table: Table, kind: Any) -> Iterator[tuple[str, Any]]:
        """Yield the constraints of a kind with their names: by name where these are known."""
        names = constraint_names(table, self._schema, self._dialect)
        unnamed: list[tuple[str, Any]] = []
        named: list[tuple[str, Any]] = []
        for name, constraint in zip(names, table.constraints, strict=True):
            if not isinstance(constraint, kind):
                continue
            try:
                named.append((str(name()), constraint))
            except UnknownName as refusal:
                unnamed.append((Undrawn.drawn(refusal, self._facts.reflection.drawn_names), constraint))
        yield from sorted(named, key=lambda pair: pair[0])
        yield from unnamed

    def _server_type(self, column: Column, table: Table) -> ServerType:
        return type_of_column(column, table.name, self._dialect)

    def _unspelled(self, table: Table, kind: str, sql: str, subject: str = "") -> Unspelled:
        why = "how is not certain"
        return Unspelled(sql, Unpredictable(f"{table.name}{subject}", kind, sql, why))

    def _databases_own(self, table: Table, what: str, subject: str = "") -> Unspelled:
        return Unspelled("", DatabasesOwn(f"{table.name}{subject}", what))

    def _columns_of(self, index: Index, table: Table) -> list[str]:
        """Return the columns of an index. Raises: UnknownShape: it is over an expression."""
        columns = []
        for part in index.parts:
            if part.column is None or part.sql != part.column:
                raise UnknownShape(table.name, f"the server rewrites the index's expression {part.sql}")
            columns.append(part.column)
        return columns

    def _key(self, name: str, key: ForeignKey, table: Table, asked: ObjectName) -> dict[str, Any]:
        """Return a foreign key, its actions left out where they are the server's own."""
        referred = key.referred_columns or self._primary_key_of(key.referred)
        default = self._facts.ddl.default_schema
        own, other = table.name.schema or default, key.referred.schema or default
        shown = asked.schema is not None or own != other
        actions = (("onupdate", key.onupdate), ("ondelete", key.ondelete))
        return {
            "name": name,
            "constrained_columns": list(key.columns),
            "referred_schema": (other or asked.schema) if shown else None,
            "referred_table": key.referred.name,
            "referred_columns": list(referred),
            "options": {
                word: action.upper() for word, action in actions if action and action.upper() != "NO ACTION"
            },
        }

    def _primary_key_of(self, name: ObjectName) -> tuple[str, ...]:
        table = self._schema.table(name)
        if table is None or table.primary_key is None:
            raise UnknownShape(name, "its primary key is not known")
        return table.primary_key.columns

    def _not_null(self, column: Column, table: Table) -> bool:
        key = table.primary_key
        in_key = key is not None and column.name in key.columns
        return in_key or not column.nullable or column.identity is not None


def options_of(options: Options) -> dict[str, Any]:
    """Return keywords without the dialect's name."""
    return {key.partition("_")[2]: value for key, value in options}


def names_in(columns: Any) -> list[str]:
    """Return names that were given as names or as columns."""
    return [getattr(column, "name", column) for column in columns or ()]
