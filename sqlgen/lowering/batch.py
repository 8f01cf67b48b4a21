"""`batch_alter_table`: part by part, or as one rebuild where the engine needs one."""

from __future__ import annotations

from dataclasses import replace

from sqlgen import operations as o
from sqlgen.apply import described_table, dropped_constraint
from sqlgen.dialect import Dialect
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.fragments import table_name
from sqlgen.lowering.rebuild import NotFollowed, rebuild
from sqlgen.operations import Change
from sqlgen.reflection.advance import advancing
from sqlgen.schema import Schema
from sqlgen.statement import Statement


def alter_table(change: Change, op: o.AlterTable, dialect: Dialect) -> list[Statement]:
    """Lower the parts one by one; on an engine that rebuilds, all of them at once if any must."""
    change = _described(change, op, dialect)
    parts = _parts(change, op, dialect)
    one_by_one = [statement for statements in parts for statement in statements]
    if dialect.facts.strategy.batch == "grouped_redefinitions":
        return _grouped(op, parts, dialect)
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


def _grouped(op: o.AlterTable, parts: list[list[Statement]], dialect: Dialect) -> list[Statement]:
    """Return the parts' statements, adjacent redefinitions of several columns as one statement.

    Each would copy the table by itself: https://dev.mysql.com/doc/refman/8.0/en/innodb-online-ddl-operations.html
    What is cheap alone (a new column, a rename) stays alone: one clause that copies makes all of them copy.
    """
    statements: list[Statement] = []
    columns: tuple[str, ...] = ()
    for part, made in zip(op.operations, parts, strict=True):
        column = _redefined(part) if len(made) == 1 else None
        if column is None or column in columns:
            columns = ()
        if columns:
            statements[-1] = _joined(statements[-1], made[0], op, dialect)
        else:
            statements += made
        columns = (*columns, column) if column is not None else ()
    return statements


def _redefined(part: o.Operation) -> str | None:
    """Return the column that *part* defines anew under the name that it has; None where it does not."""
    if not isinstance(part, o.AlterColumn) or part.new_name is not o.KEEP:
        return None
    return part.column if part.type is not o.KEEP or part.nullable is not o.KEEP else None


def _joined(first: Statement, then: Statement, op: o.AlterTable, dialect: Dialect) -> Statement:
    _, _, clause = then.sql.partition(table_name(op.table, dialect) + " ")
    return replace(
        first,
        sql=f"{first.sql},\n    {clause}",
        description=f"{first.description}; {then.description}",
    )


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
    parts: list[list[Statement]] = []
    for given in op.operations:
        part = _at_the_end(given, dialect) if op.recreate == "always" else given
        if dialect.facts.strategy.batch == "rebuild_table" and _is_gone(part, op, change, moment.schema):
            # It went with its column; of a table that is made anew it may be dropped all the same.
            parts.append([])
            continue
        after = moment.then(part, advance)
        parts.append(lower(Change(part, moment, after, change.autocommit), dialect))
        moment = after
    return parts


def _is_gone(part: o.Operation, op: o.AlterTable, change: Change, now: Schema) -> bool:
    """Tell whether *part* drops what the table had when the batch began, and has no more."""
    if not isinstance(part, (o.DropIndex, o.DropConstraint)):
        return False
    old, new = change.before.table(op.table), now.table(op.table)
    if old is None or new is None:
        return False
    if isinstance(part, o.DropIndex):
        return any(i.name == part.name for i in old.indexes) and all(i.name != part.name for i in new.indexes)
    return dropped_constraint(part, old) is not None and dropped_constraint(part, new) is None


def _at_the_end(part: o.Operation, dialect: Dialect) -> o.Operation:
    """Return *part* without its place among the columns, which only a new table of a live run would heed."""
    if dialect.facts.strategy.batch == "rebuild_table" or not isinstance(part, (o.AddColumn, o.AlterColumn)):
        return part
    if isinstance(part, o.AddColumn) and dialect.facts.ddl.column_positions:
        return part
    return replace(part, insert_before=None, insert_after=None)
