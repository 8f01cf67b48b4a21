"""What a column of the target holds, read from the spelling of its type."""

from __future__ import annotations

import re
from functools import lru_cache

from sqlgen.dialect import Dialect
from sqlgen.schema import NO_NAMES, Names, ObjectName
from sqlgen.values import dataclass

OPAQUE = "opaque"
"""Values that are kept out of the embedded database: nothing is known of how the server compares them."""
TEXTS = ("text", "char", "label", "dated")
COLLATED = (*TEXTS, "decimal")

_TYPE = re.compile(r"^\s*([a-z_][a-z0-9_ .\"]*)(?:\(([^()]*)\)\s*([a-z][a-z0-9_ ]*)?)?\s*$")
_QUOTED = re.compile(r"'(?:[^'\\]|'')*'")
_AFTER = re.compile(r"\s+(unsigned|signed|zerofill|character set \S+|charset \S+)\b")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. *size*: characters, digits, bits or digits of a second, by kind; *scale*: of decimals.

    *name*: integer, number (of dynamic typing), decimal, float, float4, text, char, label, dated (a text
    that would turn into a number if it looked like one), bytes, boolean,
    date, timestamp, timestamptz, time, uuid, json, jsonb or opaque; of expressions also null and any.
    """

    name: str
    size: int | None = None
    scale: int | None = None
    labels: tuple[str, ...] = ()
    unsigned: bool = False


ANY = Kind("any")
NULL = Kind("null")
UNSHOWN = Kind(OPAQUE)
BIG_INTEGER = Kind("integer", 64)
TEXT = Kind("text")
DECIMAL = Kind("decimal")


def kind_of(type_sql: str, dialect: Dialect, enums: Names = NO_NAMES) -> Kind:
    """Return the kind of a column whose type is spelled *type_sql*; *enums*: the named types."""
    named = _of_named_type(type_sql, enums)
    return named if named is not None else _kind_of(type_sql, dialect)


def _of_named_type(type_sql: str, enums: Names) -> Kind | None:
    if not len(enums):
        return None
    parts = [part.strip('"') for part in type_sql.strip().split(".")]
    enum = enums.get(ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None))
    if enum is None:
        return None
    return Kind("label", labels=enum.labels) if enum.labels else UNSHOWN


@lru_cache(maxsize=1024)
def _kind_of(type_sql: str, dialect: Dialect) -> Kind:
    facts = dialect.facts.rows
    lowered = type_sql.lower()
    if lowered.lstrip().startswith("enum") and "(" in lowered:
        labels = tuple(text[1:-1].replace("''", "'") for text in _QUOTED.findall(type_sql))
        return Kind("label", labels=labels) if not _has_collation(lowered) else UNSHOWN
    unsigned = " unsigned" in lowered
    match = _TYPE.match(_AFTER.sub("", lowered))
    if match is None or _has_collation(lowered):
        return UNSHOWN
    name, arguments, rest = match[1], match[2], match[3]
    full = " ".join(f"{name} {rest or ''}".split())
    numbers = _numbers(arguments)
    if numbers is None:
        return UNSHOWN
    # TINYINT(1) may mean something else than TINYINT.
    known = facts.types.get(f"{full}({numbers[0]})") if numbers else None
    known = known or facts.types.get(full)
    if known is None:
        return UNSHOWN
    kind, _, default = known.partition(" ")
    size = int(default) if default else None
    if kind == "decimal":
        if numbers:
            return Kind(kind, numbers[0], numbers[1] if len(numbers) > 1 else 0)
        return Kind(kind) if not default else Kind(kind, size, 0)
    if numbers and kind in (*TEXTS, "bytes", "timestamp", "timestamptz", "time"):
        size = numbers[0]
    return Kind(kind, size, unsigned=unsigned)


def _has_collation(lowered: str) -> bool:
    return " collate " in lowered


def _numbers(arguments: str | None) -> tuple[int, ...] | None:
    if arguments is None:
        return ()
    words = [word.strip().removesuffix(" char").removesuffix(" byte") for word in arguments.split(",")]
    if words == ["max"]:
        return ()
    return tuple(int(word) for word in words) if all(word.isdigit() for word in words) else None
