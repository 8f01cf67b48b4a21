"""Constraints and indexes of the schema found by the name that a statement uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlgen.dialect import Dialect
from sqlgen.operations import ConstraintKind
from sqlgen.reflection.made_up_names import free_index_name
from sqlgen.schema import Check, Constraint, ForeignKey, Index, ObjectName, PrimaryKey, Schema, Table, Unique

KINDS: dict[type[Constraint], ConstraintKind] = {
    PrimaryKey: "primary",
    Unique: "unique",
    ForeignKey: "foreignkey",
    Check: "check",
}


def same_name(one: str | None, other: str, dialect: Dialect) -> bool:
    """Tell whether both are one name to the server."""
    if one is None:
        return False
    exact = dialect.facts.ddl.identifier_case in ("lower", "upper")
    return one == other if exact else one.lower() == other.lower()


def named_in_order(indexes: Iterable[Index], table: Table | None) -> list[Index]:
    """Return *indexes* with names; one without is named after its first column, numbered if that is taken."""
    taken = [] if table is None else [index.name for index in table.indexes if index.name is not None]
    taken += [c.name for c in table.constraints if isinstance(c, Unique) and c.name] if table else []
    found = []
    for index in indexes:
        first = index.parts[0].column
        name = index.name or (free_index_name(first, taken) if first is not None else None)
        taken += [name] if name is not None else []
        found.append(replace(index, name=name))
    return found


def find_constraint(table: Table, name: str, dialect: Dialect) -> Constraint | None:
    """Return the constraint that the server knows as *name*, also one whose name it made up."""
    facts = dialect.facts.ddl
    if not facts.names_primary_key and same_name(facts.made_up_names.get("primary"), name, dialect):
        return table.primary_key
    for constraint in table.constraints:
        if same_name(constraint.name, name, dialect):
            return constraint
    return None


def find_index(table: Table, name: str, dialect: Dialect) -> Index | None:
    """Return the index that the server knows as *name*."""
    for index in table.indexes:
        if same_name(index.name, name, dialect):
            return index
    return None


def table_with_index(schema: Schema, name: ObjectName, dialect: Dialect) -> Table | None:
    """Return the table that has the index *name*."""
    for table in schema.tables.values():
        wanted = name.schema is None or name.schema in (table.name.schema, dialect.facts.ddl.default_schema)
        if wanted and find_index(table, name.name, dialect) is not None:
            found: Table = table
            return found
    return None
