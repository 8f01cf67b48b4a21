"""ADD and DROP CONSTRAINT."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from sqlgen import operations as o
from sqlgen.apply import dropped_constraint
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import supported
from sqlgen.lowering.errors import NotKnownHere, UnknownConstraint, UnsupportedOperation
from sqlgen.lowering.existence import conditional, is_native
from sqlgen.lowering.fragments import constraint_definition, quote, statement, table_name
from sqlgen.lowering.known import known_table
from sqlgen.lowering.rebuild import rebuild
from sqlgen.lowering.unnamed import drop_unnamed_sql, is_in_catalogue
from sqlgen.operations import Change
from sqlgen.sa_bridge import add_referred_tables, to_constraint
from sqlgen.schema import (
    Check,
    Constraint,
    Exclude,
    ForeignKey,
    ObjectName,
    PrimaryKey,
    Table,
    Unique,
)
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

ADD_CONSTRAINT = Spelling("add_constraint", "table definition")
DROP_CONSTRAINT = Spelling("drop_constraint", "table name kind if_exists")

_KINDS: dict[type[Constraint], str] = {
    Check: "check",
    ForeignKey: "foreignkey",
    PrimaryKey: "primary",
    Unique: "unique",
    Exclude: "exclude",
}
_TITLES = {
    "check": "check",
    "foreignkey": "foreign key",
    "primary": "primary key",
    "unique": "unique constraint",
    "exclude": "exclude constraint",
}


def add_constraint(change: Change, op: o.AddConstraint, dialect: Dialect) -> list[Statement]:
    """ALTER TABLE ... ADD."""
    supported(op.constraint, change, dialect)
    if dialect.facts.strategy.constraints == "rebuild_table" and not _in_place(op.constraint, dialect):
        return rebuild(change, op.table, dialect, f"add {describe(op.constraint)} to {op.table}")
    return add_constraint_statement(change, op.table, op.constraint, dialect)


def _in_place(constraint: Constraint | None, dialect: Dialect) -> bool:
    """Tell whether a constraint needs no new table where most do."""
    return isinstance(constraint, Check) and "check" in dialect.facts.ddl.alters_in_place


def _drops_in_place(op: o.DropConstraint, found: Constraint | None, dialect: Dialect) -> bool:
    """Tell whether a CHECK is dropped by its name where most constraints take a new table.

    Of a table that is not known the script says that it is one.
    """
    if found is not None:
        return found.name is not None and _in_place(found, dialect)
    said = op.kind == "check" and op.name is not None and not op.if_exists
    return said and "check" in dialect.facts.ddl.alters_in_place


def describe(constraint: Constraint) -> str:
    """Return what a constraint is, for people: ``foreign key fk_orders_customer``."""
    title = _TITLES[_KINDS[type(constraint)]]
    return f"{title} {constraint.name}" if constraint.name else title


def add_constraint_statement(
    change: Change, table: ObjectName, constraint: Constraint, dialect: Dialect
) -> list[Statement]:
    """Return the ALTER TABLE that adds *constraint*. Raises: UnsupportedOperation."""
    construct = attached(table, supported(constraint, change, dialect), dialect)
    sql = ADD_CONSTRAINT.spell(
        dialect,
        table=table_name(table, dialect),
        definition=constraint_definition(construct, dialect),
    )
    return [statement(change, sql, f"add {describe(constraint)} to {table}")]


def attached(table: ObjectName, constraint: Constraint, dialect: Dialect) -> Any:
    """Return a SQLAlchemy constraint on a small table of its own."""
    if isinstance(constraint, Exclude):
        return constraint.construct
    construct = to_constraint(constraint)
    names = dict.fromkeys(constraint.columns) if not isinstance(constraint, Check) else {}
    for key, value in constraint.options:
        # SQLAlchemy looks the columns up that INCLUDE names.
        if key.endswith("_include") and isinstance(value, (list, tuple)):
            names |= dict.fromkeys(name for name in value if isinstance(name, str))
    small = sa.Table(
        table.name,
        sa.MetaData(),
        *(sa.Column(name, sa.types.NULLTYPE) for name in names),
        construct,
        schema=table.schema,
    )
    if isinstance(constraint, ForeignKey) and constraint.referred == table:
        for name in constraint.referred_columns:
            if name not in small.c:
                small.append_column(sa.Column(name, sa.types.NULLTYPE))
    add_referred_tables(small)
    return construct


def inline_references(op: o.AddColumn, dialect: Dialect) -> tuple[ForeignKey, str] | None:
    """Return the one foreign key that goes into the column's definition, with its REFERENCES clause."""
    keys = [c for c in op.constraints if isinstance(c, ForeignKey)]
    must = dialect.facts.strategy.constraints == "rebuild_table"
    may = op.inline_references and dialect.facts.ddl.inline_references
    if len(keys) != 1 or len(keys[0].columns) != 1 or not (must or may):
        return None
    text = constraint_definition(attached(op.table, keys[0], dialect), dialect)
    clause = text[text.index(" REFERENCES ") + 1 :]
    if must and keys[0].name is not None:
        clause = f"CONSTRAINT {quote(keys[0].name, dialect)} {clause}"
    return keys[0], clause


def drop_constraint(change: Change, op: o.DropConstraint, dialect: Dialect) -> list[Statement]:
    """DROP CONSTRAINT; what the script leaves out (name, kind) comes from the schema."""
    known = known_table(change, op.table)
    found = _found(op, known)
    if dialect.facts.strategy.constraints == "rebuild_table":
        if found is None and known is not None and op.if_exists:
            return []
        if found is None and known is not None:
            raise _missing(op, known)
        if not _drops_in_place(op, found, dialect):
            return rebuild(change, op.table, dialect, f"drop constraint {op.name} of {op.table}")
    kind = op.kind or (_KINDS[type(found)] if found is not None else None)
    name = op.name or (found.name if found is not None else None)
    if name is None and found is not None and known is not None and is_in_catalogue(found, dialect):
        sql_of_lookup = drop_unnamed_sql(op, found, kind or "", known, dialect)
        return [statement(change, sql_of_lookup, f"drop a {describe(found)} of {op.table}")]
    if name is None and not (kind == "primary" and not dialect.facts.ddl.names_primary_key):
        raise NotKnownHere(
            "drop_constraint has no name, and the schema does not tell which constraint is meant",
            where=op.origin,
            hint='Give its name: op.drop_constraint("...", ...).',
        )
    if kind is None and dialect.facts.ddl.drop_constraint_needs_kind:
        raise NotKnownHere(
            f'{dialect.title} drops each kind of constraint differently, and that of "{name}" is not known',
            where=op.origin,
            hint='Say it: type_="foreignkey", "unique", "check" or "primary".',
        )
    if kind == "primary" and known is not None:
        _refuse_numbered(known, op, dialect)
    native = is_native("drop_constraint", dialect)
    sql: str | None = drop_constraint_sql(
        op.table, name, kind or "", dialect, if_exists=op.if_exists and native
    )
    if op.if_exists and not native:
        assert sql is not None
        wanted = None if known is None else found is not None
        sql = conditional(
            change, dialect, "drop_constraint", sql, wanted=wanted, table=op.table, name=name or ""
        )
    description = f"drop {_TITLES.get(kind or '', 'constraint')} {name or ''}".strip() + f" of {op.table}"
    return [statement(change, sql, description)] if sql is not None else []


def _refuse_numbered(table: Table, op: o.DropConstraint, dialect: Dialect) -> None:
    """Refuse to take the key from a column that numbers itself and must be one.

    Raises: UnsupportedOperation.
    """
    numbered = [column.name for column in table.columns if column.autoincrement]
    if numbered and dialect.facts.ddl.numbers_keys_only:
        raise UnsupportedOperation(
            f'drop the primary key of "{table.name}" while "{numbered[0]}" numbers itself',
            dialect,
            op.origin,
            f'op.alter_column("{table.name.name}", "{numbered[0]}", autoincrement=False) before',
        )


def drop_constraint_sql(
    table: ObjectName, name: str | None, kind: str, dialect: Dialect, *, if_exists: bool = False
) -> str:
    """Return ALTER TABLE ... DROP CONSTRAINT, or the words that the engine has for the *kind*."""
    return DROP_CONSTRAINT.spell(
        dialect,
        table=table_name(table, dialect),
        name=quote(name, dialect) if name is not None else "",
        kind=kind,
        if_exists=if_exists,
    )


def kind_of(constraint: Constraint) -> str:
    """Return ``check``, ``foreignkey``, ``primary``, ``unique`` or ``exclude``."""
    return _KINDS[type(constraint)]


def _found(op: o.DropConstraint, table: Table | None) -> Constraint | None:
    if table is None:
        return None
    return dropped_constraint(op, table) or (table.primary_key if op.kind == "primary" else None)


def _missing(op: o.DropConstraint, table: Table) -> UnknownConstraint:
    names = ", ".join(c.name for c in table.constraints if c.name) or "none with a name"
    return UnknownConstraint(
        f'table "{op.table}" has no constraint "{op.name}" at this point'
        if op.name
        else f'which constraint of "{op.table}" is meant cannot be told',
        where=op.origin,
        hint=f"Its constraints: {names}.",
    )
