"""`batch_alter_table`: part by part, or as one rebuild where the engine needs one."""

from __future__ import annotations

from dataclasses import replace

from sqlgen import operations as o
from sqlgen.apply import apply
from sqlgen.dialect import Dialect
from sqlgen.lowering.known import known_table
from sqlgen.lowering.rebuild import rebuild
from sqlgen.operations import Change
from sqlgen.schema import Column, Table
from sqlgen.statement import Statement


def alter_table(change: Change, op: o.AlterTable, dialect: Dialect) -> list[Statement]:
    """Lower the parts one by one; on an engine that rebuilds, all of them at once if any must."""
    parts = _parts(change, op, dialect)
    if dialect.facts.strategy.batch != "rebuild_table" or op.recreate == "never":
        return [statement for _, statements in parts for statement in statements]
    rebuilt = any(statement.rebuilds for _, statements in parts for statement in statements)
    extras = op.table_args or op.table_options or op.reordering
    if not rebuilt and op.recreate != "always" and not extras:
        return [statement for _, statements in parts for statement in statements]
    return rebuild(
        change,
        op.table,
        dialect,
        f"alter table {op.table}",
        operations=op.operations,
        after=_wanted(change, op),
    )


def _parts(change: Change, op: o.AlterTable, dialect: Dialect) -> list[tuple[o.Operation, list[Statement]]]:
    from sqlgen.lowering.dispatch import lower

    moment = change.moment_before
    if op.copy_from is not None and known_table(change, op.table) is None:
        moment = moment.then(o.CreateTable(op.origin, op.copy_from), apply)
    parts = []
    for part in op.operations:
        after = moment.then(part, apply)
        parts.append((part, lower(Change(part, moment, after, change.autocommit), dialect)))
        moment = after
    return parts


def _wanted(change: Change, op: o.AlterTable) -> Table | None:
    """Return the table after the batch, with the options and the order of columns that it asks for."""
    table = change.after.table(op.table)
    if table is None:
        return None
    options = {**dict(table.options), **dict(op.table_options)}
    return replace(table, options=tuple(options.items()), columns=_ordered(table, op.reordering))


def _ordered(table: Table, groups: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """Return the columns so that each group's stand one after the other, else as they stood."""
    columns = list(table.columns)
    for group in groups:
        named = {column.name: column for column in columns}
        wanted = [named[name] for name in group if name in named]
        if len(wanted) < 2:
            continue
        first = columns.index(wanted[0])
        rest = [column for column in columns if column not in wanted[1:]]
        at = rest.index(columns[first]) + 1
        columns = [*rest[:at], *wanted[1:], *rest[at:]]
    return tuple(columns)
