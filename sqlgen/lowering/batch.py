"""`batch_alter_table`: part by part, or as one rebuild where the engine needs one."""

from __future__ import annotations

from dataclasses import replace

from sqlgen import operations as o
from sqlgen.apply import described_table
from sqlgen.dialect import Dialect
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.rebuild import NotFollowed, rebuild
from sqlgen.operations import Change
from sqlgen.reflection.advance import advancing
from sqlgen.statement import Statement


def alter_table(change: Change, op: o.AlterTable, dialect: Dialect) -> list[Statement]:
    """Lower the parts one by one; on an engine that rebuilds, all of them at once if any must."""
    change = _described(change, op, dialect)
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
    if not rebuilt and op.recreate != "always":
        return one_by_one
    try:
        return rebuild(change, op.table, dialect, f"alter table {op.table}", operations=op.operations)
    except NotFollowed:
        return one_by_one


def reshape_table(change: Change, op: o.ReshapeTable, dialect: Dialect) -> list[Statement]:
    """Make the table anew."""
    return rebuild(change, op.table, dialect, f"alter table {op.table}")


def name_constraints(change: Change, op: o.NameConstraints, dialect: Dialect) -> list[Statement]:
    """Make the table anew, where there are constraints to be named."""
    return rebuild(change, op.table, dialect, f"name constraints of {op.table}") if op.names else []


def _described(change: Change, op: o.AlterTable, dialect: Dialect) -> Change:
    """Return *change* standing on the table that the script describes, where that counts."""
    described = described_table(op, change.before) if op.copy_from is not None else None
    if described is None:
        return change
    advance = advancing(dialect)
    moment = change.moment_before.then(o.CreateTable(op.origin, described), advance)
    plain = replace(op, copy_from=None)
    return Change(op, moment, moment.then(plain, advance), change.autocommit)


def _parts(change: Change, op: o.AlterTable, dialect: Dialect) -> list[list[Statement]]:
    from sqlgen.lowering.dispatch import lower

    advance = advancing(dialect)
    moment = change.moment_before
    parts = []
    for given in op.operations:
        part = _at_the_end(given, dialect) if op.recreate == "always" else given
        after = moment.then(part, advance)
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
