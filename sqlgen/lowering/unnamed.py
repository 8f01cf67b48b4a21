"""Constraints whose name only the server's catalogue tells: found there by the script itself."""

from __future__ import annotations

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.errors import NotKnownHere
from sqlgen.lowering.fragments import literal, quoted_literal, table_name
from sqlgen.schema import Check, Constraint, ForeignKey, Table
from sqlgen.spelling import Spelling

DROP_UNNAMED_CONSTRAINT = Spelling(
    "drop_unnamed_constraint",
    "table_literal table_quoted_literal stored_table_literal stored_schema_literal kind columns_literal"
    " referred_quoted_literal condition_literal",
)


def is_in_catalogue(found: Constraint | None, dialect: Dialect) -> bool:
    """Tell whether a constraint has a name that nobody knows but the server, and a script can look it up."""
    return found is not None and found.name is None and DROP_UNNAMED_CONSTRAINT.is_had_by(dialect)


def drop_unnamed_sql(
    op: o.DropConstraint, found: Constraint, kind: str, table: Table, dialect: Dialect
) -> str:
    """Return what looks the name up and drops the constraint. Raises: NotKnownHere: several are like it."""
    _refuse_several(op, found, table)
    return DROP_UNNAMED_CONSTRAINT.spell(
        dialect,
        table_literal=literal(table_name(op.table, dialect), dialect),
        table_quoted_literal=quoted_literal(op.table, dialect),
        stored_table_literal=literal(_stored(op.table.name, dialect), dialect),
        stored_schema_literal=literal(_stored(op.table.schema, dialect), dialect) if op.table.schema else "",
        kind=kind,
        columns_literal=literal(",".join(_stored(name, dialect) for name in found.columns), dialect),
        referred_quoted_literal=quoted_literal(found.referred, dialect)
        if isinstance(found, ForeignKey)
        else "",
        condition_literal=literal(found.sql, dialect) if isinstance(found, Check) else "",
    )


def _refuse_several(op: o.DropConstraint, found: Constraint, table: Table) -> None:
    """Refuse a constraint that nothing tells from others; catalogues keep conditions in their own words."""
    unnamed = [c for c in table.constraints if type(c) is type(found) and c.name is None]
    same = [c for c in unnamed if isinstance(c, Check) or c.columns == found.columns]
    if len(same) > 1:
        raise NotKnownHere(
            f'table "{op.table}" has several constraints without names that cannot be told apart',
            where=op.origin,
            hint="Give them names where they are made.",
        )


def _stored(name: str, dialect: Dialect) -> str:
    """Return *name* as the server keeps it: folded, where it is not quoted."""
    sqlalchemy = dialect.sqlalchemy
    return str(sqlalchemy.denormalize_name(name)) if sqlalchemy.requires_name_normalize else name
