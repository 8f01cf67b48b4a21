"""What SQLAlchemy's reflection would say of a server that has the symbolic schema: names, and what is there.

What a table looks like is told by a strategy, chosen by the fact ``reflection.read_from``: each hands
SQLAlchemy's own reflection what it would have read from the server, so that the shapes are SQLAlchemy's.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import exc

from sqlgen.dialect import Dialect
from sqlgen.reflection.as_declared import AsDeclared
from sqlgen.reflection.catalogue_rows import CatalogueRows
from sqlgen.reflection.data_dictionary import DataDictionary
from sqlgen.reflection.definition_text import DefinitionText
from sqlgen.reflection.embedded_database import EmbeddedDatabase
from sqlgen.reflection.errors import UnknownShape
from sqlgen.reflection.information_schema import InformationSchema
from sqlgen.reflection.tables import Tables
from sqlgen.schema import Names, ObjectName, Schema, Table, View

STRATEGIES: dict[str, type[Tables]] = {
    "as_declared": AsDeclared,
    "catalogue_rows": CatalogueRows,
    "data_dictionary": DataDictionary,
    "definition_text": DefinitionText,
    "embedded_database": EmbeddedDatabase,
    "information_schema": InformationSchema,
}


class Reflector:
    """Answers for one schema. A table that is not known to exist is SQLAlchemy's NoSuchTableError."""

    def __init__(self, schema: Schema, dialect: Dialect) -> None:
        self._schema = schema
        self._dialect = dialect
        self._facts = dialect.facts.reflection
        self._default = dialect.facts.ddl.default_schema

    # --- names ----------------------------------------------------------------------------------------

    def schema_names(self) -> list[str]:
        """Return the schemas: those of every server, those that the history made or put something into."""
        names = {name.name for name in self._schema.schemas}
        for kind in (self._schema.tables, self._schema.views, self._schema.enums, self._schema.sequences):
            names |= {name.schema for name in kind if name.schema is not None}
        names |= {*self._facts.schemas, *([self._default] if self._default else [])}
        return sorted(names)

    def has_schema(self, name: str) -> bool:
        """Tell whether there is a schema of that name."""
        return name in self.schema_names()

    def table_names(self, schema: str | None = None) -> list[str]:
        """Return the tables of *schema*, in the order of their names."""
        return self._names(self._schema.tables, schema)

    def view_names(self, schema: str | None = None) -> list[str]:
        """Return the views of *schema* that are not materialized."""
        return self._names(self._views(materialized=False), schema)

    def materialized_view_names(self, schema: str | None = None) -> list[str]:
        """Return the materialized views of *schema*."""
        self._must_be_answered("materialized_view_names")
        return self._names(self._views(materialized=True), schema)

    def temp_table_names(self, schema: str | None = None) -> list[str]:
        """Return nothing: temporary tables end with the connection."""
        self._must_be_answered("temp_table_names")
        return []

    def temp_view_names(self, schema: str | None = None) -> list[str]:
        """Return nothing, as above."""
        self._must_be_answered("temp_view_names")
        return []

    def sequence_names(self, schema: str | None = None) -> list[str]:
        """Return the sequences of *schema*, those behind columns among them where the server shows them."""
        self._must_be_answered("sequence_names")
        names = set(self._names(self._schema.sequences, schema))
        for table in self._schema.tables.values():
            if self._in_schema(table.name, schema):
                names |= set(self._tables.sequences_of(self._known(table.name)))
        return sorted(names)

    # --- existence ------------------------------------------------------------------------------------

    def has_table(self, name: ObjectName) -> bool:
        """Tell whether there is a table or a view of that name. Raises: UnknownShape."""
        return self._found(self._schema.tables, name) is not None or self._view(name) is not None

    def has_index(self, table: ObjectName, name: str) -> bool:
        """Tell whether *table* has an index called *name*."""
        return any(index["name"] == name for index in self.indexes(table))

    def has_sequence(self, name: ObjectName) -> bool:
        """Tell whether there is a sequence of that name."""
        return name.name in self.sequence_names(name.schema)

    def has_type(self, name: ObjectName) -> bool:
        """Tell whether there is a type of that name: an enum, a domain, or that of a table's rows."""
        return self._found(self._schema.enums, name) is not None or self.has_table(name)

    # --- a table ----------------------------------------------------------------------------------------

    def columns(self, name: ObjectName) -> Any:
        """Return the columns of a table."""
        view = self._view(name)
        if view is not None:
            return self._tables.columns_of_view(view, name)
        return self._tables.tell("columns", self._known(name), name)

    def pk_constraint(self, name: ObjectName) -> Any:
        """Return the primary key of a table, without columns where it has none."""
        return self._ask("pk_constraint", name, self._tables.nothing.pk_constraint)

    def foreign_keys(self, name: ObjectName) -> Any:
        """Return the foreign keys of a table."""
        return self._ask("foreign_keys", name, list)

    def indexes(self, name: ObjectName) -> Any:
        """Return the indexes of a table."""
        return self._ask("indexes", name, list)

    def unique_constraints(self, name: ObjectName) -> Any:
        """Return the UNIQUE constraints of a table."""
        return self._ask("unique_constraints", name, list)

    def check_constraints(self, name: ObjectName) -> Any:
        """Return the CHECKs of a table."""
        return self._ask("check_constraints", name, list)

    def table_comment(self, name: ObjectName) -> Any:
        """Return the comment of a table as ``{"text": ...}``."""
        return self._ask("table_comment", name, self._tables.nothing.table_comment)

    def table_options(self, name: ObjectName) -> Any:
        """Return the options of a table as dialect keywords."""
        return self._ask("table_options", name, dict)

    def view_definition(self, name: ObjectName) -> str:
        """Return the text of a view as the server keeps it."""
        view = self._view(name)
        if view is None:
            raise exc.NoSuchTableError(str(name))
        return self._tables.view_definition(view, name)

    def enums(self, schema: str | None = None) -> Any:
        """Return the enums of *schema*: None those of the default one, ``*`` all."""
        return self._tables.enums(schema)

    def domains(self, schema: str | None = None) -> Any:
        """Return the domains of *schema*, as above."""
        return self._tables.domains(schema)

    def _must_be_answered(self, what: str) -> None:
        """Raise NotImplementedError where SQLAlchemy's dialect does, too."""
        dialect = self._dialect.sqlalchemy
        method = getattr(type(dialect), f"get_{what}")
        inherited = method.__module__.startswith("sqlalchemy.engine")
        without = self._dialect.facts.ddl.unsupported.get("create_sequence")
        if inherited or (what == "sequence_names" and without):
            raise NotImplementedError

    # --- finding ----------------------------------------------------------------------------------------

    @cached_property
    def _tables(self) -> Tables:
        return STRATEGIES[self._facts.read_from](self._schema, self._dialect)

    def _ask(self, method: str, name: ObjectName, nothing: Any) -> Any:
        if self._view(name) is not None:
            return nothing()
        return self._tables.tell(method, self._known(name), name)

    def _known(self, name: ObjectName) -> Table:
        """Return the table. Raises: NoSuchTableError, UnknownShape."""
        table: Table | None = self._found(self._schema.tables, name)
        if table is None:
            raise exc.NoSuchTableError(str(name))
        return table

    def _view(self, name: ObjectName) -> View | None:
        found: View | None = self._found(self._schema.views, name)
        return found

    def _found(self, names: Names, name: ObjectName) -> Any:
        """Return what *names* has under *name*, None where that does not exist. Raises: UnknownShape."""
        for spelling in self._spellings(name):
            unread = self._schema.opaque_by(spelling)
            if unread is not None:
                raise UnknownShape(
                    name,
                    f"a statement that could not be read may have changed it: {unread.reason}",
                    where=unread.origin,
                    hint="Write the statement with op, or give a baseline that was made after it.",
                )
            if spelling in names:
                return names[spelling]
        if self._facts.names_in_any_case:
            folded = {self._folded(spelling) for spelling in self._spellings(name)}
            for other in names:
                if self._folded(other) in folded:
                    return names[other]
        if self._is_pre_existing(name):
            raise UnknownShape(
                name,
                "the history refers to it and did not create it",
                hint="Give a baseline: it was there before the history began.",
            )
        return None

    def _is_pre_existing(self, name: ObjectName) -> bool:
        """Tell whether the history, which did not make it, refers to the table called *name*."""
        spellings = self._spellings(name)
        if self._schema.complete or any(spelling in self._schema.dropped for spelling in spellings):
            return False
        known = (self._schema.tables, self._schema.views, self._schema.enums, self._schema.sequences)
        if any(spelling in names for names in known for spelling in spellings):
            return False
        return any(
            next(self._schema.referring_to(spelling), None) is not None
            or any(spelling in view.refers_to for view in self._schema.views.values())
            or any(trigger.table == spelling for trigger in self._schema.triggers.values())
            for spelling in spellings
        )

    def _spellings(self, name: ObjectName) -> tuple[ObjectName, ...]:
        """Return *name* and what else means the same: the default schema may be said or not."""
        if name.schema is None and self._default:
            return (name, ObjectName(name.name, self._default))
        if name.schema is not None and name.schema == self._default:
            return (ObjectName(name.name), name)
        return (name,)

    @staticmethod
    def _folded(name: ObjectName) -> tuple[str, str]:
        return name.name.lower(), (name.schema or "").lower()

    def _views(self, *, materialized: bool) -> Iterable[ObjectName]:
        return [name for name, view in self._schema.views.items() if view.materialized is materialized]

    def _in_schema(self, name: ObjectName, schema: str | None) -> bool:
        return (name.schema or self._default) == (schema or self._default)

    def _names(self, names: Iterable[ObjectName], schema: str | None) -> list[str]:
        """Return the names in *schema*. Raises: UnknownShape: any name may have come or gone."""
        if self._schema.unread is not None:
            raise UnknownShape(
                schema or self._default or "the schema",
                f"a statement that could not be read may have made or dropped anything: "
                f"{self._schema.unread.reason}",
                where=self._schema.unread.origin,
            )
        for name in self._schema.opaque:
            unread = self._schema.opaque_by(name)
            if self._in_schema(name, schema) and unread is not None and not self._exists(name):
                raise UnknownShape(
                    schema or self._default or "the schema",
                    f"whether there is {name} is not known: {unread.reason}",
                    where=unread.origin,
                )
        return sorted(name.name for name in names if self._in_schema(name, schema))

    def _exists(self, name: ObjectName) -> bool:
        known = (self._schema.tables, self._schema.views, self._schema.enums, self._schema.sequences)
        return any(name in names for names in known)
