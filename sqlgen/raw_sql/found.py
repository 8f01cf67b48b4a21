"""Constraints and indexes of the schema found by the name that a statement uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlgen.dialect import Dialect
from sqlgen.operations import ConstraintKind, Operation, RenameConstraint, ReplaceTable
from sqlgen.raw_sql.reader import Context
from sqlgen.reflection.errors import UnknownName
from sqlgen.reflection.made_up_names import free_index_name, index_name, named_table
from sqlgen.schema import Check, Constraint, ForeignKey, Index, ObjectName, PrimaryKey, Schema, Table, Unique

KINDS: dict[type[Constraint], ConstraintKind] = {
    PrimaryKey: "primary",
    Unique: "unique",
    ForeignKey: "foreignkey",
    Check: "check",
}
# InnoDB numbers unnamed foreign keys: https://dev.mysql.com/doc/refman/8.0/en/create-table-foreign-keys.html
_NUMBERED = re.compile(r"(?P<table>.+)_(ibfk|chk)_(?P<number>\d+)")


def same_name(one: str | None, other: str, dialect: Dialect) -> bool:
    """Tell whether both are one name to the server."""
    if one is None:
        return False
    exact = dialect.facts.ddl.identifier_case in ("lower", "upper")
    return one == other if exact else one.lower() == other.lower()


def settled(context: Context, name: ObjectName) -> Iterator[Operation]:
    """Give what has no name on the table *name* the one that the server made up, before anything changes it.

    The name stays when columns or the table get others, or when what it was numbered after goes.
    """
    table = context.table(name)
    if table is None or context.dialect.facts.reflection.unnamed not in ("of_columns", "counted"):
        return
    complete = named_table(table, context.schema, context.dialect)
    if not context.dialect.facts.ddl.names_primary_key:
        complete = replace(complete, constraints=tuple(map(_unnamed_key, complete.constraints)))
    if any(index.name is None for index in complete.indexes):
        complete = replace(
            complete, indexes=tuple(_named(index, complete, context) for index in complete.indexes)
        )
    if complete != table:
        yield ReplaceTable(context.origin, complete)


def renumbered(context: Context, old: ObjectName, new: ObjectName) -> Iterator[Operation]:
    """Return what becomes of counted names when a table is renamed: they begin with the new name then.

    https://dev.mysql.com/doc/refman/8.0/en/rename-table.html
    """
    table = context.table(new)
    forms = context.dialect.facts.ddl.made_up_names.values()
    heads = [form.partition("{number}")[0] for form in forms if "{number}" in form and "{table}" in form]
    for constraint in table.constraints if table is not None else ():
        for head in heads:
            before = head.format(table=old.name)
            if constraint.name is not None and re.fullmatch(re.escape(before) + r"\d+", constraint.name):
                new_name = head.format(table=new.name) + constraint.name[len(before) :]
                yield RenameConstraint(context.origin, new, constraint.name, new_name)


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


def _unnamed_key(constraint: Constraint) -> Constraint:
    return replace(constraint, name=None) if isinstance(constraint, PrimaryKey) else constraint


def _named(index: Index, table: Table, context: Context) -> Index:
    if index.name is not None:
        return index
    try:
        return replace(index, name=index_name(index, table, context.schema, context.dialect))
    except UnknownName:
        return index


def find_constraint(table: Table, name: str, dialect: Dialect) -> Constraint | None:
    """Return the constraint that the server knows as *name*, also one whose name it made up."""
    for constraint in table.constraints:
        if same_name(constraint.name, name, dialect):
            return constraint
    for constraint in table.constraints:
        if constraint.name is None and same_name(made_up_name(constraint, table, dialect), name, dialect):
            return constraint
    if (numbered := _NUMBERED.fullmatch(name)) is not None and numbered["table"] == table.name.name:
        kind: type[Constraint] = ForeignKey if "_ibfk_" in name else Check
        unnamed = [c for c in table.constraints if isinstance(c, kind) and c.name is None]
        at = int(numbered["number"]) - 1
        return unnamed[at] if at < len(unnamed) else None
    return None


def made_up_name(constraint: Constraint, table: Table, dialect: Dialect) -> str | None:
    """Return the name that the server gives to an unnamed constraint; None where it cannot be told."""
    facts = dialect.facts.ddl
    if isinstance(constraint, PrimaryKey) and not facts.names_primary_key:
        return "PRIMARY"
    if isinstance(constraint, Unique) and facts.unique_is_index:
        return constraint.columns[0]
    kind = KINDS.get(type(constraint))
    form = facts.made_up_names.get(kind) if kind is not None else None
    if form is None or "{number}" in form:
        return None
    columns = constraint.columns
    if isinstance(constraint, Check) and len(columns) != 1:
        return f"{table.name.name}_check"
    return form.format(table=table.name.name, columns="_".join(columns))


def find_index(table: Table, name: str, dialect: Dialect) -> Index | None:
    """Return the index that the server knows as *name*."""
    for index in table.indexes:
        if same_name(index.name, name, dialect):
            return index
    for index in table.indexes:
        if index.name is None and name == made_up_index_name(index, table):
            return index
    return None


def made_up_index_name(index: Index, table: Table) -> str:
    """Return the name that the server gives to an unnamed index, where it does that."""
    words = [part.column or _function(part.sql) for part in index.parts]
    included = next((value for key, value in index.options if key.endswith("_include")), ())
    return "_".join((table.name.name, *words, *included, "idx"))


def _function(sql: str) -> str:
    called = re.match(r"(\w+)\(", sql)
    return called[1] if called is not None else "expr"


def table_with_index(schema: Schema, name: ObjectName, dialect: Dialect) -> Table | None:
    """Return the table that has the index *name*."""
    for table in schema.tables.values():
        wanted = name.schema is None or name.schema in (table.name.schema, dialect.facts.ddl.default_schema)
        if wanted and find_index(table, name.name, dialect) is not None:
            found: Table = table
            return found
    return None
