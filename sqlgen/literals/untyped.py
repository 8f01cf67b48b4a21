"""Values whose type nobody declared: written as a driver writes them, by their Python type."""

from __future__ import annotations

import enum
import ipaddress
import numbers
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import exc, types
from sqlalchemy.sql.sqltypes import _resolve_value_to_type

from sqlgen.dialect import Dialect
from sqlgen.literals.errors import NoLiteral, shown
from sqlgen.literals.numbers import decimal_literal, float_literal, integer_literal
from sqlgen.literals.strings import string_literal

Literal = Callable[[Any, Any, Dialect], str]

_TYPES: tuple[tuple[type, Any], ...] = (
    (str, types.String()),
    (bytes, types.LargeBinary()),
    (bytearray, types.LargeBinary()),
    (memoryview, types.LargeBinary()),
    (date, types.Date()),
    (time, types.Time()),
    (timedelta, types.Interval()),
    (uuid.UUID, types.Uuid()),
)


def by_python_type(value: Any, dialect: Dialect, literal: Literal) -> str:
    """Return *value* as a literal of the type that its class suggests; *literal* writes the typed ones.

    Raises: NoLiteral: a class that says too little, such as a dict.
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return literal(value, types.Boolean(), dialect)
    if isinstance(value, numbers.Number):
        return _number(value, dialect)
    if isinstance(value, datetime):
        return literal(value, types.DateTime(timezone=value.tzinfo is not None), dialect)
    for kind, type_ in _TYPES:
        if isinstance(value, kind):
            return literal(value, type_, dialect)
    if isinstance(value, (list, tuple)):
        return _sequence(value, dialect, literal)
    if isinstance(value, _ADDRESSES):
        return string_literal(str(value), dialect)
    try:
        resolved = _resolve_value_to_type(value)
    except exc.ArgumentError as error:
        raise NoLiteral(str(error)) from error
    if not isinstance(resolved, types.NullType):
        return literal(value, resolved, dialect)
    raise NoLiteral(f"{shown(value)} cannot be written without knowing its type", hint=_way_out(value))


_ADDRESSES = (
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
    ipaddress.IPv4Network,
    ipaddress.IPv6Network,
    ipaddress.IPv4Interface,
    ipaddress.IPv6Interface,
)


def _number(value: Any, dialect: Dialect) -> str:
    if isinstance(value, Decimal):
        return decimal_literal(value, dialect)
    if isinstance(value, numbers.Integral):
        return integer_literal(int(value), dialect)
    if isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational):
        return float_literal(float(value), dialect)
    raise NoLiteral(f"{shown(value)} is a number that no database type holds", hint="Give a Decimal.")


def _sequence(value: Sequence[Any], dialect: Dialect, literal: Literal) -> str:
    form = (
        dialect.facts.literal.untyped_list if isinstance(value, list) else dialect.facts.literal.untyped_tuple
    )
    if not form or not value:
        raise NoLiteral(
            f"{shown(value)} cannot be written without knowing its type",
            hint="For IN, say bindparam(name, expanding=True); for an array, its type: type_=sa.ARRAY(...).",
        )
    return form.format(items=", ".join(by_python_type(item, dialect, literal) for item in value))


def _way_out(value: object) -> str:
    if isinstance(value, enum.Enum):
        return "Give its .value or .name, or the type: sa.Enum(...)."
    if isinstance(value, dict):
        return "Say its type: sa.column(name, sa.JSON) or bindparam(name, type_=sa.JSON)."
    return "Say its type: bindparam(name, type_=...)."
