"""Enum types that the server keeps by name."""

from __future__ import annotations

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import check_name
from sqlgen.lowering.fragments import literal, statement, table_name
from sqlgen.operations import Change
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

CREATE_ENUM = Spelling("create_enum", "name labels")
DROP_ENUM = Spelling("drop_enum", "name if_exists")


def create_enum(change: Change, op: o.CreateEnum, dialect: Dialect) -> list[Statement]:
    """CREATE TYPE, unless the history has made it and not dropped it since."""
    if op.checkfirst and op.enum.name in change.before.enums:
        return []
    check_name(op.enum.name.name, "type", change, dialect)
    sql = op.enum.definition or CREATE_ENUM.spell(
        dialect,
        name=table_name(op.enum.name, dialect),
        labels=[literal(label, dialect) for label in op.enum.labels],
    )
    return [statement(change, sql, f"create type {op.enum.name}")]


def drop_enum(change: Change, op: o.DropEnum, dialect: Dialect) -> list[Statement]:
    """DROP TYPE; where the history knows nothing of it, only if it exists."""
    known = op.name in change.before.enums
    if not known and op.checkfirst and change.before.complete:
        return []
    if_exists = op.checkfirst and not known
    sql = DROP_ENUM.spell(dialect, name=table_name(op.name, dialect), if_exists=if_exists)
    return [statement(change, sql, f"drop type {op.name}")]
