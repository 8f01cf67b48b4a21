"""IF EXISTS and IF NOT EXISTS: the engine's own, a guard in its place, or decided by the schema."""

from __future__ import annotations

from sqlgen.dialect import Dialect
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.fragments import literal, quoted_literal
from sqlgen.operations import Change
from sqlgen.schema import ObjectName
from sqlgen.spelling import Spelling

_CATALOGUE = "statement_literal schema_literal table_literal"
GUARDS = (
    Spelling("guarded_create_table", "statement statement_literal table_quoted_literal"),
    Spelling("guarded_drop_table", "statement_literal"),
    Spelling("guarded_add_column", f"statement {_CATALOGUE} table_quoted_literal column_literal"),
    Spelling("guarded_drop_column", f"{_CATALOGUE} column_literal"),
    Spelling("guarded_create_index", f"statement {_CATALOGUE} table_quoted_literal name_literal"),
    Spelling("guarded_drop_index", f"{_CATALOGUE} name_literal"),
    Spelling("guarded_drop_constraint", f"{_CATALOGUE} name_literal"),
)
_GUARDS = {guard.name.removeprefix("guarded_"): guard for guard in GUARDS}


def is_native(statement: str, dialect: Dialect) -> bool:
    """Tell whether the engine takes the clause on *statement*."""
    return statement in dialect.facts.ddl.if_exists


def conditional(
    change: Change,
    dialect: Dialect,
    statement: str,
    sql: str,
    *,
    wanted: bool | None,
    table: ObjectName,
    name: str = "",
    column: str = "",
) -> str | None:
    """Return *sql* made to run only where its object is there (or, for CREATE and ADD, is not).

    *statement* names the template ``guarded_<statement>`` that wraps it. *wanted* is what the schema knows
    of the object: True or False if it can be told, None if not; it decides on engines that have no
    conditional at all. None is returned where the statement is not to be written.
    Raises: UnsupportedOperation: an engine without conditionals, and an unknown object.
    """
    guard = _GUARDS[statement]
    if guard.is_had_by(dialect):
        values = {
            "statement": sql,
            "statement_literal": literal(sql, dialect),
            "table_literal": literal(table.name, dialect),
            "table_quoted_literal": quoted_literal(table, dialect),
            "schema_literal": literal(table.schema, dialect) if table.schema else "",
            "name_literal": literal(name, dialect),
            "column_literal": literal(column, dialect),
        }
        return guard.spell(dialect, **{offered: values[offered] for offered in guard.offered.split()})
    if wanted is None:
        clause = "IF NOT EXISTS" if statement.startswith(("create", "add")) else "IF EXISTS"
        raise UnsupportedOperation(
            f"say {clause} for {statement.replace('_', ' ')}",
            dialect,
            change.operation.origin,
            "leaving the clause out, where the object's presence is certain",
        )
    return sql if wanted else None
