"""CREATE, ALTER and DROP TYPE: enums, and how columns follow them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from sqlgen.operations import (
    AlterColumn,
    AlterEnum,
    CreateEnum,
    DropColumn,
    DropEnum,
    Operation,
)
from sqlgen.raw_sql import names
from sqlgen.raw_sql.constructs import enum_type, raw_type
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.schema import Column, Enum, ObjectName, Table, Type, TypeKind


def create_type(reader: Reader) -> Iterator[Operation]:
    """Read what follows CREATE. A type that is no enum has no shape of its own. Raises: NotRead."""
    reader.expect("TYPE")
    name = reader.new_object()
    if not reader.accept("AS", "ENUM"):
        kind = "range" if reader.at("AS", "RANGE") else "composite" if reader.at("AS", "(") else "base"
        if reader.at("FROM"):
            # Another name of a type: https://learn.microsoft.com/sql/t-sql/statements/create-type-transact-sql
            kind = "domain"
        enum = Enum(name, (), reader.statement.sql, cast(TypeKind, kind))
        yield CreateEnum(reader.context.origin, enum, checkfirst=False)
        return
    reader.expect("(")
    labels = []
    while not reader.at(")"):
        labels.append(reader.string())
        if not reader.accept(","):
            break
    reader.expect(")")
    reader.expect_end()
    yield CreateEnum(reader.context.origin, Enum(name, tuple(labels)), checkfirst=False)


def create_domain(reader: Reader) -> Iterator[Operation]:
    """Read what follows CREATE: a domain is kept as it is written. Raises: NotRead."""
    reader.expect("DOMAIN")
    name = reader.new_object()
    enum = Enum(name, (), reader.statement.sql, "domain")
    yield CreateEnum(reader.context.origin, enum, checkfirst=False)


def drop_type(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP: a type or a domain. Raises: NotRead."""
    reader.take()
    if_exists = reader.if_exists()
    dropped = reader.listed(reader.object_name)
    cascade = reader.accept("CASCADE")
    reader.accept_any("RESTRICT", "FORCE")
    reader.expect_end()
    context = reader.context
    for name in dropped:
        known = names.known_name(name, reader.schema.enums, reader.dialect)
        if cascade:
            for table, column in columns_of_type(context, known or name):
                yield DropColumn(context.origin, table.name, column.name)
        if known is not None:
            yield DropEnum(context.origin, known, if_exists)
        elif not cascade:
            yield DropEnum(context.origin, names.without_default_schema(name, reader.dialect), if_exists)


def columns_of_type(context: Context, name: ObjectName) -> list[tuple[Table, Column]]:
    """Return the columns whose type is the named one, or an array of it, with their tables."""
    return [
        (table, column)
        for table in context.schema.tables.values()
        for column in table.columns
        if _is_of(column.type, names.without_default_schema(name, context.dialect), context)
    ]


def _is_of(type_: Type, name: ObjectName, context: Context) -> bool:
    construct = type_.construct
    item = getattr(construct, "item_type", construct)
    item_name = getattr(item, "name", None)
    if isinstance(item_name, str) and hasattr(item, "enums"):
        schema = getattr(item, "schema", None)
        return names.without_default_schema(ObjectName(item_name, schema), context.dialect) == name
    written = type_.sql.partition("(")[0].partition("[")[0].replace('"', "").lower()
    return written in (name.name.lower(), str(name).lower())


def alter_type(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER: of an enum its labels and names count. Raises: NotRead."""
    reader.take()
    name = reader.object_name()
    known = names.known_name(name, reader.schema.enums, reader.dialect)
    enum: Enum | None = reader.schema.enums[known] if known is not None else None
    if reader.accept("ADD", "VALUE"):
        if enum is not None:
            yield from _relabelled(reader.context, enum, _added(reader, enum))
    elif reader.accept("RENAME", "VALUE"):
        old = reader.string()
        reader.expect("TO")
        new = reader.string()
        reader.expect_end()
        if enum is not None:
            yield from _relabelled(reader.context, enum, tuple(new if x == old else x for x in enum.labels))
    elif reader.accept("RENAME", "TO"):
        new_name = names.without_default_schema(ObjectName(reader.name(), name.schema), reader.dialect)
        reader.expect_end()
        yield from _renamed(reader.context, known or name, enum, new_name)
    elif reader.accept("SET", "SCHEMA"):
        new_name = names.without_default_schema(ObjectName(name.name, reader.name()), reader.dialect)
        yield from _renamed(reader.context, known or name, enum, new_name)
    elif not reader.at_any(("OWNER", "ADD", "DROP", "ALTER", "SET", "RENAME", "VALIDATE")):
        raise NotRead(f"ALTER TYPE ... {reader.peek().text}")


def _added(reader: Reader, enum: Enum) -> tuple[str, ...]:
    reader.if_not_exists()
    label = reader.string()
    if label in enum.labels:
        return enum.labels
    place = reader.accept_any("BEFORE", "AFTER")
    at = len(enum.labels)
    if place:
        neighbour = reader.string()
        if neighbour not in enum.labels:
            raise NotRead(f"{enum.name} has no label '{neighbour}'")
        at = enum.labels.index(neighbour) + (place == "AFTER")
    reader.expect_end()
    return (*enum.labels[:at], label, *enum.labels[at:])


def _relabelled(context: Context, enum: Enum, labels: tuple[str, ...]) -> Iterator[Operation]:
    if labels == enum.labels:
        return
    changed = replace(enum, labels=labels)
    users = columns_of_type(context, enum.name)
    yield AlterEnum(context.origin, changed)
    yield from _retyped(context, users, changed)


def _renamed(context: Context, old: ObjectName, enum: Enum | None, new: ObjectName) -> Iterator[Operation]:
    users = columns_of_type(context, old)
    if enum is not None:
        yield DropEnum(context.origin, enum.name)
        changed = replace(enum, name=new)
        yield CreateEnum(context.origin, changed, checkfirst=False)
        yield from _retyped(context, users, changed)
        return
    for table, column in users:
        yield AlterColumn(context.origin, table.name, column.name, type=raw_type(str(new)))


def _retyped(context: Context, users: list[tuple[Table, Column]], enum: Enum) -> Iterator[Operation]:
    for table, column in users:
        array = column.type.construct if hasattr(column.type.construct, "item_type") else None
        dimensions = (array.dimensions or 1) if array is not None else 0
        yield AlterColumn(
            context.origin,
            table.name,
            column.name,
            type=enum_type(enum, context.dialect, dimensions=dimensions),
        )
