"""What an engine can have: names of a length, types, generated columns, constraints; the rest is refused."""

from __future__ import annotations

from dataclasses import replace

from sqlgen.dialect import Dialect
from sqlgen.lowering.errors import UnsupportedOperation
from sqlgen.lowering.fragments import default_sql
from sqlgen.operations import Change
from sqlgen.schema import Column, Constraint, Default, Exclude, ForeignKey, Table, Type, Unique


def check_name(name: str | None, kind: str, change: Change, dialect: Dialect) -> None:
    """Refuse a name that the script gave and the server would cut off or not take.

    Names made by a naming convention are cut by SQLAlchemy and have arrived cut.
    Raises: UnsupportedOperation.
    """
    limit, unit = dialect.facts.ddl.identifier_limit, dialect.facts.ddl.identifier_limit_unit
    if name is None or len(name) * 4 <= limit:
        return
    length = len(name.encode()) if unit == "bytes" else len(name)
    if length > limit:
        raise UnsupportedOperation(
            f'keep the {kind} name "{name}" of {length} {unit}',
            dialect,
            change.operation.origin,
            f"a name of at most {limit} {unit}",
        )


def check_table(table: Table, change: Change, dialect: Dialect) -> Table:
    """Return *table* as the engine can have it. Raises: UnsupportedOperation: it cannot."""
    check_name(table.name.name, "table", change, dialect)
    if not table.columns and not dialect.facts.ddl.empty_tables:
        raise UnsupportedOperation(
            "have a table without columns", dialect, change.operation.origin, "a table with one"
        )
    for column in table.columns:
        check_column(column, change, dialect)
    for index in table.indexes:
        check_name(index.name, "index", change, dialect)
    constraints = tuple(supported(constraint, change, dialect) for constraint in table.constraints)
    return table if constraints == table.constraints else replace(table, constraints=constraints)


def check_column(column: Column, change: Change, dialect: Dialect) -> None:
    """Refuse a column that the engine cannot have. Raises: UnsupportedOperation."""
    facts, origin = dialect.facts.ddl, change.operation.origin
    check_name(column.name, "column", change, dialect)
    check_type(column.type, change, dialect)
    check_default(column.default, change, dialect)
    if column.computed is None:
        return
    if column.computed.persisted is False and not facts.computed_virtual:
        raise UnsupportedOperation(
            "compute a column when it is read", dialect, origin, "a stored one: Computed(..., persisted=True)"
        )
    nearest = facts.unsupported.get("computed_not_null")
    if nearest and not column.nullable:
        raise UnsupportedOperation("have a computed column that is NOT NULL", dialect, origin, nearest)
    nearest = facts.unsupported.get("stored_computed_column")
    if column.computed.persisted and nearest:
        raise UnsupportedOperation("store a computed column", dialect, origin, nearest)


def check_default(default: Default | None, change: Change, dialect: Dialect) -> None:
    """Refuse an expression where the server takes constants only. Raises: UnsupportedOperation."""
    nearest = dialect.facts.ddl.unsupported.get("default_expression")
    if nearest and (default_sql(Column("c", Type(""), default=default), dialect) or "").startswith("("):
        raise UnsupportedOperation("have an expression as default", dialect, change.operation.origin, nearest)


def check_type(type_: Type, change: Change, dialect: Dialect) -> None:
    """Refuse a type that the server does not know. Raises: UnsupportedOperation."""
    nearest = dialect.facts.ddl.unsupported.get(f"type {base_type(type_)}")
    if nearest:
        raise UnsupportedOperation(
            f"have columns of type {type_.sql}", dialect, change.operation.origin, nearest
        )


def base_type(type_: Type) -> str:
    """Return a type's name alone, upper case: ``VARCHAR`` of ``varchar(20) COLLATE "C"``."""
    return type_.sql.split("(")[0].split(" COLLATE ")[0].strip().upper()


def supported(constraint: Constraint, change: Change, dialect: Dialect) -> Constraint:
    """Return *constraint* as the engine can have it. Raises: UnsupportedOperation: it cannot."""
    facts, origin = dialect.facts.ddl, change.operation.origin
    check_name(constraint.name, "constraint", change, dialect)
    if isinstance(constraint, Exclude) and facts.unsupported.get("create_exclude_constraint"):
        nearest = facts.unsupported["create_exclude_constraint"]
        raise UnsupportedOperation("have EXCLUDE constraints", dialect, origin, nearest)
    if isinstance(constraint, ForeignKey) and constraint.match is not None and not facts.match:
        raise UnsupportedOperation("say MATCH on a foreign key", dialect, origin, "leaving it out")
    if getattr(constraint, "deferrable", None):
        unique = facts.unsupported.get("deferrable_unique") if isinstance(constraint, Unique) else None
        if not facts.deferrable or unique:
            raise UnsupportedOperation(
                "defer constraints" if unique is None else "defer UNIQUE constraints",
                dialect,
                origin,
                unique or "leaving deferrable out",
            )
    if isinstance(constraint, ForeignKey) and constraint.onupdate is not None and not facts.onupdate:
        # It has no ON UPDATE; a live run leaves it out with a warning.
        return replace(constraint, onupdate=None)
    return constraint
