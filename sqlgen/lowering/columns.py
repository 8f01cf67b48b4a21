"""ADD and DROP COLUMN."""

from __future__ import annotations

import re

import sqlalchemy as sa

from sqlgen import operations as o
from sqlgen.apply import covers, mentions
from sqlgen.dialect import Dialect
from sqlgen.expressions import speaks_of
from sqlgen.lowering.abilities import check_column, supported
from sqlgen.lowering.comments import column_comment_statements
from sqlgen.lowering.constraints import (
    add_constraint_statement,
    describe,
    drop_constraint_sql,
    inline_references,
    kind_of,
)
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.existence import conditional, is_native
from sqlgen.lowering.fragments import (
    column_definition,
    literal,
    option,
    quote,
    quoted_literal,
    statement,
    table_name,
)
from sqlgen.lowering.indexes import create_index_statement, drop_index_sql, index_sql
from sqlgen.lowering.known import column_of, known_table, table_needed
from sqlgen.lowering.rebuild import rebuild
from sqlgen.lowering.table_lines import added_column
from sqlgen.operations import Change
from sqlgen.sa_bridge import to_column
from sqlgen.schema import Column, Constraint, Default, ForeignKey, PrimaryKey, Table
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

ADD_COLUMN = Spelling("add_column", "table definition if_not_exists first after")
DROP_COLUMN = Spelling("drop_column", "table column if_exists")
DROP_DEPENDENTS = tuple(
    Spelling(f"drop_{kind}_of_column", "table_literal table_quoted_literal column_literal")
    for kind in ("default", "check", "foreign_key")
)
DROP_DEFAULT_OF_COLUMN = DROP_DEPENDENTS[0]

# What the script asks to be dropped with the column.
_LET_GO = {"check": "drop_check", "foreignkey": "drop_foreign_key"}
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?|[bBxX]'[0-9A-Fa-f]*'")


def add_column(change: Change, op: o.AddColumn, dialect: Dialect) -> list[Statement]:
    """ADD COLUMN, then its constraints, indexes and comment."""
    check_column(op.column, change, dialect)
    for constraint in op.constraints:
        supported(constraint, change, dialect)
    known = known_table(change, op.table)
    if op.if_not_exists and known is not None and known.column(op.column.name) is not None:
        return []
    if dialect.facts.strategy.add_column == "alter_or_rebuild" and not fits_add_column(op):
        return rebuild(change, op.table, dialect, f"add column {op.table}.{op.column.name}")
    native = is_native("add_column", dialect)
    references = inline_references(op, dialect)
    apart = () if dialect.facts.ddl.named_column_checks else tuple(c for c in op.checks if c.name is not None)
    definition = added_column(op.column, dialect) if op.construct is None and not op.checks else None
    if definition is None:
        construct = op.construct if op.construct is not None else _attached(op)
        definition = column_definition(construct, dialect, without=tuple(c.name for c in apart))
    is_key = any(isinstance(c, PrimaryKey) for c in op.constraints)
    if op.inline_primary_key and is_key:
        definition += " PRIMARY KEY"
    elif op.column.autoincrement and dialect.facts.ddl.numbers_keys_only and not is_key:
        raise UnsupportedOperation(
            f'let "{op.column.name}" number itself, which is no key',
            dialect,
            op.origin,
            "inline_primary_key=True, or Column(autoincrement=False)",
        )
    first, after = _position(change, op, dialect)
    if references is not None:
        definition += f" {references[1]}"
    sql: str | None = ADD_COLUMN.spell(
        dialect,
        table=table_name(op.table, dialect),
        definition=definition,
        if_not_exists=op.if_not_exists and native,
        first=first,
        after=quote(after, dialect) if after else "",
    )
    if op.if_not_exists and not native:
        assert sql is not None
        wanted = None if known is None else True
        sql = conditional(
            change, dialect, "add_column", sql, wanted=wanted, table=op.table, column=op.column.name
        )
    if sql is None:
        return []
    statements = [statement(change, sql, f"add column {op.table}.{op.column.name} {op.column.type.sql}")]
    for constraint in (*op.constraints, *apart):
        said = isinstance(constraint, PrimaryKey) or (references is not None and constraint is references[0])
        if not said:
            statements += add_constraint_statement(change, op.table, constraint, dialect)
    for index in op.indexes:
        statements += create_index_statement(change, op.table, index, dialect)
    statements += column_comment_statements(
        change, op.table, op.column.name, None, op.column.comment, dialect
    )
    return statements


def _position(change: Change, op: o.AddColumn, dialect: Dialect) -> tuple[bool, str | None]:
    """Return whether the column comes first, or else the one that it comes after, where the script says it.

    Raises: UnsupportedOperation: the engine puts new columns at the end.
    """
    if op.insert_before is None and op.insert_after is None:
        return False, None
    if not dialect.facts.ddl.column_positions:
        raise UnsupportedOperation(
            f'put the new column "{op.column.name}" between others',
            dialect,
            op.origin,
            "the end of the table",
        )
    if op.insert_before is None:
        return False, op.insert_after
    table = table_needed(change, op.table, f'which column stands before "{op.insert_before}" must be known')
    column_of(change, table, op.insert_before)
    names = [column.name for column in table.columns]
    at = names.index(op.insert_before)
    return at == 0, names[at - 1] if at else None


def _attached(op: o.AddColumn) -> sa.Column[object]:
    column = to_column(op.column)
    sa.Table(op.table.name, sa.MetaData(), column, schema=op.table.schema)
    return column


def fits_add_column(op: o.AddColumn) -> bool:
    """Tell whether an engine with a limited ADD COLUMN can do it without a rebuild.

    No PRIMARY KEY, no UNIQUE, no stored generated column; a default that is constant; a reference only
    without a default; constraints only inline. NOT NULL without a default it takes, as every engine does,
    while the table has no rows. https://www.sqlite.org/lang_altertable.html#altertabaddcol
    """
    column = op.column
    if op.insert_before is not None or op.insert_after is not None:
        return False
    keys = [c for c in op.constraints if isinstance(c, ForeignKey)]
    if len(keys) != len(op.constraints) or len(keys) > 1 or (keys and column.default is not None):
        return False
    if column.computed is not None and column.computed.persisted:
        return False
    return column.default is None or is_constant(column.default)


def is_constant(default: Default) -> bool:
    """Tell whether a default is a literal: a quoted string, a number, bits, NULL, TRUE or FALSE."""
    text = default.sql.strip()
    if text.startswith("'"):
        return text.endswith("'") and text.count("'") % 2 == 0
    return text.upper() in ("NULL", "TRUE", "FALSE") or _NUMBER.fullmatch(text) is not None


def drop_column(change: Change, op: o.DropColumn, dialect: Dialect) -> list[Statement]:
    """DROP COLUMN, with what hangs on it where the engine does not take that along."""
    strategy = dialect.facts.strategy.drop_column
    known = known_table(change, op.table)
    description = f"drop column {op.table}.{op.column}"
    native = is_native("drop_column", dialect)
    if known is not None and known.column(op.column) is None:
        if op.if_exists:
            return []
        known = None
    # Of what is not known the engine drops the column, or refuses: nothing is lost.
    if (
        strategy == "alter_or_rebuild"
        and known is not None
        and needs_rebuild_to_drop(known, op.column, dialect)
    ):
        return rebuild(change, op.table, dialect, description)
    statements = _let_go(change, known, op, dialect)
    if strategy == "drop_dependents":
        statements += _drop_dependents(change, op, known, dialect)
    sql: str | None = DROP_COLUMN.spell(
        dialect,
        table=table_name(op.table, dialect),
        column=quote(op.column, dialect),
        if_exists=op.if_exists and native,
    )
    if op.if_exists and not native:
        assert sql is not None
        wanted = None if known is None else True
        sql = conditional(
            change, dialect, "drop_column", sql, wanted=wanted, table=op.table, column=op.column
        )
    return [*statements, statement(change, sql, description)] if sql is not None else []


def _let_go(change: Change, known: Table | None, op: o.DropColumn, dialect: Dialect) -> list[Statement]:
    """Drop the constraints and indexes that hold the column, where the engine does not by itself.

    Raises: UnsupportedOperation: a primary key, or a constraint whose name the server made up.
    """
    if known is None:
        return []
    facts = dialect.facts.ddl
    asked_for = {kind for kind, keyword in _LET_GO.items() if option(op, dialect, keyword)}
    statements = []
    for constraint in known.constraints:
        kind = kind_of(constraint)
        if not covers(constraint, op.column) or (kind in asked_for and constraint.name is None):
            continue
        alone = not any(covers(constraint, c.name) for c in known.columns if c.name != op.column)
        if kind in facts.column_held_by or (kind in facts.column_held_among_others_by and not alone):
            if _is_found_by_server(constraint, dialect):
                continue
            if constraint.name is None or kind == "primary":
                raise UnsupportedOperation(
                    f'drop the column "{op.table}.{op.column}" while a {describe(constraint)} holds it',
                    dialect,
                    op.origin,
                    "dropping that before: op.drop_constraint(...)",
                )
            sql = drop_constraint_sql(op.table, constraint.name, kind, dialect)
            statements.append(statement(change, sql, f"drop {describe(constraint)} of {op.table}"))
    for index in known.indexes:
        held = "index" in facts.column_held_by or (
            index.unique and len(index.parts) > 1 and "unique" in facts.column_held_among_others_by
        )
        if held and index.name is not None and mentions(index, op.column):
            sql = drop_index_sql(index.name, op.table, dialect)
            statements.append(statement(change, sql, f"drop index {index.name}"))
    return statements


def _is_found_by_server(constraint: Constraint, dialect: Dialect) -> bool:
    """Tell whether the script can find the constraint's name, which the server made up."""
    finds = dialect.facts.strategy.drop_column == "drop_dependents"
    return finds and constraint.name is None and isinstance(constraint, ForeignKey)


def needs_rebuild_to_drop(table: Table, column: str, dialect: Dialect) -> bool:
    """Tell whether a limited DROP COLUMN refuses: the column is in a key, a constraint or an index.

    https://www.sqlite.org/lang_altertable.html#altertabdropcol
    """
    generated = any(c.computed is not None and speaks_of(c.computed.sql, column) for c in table.columns)
    indexed = any(speaks_of(index_sql(table.name, index, dialect), column) for index in table.indexes)
    return generated or indexed or any(covers(c, column) for c in table.constraints)


def _drop_dependents(
    change: Change, op: o.DropColumn, known: Table | None, dialect: Dialect
) -> list[Statement]:
    """Drop the default, checks and foreign keys that the server named itself and that hold the column."""
    wanted = {
        "default": bool(option(op, dialect, "drop_default")) or _has_default(known, op.column),
        "check": bool(option(op, dialect, "drop_check")),
        "foreign_key": bool(option(op, dialect, "drop_foreign_key"))
        or any(
            covers(key, op.column) and _is_found_by_server(key, dialect)
            for key in (known.foreign_keys if known is not None else ())
        ),
    }
    statements = []
    for spelling, (kind, drop) in zip(DROP_DEPENDENTS, wanted.items(), strict=True):
        if drop:
            sql = spelling.spell(
                dialect,
                table_literal=literal(table_name(op.table, dialect), dialect),
                table_quoted_literal=quoted_literal(op.table, dialect),
                column_literal=literal(op.column, dialect),
            )
            statements.append(statement(change, sql, f"drop the {kind.replace('_', ' ')} of {op.column}"))
    return statements


def _has_default(table: Table | None, name: str) -> bool:
    column: Column | None = table.column(name) if table is not None else None
    return column is not None and column.default is not None
