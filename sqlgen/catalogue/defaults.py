"""A column's default as the catalogue shows it, where that is certain; else what stands for the unknown."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlgen.catalogue.types import ShownType, unknown
from sqlgen.dialect import Dialect
from sqlgen.reflection import kept_defaults
from sqlgen.reflection.errors import UnknownShape
from sqlgen.reflection.type_names import type_of_column
from sqlgen.schema import Column, ObjectName

_STRING = re.compile(r"'(?:[^'\\]|'')*'")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def shown_default(column: Column, shown: ShownType, dialect: Dialect, table: ObjectName) -> str | None:
    """Return the text of a default; None where the column has none."""
    if column.default is None:
        return None
    if dialect.facts.catalogue.defaults in _KEPT:
        kept = _kept(column, dialect, table, _KEPT[dialect.facts.catalogue.defaults])
        return (
            kept
            if kept is not None or column.default.sql.upper() == "NULL"
            else unknown(f"the default of {column.name}")
        )
    sql = column.default.sql.strip()
    while sql.startswith("(") and sql.endswith(")") and _one_group(sql):
        sql = sql[1:-1].strip()
    made = _STRATEGIES[dialect.facts.catalogue.defaults](sql, shown, column)
    return made if made is not None else unknown(f"the default of {column.name}, which the server rewrites")


def _one_group(sql: str) -> bool:
    depth = 0
    for at, character in enumerate(sql):
        depth += (character == "(") - (character == ")")
        if not depth and at < len(sql) - 1:
            return False
    return True


def _as_written(sql: str, shown: ShownType, column: Column) -> str | None:
    assert column.default is not None
    return column.default.sql


_TRUTHS = {
    **dict.fromkeys(("true", "'true'", "'t'", "'1'"), "true"),
    **dict.fromkeys(("false", "'false'", "'f'", "'0'"), "false"),
}
_SAME_CALLS = (
    "now()",
    "gen_random_uuid()",
    "uuid_generate_v4()",
    "clock_timestamp()",
    "statement_timestamp()",
)
_CONSTANTS = ("CURRENT_TIMESTAMP", "CURRENT_DATE", "LOCALTIMESTAMP")
_CAST = re.compile(r"(?P<text>'(?:[^'\\]|'')*')::(?P<type>[\w ]+(?:\(\d+\))?(?:\[\])?)", re.IGNORECASE)
_TEXTUAL = ("varchar", "text", "bpchar", "json", "jsonb", "uuid", "bytea", "inet", "cidr", "xml", "name")


def _cast_constants(sql: str, shown: ShownType, column: Column) -> str | None:
    """A constant is stored in the column's type: https://www.postgresql.org/docs/15/catalog-pg-attrdef.html"""
    folded = sql.lower()
    if shown.name == "bool":
        return _TRUTHS.get(folded)
    if folded in _SAME_CALLS and _fits(folded, shown):
        return folded
    if sql.upper() in _CONSTANTS and _fits(folded, shown):
        return sql.upper()
    cast = _CAST.fullmatch(sql)
    if cast is not None and cast["type"].lower() in (shown.name, shown.full, shown.shown) and shown.name in (
        "varchar", "text"
    ):  # fmt: skip
        return f"{cast['text']}::{shown.shown}"
    if _STRING.fullmatch(sql):
        if shown.name in ("varchar", "bpchar", "text", "name", "xml"):
            return f"{sql}::{shown.shown if shown.name != 'bpchar' else 'bpchar'}"
        if shown.name in ("json", "jsonb") and re.fullmatch(r"'(\{\}|\[\])'", sql):
            return f"{sql}::{shown.shown}"
        if shown.shown == "USER-DEFINED" and shown.full.isidentifier():
            return f"{sql}::{shown.full}"
        if shown.name in ("int2", "int4", "int8", "numeric") and re.fullmatch(r"'\d+'", sql):
            return _quoted_number(sql, shown)
        if shown.shown == "ARRAY" and sql == "'{}'":
            return f"{sql}::{shown.full}"
        return None
    if _NUMBER.fullmatch(sql) and shown.name in ("int2", "int4", "int8", "numeric", "float4", "float8"):
        whole = "." not in sql
        if shown.name in ("int2", "int4", "int8") and not whole:
            return None
        # What does not fit an integer is a bigint first.
        return sql if not whole or int(sql) < 2**31 else None
    return None


def _fits(call: str, shown: ShownType) -> bool:
    """Tell whether a function's result is of the column's type; else the server shows a cast, or none."""
    if call in ("gen_random_uuid()", "uuid_generate_v4()"):
        return shown.name == "uuid"
    return shown.name in ("timestamp", "timestamptz", "date") and shown.modifier == -1


def _quoted_number(sql: str, shown: ShownType) -> str | None:
    text = sql[1:-1]
    if text != str(int(text)):
        return None
    if shown.name == "int4":
        return text
    name = {"int2": "smallint", "int8": "bigint", "numeric": "numeric"}[shown.name]
    return f"'{text}'::{name}" if shown.name != "numeric" else f"'{text}'::numeric"


def _kept(column: Column, dialect: Dialect, table: ObjectName, bare: bool) -> str | None:
    """Return what SHOW CREATE TABLE has behind DEFAULT; *bare*: a constant without its quotes.

    https://mariadb.com/kb/en/information-schema-columns-table/ (since 10.2.7),
    https://dev.mysql.com/doc/refman/8.0/en/information-schema-columns-table.html
    """
    assert column.default is not None
    try:
        text = kept_defaults.shown(column.default.sql, type_of_column(column, table, dialect), dialect)
    except UnknownShape:
        return None
    if text is None or text == "NULL":
        return None
    if bare and text.startswith("'"):
        return kept_defaults.unescaped(text[1:-1])
    return text


_KEPT = {"kept": False, "kept_bare": True}


def _never(sql: str, shown: ShownType, column: Column) -> str | None:
    return None


def _in_parentheses(sql: str, shown: ShownType, column: Column) -> str | None:
    """SQL Server: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-default-constraints-transact-sql"""
    if _STRING.fullmatch(sql):
        return f"({sql})"
    return f"(({sql}))" if re.fullmatch(r"\d+", sql) else None


_STRATEGIES: dict[str, Callable[[str, ShownType, Column], str | None]] = {
    "as_written": _as_written,
    "cast_constants": _cast_constants,
    "in_parentheses": _in_parentheses,
    "unknown": _never,
}
