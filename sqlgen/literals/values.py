"""A value and its SQLAlchemy type: which literal stands for it."""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import types
from sqlalchemy.sql.elements import Null
from sqlalchemy.sql.sqltypes import _AbstractInterval, _Binary

from sqlgen.dialect import Dialect
from sqlgen.literals import composites, dates
from sqlgen.literals import numbers as number_literals
from sqlgen.literals.errors import NoLiteral, shown
from sqlgen.literals.strings import bytes_literal, string_literal
from sqlgen.literals.type_names import type_name
from sqlgen.literals.untyped import by_python_type

Writer = Callable[[Any, Any, Dialect], str]


def literal(value: Any, type_: Any, dialect: Dialect) -> str:
    """Return *value*, bound with SQLAlchemy's *type_*, as a literal of *dialect*.

    Raises: NoLiteral.
    """
    impl: Any = type_.dialect_impl(dialect.sqlalchemy)
    kind: Any = type(impl)
    if isinstance(impl, types.TypeDecorator):
        return _decorated(value, impl, dialect)
    if value is not None and _overrides(kind, "literal_processor"):
        processor = impl.literal_processor(dialect.sqlalchemy)
        if processor is not None:
            return str(_processed(processor, value, impl))
    if _overrides(kind, "bind_processor"):
        processor = impl.bind_processor(dialect.sqlalchemy)
        value = _processed(processor, value, impl) if processor is not None else value
    if isinstance(impl, types.JSON):
        return _json(value, impl, dialect)
    if value is None or isinstance(value, Null):
        return "NULL"
    return _writer(kind)(value, impl, dialect)


def _decorated(value: Any, impl: Any, dialect: Dialect) -> str:
    """Return the literal of what a TypeDecorator makes of *value* in a live run."""
    kind: Any = type(impl)
    if isinstance(impl, types.PickleType):
        if value is not None:
            value = _processed(lambda v: impl.pickler.dumps(v, impl.protocol), value, impl)
    elif isinstance(impl, types.Interval):
        if isinstance(value, timedelta):
            value = _processed(lambda v: impl.epoch + v, value, impl)
    elif _overrides(kind, "bind_processor"):
        return untyped(_processed(impl.bind_processor(dialect.sqlalchemy), value, impl), dialect)
    elif impl._has_bind_processor:
        value = _processed(lambda v: impl.process_bind_param(v, dialect.sqlalchemy), value, impl)
    elif impl._has_literal_processor:
        value = _processed(lambda v: impl.process_literal_param(v, dialect.sqlalchemy), value, impl)
    return literal(value, impl.impl_instance, dialect)


@lru_cache(maxsize=256)
def _overrides(kind: Any, method: str) -> bool:
    """Tell whether a class outside SQLAlchemy, in front of its own ones, defines *method*."""
    for base in kind.__mro__:
        if base.__module__.partition(".")[0] == "sqlalchemy":
            return False
        if method in vars(base):
            return True
    return False


def _processed(process: Callable[[Any], Any], value: Any, impl: Any) -> Any:
    try:
        return process(value)
    except Exception as error:  # the project's own code may raise anything
        raise NoLiteral(f"{shown(value)} is no value of {impl!r}: {type(error).__name__}: {error}") from error


def _json(value: Any, impl: Any, dialect: Dialect) -> str:
    if isinstance(value, Null) or (value is None and impl.none_as_null):
        return "NULL"
    given = None if value is types.JSON.NULL else value
    text = composites.json_text(given, dialect, unescaped=impl.__visit_name__ == "JSONB")
    in_bytes = _is_kept_in_bytes(impl, dialect)
    return bytes_literal(text.encode(), dialect) if in_bytes else string_literal(text, dialect)


def _is_kept_in_bytes(impl: Any, dialect: Dialect) -> bool:
    """Tell whether the engine keeps the type's values as bytes, for want of a type of its own."""
    try:
        return type_name(impl, dialect) == "BLOB"
    except NoLiteral:
        # SQLAlchemy knows no such type there; a column made by hand takes text.
        return False


@lru_cache(maxsize=256)
def _writer(kind: Any) -> Writer:
    by_name = _BY_VISIT_NAME.get(getattr(kind, "__visit_name__", ""))
    if by_name is not None:
        return by_name
    return next((writer for base, writer in _BY_CLASS if issubclass(kind, base)), _untyped)


def untyped(value: Any, dialect: Dialect) -> str:
    """Return *value* as a driver would write it that is told no type. Raises: NoLiteral."""
    return by_python_type(value, dialect, literal)


def _untyped(value: Any, impl: Any, dialect: Dialect) -> str:
    return untyped(value, dialect)


def _string(value: Any, impl: Any, dialect: Dialect) -> str:
    if not isinstance(value, str):
        return untyped(value, dialect)
    # A str that is an Enum, too, has another idea of str(value).
    return string_literal(
        str.__str__(value), dialect, unicode_type=isinstance(impl, (types.Unicode, types.UnicodeText))
    )


def _enum(value: Any, impl: Any, dialect: Dialect) -> str:
    try:
        label = impl._db_value_for_elem(value)
    except LookupError as error:
        raise NoLiteral(
            f"{shown(value)} is none of the values of {impl.name or 'the enum'}",
            hint=f"They are: {', '.join(map(str, impl.enums))}.",
        ) from error
    return string_literal(str.__str__(label), dialect) if isinstance(label, str) else untyped(label, dialect)


def _boolean(value: Any, impl: Any, dialect: Dialect) -> str:
    if value not in (True, False):
        raise NoLiteral(f"{shown(value)} is no boolean", hint="Give True, False or None.")
    return dialect.facts.literal.true if value else dialect.facts.literal.false


def _uuid(value: Any, impl: Any, dialect: Dialect) -> str:
    try:
        given = value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
    except ValueError as error:
        raise NoLiteral(f"{shown(value)} is no UUID") from error
    # SQLAlchemy stores CHAR(32) where the engine, or the column's definition, knows no UUID.
    stored_as = type_name(impl, dialect)
    return dialect.facts.literal.uuid.format(text=given.hex if stored_as.startswith("CHAR") else str(given))


def _integer(value: Any, impl: Any, dialect: Dialect) -> str:
    if isinstance(value, str):
        number = number_literals.parsed(value)
        if number is None or number != number.to_integral_value():
            return string_literal(value, dialect)
        value = int(number)
    return (
        number_literals.integer_literal(value, dialect) if isinstance(value, int) else untyped(value, dialect)
    )


def _number(value: Any, impl: Any, dialect: Dialect) -> str:
    if isinstance(value, str):
        number = number_literals.parsed(value)
        if number is None:
            return string_literal(value, dialect)
        value = number
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, int) and not dialect.facts.literal.stores_decimals:
        value = _processed(float, value, impl)
    if isinstance(value, float) and not math.isfinite(value):
        exact = isinstance(impl, types.Numeric) and not isinstance(impl, types.Float)
        return number_literals.special_literal(value, dialect, type_name(impl, dialect), exact=exact)
    return untyped(value, dialect)


def _binary(value: Any, impl: Any, dialect: Dialect) -> str:
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise NoLiteral(f"{shown(value)} is not bytes", hint='Encode it: "text".encode().')
    return bytes_literal(bytes(value), dialect)


def _timestamp(value: Any, impl: Any, dialect: Dialect) -> str:
    if dialect.facts.literal.stores_dates_as_text:
        return string_literal(dates.stored_text(value, impl, dialect), dialect)
    if isinstance(value, str):
        value = dates.parsed(value, datetime.fromisoformat, dialect)
    if not isinstance(value, date):
        return untyped(value, dialect)
    return dates.timestamp_literal(value, dialect, zone_type=_has_zone(impl, dialect))


def _has_zone(impl: Any, dialect: Dialect) -> bool:
    name = type_name(impl, dialect)
    return "ZONE" in name or "OFFSET" in name


def _date(value: Any, impl: Any, dialect: Dialect) -> str:
    if dialect.facts.literal.stores_dates_as_text:
        return string_literal(dates.stored_text(value, impl, dialect), dialect)
    if isinstance(value, str):
        value = dates.parsed(value, date.fromisoformat, dialect)
    return dates.date_literal(value, dialect) if isinstance(value, date) else untyped(value, dialect)


def _time(value: Any, impl: Any, dialect: Dialect) -> str:
    if dialect.facts.literal.stores_dates_as_text:
        return string_literal(dates.stored_text(value, impl, dialect), dialect)
    if isinstance(value, timedelta):
        return dates.duration_literal(value, dialect)
    return dates.time_literal(value, dialect) if isinstance(value, time) else untyped(value, dialect)


def _interval(value: Any, impl: Any, dialect: Dialect) -> str:
    return dates.interval_literal(value, dialect) if isinstance(value, timedelta) else untyped(value, dialect)


def _array(value: Any, impl: Any, dialect: Dialect) -> str:
    if isinstance(value, str):
        return string_literal(value, dialect)
    return composites.array_literal(value, impl, dialect, lambda item: literal(item, impl.item_type, dialect))


def _json_element(value: Any, impl: Any, dialect: Dialect) -> str:
    """Return an index or a path of a JSON expression; SQLAlchemy's type knows the engine's notation."""
    processor = impl.bind_processor(dialect.sqlalchemy)
    return untyped(_processed(processor, value, impl) if processor else value, dialect)


def _hstore(value: Any, impl: Any, dialect: Dialect) -> str:
    if isinstance(value, dict):
        return composites.hstore_literal(value, impl, dialect)
    return untyped(value, dialect)


def _range(value: Any, impl: Any, dialect: Dialect) -> str:
    if isinstance(value, str):
        return string_literal(value, dialect)
    return composites.range_literal(value, impl, dialect)


def _set(value: Any, impl: Any, dialect: Dialect) -> str:
    """Return a SET of labels, in the order in which the type lists them."""
    if isinstance(value, (str, int)):
        return untyped(value, dialect)
    chosen = frozenset(value)
    unknown = sorted(map(str, chosen - set(impl.values)))
    if unknown:
        raise NoLiteral(
            f"{', '.join(unknown)}: no labels of the set", hint=f"They are: {', '.join(impl.values)}."
        )
    if impl.retrieve_as_bitwise:
        return str(sum(1 << place for place, label in enumerate(impl.values) if label in chosen))
    return string_literal(",".join(label for label in impl.values if label in chosen), dialect)


def _domain(value: Any, impl: Any, dialect: Dialect) -> str:
    return literal(value, impl.data_type, dialect)


_RANGES = ("INT4", "INT8", "NUM", "DATE", "TS", "TSTZ")
_BY_VISIT_NAME: dict[str, Writer] = {
    "HSTORE": _hstore,
    "SET": _set,
    "DOMAIN": _domain,
    **{f"{subtype}{kind}": _range for subtype in _RANGES for kind in ("RANGE", "MULTIRANGE")},
}

# In this order: an Enum is a String, too, and a Float a Numeric.
_BY_CLASS: tuple[tuple[type, Writer], ...] = (
    (types.Enum, _enum),
    (types.Boolean, _boolean),
    (types.Uuid, _uuid),
    (types.JSON.JSONElementType, _json_element),
    (_AbstractInterval, _interval),
    (types.DateTime, _timestamp),
    (types.Date, _date),
    (types.Time, _time),
    (types.Float, _number),
    (types.Numeric, _number),
    (types.Integer, _integer),
    (_Binary, _binary),
    (types.ARRAY, _array),
    (types.String, _string),
)
