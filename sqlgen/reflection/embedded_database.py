"""Tables told by an embedded database: made in the memory of this process, where SQLAlchemy asks.

Right for an engine that keeps the words of CREATE TABLE and that Python brings along.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.pool import NullPool

from sqlgen.reflection.errors import UnknownShape
from sqlgen.reflection.tables import Tables
from sqlgen.rendering import ddl_sql
from sqlgen.sa_bridge import to_index, to_table
from sqlgen.schema import Check, Constraint, ForeignKey, ObjectName, Table, View


class EmbeddedDatabase(Tables):
    """Makes the table, and those that must be there with it, and lets SQLAlchemy reflect it."""

    def tell(self, what: str, table: Table, asked: ObjectName) -> Any:
        """Return what SQLAlchemy reads of *table* made in memory."""
        with self._database(table, asked) as connection:
            return getattr(connection.dialect, f"get_{what}")(
                connection, table.name.name, schema=asked.schema
            )

    def view_definition(self, view: View, asked: ObjectName) -> str:
        """Return CREATE VIEW as it was written, its first words tidied by the engine."""
        with self._connection(asked) as connection:
            self._run(connection, view.sql, asked)
            text: str = connection.dialect.get_view_definition(connection, view.name.name, asked.schema)
            return text

    def columns_of_view(self, view: View, asked: ObjectName) -> Any:
        """Return the columns of a view whose tables are all known. Raises: UnknownShape."""
        with self._connection(asked) as connection:
            self._make_view(connection, view, asked)
            return connection.dialect.get_columns(connection, view.name.name, schema=asked.schema)

    def _make_view(self, connection: Any, view: View, asked: ObjectName) -> None:
        for name in view.refers_to:
            table = self._schema.table(name)
            other: View | None = self._schema.views.get(name)
            if table is not None and self._schema.opaque_by(name) is None:
                self._make(connection, table, asked)
            elif other is not None:
                self._make_view(connection, other, asked)
            else:
                raise UnknownShape(asked, f"it is a view of {name}, whose shape is not known")
        self._run(connection, view.sql, asked)

    @contextmanager
    def _database(self, table: Table, asked: ObjectName) -> Iterator[Any]:
        """Give a connection to a database that holds *table*."""
        with self._connection(asked) as connection:
            for key in table.foreign_keys:
                referred = self._schema.table(key.referred)
                if not key.referred_columns and referred is not None and referred.name != table.name:
                    self._make(connection, replace(referred, constraints=_without_keys(referred)), asked)
            self._make(connection, table, asked)
            yield connection

    @contextmanager
    def _connection(self, asked: ObjectName) -> Iterator[Any]:
        with _engine(self._facts.sqlalchemy.name).connect() as connection:
            if asked.schema is not None and asked.schema != self._facts.ddl.default_schema:
                name = connection.dialect.identifier_preparer.quote_identifier(asked.schema)
                connection.exec_driver_sql(f"ATTACH DATABASE ':memory:' AS {name}")
            yield connection

    def _make(self, connection: Any, table: Table, asked: ObjectName) -> None:
        constraints = tuple(sorted(table.constraints, key=_in_text))
        made = to_table(replace(table, constraints=constraints))
        text = table.definition or ddl_sql(sa.schema.CreateTable(made), self._dialect)
        self._run(connection, text, asked)
        for index in table.indexes:
            sql = index.definition or ddl_sql(sa.schema.CreateIndex(to_index(index, made)), self._dialect)
            self._run(connection, sql, asked)

    def _run(self, connection: Any, sql: str, asked: ObjectName) -> None:
        try:
            connection.exec_driver_sql(sql)
        except exc.DBAPIError as error:
            raise UnknownShape(
                asked, f"{self._facts.title} in memory refuses to make it: {error.orig}"
            ) from error


def _without_keys(table: Table) -> tuple[Constraint, ...]:
    return tuple(c for c in table.constraints if not isinstance(c, ForeignKey))


def _in_text(constraint: Constraint) -> bool:
    """Sort a CHECK within a column's definition before those of the table."""
    return not (isinstance(constraint, Check) and constraint.of_column)


@lru_cache(maxsize=1)
def _engine(name: str) -> sa.Engine:
    """Return an engine whose every connection is an empty database of its own."""
    return sa.create_engine(f"{name}://", poolclass=NullPool)
