"""SQLAlchemy constructs built from what scripts pass to the directives, as Alembic builds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import schema as sa_schema
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.elements import ColumnElement, TextClause

from sqlgen import operations as o
from sqlgen import schema as s
from sqlgen.dialect import Dialect
from sqlgen.rendering import ddl_sql, type_key
from sqlgen.replay.errors import BadDirective
from sqlgen.replay.recorder import Recorder
from sqlgen.sa_bridge import add_referred_tables, constraint_name, to_type

_MAY_BE_NAMED = (sqltypes.SchemaType, sa.types.TypeDecorator, sa.types.UserDefinedType)


def new_table(recorder: Recorder, name: str, *items: Any, **options: Any) -> sa.Table:
    """Return a Table of its own with copies of *items* where these already belong to another."""
    columns = [_free(item) for item in items if isinstance(item, sa.Column)]
    for column in columns:
        share_type(column, recorder.types)
    table = sa.Table(name, recorder.new_metadata(), *columns, **options)
    attach_constraints(table, items, recorder)
    return table


def attach_constraints(table: sa.Table, items: Sequence[Any], recorder: Recorder) -> None:
    """Give *table* what *items* hold besides columns, and stubs of the tables that it refers to."""
    for item in items:
        if isinstance(item, sa.Index) or (
            isinstance(item, sa_schema.Constraint) and not getattr(item, "_type_bound", False)
        ):
            parent = getattr(item, "parent", None)
            made: Any = item
            if parent is not None and parent is not table:
                made = made._copy(target_table=table)
            table.append_constraint(made)
    add_referred_tables(table, recorder.stubs)


def share_type(column: sa.Column[Any], known: dict[Any, Any]) -> None:
    """Give *column* the one object that stands for its type in this run, where the type is a plain one.

    SQLAlchemy works out a type's form for the dialect once for each type object, which for a history of
    ten thousand ``String(80)`` costs more than all else that CREATE TABLE needs.
    """
    key = type_key(column.type)
    if key is not None:
        column.type = known.setdefault(key, column.type)


NOWHERE = sa.Table("nowhere", sa.MetaData())
"""A table without anything: what is attached to it is spelled as it stands."""


def plain_column(column: Any, recorder: Recorder) -> sa.Column[Any] | None:
    """Return *column* ready to be spelled, if it brings nothing but itself; else None.

    A Table and a MetaData for each ADD COLUMN would be most of its cost, and a plain column, without
    keys, constraints, indexes or a type that listens to its table, is spelled the same without them.
    """
    brings = column.foreign_keys or column.constraints or column.primary_key or column.unique or column.index
    listens = isinstance(column.type, (sqltypes.SchemaType, sqltypes.NullType, sa.types.TypeDecorator))
    listens = listens or column.dispatch.before_parent_attach or column.dispatch.after_parent_attach
    if brings or listens or column.table is not None or column.type._variant_mapping:
        return None
    column.table = NOWHERE
    share_type(column, recorder.types)
    return column  # type: ignore[no-any-return]


def _free(column: sa.Column[Any]) -> sa.Column[Any]:
    return column._copy() if column.table is not None else column


def small_table(recorder: Recorder, name: str, columns: Sequence[str], schema: str | None) -> sa.Table:
    """Return a Table with just *columns*, types unknown, for a constraint or an index to stand on."""
    unique = dict.fromkeys(columns)
    made = [sa.Column(column, sqltypes.NULLTYPE) for column in unique]
    return sa.Table(name, recorder.new_metadata(), *made, schema=schema)


def foreign_key(
    recorder: Recorder,
    name: str | None,
    source: s.ObjectName,
    referent: s.ObjectName,
    local_columns: Sequence[str],
    remote_columns: Sequence[str],
    **options: Any,
) -> sa.ForeignKeyConstraint:
    """Return a foreign key on a small table of its own."""
    if len(local_columns) != len(remote_columns):
        raise BadDirective(
            f"create_foreign_key has {len(local_columns)} local and {len(remote_columns)} remote columns",
            where=recorder.origin(),
            hint="Give one remote column for each local one.",
        )
    table = small_table(recorder, source.name, local_columns, source.schema)
    target = str(referent)
    constraint = sa.ForeignKeyConstraint(
        list(local_columns), [f"{target}.{column}" for column in remote_columns], name=name, **options
    )
    table.append_constraint(constraint)
    if referent == source:
        for column in remote_columns:
            if column not in table.c:
                table.append_column(sa.Column(column, sqltypes.NULLTYPE))
    add_referred_tables(table)
    return constraint


def index(
    recorder: Recorder,
    name: str | None,
    table_name: s.ObjectName,
    columns: Sequence[Any],
    *,
    unique: bool | None,
    **options: Any,
) -> sa.Index:
    """Return an index on a small table of its own; its columns may be names, text or expressions."""
    names: list[str] = []
    for column in columns:
        if isinstance(column, str):
            names.append(column)
        elif isinstance(column, ColumnElement):
            names.extend(_column_names(column))
    # What an index only carries with it (postgresql_include, mssql_include) are columns, too.
    carried = [c for key, given in options.items() if key.endswith("_include") for c in given or ()]
    names.extend(c for c in carried if isinstance(c, str))
    table = small_table(recorder, table_name.name, names, table_name.schema)
    parts = [table.c[c] if isinstance(c, str) else _on(table, c) for c in columns]
    return sa.Index(name, *parts, unique=bool(unique), _table=table, **options)


def _column_names(expression: Any) -> Iterator[str]:
    from sqlalchemy.sql import visitors

    for element in visitors.iterate(expression):
        if isinstance(element, (sa.Column, sa.sql.elements.ColumnClause)) and element.name != "*":
            if isinstance(element, sa.sql.elements.ColumnClause) and element.is_literal:
                continue
            yield element.name


def _on(table: sa.Table, expression: Any) -> Any:
    if isinstance(expression, TextClause):
        return expression
    if isinstance(expression, sa.Column) and expression.table is not None and expression.name in table.c:
        return table.c[expression.name]
    return expression


def condition_text(condition: Any) -> Any:
    """Return a CHECK's condition so that no colon in it is taken for a parameter."""
    return sa.text(condition.replace(":", "\\:")) if isinstance(condition, str) else condition


def enum_types(type_: Any, dialect: Dialect) -> Iterator[Any]:
    """Yield the named types, enums and domains, that a column of *type_* needs (also inside an array)."""
    inner = getattr(type_, "item_type", None)
    may_be_named = isinstance(type_, _MAY_BE_NAMED) and not isinstance(type_, sa.Boolean)
    if inner is None and not may_be_named and not type_._variant_mapping:
        return
    if inner is not None:
        yield from enum_types(inner, dialect)
    impl = type_.dialect_impl(dialect.sqlalchemy)
    for candidate in (impl, getattr(impl, "impl", None)):
        if hasattr(candidate, "create_type") and getattr(candidate, "native_enum", True):
            yield candidate
            return


def enums_to_create(
    columns: Sequence[Any], recorder: Recorder, origin: Any, *, empty: bool = True
) -> Iterator[o.CreateEnum]:
    """Yield a `CreateEnum` for each named enum type among the types of *columns*, in their order.

    *empty* False: an enum without labels names a type that is there already. CREATE TABLE makes it, as a
    live run does.
    """
    if recorder.dialect.facts.strategy.enums != "create_type":
        return
    seen = set()
    for column in columns:
        for type_ in enum_types(column.type, recorder.dialect):
            name = s.ObjectName(type_.name, type_.schema)
            enum = enum_value(type_, recorder.dialect)
            said = empty or enum.labels or enum.definition
            if type_.create_type and type_.name and said and name not in seen:
                seen.add(name)
                yield o.CreateEnum(origin, enum)


def enum_value(type_: Any, dialect: Dialect) -> s.Enum:
    """Return one of `enum_types` as a value."""
    name = s.ObjectName(type_.name, type_.schema)
    if hasattr(type_, "enums"):
        return s.Enum(name, tuple(type_.enums))
    from sqlalchemy.dialects.postgresql.named_types import CreateDomainType

    return s.Enum(name, (), ddl_sql(CreateDomainType(type_), dialect))


def resolve_types(table: sa.Table, recorder: Recorder) -> None:
    """Give columns without a type that refer to another column the type of that one."""
    for column in table.columns:
        if not isinstance(column.type, sqltypes.NullType) or not column.foreign_keys:
            continue
        key = next(iter(column.foreign_keys))
        schema, name, referred = key._column_tokens
        known = recorder.schema.table(s.ObjectName(name, schema))
        source = known.column(referred or column.name) if known is not None else None
        if source is None or not source.type.sql:
            raise BadDirective(
                f'column "{table.name}.{column.name}" has no type, and the column that it refers to, '
                f'"{name}.{referred or column.name}", is not known',
                where=recorder.origin(),
                hint="Give the column a type.",
            )
        column.type = to_type(source.type)


def named(constraint: Any, recorder: Recorder) -> str | None:
    """Return the constraint's name with the naming convention applied."""
    return constraint_name(constraint, recorder.dialect)


_DROPPED: dict[str | None, Callable[[Any], Any]] = {
    "check": lambda name: sa.CheckConstraint("", name=name),
    "foreignkey": lambda name: sa.ForeignKeyConstraint([], [], name=name),
    "primary": lambda name: sa.PrimaryKeyConstraint(name=name),
    "unique": lambda name: sa.UniqueConstraint(name=name),
    None: lambda name: sa_schema.Constraint(name=name),
}


def dropped_name(recorder: Recorder, name: str, table: s.ObjectName, kind: str | None) -> str:
    """Return the name of a constraint to drop, through the naming convention as when it was created."""
    constraint = _DROPPED[kind](name)
    small_table(recorder, table.name, (), table.schema).append_constraint(constraint)
    return named(constraint, recorder) or name
