"""Consecutive changes of one table that would each make it anew, as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.lowering.batch import alter_table
from sqlgen.operations import Change, Operation
from sqlgen.schema import ObjectName
from sqlgen.statement import Statement

Lowered = tuple[Change, list[Statement]]


def join_rebuilds(lowered: Iterable[Lowered], dialect: Dialect) -> list[Statement]:
    """Return the statements of the changes of one revision, adjacent rebuilds of one table made one.

    Adjacent: between them is nothing but other changes of the same table, so that nobody sees what is
    between; no script's SQL, no rows, no other table.
    """
    statements: list[Statement] = []
    run: list[Lowered] = []
    for change, made in lowered:
        if run and not _goes_on(run, change):
            statements += _joined(run, dialect)
            run = []
        run.append((change, made))
    return statements + _joined(run, dialect)


def _goes_on(run: Sequence[Lowered], change: Change) -> bool:
    first = run[0][0]
    table = _table(first.operation)
    return table is not None and table == _table(change.operation) and first.autocommit == change.autocommit


def _table(operation: Operation) -> ObjectName | None:
    """Return the one table that *operation* changes, if it can be part of a batch."""
    match operation:
        case o.AlterTable(recreate="auto" | "always", copy_from=None):
            return operation.table
        case (
            o.AddColumn()
            | o.DropColumn()
            | o.AlterColumn()
            | o.AddConstraint()
            | o.DropConstraint()
            | o.CreateIndex()
            | o.DropIndex()
        ):
            return operation.table
    return None


def _joined(run: Sequence[Lowered], dialect: Dialect) -> list[Statement]:
    """Return the run's statements; those from its first rebuild to its last as one rebuild."""
    rebuilds = [at for at, (_, made) in enumerate(run) if any(s.rebuilds for s in made)]
    apart = [statement for _, made in run for statement in made]
    if len(rebuilds) < 2:
        return apart
    first, last = rebuilds[0], rebuilds[-1]
    part = [change for change, _ in run[first : last + 1]]
    operations = tuple(operation for change in part for operation in _operations(change.operation))
    if _retyped_twice(operations):
        return apart
    table = _table(part[0].operation)
    assert table is not None
    # Each of them makes the table anew by itself, some because the script asks for it.
    batch = o.AlterTable(part[0].operation.origin, table, operations, recreate="always")
    change = Change(batch, part[0].moment_before, part[-1].moment_after, part[0].autocommit)
    try:
        together = alter_table(change, batch, dialect)
    except SqlgenError:
        return apart
    lines = ", ".join(dict.fromkeys(str(change.operation.origin.line) for change in part))
    return [
        *(statement for _, made in run[:first] for statement in made),
        *(_described(statement, table, lines) for statement in together),
        *(statement for _, made in run[last + 1 :] for statement in made),
    ]


def _operations(operation: Operation) -> tuple[Operation, ...]:
    return operation.operations if isinstance(operation, o.AlterTable) else (operation,)


def _retyped_twice(operations: Sequence[Operation]) -> bool:
    """Tell whether a column changes its type more than once: what is between would be lost."""
    retyped = [op.column for op in operations if isinstance(op, o.AlterColumn) and op.type is not o.KEEP]
    return len(retyped) != len(set(retyped))


def _described(statement: Statement, table: ObjectName, lines: str) -> Statement:
    """Say which lines are joined, where the new table is made."""
    begin = f"alter table {table}: "
    if not statement.description.startswith(begin):
        return statement
    description = statement.description.removeprefix(begin)
    return replace(statement, description=f"alter table {table} (lines {lines}): {description}")
