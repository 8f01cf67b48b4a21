"""The schema after an operation on a certain engine: with the names that its server makes up on the way.

`sqlgen.apply` knows no engine and leaves without a name what the script gave none. Here it gets the server's,
at the moment of its making, because the server keeps it when the table or a column is renamed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from sqlgen import operations as o
from sqlgen.apply import apply, described_table, narrowed
from sqlgen.dialect import Dialect
from sqlgen.reflection.indexes_of_keys import with_those_of_keys
from sqlgen.reflection.made_up_names import is_made_up, settled
from sqlgen.schema import Constraint, ObjectName, PrimaryKey, Schema, Table, Unique

Advance = Callable[[o.Operation, Schema], Schema]


@lru_cache(maxsize=8)
def advancing(dialect: Dialect) -> Advance:
    """Return what works out the schema after an operation for *dialect*."""
    if dialect.facts.reflection.unnamed in ("nameless", "unknowable"):
        return apply

    def advance(operation: o.Operation, schema: Schema) -> Schema:
        if isinstance(operation, o.AlterTable):
            schema = with_description(operation, schema)
            for part in operation.operations:
                schema = advance(part, schema)
            return schema
        if isinstance(operation, o.ExecuteSql):
            # Each of its statements finds the names that the server made up at the one before.
            effects = operation.effects
            for effect in effects(operation.sql, operation.origin, schema) if effects is not None else ():
                schema = advance(effect, schema)
            return schema
        after = apply(operation, schema)
        match operation:
            case o.DropColumn(table=name, column=column) if dialect.facts.ddl.dropped_column_leaves_indexes:
                known = schema.table(name)
                if known is not None:
                    after = after.with_table(narrowed(known, column))
            case o.CreateTable(table=created) if dialect.facts.ddl.drops_redundant_keys:
                made = after.table(created.name)
                if made is not None and schema.table(created.name) is None:
                    after = after.with_table(without_redundant_keys(made))
            case o.RenameTable(table=old, new_name=new):
                after = _following(after, old, ObjectName(new, old.schema), dialect)
            case o.MoveTable(table=old, new_name=moved):
                after = _following(after, old, moved, dialect)
        return named(schema, after, dialect)

    return advance


def named(before: Schema, after: Schema, dialect: Dialect) -> Schema:
    """Return *after* with the names that the server has made up since *before*."""
    after = settled(before, after, dialect)
    if dialect.facts.reflection.indexes_foreign_keys:
        for name, table in tuple(after.tables.changed_since(before.tables)):
            indexed = with_those_of_keys(table, before.table(name), after, dialect)
            after = after if indexed is table else after.with_table(indexed)
    if dialect.facts.ddl.names_primary_key:
        return after
    # All keys are called the same there, so that no key is asked for by its name.
    for _, table in tuple(after.tables.changed_since(before.tables)):
        key = table.primary_key
        if key is not None and key.made_up:
            constraints = tuple(_without_name(c) for c in table.constraints)
            after = after.with_table(replace(table, constraints=constraints))
    return after


def without_redundant_keys(table: Table) -> Table:
    """Return *table* with one key where several are over the same columns: the primary, else the first.

    It has the first name that one of them was given.
    """
    kept: list[PrimaryKey | Unique] = []
    redundant: list[Constraint] = []
    keys = sorted(
        (c for c in table.constraints if isinstance(c, (PrimaryKey, Unique))),
        key=lambda key: not isinstance(key, PrimaryKey),
    )
    for key in keys:
        at = next((n for n, other in enumerate(kept) if _shape(other) == _shape(key)), None)
        if at is None:
            kept.append(key)
            continue
        redundant.append(key)
        if kept[at].name is None:
            kept[at] = replace(kept[at], name=key.name)
    if not redundant:
        return table
    left = [c for c in table.constraints if not any(c is key for key in redundant)]
    new = iter(kept)
    by_place = {id(key): next(new) for key in keys if not any(key is other for other in redundant)}
    return replace(table, constraints=tuple(by_place.get(id(c), c) for c in left))


def _shape(key: PrimaryKey | Unique) -> tuple[object, ...]:
    moment = (key.deferrable, key.initially) if isinstance(key, Unique) else (None, None)
    return (key.columns, *moment, key.options)


def _without_name(constraint: Constraint) -> Constraint:
    return replace(constraint, name=None) if isinstance(constraint, PrimaryKey) else constraint


def with_description(operation: o.AlterTable, schema: Schema) -> Schema:
    """Return *schema* with the table as the batch describes it, where that counts."""
    described = described_table(operation, schema)
    if described is None:
        return schema
    return replace(schema.with_table(described), opaque=schema.opaque.without(operation.table))


def _following(schema: Schema, old: ObjectName, new: ObjectName, dialect: Dialect) -> Schema:
    """Return *schema* with the names of the renamed table's constraints that follow its name.

    https://dev.mysql.com/doc/refman/8.0/en/rename-table.html
    """
    table = schema.table(new)
    if table is None:
        return schema

    def renamed(constraint: Constraint) -> Constraint:
        name = constraint.name
        if name is None or not is_made_up(name, old, dialect):
            return constraint
        return replace(constraint, name=new.name + name.removeprefix(old.name))

    return schema.with_table(replace(table, constraints=tuple(map(renamed, table.constraints))))
