"""Values on their way into a column and out of it: what the target makes of them, or a refusal."""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from sqlgen.facts import RowsFacts
from sqlgen.rows.embedded import UNKNOWABLE
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.kinds import Kind

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d{1,6})?")
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?))?( ?[+-]\d\d(?::?\d\d)?|Z)?")
_WHOLE = re.compile(r"-?\d{1,19}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LIKE_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$")
_EXPONENT = re.compile(r"\d[eE]")


def parsed(text: str, kind: Kind) -> Any:
    """Return the stored value that a literal *text* is for *kind*. Raises: NotEvaluable."""
    try:
        return _parsed(text, kind)
    except (ValueError, InvalidOperation, OverflowError) as error:
        raise NotEvaluable(f"{text!r} as {kind.name} is not understood") from error


def _parsed(text: str, kind: Kind) -> Any:
    match kind.name:
        case "text" | "char" | "label" | "dated":
            return text
        case "integer" if _WHOLE.fullmatch(text):
            return int(text)
        case "decimal" if _NUMBER.fullmatch(text):
            return text
        case "date" if _DATE.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        case "time" if _TIME.fullmatch(text):
            return time.fromisoformat(text).isoformat("microseconds")
        case "timestamp" | "timestamptz" if match := _TIMESTAMP.fullmatch(text):
            return _timestamp(match, kind)
        case "uuid":
            return str(uuid.UUID(text))
        case "json" | "jsonb":
            return json_text(text, kind)
    raise NotEvaluable(f"{text!r} as {kind.name} is not understood")


def number(text: str) -> int | float:
    """Return the number that a text becomes in a column of numbers. Raises: NotEvaluable."""
    if not _NUMBER.fullmatch(text) or len(text) > 15:
        raise NotEvaluable(f"the text {text!r} where a number is wanted")
    return float(text) if "." in text else int(text)


def _timestamp(match: re.Match[str], kind: Kind) -> str:
    day, clock, zone = match.groups()
    moment = datetime.fromisoformat(f"{day} {clock or '00:00:00'}")
    if kind.name == "timestamp":
        if zone is not None:
            raise NotEvaluable("a time zone is given to a type that has none")
        return moment.isoformat(" ", "microseconds")
    if zone is None:
        raise NotEvaluable("which moment it is depends on the session's time zone")
    return (moment - _offset(zone.strip())).isoformat(" ", "microseconds")


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -offset if zone[0] == "-" else offset


def json_text(text: str, kind: Kind) -> str:
    """Return the JSON that the column gives back for *text*. Raises: NotEvaluable, ValueError."""
    if kind.name == "json":
        json.loads(text)
        return text
    if _EXPONENT.search(re.sub(r'"(?:[^"\\]|\\.)*"', "", text)):
        raise NotEvaluable("a number with an exponent is written otherwise by the server")
    value = json.loads(text, parse_float=_kept_float, parse_constant=_no_constant)
    return json.dumps(_ordered(value), ensure_ascii=False)


def _kept_float(text: str) -> float:
    value = float(text)
    if repr(value) != text:
        raise NotEvaluable(f"the number {text} is not kept exactly")
    return value


def _no_constant(text: str) -> Any:
    raise NotEvaluable(f"{text} is no JSON")


def _ordered(value: Any) -> Any:
    """Return *value* with its keys as the engines sort them: shorter ones first, then by their bytes."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value


# --- into a column --------------------------------------------------------------------------------


def stored(value: Any, kind: Kind, facts: RowsFacts) -> Any:
    """Return what a column of *kind* holds after *value* was written to it. Raises: NotEvaluable."""
    if value is None or (isinstance(value, str) and value.startswith(UNKNOWABLE)):
        return value
    match kind.name:
        case "integer":
            return _integer(value, kind)
        case "decimal":
            return _decimal(value, kind)
        case "text" | "char" | "label":
            return _text(value, kind, facts)
        case "dated" if not isinstance(value, str) or _LIKE_NUMBER.match(value) or "\x00" in value:
            raise NotEvaluable(f"{value!r} may turn into a number")
        case "bytes" if kind.size is not None and isinstance(value, bytes) and len(value) > kind.size:
            raise NotEvaluable(f"{len(value)} bytes do not fit")
        case "float" | "number":
            return value
        case "float4":
            if float(f"{value:.6g}") != value or abs(value) > 1e30:
                raise NotEvaluable(f"{value} is rounded by the server")
            return float(value)
        case "timestamp" | "timestamptz" | "time":
            return _fraction(value, kind)
    return value


def _integer(value: Any, kind: Kind) -> int:
    if not isinstance(value, int):
        raise NotEvaluable(f"{value!r} is no whole number")
    bits = kind.size or 64
    low, high = (0, 2**bits - 1) if kind.unsigned else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    if not low <= value <= high:
        raise NotEvaluable(f"{value} does not fit")
    return value


def _decimal(value: Any, kind: Kind) -> str:
    number = Decimal(str(value))
    if not number.is_finite():
        raise NotEvaluable(f"{value} is no plain number")
    if kind.size is not None:
        number = number.quantize(Decimal(1).scaleb(-(kind.scale or 0)), ROUND_HALF_UP)
        if len(number.as_tuple().digits) > kind.size:
            raise NotEvaluable(f"{value} does not fit")
    if kind.unsigned and number < 0:
        raise NotEvaluable(f"{value} does not fit")
    # There is no negative zero.
    return format(abs(number) if number == 0 else number, "f")


def _text(value: Any, kind: Kind, facts: RowsFacts) -> str:
    if not isinstance(value, str):
        raise NotEvaluable(f"{value!r} is no text")
    if kind.name == "label":
        if value not in kind.labels:
            raise NotEvaluable(f"{value!r} is none of the labels")
        return value
    if "\x00" in value:
        raise NotEvaluable("a text holds a NUL character")
    if kind.size is not None and facts.text_length != "ignored" and len(value) > kind.size:
        raise NotEvaluable(f"{len(value)} characters do not fit")
    if facts.text_length == "bytes" and not value.isascii():
        raise NotEvaluable("how much of a text fits depends on its encoding")
    if kind.name == "char" and facts.char != "kept":
        short = facts.char == "padded" and len(value) != (kind.size or 1)
        if short or value.endswith(" "):
            raise NotEvaluable("a CHAR is padded with spaces, or loses them")
    return value


def _fraction(value: str, kind: Kind) -> str:
    digits = 6 if kind.size is None else kind.size
    if digits < 6 and value[-6:][digits:].strip("0"):
        raise NotEvaluable("a fraction of a second is rounded by the server")
    return value


# --- out of the database --------------------------------------------------------------------------


def loaded(value: Any, kind: Kind, facts: RowsFacts) -> Any:
    """Return the Python value that the target's driver gives for a stored one."""
    if value is None:
        return None
    match kind.name:
        case "boolean":
            return bool(value) if facts.booleans == "boolean" else int(value)
        case "decimal":
            return Decimal(value)
        case "date":
            return date.fromisoformat(value)
        case "timestamp":
            return datetime.fromisoformat(value)
        case "timestamptz":
            return datetime.fromisoformat(value).replace(tzinfo=timezone.utc)  # noqa: UP017
        case "time":
            return _clock(value, facts)
        case "uuid":
            return uuid.UUID(value) if "uuid" in facts.driver_types else value
        case "json" | "jsonb":
            return json.loads(value) if "json" in facts.driver_types else value
        case "float" | "float4":
            return float(value)
    return value


def _clock(value: str, facts: RowsFacts) -> time | timedelta:
    clock = time.fromisoformat(value)
    if facts.times != "duration":
        return clock
    return timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond
    )
