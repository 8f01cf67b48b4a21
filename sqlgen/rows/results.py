"""Values as SQLAlchemy's result gives them: the driver's, processed by the type of the column."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import types
from sqlalchemy.sql.sqltypes import _Binary

from sqlgen.dialect import Dialect
from sqlgen.rows.errors import NotEvaluable


def processed(value: Any, type_: Any, dialect: Dialect) -> Any:
    """Return what a result column of *type_* gives for the driver's *value*. Raises: NotEvaluable."""
    if type_ is None or isinstance(type_, types.NullType):
        return value
    if dialect.facts.rows.results == "stored":
        return _by_sqlalchemy(value, type_, dialect)
    try:
        return _processed(value, type_, dialect)
    except NotEvaluable:
        raise
    except Exception as error:  # a project's own type may raise anything
        raise NotEvaluable(f"{value!r} is no value of {type_!r}: {error}") from error


def _by_sqlalchemy(value: Any, type_: Any, dialect: Dialect) -> Any:
    """The driver gives what is stored, so that SQLAlchemy's own processors can be asked."""
    processor = type_.dialect_impl(dialect.sqlalchemy)._cached_result_processor(dialect.sqlalchemy, None)
    try:
        return value if processor is None else processor(value)
    except Exception as error:  # a project's own type may raise anything
        raise NotEvaluable(f"{value!r} is no value of {type_!r}: {error}") from error


def _processed(value: Any, type_: Any, dialect: Dialect) -> Any:
    if isinstance(type_, types.TypeDecorator):
        return _decorated(value, type_, dialect)
    if isinstance(type_, types.JSON):
        return json.loads(value) if isinstance(value, str) and not _is_parsed(dialect) else value
    if value is None:
        return None
    if isinstance(type_, types.Enum):
        return type_._object_value_for_elem(value)
    if isinstance(type_, types.Boolean):
        return bool(value)
    if isinstance(type_, types.Uuid):
        return _uuid(value, type_)
    if isinstance(type_, types.Float) and not type_.asdecimal:
        return float(value)
    if isinstance(type_, types.Numeric):
        return _number(value, type_)
    if isinstance(type_, types.Interval):
        return value - type_.epoch if isinstance(value, datetime) else value
    if isinstance(type_, types.Time):
        return _time(value)
    if isinstance(type_, _Binary):
        return bytes(value)
    if isinstance(type_, (types.String, types.Integer, types.DateTime, types.Date)):
        return value
    raise NotEvaluable(f"values of the type {type_!r} are not understood")


def _is_parsed(dialect: Dialect) -> bool:
    """Tell whether the driver itself reads JSON."""
    return "json" in dialect.facts.rows.driver_types


def _decorated(value: Any, type_: Any, dialect: Dialect) -> Any:
    if isinstance(type_, types.PickleType):
        inner = _processed(value, type_.impl_instance, dialect)
        return None if inner is None else type_.pickler.loads(inner)
    if isinstance(type_, types.Interval):
        return _processed_interval(value, type_)
    kind: Any = type(type_)
    if kind.result_processor is not types.TypeDecorator.result_processor:
        processor = type_.result_processor(dialect.sqlalchemy, None)
        return value if processor is None else processor(value)
    inner = _processed(value, type_.type_engine(dialect.sqlalchemy), dialect)
    if kind.process_result_value is types.TypeDecorator.process_result_value:
        return inner
    return type_.process_result_value(inner, dialect.sqlalchemy)


def _processed_interval(value: Any, type_: Any) -> Any:
    return value - type_.epoch if isinstance(value, datetime) else value


def _uuid(value: Any, type_: Any) -> Any:
    found = value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
    return found if type_.as_uuid else str(found)


def _number(value: Any, type_: Any) -> Any:
    if not type_.asdecimal:
        return float(value)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise NotEvaluable("how many digits a float is given as a decimal with")


def _time(value: Any) -> Any:
    if not isinstance(value, timedelta):
        return value
    minutes, seconds = divmod(value.seconds, 60)
    return time(minutes // 60, minutes % 60, seconds, value.microseconds)
