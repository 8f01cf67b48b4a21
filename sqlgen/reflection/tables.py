"""What is common to the strategies that tell what a table looks like."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine.reflection import ReflectionDefaults

from sqlgen.dialect import Dialect
from sqlgen.reflection.errors import UnknownShape
from sqlgen.schema import Identity, ObjectName, Schema, Table, View


def numbers(identity: Identity, lowest: int, highest: int) -> dict[str, int]:
    """Return where *identity* starts, by how much it counts and between what.

    The server's own values are filled in. *lowest* and *highest*: what its type can hold.
    """
    increment = identity.increment if identity.increment is not None else 1
    low, high = (1, highest) if increment > 0 else (lowest, -1)
    minimum = identity.minvalue if identity.minvalue is not None else low
    maximum = identity.maxvalue if identity.maxvalue is not None else high
    start = identity.start
    if start is None:
        start = minimum if increment > 0 else maximum
    return {"start": start, "increment": increment, "minvalue": minimum, "maxvalue": maximum}


class Tables:
    """Tells what SQLAlchemy's reflection says of one table. *asked*: the name as it was asked for."""

    nothing: Any = ReflectionDefaults

    def __init__(self, schema: Schema, dialect: Dialect) -> None:
        self._schema = schema
        self._dialect = dialect
        self._facts = dialect.facts

    def tell(self, what: str, table: Table, asked: ObjectName) -> Any:
        """Return what ``get_<what>`` of SQLAlchemy's dialect returns for *table*. Raises: UnknownShape."""
        return getattr(self, what)(table, asked)

    def sequences_of(self, table: Table) -> tuple[str, ...]:
        """Return the sequences that the server shows behind the columns of *table*."""
        return ()

    def columns_of_view(self, view: View, asked: ObjectName) -> Any:
        """Refuse: the types of a view's columns are the server's business. Raises: UnknownShape."""
        raise UnknownShape(asked, "it is a view", hint="Ask for the tables that it is made of.")

    def view_definition(self, view: View, asked: ObjectName) -> str:
        """Refuse: the server writes the query anew. Raises: UnknownShape."""
        raise UnknownShape(
            asked, "the server writes the query of a view anew", hint="Keep the text in the script."
        )

    def enums(self, schema: str | None) -> list[dict[str, Any]]:
        """Return the enums of *schema*; None where there are none by name."""
        return []

    def domains(self, schema: str | None) -> list[dict[str, Any]]:
        """Return the domains of *schema*, as above."""
        return []
