"""Server defaults as a server shows them that knows the types of what it stores; None where not certain.

pg_get_expr: https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-INFO-CATALOG
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlgen.dialect import Dialect
from sqlgen.reflection.type_names import ServerType, server_type
from sqlgen.reflection.typed_values import TEXTS, array_of, number, quoted, string_as
from sqlgen.schema import Type

_STRING = r"'(?:[^']|'')*'"
_LITERAL = re.compile(_STRING)
_NUMBER = re.compile(r"[+-]?\s*(?:\d+\.?\d*|\.\d+)")
_CAST = re.compile(rf"\(?({_STRING}|\(?-?[\d.]+\)?)\)?\s*::\s*([\w .\"]+(?:\([\d, ]+\))?(?:\[\])?)")
_CAST_CALL = re.compile(rf"CAST\s*\(\s*({_STRING}|-?[\d.]+)\s+AS\s+(.+)\)", re.IGNORECASE | re.DOTALL)
_NICHE = re.compile(
    r"(CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME|CURRENT_USER|SESSION_USER)"
    r"\s*(\(\s*\d\s*\))?",
    re.IGNORECASE,
)
_CALL = re.compile(r"([a-z_][a-z0-9_]*)\s*\(\s*\)", re.IGNORECASE)
_NEXTVAL = re.compile(rf"nextval\s*\(\s*({_STRING})\s*(?:::\s*regclass\s*)?\)", re.IGNORECASE)
_ZONE_CALL = re.compile(rf"timezone\s*\(\s*({_STRING})(?:::text)?\s*,\s*(.+)\)", re.IGNORECASE | re.DOTALL)
_AT_ZONE = re.compile(rf"(.+?)\s+AT\s+TIME\s+ZONE\s+({_STRING})(?:::text)?", re.IGNORECASE | re.DOTALL)
_EMPTY_ARRAY = re.compile(r"ARRAY\s*\[\s*\]\s*::\s*([\w ]+?)(?:\(\d+\))?\s*\[\]", re.IGNORECASE)
_SIZED = ("character varying", "character", "numeric", "bit", "bit varying")
NONE = ""


def shown(sql: str, type_: ServerType, dialect: Dialect, own: Callable[[str], str | None]) -> str | None:
    """Return the default of a column of *type_*; empty where the server keeps none.

    *own* tells the server's name of a type of the database's own, None where it is not an enum.
    """
    sql = sql.strip()
    while sql.startswith("(") and _closes_at_end(sql):
        sql = sql[1:-1].strip()
    if sql.upper() == "NULL":
        return _null(type_)
    if _LITERAL.fullmatch(sql):
        return _typed(_inner(sql), type_, own)
    if _NUMBER.fullmatch(sql):
        return number(sql.replace(" ", ""))
    if sql.lower() in ("true", "false"):
        return sql.lower()
    if (cast := _CAST.fullmatch(sql) or _CAST_CALL.fullmatch(sql)) is not None:
        return _cast(cast[1], cast[2], dialect, own)
    if (empty := _EMPTY_ARRAY.fullmatch(sql)) is not None:
        element = server_type(Type(empty[1]), dialect)
        return f"ARRAY[]::{element.word}[]" if element is not None and element.known else None
    if (found := _NEXTVAL.fullmatch(sql)) is not None:
        return f"nextval({found[1]}::regclass)"
    return _moment(sql, dialect)


def _moment(sql: str, dialect: Dialect) -> str | None:
    """Return a call without arguments, also at a time zone."""
    if (niche := _NICHE.fullmatch(sql)) is not None:
        return niche[1].upper() + (niche[2] or "").replace(" ", "")
    if (call := _CALL.fullmatch(sql)) is not None:
        return f"{call[1].lower()}()"
    if (zoned := _ZONE_CALL.fullmatch(sql)) is not None:
        inner = _moment(zoned[2].strip(), dialect)
        return f"timezone({zoned[1]}::text, {inner})" if inner is not None else None
    if (at := _AT_ZONE.fullmatch(sql)) is not None:
        inner = _moment(at[1].strip(), dialect)
        if inner is None:
            return None
        # Since 14 the words are kept: https://www.postgresql.org/docs/release/14.0/
        if dialect.version >= dialect_version(dialect.facts.reflection.keeps_at_time_zone):
            return f"({inner} AT TIME ZONE {at[2]}::text)"
        return f"timezone({at[2]}::text, {inner})"
    return None


def dialect_version(text: str) -> tuple[int, ...]:
    """Return a version as numbers."""
    return tuple(int(part) for part in text.split("."))


def _null(type_: ServerType) -> str:
    if type_.array or not type_.arguments or not type_.known:
        return NONE
    if type_.word in _SIZED or "(" in type_.text:
        return f"NULL::{'bpchar' if type_.word == 'character' else type_.word}"
    return NONE


def _typed(text: str, type_: ServerType, own: Callable[[str], str | None]) -> str | None:
    if not type_.known:
        label = own(type_.text)
        if type_.array:
            return array_of(text, "enum", label) if label is not None else None
        return f"{quoted(text)}::{label}" if label is not None else None
    if type_.array:
        return array_of(text, type_.word, type_.word)
    return string_as(text, type_.word)


def _cast(literal: str, target: str, dialect: Dialect, own: Callable[[str], str | None]) -> str | None:
    wanted = server_type(Type(target.strip()), dialect)
    if wanted is None:
        return None
    if not literal.startswith("'"):
        digits = literal.strip("() ")
        if wanted.array or wanted.word not in ("bigint", "smallint", "numeric", "double precision", "real"):
            return None
        inner = number(digits)
        return f"({inner})::{wanted.text}" if inner is not None and "'" not in inner else None
    made = _typed(_inner(literal), wanted, own)
    if made is None or not wanted.arguments:
        return made
    if wanted.word in TEXTS and not wanted.array:
        return f"{made.rpartition('::')[0]}::{wanted.text}"
    return None


def _inner(literal: str) -> str:
    return literal[1:-1].replace("''", "'")


def _closes_at_end(sql: str) -> bool:
    depth = 0
    for at, character in enumerate(re.sub(_STRING, lambda match: "x" * len(match[0]), sql)):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return at == len(sql) - 1
    return False
