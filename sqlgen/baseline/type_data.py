"""SQLAlchemy's types as plain data and back, as far as a schema at rest needs them: how they are spelled."""

from __future__ import annotations

import importlib
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import sqltypes

from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.rendering import type_sql
from sqlgen.sa_bridge import RawType

Data = dict[str, Any]

_PLAIN = (int, str, float, bool, type(None))
_ENUMS = (sa.Enum, postgresql.ENUM)
_OF_ENUM = ("name", "schema", "native_enum", "create_constraint", "length", "create_type")
_MEMOIZED = frozenset(("dispatch", "_static_cache_key", "_type_affinity", "dialect"))


def data_of(type_: Any, sql: str, dialect: Dialect) -> Data | None:
    """Return *type_*, spelled *sql*, as data; None where nothing but its spelling can be kept.

    A type of the application's own becomes the one of SQLAlchemy's that it stands for on *dialect*.
    """
    if type_ is None:
        return None
    try:
        data = _data_of(type_, dialect)
        if data is not None and "raw" not in data and type_sql(type_of(data), dialect) != sql:
            return None
    except (SqlgenError, sa.exc.SQLAlchemyError, AttributeError, TypeError, ValueError):
        return None
    return data


def _data_of(type_: Any, dialect: Dialect) -> Data | None:
    if isinstance(type_, RawType):
        return {"raw": type_.sql}
    variants = getattr(type_, "_variant_mapping", None)
    if variants:
        return _data_of(variants.get(dialect.sqlalchemy.name) or _without_variants(type_), dialect)
    if isinstance(type_, sa.types.TypeDecorator):
        return _data_of(type_.type_engine(dialect.sqlalchemy), dialect)
    kind = type(type_)
    # @compiles: the project spells it in its own way, and only once it has been imported.
    if not kind.__module__.startswith("sqlalchemy.") or hasattr(kind, "_compiler_dispatcher"):
        return None
    if kind in _ENUMS:
        told = {name: getattr(type_, name, None) for name in _OF_ENUM}
        return {"enum": kind is postgresql.ENUM, "labels": [str(label) for label in type_.enums], **told}
    values: dict[str, Any] = {}
    for name, value in vars(type_).items():
        if name in _MEMOIZED:
            continue
        if isinstance(value, sqltypes.TypeEngine):
            inner = _data_of(value, dialect)
            if inner is None:
                return None
            values[name] = {"type": inner}
        elif type(value) in _PLAIN:
            values[name] = value
        else:
            return None
    return {"class": [kind.__module__, kind.__qualname__], "values": values}


def _without_variants(type_: Any) -> Any:
    made: Any = type_
    alone = made.copy() if isinstance(type_, sqltypes.SchemaType) else made._clone()
    alone.__dict__.pop("_variant_mapping", None)
    return alone


def type_of(data: Data) -> Any:
    """Return a new type that *data* tells of. Raises: ValueError: it tells of none of SQLAlchemy's."""
    if "raw" in data:
        return RawType(_text(data["raw"]))
    if "enum" in data:
        told = {name: data[name] for name in _OF_ENUM if name not in ("length", "create_type")}
        if data["enum"]:
            told = {"name": data["name"], "schema": data["schema"], "create_type": bool(data["create_type"])}
            return postgresql.ENUM(*data["labels"], **told)
        return sa.Enum(*data["labels"], length=data["length"], **told)
    module, name = data["class"]
    kind = getattr(importlib.import_module(_of_sqlalchemy(module)), _text(name), None)
    if not (isinstance(kind, type) and issubclass(kind, sqltypes.TypeEngine)):
        raise ValueError(f"{module}.{name} is no type")
    made: Any = kind.__new__(kind)
    for key, value in data["values"].items():
        made.__dict__[key] = type_of(value["type"]) if isinstance(value, dict) else value
    return made


def is_shared(data: Data) -> bool:
    """Tell whether one object may stand for all types of *data*: those that listen to their table may not."""
    return "enum" not in data and not any(
        isinstance(value, dict) for value in data.get("values", {}).values()
    )


def _of_sqlalchemy(module: object) -> str:
    name = _text(module)
    if not name.startswith("sqlalchemy."):
        raise ValueError(f"{name} is none of SQLAlchemy's modules")
    return name


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError(f"{value!r} is no text")
    return value
