"""Server defaults as a server shows them that keeps the value, as a row would hold it.

A number is shown with the column's scale, a date in full; a function by its own name.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from sqlgen.dialect import Dialect
from sqlgen.reflection.type_names import ServerType

_STRING = re.compile(r"(?:_utf8mb4|N)?'((?:[^'\\]|''|\\.)*)'", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?|[+-]?\.\d+")
_NOW = re.compile(
    r"\(?\s*(?:current_timestamp|now|localtime|localtimestamp)\s*(?:\(\s*(\d?)\s*\))?\s*\)?", re.IGNORECASE
)
_CALL = re.compile(r"\(?\s*([a-z_]\w*)\s*\(\s*\)\s*\)?", re.IGNORECASE)
_ESCAPED = {"0": "\0", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a", "b": "\b"}
_SHOWN = {"\\": "\\\\", "'": "''", "\n": "\\n", "\r": "\\r", "\0": "\\0", "\x1a": "\\Z"}
_INTEGERS = ("int", "tinyint", "smallint", "mediumint", "bigint")
_TEXTS = ("varchar", "char", "enum", "set", "text", "tinytext", "mediumtext", "longtext")


def shown(sql: str, type_: ServerType, dialect: Dialect) -> str | None:
    """Return what stands behind DEFAULT in the server's definition; None where that is not certain."""
    sql = sql.strip()
    facts = dialect.facts.reflection
    word = type_.word.split(" ")[0]
    if sql.upper() == "NULL":
        return "NULL"
    if (now := _NOW.fullmatch(sql)) is not None and word in ("datetime", "timestamp"):
        return _now(facts.now, now[1] or "")
    if (call := _CALL.fullmatch(sql)) is not None:
        return facts.functions.get(f"{call[1].lower()}()")
    value = _value(sql)
    if value is None:
        return None
    text = _kept(value, word, type_)
    if text is None:
        return None
    quoted = word in _TEXTS or word in ("date", "datetime", "time", "timestamp")
    return f"'{_escaped(text)}'" if quoted or facts.quoted_numbers else text


def _now(form: str, precision: str) -> str:
    digits = "" if precision == "0" else precision
    if form.endswith("{precision}"):
        return form.format(precision=f"({digits})" if digits else "")
    return form.format(precision=digits)


def _value(sql: str) -> str | None:
    if (string := _STRING.fullmatch(sql)) is not None:
        return unescaped(string[1])
    if sql.lower() in ("true", "false"):
        return str(int(sql.lower() == "true"))
    return sql if _NUMBER.fullmatch(sql) else None


def unescaped(text: str) -> str:
    """Return what a literal's inner text stands for."""

    def meant(match: re.Match[str]) -> str:
        return "'" if match[0] == "''" else _ESCAPED.get(match[1], match[1])

    return re.sub(r"''|\\(.)", meant, text, flags=re.DOTALL)


def _escaped(text: str) -> str:
    return "".join(_SHOWN.get(character, character) for character in text)


def _kept(value: str, word: str, type_: ServerType) -> str | None:
    if word in _TEXTS:
        return value.rstrip(" ") if word == "char" else value
    if word in _INTEGERS:
        return str(int(value)) if re.fullmatch(r"[+-]?\d+", value) else None
    if word == "decimal":
        return _scaled(value, int(type_.arguments[1]))
    if word in ("float", "double"):
        return _short(value) if not type_.arguments else None
    if word == "date":
        return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    if word in ("datetime", "timestamp") and not type_.arguments:
        found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?", value)
        return f"{found[1]} {found[2] or '00:00:00'}" if found is not None else None
    if word == "time" and not type_.arguments:
        found = re.fullmatch(r"(\d\d:\d\d)(:\d\d)?", value)
        return f"{found[1]}{found[2] or ':00'}" if found is not None else None
    if word == "year":
        return value if re.fullmatch(r"[12]\d{3}", value) else None
    return None


def _scaled(value: str, scale: int) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    scaled = number.quantize(Decimal(1).scaleb(-scale))
    return f"{scaled:f}" if scaled == number else None


def _short(value: str) -> str | None:
    """Return a floating number of few digits, which every server shows alike."""
    if not _NUMBER.fullmatch(value) or len(value.lstrip("+-").replace(".", "").strip("0")) > 6:
        return None
    number = Decimal(value).normalize()
    return f"{number:f}" if number == 0 or Decimal("0.001") <= abs(number) < 10**6 else None
