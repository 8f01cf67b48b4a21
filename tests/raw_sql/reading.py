"""Raw SQL read into operations, and a short way to write the operations expected."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlgen import operations as o
from sqlgen.dialect import load_dialect
from sqlgen.origin import Origin
from sqlgen.raw_sql import effects_of
from sqlgen.reflection.advance import advancing
from sqlgen.schema import Column, Constraint, Default, Index, IndexPart, ObjectName, Schema, Table, Type

AT = Origin("versions/0001_raw.py", 7, "0001")


@lru_cache
def reader(dialect: str) -> o.Effects:
    """Return the reader of a dialect, made once."""
    return effects_of(load_dialect(dialect))


def effects(dialect: str, sql: str, *before: str) -> tuple[o.Operation, ...]:
    """Return the operations of *sql*, read after the statements *before*."""
    return reader(dialect)(sql, AT, schema_after(dialect, *before))


def schema_after(dialect: str, *texts: str, start: Schema = Schema()) -> Schema:  # noqa: B008
    """Return the schema after raw SQL."""
    read = reader(dialect)
    schema = start
    for text in texts:
        for operation in read(text, AT, schema):
            schema = advancing(load_dialect(dialect))(operation, schema)
    return schema


def name(text: str) -> ObjectName:
    """Return ``schema.name`` or ``name`` as a value."""
    schema, _, last = text.rpartition(".")
    return ObjectName(last, schema or None)


def column(called: str, type_: str, **more: Any) -> Column:
    """Return a column; a default is given as its text."""
    if isinstance(more.get("default"), str):
        more["default"] = Default(more["default"])
    return Column(called, Type(type_), **more)


def table(
    called: str,
    columns: Iterable[Column],
    constraints: Iterable[Constraint] = (),
    indexes: Iterable[Index] = (),
    **more: Any,
) -> Table:
    """Return a table."""
    return Table(name(called), tuple(columns), tuple(constraints), tuple(indexes), **more)


def index(called: str | None, *columns: str, unique: bool = False, **more: Any) -> Index:
    """Return an index of plain columns."""
    return Index(called, tuple(IndexPart(c, c) for c in columns), unique, **more)


def create_table(*arguments: Any, **more: Any) -> o.CreateTable:
    """Return CREATE TABLE."""
    return o.CreateTable(AT, table(*arguments, **more))


def add_column(to: str, added: Column, **more: Any) -> o.AddColumn:
    """Return ADD COLUMN."""
    return o.AddColumn(AT, name(to), added, **more)


def alter(of: str, called: str, **changes: Any) -> o.AlterColumn:
    """Return ALTER COLUMN; a type is given as its spelling, a default as its text."""
    if isinstance(changes.get("type"), str):
        changes["type"] = Type(changes["type"])
    if isinstance(changes.get("default"), str):
        changes["default"] = Default(changes["default"])
    return o.AlterColumn(AT, name(of), called, **changes)


def opaque_tables(operations: Iterable[o.Operation]) -> list[list[str]]:
    """Return the tables of each `MakeOpaque`."""
    return [[str(t) for t in op.tables] for op in operations if isinstance(op, o.MakeOpaque)]
