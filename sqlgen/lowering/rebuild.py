"""Make a new table, copy, swap: how an engine without ALTER TABLE changes a table.

The twelve steps of https://www.sqlite.org/lang_altertable.html#otheralter, from the schema that the replay
knows: indexes and triggers come back, what views and other tables' foreign keys say stays true. Columns are
renamed in place first, because that also renames them in views, triggers and other tables. Foreign key
enforcement is switched off, and checked, by the script's frame: a transaction cannot switch it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import sqlalchemy as sa

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import check_table
from sqlgen.lowering.column_parts import rename
from sqlgen.lowering.errors import NotKnownHere
from sqlgen.lowering.fragments import (
    cast,
    create_table_sql,
    default_sql,
    is_raw,
    literal,
    quote,
    schema_prefix,
    statement,
    table_name,
)
from sqlgen.lowering.indexes import index_sql
from sqlgen.lowering.known import table_needed
from sqlgen.lowering.tables import drop_table_sql, rename_table_sql
from sqlgen.operations import Change, Operation
from sqlgen.sa_bridge import to_table
from sqlgen.schema import Column, ObjectName, Schema, Table
from sqlgen.spelling import Spelling
from sqlgen.statement import Kind, Statement

PREFIX = "sqlgen_new_"

COPY_ROWS = Spelling("copy_rows", "new_table table columns sources")
FORGET_SEQUENCE = Spelling("forget_sequence", "schema new_table_literal")
KEEP_SEQUENCE = Spelling("keep_sequence", "schema table_literal new_table_literal")
RENAME_OVER = Spelling("rename_over", "on")


def rebuild(
    change: Change,
    name: ObjectName,
    dialect: Dialect,
    description: str,
    *,
    operations: Sequence[Operation] = (),
) -> list[Statement]:
    """Return the statements that make table *name* what it is after *change*.

    *operations*: the parts of a batch, where *change* is one. Raises: ShapeNeeded: the table's shape is not
    known.
    """
    old = table_needed(change, name, "the table must be made anew")
    new = _numbered_by_its_key(check_table(change.after.table(name) or old, change, dialect), dialect)
    operations = operations or (change.operation,)
    renames, columns = _followed(old, operations)
    steps = [step for renaming in renames for step in rename(change, renaming, dialect)]
    temporary = _unused(name, change.before)

    def step(sql: str, what: str, kind: Kind = Kind.DDL, *, block: bool = False) -> None:
        made = statement(change, sql, what, kind=kind, block=block, rebuilds=True)
        # In a transaction, also where the script asked for none: half of it would be no table at all.
        steps.append(replace(made, transactional=True))

    step(
        create_table_sql(to_table(new, name=temporary), dialect),
        f"{description}: make {name} anew",
    )
    copied = list(_copied(new, columns, dialect))
    if copied:
        copy = COPY_ROWS.spell(
            dialect,
            new_table=table_name(temporary, dialect),
            table=table_name(name, dialect),
            columns=[column for column, _ in copied],
            sources=[source for _, source in copied],
        )
        step(copy, f"copy the rows of {name}", Kind.DML)
    if _numbers_rows(old) and _numbers_rows(new):
        literals = {
            "schema": schema_prefix(name, dialect),
            "new_table_literal": literal(temporary.name, dialect),
        }
        keep = KEEP_SEQUENCE.spell(dialect, **literals, table_literal=literal(name.name, dialect))
        step(FORGET_SEQUENCE.spell(dialect, **literals), f"keep the next number of {name}", Kind.DML)
        step(keep, f"keep the next number of {name}", Kind.DML)
    step(drop_table_sql(name, dialect), f"drop the old {name}")
    # Views and triggers that name the table must not stop the renaming, nor follow it.
    step(RENAME_OVER.spell(dialect, on=True), f"put the new {name} in its place")
    step(rename_table_sql(temporary, name.name, dialect), f"put the new {name} in its place")
    step(RENAME_OVER.spell(dialect, on=False), f"put the new {name} in its place")
    for index in new.indexes:
        # Spelled from its parts: the construct may speak of columns as they were called before.
        sql = index_sql(name, replace(index, construct=None), dialect)
        step(sql, f"create index {index.name} on {name}")
    for trigger in change.after.triggers.values():
        if trigger.table == name:
            if not trigger.sql:
                raise NotKnownHere(
                    f'trigger "{trigger.name}" goes with the old table, and its text is not certain since a '
                    "column that several of its tables have was renamed",
                    where=change.operation.origin,
                    hint="Drop the trigger before, and create it again after.",
                )
            step(trigger.sql, f"create trigger {trigger.name} again", block=True)
    return steps


def _numbered_by_its_key(table: Table, dialect: Dialect) -> Table:
    """Return *table* without numbering, on an engine that numbers nothing but a key of one column."""
    key = table.primary_key
    if not dialect.facts.ddl.numbering_type or (key is not None and len(key.columns) == 1):
        return table
    columns = tuple(replace(column, autoincrement=False) for column in table.columns)
    options = tuple(option for option in table.options if not option[0].endswith("_autoincrement"))
    return replace(table, columns=columns, options=options)


class NotFollowed(Exception):
    """The parts of a batch cannot be done at once: a name is used for several columns in turn."""


def _followed(
    old: Table, operations: Sequence[Operation]
) -> tuple[list[o.AlterColumn], dict[str, Column | None]]:
    """Return the renamings to do first, and where each column of the new table comes from.

    That is a column of the old table, under its new name, or what `AddColumn` said of it; a column with a
    default is then filled with it, as it would have been when it was added.
    Raises: NotFollowed.
    """
    origin: dict[str, Column | None] = {column.name: column for column in old.columns}
    added: set[str] = set()
    renames: list[o.AlterColumn] = []
    # The names of the old table while it is renamed, before anything else is done.
    present = {column.name.lower() for column in old.columns}
    for operation in operations:
        match operation:
            case o.AlterColumn(column=name, new_name=str(new_name)):
                if name in added:
                    added.remove(name)
                    added.add(new_name)
                elif new_name.lower() in present - {name.lower()}:
                    raise NotFollowed
                else:
                    present = present - {name.lower()} | {new_name.lower()}
                    renames.append(o.AlterColumn(operation.origin, operation.table, name, new_name=new_name))
                origin[new_name] = origin.pop(name, None)
            case o.AddColumn(column=column):
                if column.name not in origin:
                    origin[column.name] = column
                    added.add(column.name)
            case o.DropColumn(column=name):
                origin.pop(name, None)
                added.discard(name)
    return renames, {
        name: (replace(column, name="") if name in added and column is not None else column)
        for name, column in origin.items()
    }


def _copied(new: Table, columns: dict[str, Column | None], dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield each column that is filled, quoted, with the expression that fills it."""
    for column in new.columns:
        before = columns.get(column.name)
        if column.computed is not None or before is None:
            continue
        target = quote(column.name, dialect)
        if not before.name:
            if before.default is not None and before.default != column.default:
                yield target, default_sql(before, dialect) or ""
        elif _loses_fractions(before, column):
            yield target, cast(target, column.type)
        else:
            yield target, target


def _loses_fractions(before: Column, after: Column) -> bool:
    """Tell whether numbers become whole ones, which the engine would not do by itself."""
    if is_raw(before.type) or is_raw(after.type):
        return False
    fractional = isinstance(before.type.construct, (sa.Numeric, sa.Float))
    return fractional and isinstance(after.type.construct, sa.Integer)


def _numbers_rows(table: Table) -> bool:
    """Tell whether the table keeps its last number when rows go (AUTOINCREMENT)."""
    return any(key.endswith("_autoincrement") and value for key, value in table.options)


def _unused(name: ObjectName, schema: Schema) -> ObjectName:
    """Return a name for the new table that nothing has."""
    taken = {other.name.lower() for other in (*schema.tables, *schema.views)}
    candidate, number = f"{PREFIX}{name.name}", 1
    while candidate.lower() in taken:
        number += 1
        candidate = f"{PREFIX}{number}_{name.name}"
    return ObjectName(candidate, name.schema)
