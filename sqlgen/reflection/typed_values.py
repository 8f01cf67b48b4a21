"""A constant as a server shows it that knows its type: ``'x'::text``, ``'-5'::integer``, ``1.50``.

get_const_expr in PostgreSQL's src/backend/utils/adt/ruleutils.c, and the output functions of the types. What
is not certain is None.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

INTEGERS = {"smallint": 15, "integer": 31, "bigint": 63}
TEXTS = ("character varying", "text")
FLOATS = ("real", "double precision")
_TRUE = ("t", "tr", "tru", "true", "y", "ye", "yes", "on", "1")
_FALSE = ("f", "fa", "fal", "fals", "false", "n", "no", "off", "0")
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9]\d*)?(?:\.\d+)?")
_TIMESTAMP = re.compile(r"(\d{4}-[01]\d-[0-3]\d)(?:[ T]([0-2]\d:[0-5]\d)(:[0-5]\d(?:\.\d*[1-9])?)?)?")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ITEM = re.compile(r"[A-Za-z_][\w-]*|\d+")


def quoted(text: str) -> str:
    """Return *text* as a literal; with a backslash it is shown like any other, as E'' is not needed."""
    return "'" + text.replace("'", "''") + "'"


def string_as(text: str, word: str) -> str | None:
    """Return the literal *text* where the type *word* is wanted: of a column that has it as its default."""
    if word in INTEGERS:
        return _integer(text, word)
    if word == "numeric":
        return _numeric(text)
    if word == "boolean":
        known = {**dict.fromkeys(_TRUE, "true"), **dict.fromkeys(_FALSE, "false")}
        return known.get(text.strip().lower())
    if word == "character":
        return f"{quoted(text)}::bpchar"
    shown = _shown(text, word)
    return f"{quoted(shown)}::{_label(word)}" if shown is not None else None


def _label(word: str) -> str:
    return '"bit"' if word == "bit" else word


def _shown(text: str, word: str) -> str | None:
    """Return what the type's output function makes of *text*."""
    if word in (*TEXTS, "json", "bpchar"):
        return text
    if word in FLOATS:
        return _float(text, 6 if word == "real" else 15)
    if word == "date":
        return text if re.fullmatch(r"\d{4}-[01]\d-[0-3]\d", text) else None
    if word == "timestamp without time zone":
        found = _TIMESTAMP.fullmatch(text)
        return f"{found[1]} {found[2] or '00:00'}{found[3] or ':00'}" if found is not None else None
    if word == "time without time zone":
        found = re.fullmatch(r"([0-2]\d:[0-5]\d)(:[0-5]\d)?", text)
        return f"{found[1]}{found[2] or ':00'}" if found is not None else None
    if word == "uuid":
        return (
            str(UUID(text))
            if re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text)
            else None
        )
    if word == "jsonb":
        return _jsonb(text)
    if word in ("bit", "bit varying"):
        return text if re.fullmatch("[01]+", text) else None
    return None


def array_of(text: str, element: str, label: str) -> str | None:
    """Return an array written as one literal, ``'{}'`` or of plain words."""
    found = re.fullmatch(r"\{(.*)\}", text)
    if found is None:
        return None
    items = found[1].split(",") if found[1] else []
    if not all(_ITEM.fullmatch(item) and item.upper() != "NULL" for item in items):
        return None
    if items and element not in (*TEXTS, "integer", "bigint", "smallint"):
        return None
    if element in INTEGERS and any(not item.isdigit() or str(int(item)) != item for item in items):
        return None
    return f"{quoted(text)}::{label}[]"


def number(text: str) -> str | None:
    """Return a number written without quotes, which has its own type."""
    negative = text.startswith("-")
    digits = text.lstrip("+-")
    if not digits or not _PLAIN_NUMBER.fullmatch(digits):
        return None
    if "." in digits:
        shown = digits if digits[0] != "." else f"0{digits}"
        return f"'-{shown}'::numeric" if negative else shown
    value = int(digits)
    if value < 2**31:
        return f"'-{value}'::integer" if negative else str(value)
    if value < 2**63:
        return f"'{'-' if negative else ''}{value}'::bigint"
    return None


def type_of_number(text: str) -> str:
    """Return the type that a number has by itself."""
    if "." in text:
        return "numeric"
    return "integer" if abs(int(text)) < 2**31 else "bigint"


def _integer(text: str, word: str) -> str | None:
    if not re.fullmatch(r"\s*[+-]?\d+\s*", text):
        return None
    value = int(text)
    if word == "integer" and value >= 0:
        return str(value)
    return f"'{value}'::{word}"


def _numeric(text: str) -> str | None:
    found = re.fullmatch(r"(-?)((?:0|[1-9]\d*)(\.\d+)?)", text.strip())
    if found is None:
        return "'NaN'::numeric" if text.lower() == "nan" else None
    if found[3] and not found[1]:
        return found[2]
    return f"'{found[0]}'::numeric"


def _float(text: str, digits: int) -> str | None:
    if not re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", text):
        return None
    value = Decimal(text).normalize()
    if len(value.as_tuple().digits) > digits or (value and not Decimal("0.0001") <= abs(value) < 10**digits):
        return None
    return f"{value:f}"


def _jsonb(text: str) -> str | None:
    class Repeated(Exception):
        pass

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            raise Repeated
        # Shorter keys come first: https://www.postgresql.org/docs/15/datatype-json.html
        return dict(sorted(found.items(), key=lambda item: (len(item[0].encode()), item[0].encode())))

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_float=Decimal)
        return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    except (ValueError, TypeError, Repeated, RecursionError):
        return None
