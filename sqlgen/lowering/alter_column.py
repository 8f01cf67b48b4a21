"""ALTER COLUMN: one strategy for each way in which engines change a column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlgen import operations as o
from sqlgen.apply import altered_column
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import base_type, check_type
from sqlgen.lowering.column_parts import (
    ALTER_COLUMN_TYPE,
    comment,
    default_before,
    drop_default,
    names,
    rename,
    set_default,
    type_change,
    what,
)
from sqlgen.lowering.constraints import add_constraint_statement, drop_constraint_sql
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.fragments import identity_options, statement
from sqlgen.lowering.full_definition import full_definition
from sqlgen.lowering.known import known_column, known_table
from sqlgen.lowering.rebuild import rebuild
from sqlgen.lowering.type_and_nullability import type_and_nullability
from sqlgen.operations import Change
from sqlgen.schema import Column, Computed, Default, Identity, Type
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

ALTER_COLUMN_NULLABLE = Spelling("alter_column_nullable", "table column nullable changes")
ADD_IDENTITY = Spelling("add_identity", "table column kind options")
SET_IDENTITY = Spelling("set_identity", "table column kind options changes")
DROP_IDENTITY = Spelling("drop_identity", "table column")
DROP_EXPRESSION = Spelling("drop_expression", "table column")

# In the order in which Alembic says them.
_IDENTITY_OPTIONS = (
    "cache", "cycle", "increment", "maxvalue", "minvalue", "nomaxvalue", "nominvalue", "start"
)  # fmt: skip


def alter_column(change: Change, op: o.AlterColumn, dialect: Dialect) -> list[Statement]:
    """Change what *op* says of a column, and nothing else."""
    needed = dialect.facts.strategy.alter_column != "per_property"
    column = known_column(change, op.table, op.column, needed=needed)
    _refuse_generated(op, column, dialect)
    _refuse_moved(op, dialect)
    if op.type is not o.KEEP:
        check_type(op.type, change, dialect)
    strategy = _STRATEGIES[dialect.facts.strategy.alter_column]
    if strategy is _rebuild_table:
        return strategy(change, op, column, dialect)
    statements = [*_drop_checks(change, op, dialect), *strategy(change, op, column, dialect)]
    for check in op.checks_to_add:
        statements += add_constraint_statement(change, op.table, check, dialect)
    return statements


def _refuse_generated(op: o.AlterColumn, column: Column | None, dialect: Dialect) -> None:
    """Refuse to turn a column into a generated one or back, where that takes more than a new table.

    Raises: UnsupportedOperation.
    """
    was = column.computed if column is not None else None
    if dialect.facts.strategy.alter_column == "rebuild_table":
        return
    nearest = "dropping the column and adding it anew"
    if op.default is None and was is not None:
        nearest = dialect.facts.ddl.unsupported.get("drop_expression", "") or (
            # Its values stand nowhere.
            nearest if was.persisted is False else ""
        )
    elif not isinstance(op.default, Computed):
        return
    if nearest:
        raise UnsupportedOperation("turn a column into a generated one or back", dialect, op.origin, nearest)


def _refuse_moved(op: o.AlterColumn, dialect: Dialect) -> None:
    """Refuse to move a column among the others, where that takes a new table.

    Raises: UnsupportedOperation.
    """
    moved = op.insert_before is not None or op.insert_after is not None
    if moved and dialect.facts.strategy.alter_column != "rebuild_table":
        raise UnsupportedOperation(
            f'move the column "{what(op)}" between others', dialect, op.origin, "the place where it is"
        )


def _drop_checks(change: Change, op: o.AlterColumn, dialect: Dialect) -> list[Statement]:
    known = known_table(change, op.table)
    return [
        statement(
            change, drop_constraint_sql(op.table, name, "check", dialect), f"drop check {name} of {op.table}"
        )
        for name in op.checks_to_drop
        if known is None or known.constraint(name) is not None
    ]


# --- one statement a property ---------------------------------------------------------------------


def _per_property(
    change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect
) -> list[Statement]:
    statements = []
    default: list[Statement] = []
    if op.default is not o.KEEP:
        default = _default(change, op, column, dialect)
    if op.type is not o.KEEP:
        if op.default is None and column is not None and column.default is not None:
            # The old default need not fit the new type: it goes first.
            statements, default = default, []
        statements = [*statements, _type(change, op, op.type, column, dialect)]
    statements = [*statements, *_nullable(change, op, column, dialect)]
    return [*statements, *default, *comment(change, op, column, dialect), *rename(change, op, dialect)]


def _nullable(change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect) -> list[Statement]:
    if op.nullable is o.KEEP:
        return []
    sql = ALTER_COLUMN_NULLABLE.spell(
        dialect,
        **names(op, dialect),
        nullable=op.nullable,
        changes=column is None or column.nullable != op.nullable,
    )
    claim = "may be NULL" if op.nullable else "must not be NULL"
    return [statement(change, sql, f"{what(op)} {claim}")] if sql else []


def _type(
    change: Change, op: o.AlterColumn, type_: Type, column: Column | None, dialect: Dialect
) -> Statement:
    old = column.type if column is not None else op.existing.type
    unsupported = dialect.facts.ddl.unsupported
    nearest = unsupported.get(f"alter_column_type {base_type(type_)}")
    if old is not o.KEEP:
        nearest = nearest or unsupported.get(f"alter_column_type {base_type(old)}")
    if nearest and (old is o.KEEP or base_type(old) != base_type(type_)):
        raise UnsupportedOperation(
            f"turn {what(op)} from {old.sql if old is not o.KEEP else 'what it is'} into {type_.sql}",
            dialect,
            op.origin,
            nearest,
        )
    sql = ALTER_COLUMN_TYPE.spell(
        dialect,
        **names(op, dialect),
        type=type_.sql,
        using=op.using or "",
        nullable=column is None or column.nullable,
        generated=column.computed.sql if column is not None and column.computed is not None else "",
    )
    return statement(change, sql, type_change(op, column))


def _default(change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect) -> list[Statement]:
    before = default_before(op, column)
    had = before if isinstance(before, Identity) else None
    if isinstance(op.default, Identity) or (op.default is None and had is not None):
        return _identity(change, op, had, dialect)
    if op.default is None and column is not None and column.computed is not None:
        sql = DROP_EXPRESSION.spell(dialect, **names(op, dialect))
        return [statement(change, sql, f"{what(op)} is no longer generated")]
    if op.default is None:
        return [drop_default(change, op, dialect)]
    assert isinstance(op.default, Default)
    return [set_default(change, op, op.default, dialect)]


def _identity(change: Change, op: o.AlterColumn, had: Identity | None, dialect: Dialect) -> list[Statement]:
    facts = dialect.facts.ddl
    if not facts.identity:
        raise UnsupportedOperation("change identity columns", dialect, op.origin, "a new column")
    if op.default is None:
        sql = DROP_IDENTITY.spell(dialect, **names(op, dialect))
        return [statement(change, sql, f"{what(op)}: identity dropped")]
    assert isinstance(op.default, Identity)
    kind = "ALWAYS" if op.default.always else "BY DEFAULT"
    options = identity_options(op.default, dialect)
    if had is None:
        nearest = facts.unsupported.get("add_identity")
        if nearest:
            raise UnsupportedOperation("make a column number itself", dialect, op.origin, nearest)
        sql = ADD_IDENTITY.spell(dialect, **names(op, dialect), kind=kind, options=options)
        return [statement(change, sql, f"{what(op)} becomes an identity column")]
    # What the script leaves out stays as it is.
    changed = [
        identity_options(Identity(**{field: value}), dialect)
        for field in _IDENTITY_OPTIONS
        if (value := getattr(op.default, field)) is not None and getattr(had, field) != value
    ]
    if had.always != op.default.always:
        changed.insert(0, f"GENERATED {kind}")
    if not changed:
        return []
    sql = SET_IDENTITY.spell(dialect, **names(op, dialect), kind=kind, options=options, changes=changed)
    return [statement(change, sql, f"{what(op)}: identity changed")]


# --- a new table ----------------------------------------------------------------------------------


def _rebuild_table(
    change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect
) -> list[Statement]:
    """Rename in place; all else makes a new table from the schema, where anything changes at all."""
    said = replace(
        op,
        comment=o.KEEP,
        new_name=o.KEEP,
        autoincrement=o.KEEP,
        existing=o.Existing(),
        using=None,
        options=(),
    )
    if said == o.AlterColumn(op.origin, op.table, op.column):
        return rename(change, op, dialect)
    if isinstance(op.default, Identity) and not (column is not None and column.autoincrement):
        raise UnsupportedOperation(
            "make a column number itself that is not the key",
            dialect,
            op.origin,
            "INTEGER PRIMARY KEY, which always does",
        )
    if column is not None and _stays(said, column, dialect):
        return rename(change, op, dialect)
    only_nullable = replace(said, nullable=o.KEEP) == o.AlterColumn(op.origin, op.table, op.column)
    if only_nullable and "nullable" in dialect.facts.ddl.alters_in_place:
        return [*_nullable(change, op, column, dialect), *rename(change, op, dialect)]
    return rebuild(change, op.table, dialect, f"alter column {what(op)}", operations=(op,))


def _stays(op: o.AlterColumn, column: Column, dialect: Dialect) -> bool:
    """Tell whether the column is the same after *op*, on an engine that may have no identity columns."""
    if op.insert_before is not None or op.insert_after is not None or op.checks_to_drop or op.checks_to_add:
        return False
    after = altered_column(op, column)
    if not dialect.facts.ddl.identity:
        after = replace(after, identity=column.identity)
    return after == column


_Strategy = Callable[[Change, o.AlterColumn, "Column | None", Dialect], list[Statement]]
_STRATEGIES: dict[str, _Strategy] = {
    "per_property": _per_property,
    "full_definition": full_definition,
    "type_and_nullability": type_and_nullability,
    "rebuild_table": _rebuild_table,
}
