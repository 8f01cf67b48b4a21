"""The relations of an engine's catalogue: views that ``dialects/<name>/catalogue.sql`` has over `shapes`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlgen.catalogue.shapes import OTHERS, PINS, SCHEMA_PINS, TEXTS
from sqlgen.dialect import BadDialectFile, Dialect
from sqlgen.values import dataclass

FILE = "catalogue.sql"
REAL = "_real"
"""The column that each view has besides: 1 of a known object, 0 of one in doubt, -1 of the server's own."""

_STATEMENT = re.compile(
    r'(?:--\s*since\s+(?P<since>[\d.]+)\s*\n)?CREATE VIEW "(?P<name>[^"]+)" AS\n(?P<body>.*?);[ \t]*$',
    re.DOTALL | re.MULTILINE,
)
_KINDS = {
    "truth": "truth",
    "id": "id",
    "array_of": "list",
    "vector": "vector",
    "place": "place",
    "places": "places",
}


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of a relation or of a query.

    *kind*: truth | id | list | vector | place | places | regclass, or empty. *pin*: what it tells is true
    also in a row that is not real: empty | object | schema | name; other: what the server's own objects have
    not.
    """

    name: str
    kind: str = ""
    pin: str = ""
    doubt: bool = False
    """Some rows may have there what the server alone knows."""
    there: bool = False
    """But that they have something is certain."""


@dataclass(frozen=True, slots=True)
class View:
    """A relation of the catalogue: *name* as ``schema.relation``, lower case."""

    name: str
    body: str
    columns: tuple[ShownColumn, ...]


@lru_cache(maxsize=16)
def definitions(dialect: Dialect) -> Mapping[str, str]:
    """Return the body of each view by its name; the nearest folder and the newest version win.

    Raises: BadDialectFile.
    """
    found: dict[str, str] = {}
    for folder in reversed(dialect.folders):
        path = folder / FILE
        if path.is_file():
            for match in _STATEMENT.finditer(path.read_text("utf-8")):
                since = tuple(int(part) for part in (match["since"] or "0").split("."))
                if dialect.version >= since:
                    found[match["name"].lower()] = match["body"]
    return found


@lru_cache(maxsize=256)
def view_called(name: str, dialect: Dialect) -> View:
    """Return the view *name* of `definitions`. Raises: BadDialectFile."""
    import sqlglot
    from sqlglot import exp

    body = definitions(dialect)[name]
    try:
        query: Any = sqlglot.parse_one(body, dialect="sqlite")
    except sqlglot.ParseError as error:
        raise BadDialectFile(
            f"{FILE}: the view {name} does not parse: {error}", where=Path(dialect.name)
        ) from error
    columns = []
    for projection in query.selects:
        value = projection.unalias()
        kind = pin = ""
        if isinstance(value, exp.Anonymous):
            kind = _KINDS.get(str(value.this).lower(), "")
        # id(x) and known(x) are x.
        inner = value
        while isinstance(inner, exp.Anonymous) and str(inner.this).lower() in ("id", "known"):
            inner = inner.expressions[0]
        if isinstance(inner, exp.Column) and inner.name in PINS:
            pin = "schema" if inner.name in SCHEMA_PINS else "object"
            if inner is not value and kind != "id":
                # It may not be known, and is looked at when what is certain has been.
                pin = "name"
        elif isinstance(inner, exp.Column) and inner.name in OTHERS:
            pin = "other"
        there = isinstance(inner, exp.Column) and inner.name in TEXTS
        calls = {str(call.this).lower() for call in value.find_all(exp.Anonymous)}
        columns.append(
            ShownColumn(projection.alias_or_name, kind, pin, bool(calls & {"known", "unknown"}), there)
        )
    return View(name, body, tuple(columns))


def find_view(schema: str, name: str, dialect: Dialect) -> View | None:
    """Return the relation that ``schema.name``, or *name* alone, means; None where there is none."""
    known, name = definitions(dialect), name.lower()
    if schema:
        full = f"{schema.lower()}.{name}"
        return view_called(full, dialect) if full in known else None
    for candidate in dialect.facts.catalogue.search_path:
        if (full := f"{candidate.lower()}.{name}") in known:
            return view_called(full, dialect)
    return None


def is_system_schema(schema: str, dialect: Dialect) -> bool:
    """Tell whether *schema* is one of the server's own."""
    return schema.lower() in {each.lower() for each in dialect.facts.catalogue.system_schemas}


def is_system_name(name: str, dialect: Dialect) -> bool:
    """Tell whether a relation of the server's own is called *name*."""
    facts = dialect.facts.catalogue
    folded = name.lower()
    return folded.startswith(facts.system_prefixes) or folded in _system_names(facts.system_names)


@lru_cache(maxsize=16)
def _system_names(words: str) -> frozenset[str]:
    return frozenset(words.lower().split())
