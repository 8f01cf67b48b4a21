"""`batch_alter_table`: part by part, or as one rebuild where the engine needs one."""

from __future__ import annotations

from dataclasses import replace

from sqlgen import operations as o
from sqlgen.apply import apply, dropped_constraint
from sqlgen.dialect import Dialect
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.known import known_table
from sqlgen.lowering.rebuild import NotFollowed, rebuild
from sqlgen.operations import Change
from sqlgen.sa_bridge import constraint_of, index_of
from sqlgen.schema import Column, Constraint, Index, Table
from sqlgen.statement import Statement


def alter_table(change: Change, op: o.AlterTable, dialect: Dialect) -> list[Statement]:
    """Lower the parts one by one; on an engine that rebuilds, all of them at once if any must."""
    change = _described(change, op)
    one_by_one = [statement for statements in _parts(change, op, dialect) for statement in statements]
    if dialect.facts.strategy.batch != "rebuild_table":
        return one_by_one
    rebuilt = any(statement.rebuilds for statement in one_by_one)
    if op.recreate == "never":
        if rebuilt:
            raise UnsupportedOperation(
                f"alter {op.table} in place", dialect, op.origin, 'a new table: recreate="auto"'
            )
        return one_by_one
    if not rebuilt and op.recreate != "always" and not _wants_new_table(op):
        return one_by_one
    try:
        return rebuild(
            change,
            op.table,
            dialect,
            f"alter table {op.table}",
            operations=op.operations,
            after=_wanted(change, op, dialect),
        )
    except NotFollowed:
        return one_by_one


def _wants_new_table(op: o.AlterTable) -> bool:
    """Tell whether a live run makes the table anew, and so heeds the order and the options asked for."""
    extras = op.table_args or op.table_options or op.reordering
    small = (o.AddColumn, o.CreateIndex, o.DropIndex)
    return bool(extras) and not all(isinstance(part, small) for part in op.operations)


def _described(change: Change, op: o.AlterTable) -> Change:
    """Return *change* standing on the table that the script describes, where the history does not know it.

    Nor where the script gives names to constraints that have none in the history, in order to drop them.
    """
    if op.copy_from is None:
        return change
    known = known_table(change, op.table)
    if known is not None and all(
        dropped_constraint(part, known) is not None
        for part in op.operations
        if isinstance(part, o.DropConstraint)
    ):
        return change
    described = o.CreateTable(op.origin, op.copy_from)
    moment = change.moment_before.then(described, apply)
    plain = replace(op, copy_from=None)
    return Change(op, moment, moment.then(plain, apply), change.autocommit)


def _parts(change: Change, op: o.AlterTable, dialect: Dialect) -> list[list[Statement]]:
    from sqlgen.lowering.dispatch import lower

    moment = change.moment_before
    parts = []
    for given in op.operations:
        part = _at_the_end(given, dialect) if op.recreate == "always" else given
        after = moment.then(part, apply)
        parts.append(lower(Change(part, moment, after, change.autocommit), dialect))
        moment = after
    return parts


def _at_the_end(part: o.Operation, dialect: Dialect) -> o.Operation:
    """Return *part* without its place among the columns, which only a new table of a live run would heed."""
    if dialect.facts.strategy.batch == "rebuild_table" or not isinstance(part, (o.AddColumn, o.AlterColumn)):
        return part
    if isinstance(part, o.AddColumn) and dialect.facts.ddl.column_positions:
        return part
    return replace(part, insert_before=None, insert_after=None)


def _wanted(change: Change, op: o.AlterTable, dialect: Dialect) -> Table | None:
    """Return the table after the batch, with the options, the order and the parts that it asks for."""
    table = change.after.table(op.table)
    if table is None:
        return None
    options = {**dict(table.options), **dict(op.table_options)}
    constraints, indexes = list(table.constraints), list(table.indexes)
    for item in op.table_args:
        match _value(item, dialect):
            case Index() as index if all(other.name != index.name for other in indexes):
                indexes.append(index)
            case None | Index():
                pass
            case constraint if _is_new(constraint, constraints):
                constraints.append(constraint)
    return replace(
        table,
        columns=_ordered(table, op.reordering),
        constraints=tuple(constraints),
        indexes=tuple(indexes),
        options=tuple(options.items()),
    )


def _value(item: object, dialect: Dialect) -> Constraint | Index | None:
    """Return a constraint or index of ``table_args`` as a value; None for anything else."""
    import sqlalchemy as sa

    if isinstance(item, sa.Index):
        return index_of(item, dialect)
    return constraint_of(item, dialect) if isinstance(item, sa.Constraint) else None


def _is_new(constraint: Constraint, others: list[Constraint]) -> bool:
    return all(
        replace(other, name=constraint.name) != constraint
        and (constraint.name is None or other.name != constraint.name)
        for other in others
    )


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
