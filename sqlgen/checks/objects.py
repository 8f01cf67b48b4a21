"""Faults in creating, changing and dropping tables, columns and types, and in writing rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlgen import operations as o
from sqlgen.checks.faults import SchemaFault, StillUsed
from sqlgen.checks.keys import foreign_key, referred_to
from sqlgen.checks.known import Known
from sqlgen.checks.parts import added, indexed, names_within
from sqlgen.checks.register import Holder, names_of
from sqlgen.schema import Column, ForeignKey, ObjectName, Table, Type


def create_table(op: o.CreateTable, known: Known) -> Iterator[SchemaFault]:
    """CREATE TABLE with its foreign keys, constraints' names and indexes."""
    table = op.table
    if any("TEMP" in prefix.upper() for prefix in table.prefixes):
        return
    if op.if_not_exists:
        if known.is_present(table.name):
            return
    else:
        faults = list(known.taken(Holder("table", table.name.name, table.name)))
        yield from faults
        if faults:
            return
    yield from _types(table.columns, known)
    for key in table.foreign_keys:
        yield from foreign_key(key, table.name, table, known)
    holders = list(names_of(table))
    if len(holders) > 1:
        yield from names_within(holders, known)
        for holder in holders[1:]:
            yield from known.taken(holder)


def drop_table(op: o.DropTable, known: Known) -> Iterator[SchemaFault]:
    """DROP TABLE."""
    if not op.if_exists:
        yield from known.missing_table(op.table)
    yield from referred_to(op.table, None, known)


def rename_table(op: o.RenameTable, known: Known) -> Iterator[SchemaFault]:
    """ALTER TABLE ... RENAME TO."""
    yield from known.missing_table(op.table)
    if op.new_name != op.table.name:
        target = ObjectName(op.new_name, op.table.schema)
        if not known.same(op.new_name, op.table.name):
            yield from known.taken(Holder("table", op.new_name, target))


def table_comment(op: o.SetTableComment, known: Known) -> Iterator[SchemaFault]:
    """COMMENT ON TABLE."""
    if known.dialect.facts.strategy.comments != "none":
        yield from known.missing_table(op.table)


def add_column(op: o.AddColumn, known: Known) -> Iterator[SchemaFault]:
    """ADD COLUMN with what it brings."""
    faults = list(known.missing_table(op.table))
    yield from faults
    if faults:
        return
    table = known.shape_of(op.table)
    existing = next((c for c in table.columns if known.same(c.name, op.column.name)), None) if table else None
    if existing is not None:
        if not op.if_not_exists and not _replaces(known):
            key = ("column", op.table, existing.name)
            made_at = known.memory.where_made(key, table)
            yield known.existing(key, f'column "{op.table}.{op.column.name}"', made_at)
        return
    yield from _types((op.column,), known)
    for constraint in op.constraints:
        if isinstance(constraint, ForeignKey):
            yield from foreign_key(constraint, op.table, _with(op, table), known)
            if constraint.name is not None:
                yield from known.taken(Holder("foreignkey", constraint.name, op.table))
        else:
            yield from added(op.table, constraint, replace(known, arriving=op.column.name))
    for index in op.indexes:
        yield from indexed(op.table, index, replace(known, arriving=op.column.name))


def _with(op: o.AddColumn, table: Table | None) -> Table:
    """Return the table with the new column; of an unknown one that column alone."""
    if table is None:
        return Table(op.table, (op.column,))
    return replace(table, columns=(*table.columns, op.column))


def _replaces(known: Known) -> bool:
    """Tell whether a live run makes the table anew, and puts the new column in the place of the old one."""
    return known.started is not None


def drop_column(op: o.DropColumn, known: Known) -> Iterator[SchemaFault]:
    """DROP COLUMN."""
    faults = list(known.missing_table(op.table))
    if not faults and not op.if_exists:
        faults = list(known.missing_columns(op.table, (op.column,)))
    yield from faults or referred_to(op.table, op.column, known)


def alter_column(op: o.AlterColumn, known: Known) -> Iterator[SchemaFault]:
    """ALTER COLUMN, its new name included."""
    faults = list(known.missing_table(op.table)) or list(known.missing_columns(op.table, (op.column,)))
    yield from faults
    if op.type is not o.KEEP:
        yield from _type(op.type, f"{op.table}.{op.column}", known)
    table = known.shape_of(op.table)
    if isinstance(op.new_name, str) and table is not None and not known.same(op.new_name, op.column):
        taken = next((c for c in table.columns if known.same(c.name, op.new_name)), None)
        if taken is not None:
            key = ("column", op.table, taken.name)
            yield known.existing(
                key, f'column "{op.table}.{op.new_name}"', known.memory.where_made(key, table)
            )


def insert_rows(op: o.InsertRows, known: Known) -> Iterator[SchemaFault]:
    """INSERT."""
    faults = list(known.missing_table(op.table))
    yield from faults or known.missing_columns(op.table, op.explicit_columns, why="rows give values to ")


def create_enum(op: o.CreateEnum, known: Known) -> Iterator[SchemaFault]:
    """CREATE TYPE."""
    if op.checkfirst and op.enum.name in known.schema.enums:
        return
    yield from known.taken(Holder("type", op.enum.name.name, op.enum.name))


def drop_enum(op: o.DropEnum, known: Known) -> Iterator[SchemaFault]:
    """DROP TYPE."""
    schema, name = known.schema, op.name
    if not known.dialect.facts.checks.names.get("type") or known.doubts.presence(name, schema):
        return
    if name not in schema.enums:
        if not op.checkfirst and name in schema.dropped and name not in schema.tables:
            yield known.missing(("type", name), f'type "{name}"', "No revision creates it.")
        return
    for table in schema.tables.values():
        if known.shape_of(table.name) is None:
            continue
        for column in table.columns:
            if _names_type(column.type, name, known):
                made_at = known.memory.where_made(("column", table.name, column.name), table)
                made = f", created at {made_at}," if made_at is not None else ""
                yield StillUsed(
                    f'type "{name}" cannot be dropped: column "{table.name}.{column.name}"{made} is of it',
                    known.origin,
                    ("used type", name),
                    "Drop the column, or give it another type, before.",
                )
                return


def _names_type(type_: Type, name: ObjectName, known: Known) -> bool:
    return _bare(type_.sql) == _spelled(name, known)


def _bare(sql: str) -> str:
    """Return a type's spelling without what makes it an array."""
    return sql.removesuffix("[]").strip()


def _spelled(name: ObjectName, known: Known) -> str:
    preparer = known.dialect.sqlalchemy.identifier_preparer
    spelled = preparer.quote(name.name)
    return f"{preparer.quote_schema(name.schema)}.{spelled}" if name.schema else spelled


def _types(columns: Iterable[Column], known: Known) -> Iterator[SchemaFault]:
    if known.memory.types_gone:
        for column in columns:
            yield from _type(column.type, column.name, known)


def _type(type_: Type, column: str, known: Known) -> Iterator[SchemaFault]:
    """Yield a fault if a column is to be of a type that the history dropped."""
    for name in known.memory.types_gone:
        gone = name in known.schema.dropped and name not in known.schema.enums
        if gone and not known.doubts.presence(name, known.schema) and _names_type(type_, name, known):
            yield known.missing(
                ("type", name), f'type "{name}" of column "{column}"', "No revision creates it."
            )
