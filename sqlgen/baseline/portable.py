"""What is known at START as text and back: the schema, and what the checks remember; no code is in it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

from sqlalchemy.sql.elements import conv, quoted_name

from sqlgen import schema as s
from sqlgen.baseline.type_data import data_of, is_shared, type_of
from sqlgen.checks.memory import Cause
from sqlgen.dialect import Dialect
from sqlgen.operations import MakeOpaque
from sqlgen.origin import Origin


class NotPortable(Exception):
    """A value that text cannot hold, such as an expression that an application made."""


class NotReadable(Exception):
    """A text that was not written by `to_text`."""


_KINDS: tuple[type[Any], ...] = (
    s.Schema, s.Table, s.Column, s.Default, s.Identity, s.Computed, s.PrimaryKey, s.Unique, s.Check,
    s.ForeignKey, s.Exclude, s.Index, s.IndexPart, s.Enum, s.View, s.Extension, s.Routine, s.Trigger,
    MakeOpaque, Origin, Cause,
)  # fmt: skip
_BY_NAME = {kind.__name__: kind for kind in _KINDS}
_PLAIN = (int, float, bool, type(None))


@dataclasses.dataclass(frozen=True)
class _Field:
    name: str
    default: Any


_FIELDS: dict[type[Any], tuple[_Field, ...]] = {
    kind: tuple(_Field(field.name, field.default) for field in dataclasses.fields(kind)) for kind in _KINDS
}


def to_text(value: Any, dialect: Dialect) -> str:
    """Return *value*, made of schemas and plain containers, as text. Raises: NotPortable."""
    writer = _Writer(dialect)
    told = writer.tell(value)
    return json.dumps({"types": writer.types, "value": told}, separators=(",", ":"))


def from_text(text: str) -> Any:
    """Return what *text* tells of. Raises: NotReadable."""
    try:
        told = json.loads(text)
        return _Reader(told["types"]).read(told["value"])
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        ImportError,
    ) as error:
        raise NotReadable(str(error)) from error


class _Writer:
    """Lists are tuples; objects have their kind as ``""``; fields that are as by default are left out."""

    def __init__(self, dialect: Dialect) -> None:
        self.types: list[Any] = []
        self._dialect = dialect
        self._places: dict[str, int] = {}
        self._by_object: dict[tuple[int, str], int] = {}

    def tell(self, value: Any) -> Any:
        kind = type(value)
        if kind is str or kind in _PLAIN:
            return value
        if kind is tuple:
            return [self.tell(item) for item in value]
        if kind is s.ObjectName:
            schema = [] if value.schema is None else [self.tell(value.schema)]
            return {"": "name", "of": [self.tell(value.name), *schema]}
        if kind is s.Type:
            return {"": "type", "at": self._place(value)}
        if kind in _FIELDS:
            return self._tell_fields(value)
        other = _OTHERS.get(kind)
        if other is None:
            raise NotPortable(f"{kind.__module__}.{kind.__qualname__}")
        return other(self, value)

    def _tell_fields(self, value: Any) -> dict[str, Any]:
        told: dict[str, Any] = {"": type(value).__name__}
        for field in _FIELDS[type(value)]:
            given = getattr(value, field.name)
            if given is field.default:
                continue
            if field.name == "construct":
                given = _construct(value, given)
                if given is None:
                    continue
            told[field.name] = self.tell(given)
        return told

    def _place(self, type_: s.Type) -> int:
        known = self._by_object.get((id(type_.construct), type_.sql))
        if known is not None:
            return known
        told = [type_.sql, data_of(type_.construct, type_.sql, self._dialect)]
        key = json.dumps(told)
        if key not in self._places:
            self._places[key] = len(self.types)
            self.types.append(told)
        self._by_object[id(type_.construct), type_.sql] = self._places[key]
        return self._places[key]

    def tell_items(self, value: Any) -> dict[str, Any]:
        """Tell of a dict or of Names, in their order."""
        kind = "names" if isinstance(value, s.Names) else "dict"
        return {"": kind, "of": [[self.tell(key), self.tell(item)] for key, item in value.items()]}

    def tell_list(self, value: list[Any]) -> dict[str, Any]:
        return {"": "list", "of": [self.tell(item) for item in value]}

    def tell_set(self, value: set[Any]) -> dict[str, Any]:
        return {"": "set", "of": sorted((self.tell(item) for item in value), key=json.dumps)}

    def tell_quoted(self, value: quoted_name) -> dict[str, Any]:
        return {"": "quoted", "of": [str.__str__(value), value.quote]}

    def tell_conv(self, value: conv) -> dict[str, Any]:
        return {"": "conv", "of": [str.__str__(value), value.quote]}


_OTHERS: dict[type[Any], Callable[[_Writer, Any], Any]] = {
    s.Names: _Writer.tell_items,
    dict: _Writer.tell_items,
    list: _Writer.tell_list,
    set: _Writer.tell_set,
    quoted_name: _Writer.tell_quoted,
    conv: _Writer.tell_conv,
}


def _construct(value: Any, construct: Any) -> Any:
    """Return what is kept of a construct: a default's that is plain text; others are spelled anew.

    Raises: NotPortable: one that only its construct can spell.
    """
    if isinstance(value, s.Exclude):
        raise NotPortable("an EXCLUDE constraint is spelled by SQLAlchemy's")
    return construct if isinstance(value, s.Default) and type(construct) is str else None


class _Reader:
    def __init__(self, types: list[Any]) -> None:
        self._types = types
        self._shared: dict[int, s.Type] = {}

    def read(self, told: Any) -> Any:
        if isinstance(told, list):
            return tuple([self.read(item) for item in told])
        if not isinstance(told, dict):
            return told
        kind = told[""]
        known = _BY_NAME.get(kind)
        if known is not None:
            fields = {name: self.read(value) for name, value in told.items() if name}
            return known(**fields)
        if kind == "type":
            return self._type(told["at"])
        return _READ[kind]([self.read(item) for item in told["of"]])

    def _type(self, place: int) -> s.Type:
        shared = self._shared.get(place)
        if shared is not None:
            return shared
        sql, data = self._types[place]
        if data is None:
            made = s.Type(str(sql))
        else:
            made = s.Type(str(sql), type_of(data))
        if data is None or is_shared(data):
            self._shared[place] = made
        return made


def _names(items: list[Any]) -> s.Names:
    names = s.NO_NAMES
    for key, value in items:
        names = names.with_(key, value)
    return names


_READ: dict[str, Callable[[list[Any]], Any]] = {
    "name": lambda items: s.ObjectName(*items),
    "names": _names,
    "dict": dict,
    "list": list,
    "set": set,
    "quoted": lambda items: quoted_name(*items),
    "conv": lambda items: conv(*items),
}
