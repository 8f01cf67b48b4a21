"""Values made of values: JSON, arrays, ranges, HSTORE."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.literals.errors import NoLiteral, shown
from sqlgen.literals.strings import string_literal
from sqlgen.literals.type_names import type_name

Write = Callable[[Any], str]


# What a backslash stands before that is no backslash itself.
_REFUSED_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def json_text(value: Any, dialect: Dialect, *, unescaped: bool = False) -> str:
    """Return *value* as JSON, serialized as SQLAlchemy does.

    *unescaped*: the type stores the characters that the escapes stand for, so none can be NUL.
    Raises: NoLiteral: what JSON cannot say, NaN and infinity among it.
    """
    serialize = getattr(dialect.sqlalchemy, "_json_serializer", None) or _dumps
    try:
        text: str = serialize(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise NoLiteral(f"{shown(value)} cannot be written as JSON: {error}") from error
    if unescaped and _REFUSED_ESCAPE.search(text):
        raise NoLiteral(
            f"{shown(value)} holds a NUL character, which this type cannot store",
            hint="Take it out of the text, or let the column be of the type JSON.",
        )
    return text


def _dumps(value: Any) -> str:
    # The default, which knows no NaN: NaN is no JSON, and engines refuse it or cannot read it back.
    return json.dumps(value, allow_nan=False)


def array_literal(value: Any, type_: Any, dialect: Dialect, write: Write) -> str:
    """Return *value*, nested as *type_* says, as an array of *type_*; *write* writes an element."""
    form = dialect.facts.literal.array
    if not form:
        raise NoLiteral(
            f"{dialect.title} has no arrays, so {shown(value)} cannot be written",
            hint="Store it as JSON (sa.JSON), or in a table of its own.",
        )
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise NoLiteral(f"{shown(value)} is no list, so it cannot be written as {type_!r}")
    items = _items(_sequence(value), type_.dimensions, write)
    name = type_name(type_, dialect)
    return form.format(items=", ".join(items), type=name)


def _sequence(value: Any) -> Sequence[Any]:
    # A set has no order of its own; the script must not vary with the hash seed.
    return sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value


def _items(value: Sequence[Any], dimensions: int | None, write: Write) -> list[str]:
    """Return the elements written; nested ones as ``ARRAY[...]``, told from JSON lists by *dimensions*."""
    nested = dimensions > 1 if dimensions is not None else _holds_lists(value)
    if not nested:
        return [write(element) for element in value]
    deeper = dimensions - 1 if dimensions is not None else None
    return [
        "NULL" if element is None else f"ARRAY[{', '.join(_items(_sequence(element), deeper, write))}]"
        for element in value
    ]


def _holds_lists(value: Sequence[Any]) -> bool:
    return bool(value) and isinstance(value[0], (list, tuple))


def range_literal(value: Any, type_: Any, dialect: Dialect) -> str:
    """Return a Range, or a list of them for a multirange, in the engine's own notation."""
    if isinstance(value, (list, tuple)) or (hasattr(value, "__iter__") and not hasattr(value, "bounds")):
        text = "{" + ",".join(map(_range_text, value)) + "}"
    else:
        text = _range_text(value)
    name = type_name(type_, dialect)
    return dialect.facts.literal.cast.format(text=string_literal(text, dialect), type=name)


def _range_text(value: Any) -> str:
    """Return ``[1,5)``; works for SQLAlchemy's Range and for the drivers' own."""
    if getattr(value, "empty", False) or getattr(value, "isempty", False):
        return "empty"
    bounds = getattr(value, "bounds", None) or getattr(value, "_bounds", None)
    if bounds is None:
        raise NoLiteral(f"{shown(value)} is no range")
    return f"{bounds[0]}{_bound(value.lower)},{_bound(value.upper)}{bounds[1]}"


def _bound(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"' if not text or any(c in text for c in ' ",()[]\\') else text


def hstore_literal(value: Mapping[str, str | None], type_: Any, dialect: Dialect) -> str:
    """Return *value* in HSTORE's notation. Raises: NoLiteral: a key or value that is no string."""
    type_name(type_, dialect)
    pairs = []
    for key, item in value.items():
        if not isinstance(key, str) or not (item is None or isinstance(item, str)):
            raise NoLiteral(f"{shown({key: item})} cannot be written as HSTORE: keys and values are strings")
        pairs.append(f"{_hstore_text(key)}=>{'NULL' if item is None else _hstore_text(item)}")
    return string_literal(", ".join(pairs), dialect)


def _hstore_text(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
