"""CREATE TABLE put together from lines, each of a shape that SQLAlchemy has spelled once for this dialect.

A history has thousands of tables and a few dozen shapes of lines: ``<name> VARCHAR(80) NOT NULL``,
``CONSTRAINT <name> FOREIGN KEY(<column>) REFERENCES <table> (<column>)``. A shape is learned by letting
SQLAlchemy spell one with placeholders in the place of names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from sqlgen import schema as s
from sqlgen.dialect import Dialect
from sqlgen.lowering.fragments import abilities_are_checked, column_definition, quote, table_name, tidy
from sqlgen.rendering import NotCompilable, ddl_compiler, ddl_sql
from sqlgen.sa_bridge import add_referred_tables, to_column, to_constraint

_TABLE, _COLUMN, _OTHER, _REFERRED, _NAME = (
    "sqlgen_tz",
    "sqlgen_c{}z",
    "sqlgen_oz",
    "sqlgen_r{}z",
    "sqlgen_nz",
)
_PLACE = re.compile(r"sqlgen_(?:c\d+|r\d+|o|n)z")


class _NoShape(Exception):
    """What SQLAlchemy spells is not its shape with names put in."""


def sql_by_lines(table: s.Table, dialect: Dialect, *, if_not_exists: bool) -> str | None:
    """Return CREATE TABLE; None for a table that is more than its lines."""
    inline_comments = dialect.sqlalchemy.inline_comments
    if table.options or table.prefixes or not table.columns or (inline_comments and table.comment):
        return None
    key = table.primary_key
    keys = key.columns if key is not None else ()
    lines = []
    try:
        for column in table.columns:
            if inline_comments and column.comment:
                return None
            lines.append(quote(column.name, dialect) + _column(column, keys, dialect))
        ordered = table.constraints if key is None else (key, *(c for c in table.constraints if c is not key))
        for constraint in ordered:
            line = _constraint(constraint, table.name.schema, dialect)
            if line is not None:
                lines.append(line)
        before, after, between, end = _frame(dialect, if_not_exists=if_not_exists)
    except (_NoShape, NotCompilable, exc.SQLAlchemyError, NotImplementedError):
        return None  # It is spelled as a whole, and what is wrong is told there.
    return tidy(before + table_name(table.name, dialect) + after + between.join(lines) + end)


def _column(column: s.Column, keys: Sequence[str], dialect: Dialect) -> str:
    """Return what stands behind a column's name."""
    in_key = column.name in keys
    if column.identity or column.computed or column.options or column.type.construct is None:
        raise _NoShape
    if column.autoincrement and (len(keys) != 1 or not in_key):
        raise _NoShape
    default = column.default.sql if column.default is not None else None
    type_ = column.type
    shape = (type_.sql, type(type_.construct), column.nullable, in_key, column.autoincrement, default)
    known: str | None = dialect.lines.get(shape)
    if known is None:
        known = dialect.lines[shape] = _learned_column(column, in_key, dialect)
    return known


def _learned_column(column: s.Column, in_key: bool, dialect: Dialect) -> str:
    name = _COLUMN.format(0)
    made = to_column(replace(column, name=name, comment=None), primary_key=in_key)
    sa.Table(_TABLE, sa.MetaData(), made)
    with abilities_are_checked():
        text: str = ddl_compiler(dialect).get_column_specification(made, first_pk=in_key)
    if not text.startswith(f"{name} ") or made.constraints:
        raise _NoShape
    return text.removeprefix(name)


def added_column(column: s.Column, dialect: Dialect) -> str | None:
    """Return the definition of a column in ADD COLUMN; None for one that is more than its line."""
    type_ = column.type
    if column.identity or column.computed or column.options or column.autoincrement or column.comment:
        return None
    if type_.construct is None:
        return None
    default = column.default.sql if column.default is not None else None
    shape = ("added", type_.sql, type(type_.construct), column.nullable, default)
    known: str | None = dialect.lines.get(shape)
    if known is None:
        name = _COLUMN.format(0)
        made = to_column(replace(column, name=name))
        sa.Table(_TABLE, sa.MetaData(), made)
        text = column_definition(made, dialect)
        if made.constraints or not text.startswith(f"{name} "):
            return None
        known = dialect.lines[shape] = text.removeprefix(name)
    return quote(column.name, dialect) + known


def index_by_line(
    table: s.ObjectName, index: s.Index, spell: Callable[[s.ObjectName, s.Index], str], dialect: Dialect
) -> str | None:
    """Return CREATE INDEX; None for one that is more than names. *spell* spells one to learn from."""
    if index.options or table.schema or index.name is None or not index.parts:
        return None
    if any(part.column is None or part.column != part.sql for part in index.parts):
        return None
    if len(index.name) > dialect.sqlalchemy.max_identifier_length:
        return None
    shape = ("index", len(index.parts), index.unique)
    values = {_COLUMN.format(at): quote(part.sql, dialect) for at, part in enumerate(index.parts)}
    values[_NAME] = quote(index.name, dialect)
    values[_OTHER] = quote(table.name, dialect)
    known: str | None = dialect.lines.get(shape)
    if known is None:
        columns = [_COLUMN.format(at) for at in range(len(index.parts))]
        parts = tuple([s.IndexPart(column, column) for column in columns])
        text = spell(s.ObjectName(_OTHER), s.Index(_NAME, parts, index.unique))
        found = _PLACE.findall(text)
        if len(found) != len(values) or set(found) != values.keys():
            return None
        known = dialect.lines[shape] = _as_format(text)
    return known.format_map(values)


def _as_format(text: str) -> str:
    """Return *text* as a format string with its placeholders as names."""
    return _PLACE.sub(lambda place: f"{{{place[0]}}}", text.replace("{", "{{").replace("}", "}}"))


def _constraint(constraint: s.Constraint, schema: str | None, dialect: Dialect) -> str | None:
    """Return a constraint's line, None where the dialect writes none."""
    if isinstance(constraint, (s.Check, s.Exclude)) or constraint.options:
        raise _NoShape
    name = constraint.name
    if name is not None and len(name) > dialect.sqlalchemy.max_identifier_length:
        raise _NoShape
    shape: tuple[Any, ...] = (type(constraint), len(constraint.columns), name is None, schema)
    names = [quote(column, dialect) for column in constraint.columns]
    values = {_COLUMN.format(at): text for at, text in enumerate(names)}
    match constraint:
        case s.ForeignKey():
            shape += (constraint.referred.schema, constraint.ondelete, constraint.onupdate)
            shape += (constraint.deferrable, constraint.initially, constraint.match)
            values[_OTHER] = quote(constraint.referred.name, dialect)
            for at, column in enumerate(constraint.referred_columns):
                values[_REFERRED.format(at)] = quote(column, dialect)
        case s.Unique():
            shape += (constraint.deferrable, constraint.initially)
    if name is not None:
        values[_NAME] = quote(name, dialect)
    known = dialect.lines.get(shape)
    if known is None:
        known = dialect.lines[shape] = _learned_constraint(constraint, schema, set(values), dialect)
    return known[0].format_map(values) if known else None


def _learned_constraint(
    constraint: s.PrimaryKey | s.Unique | s.ForeignKey, schema: str | None, places: set[str], dialect: Dialect
) -> tuple[str, ...]:
    """Return the line as a format string; nothing where the dialect writes none."""
    columns = tuple(_COLUMN.format(at) for at in range(len(constraint.columns)))
    name = _NAME if constraint.name is not None else None
    blank: s.Constraint = replace(constraint, columns=columns, name=name)
    if isinstance(blank, s.ForeignKey):
        referred = tuple(_REFERRED.format(at) for at in range(len(blank.referred_columns)))
        other = s.ObjectName(_OTHER, blank.referred.schema)
        blank = replace(blank, referred=other, referred_columns=referred)
    made = to_constraint(blank)
    types = [sa.Column(column, sa.Integer(), autoincrement=False) for column in columns]
    table = sa.Table(_TABLE, sa.MetaData(), *types, made, schema=schema)
    add_referred_tables(table)
    text: str | None = ddl_compiler(dialect).process(made)
    if text is None:
        return ()
    found = _PLACE.findall(text)
    if len(found) != len(places) or set(found) != places:
        raise _NoShape
    return (_as_format(text),)


def _frame(dialect: Dialect, *, if_not_exists: bool) -> tuple[str, str, str, str]:
    """Return what stands before a table's name, behind it, between its lines and at its end."""
    shape = ("frame", if_not_exists)
    known: tuple[str, str, str, str] | None = dialect.lines.get(shape)
    if known is None:
        columns = [sa.Column(_COLUMN.format(at), sa.Integer()) for at in range(2)]
        table = sa.Table(_TABLE, sa.MetaData(), *columns)
        text = ddl_sql(sa.schema.CreateTable(table, if_not_exists=if_not_exists), dialect)
        first, second = (ddl_compiler(dialect).get_column_specification(column) for column in columns)
        parts = re.fullmatch(
            f"(.*){re.escape(_TABLE)}(.*){re.escape(first)}(.*){re.escape(second)}(.*)", text, re.DOTALL
        )
        if parts is None:
            raise _NoShape
        known = dialect.lines[shape] = (parts[1], parts[2], parts[3], parts[4])
    return known
