"""What kind of change it is when a column's type becomes another, and whether values can be lost by it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlgen.lint.facts import Locks
from sqlgen.schema import Table, Type

_TYPE = re.compile(
    r"\s*(?P<name>[a-z_][\w \"]*?)\s*(?:\((?P<arguments>[^)]*)\)\s*(?P<rest>.*))?\s*", re.I | re.S
)
_COLLATION = re.compile(r"\s+(?:collate|character\s+set|charset)\s+\S+", re.I)
_ZONE = re.compile(r"with(?:out)?\s+(?:local\s+)?time\s+zone", re.I)
_LABEL = re.compile(r"'((?:[^']|'')*)'")
BYTES_OF_LENGTH = 256
"""From here on a string's length takes two bytes in its row."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A type taken apart. *family* is what [types] in locks.toml says of its name, or the name itself."""

    family: str
    size: int
    arguments: tuple[str, ...]
    collation: str

    @property
    def length(self) -> float:
        """The number of characters, or of digits; infinite where there is no limit."""
        first = self.arguments[0].split()[0] if self.arguments and self.arguments[0].split() else ""
        return int(first) if first.isdigit() else float("inf")

    @property
    def scale(self) -> int:
        """Digits behind the point."""
        return (
            int(self.arguments[1]) if len(self.arguments) > 1 and self.arguments[1].strip().isdigit() else 0
        )


def shape_of(type_: Type, locks: Locks) -> Shape:
    """Return *type_* taken apart."""
    sql = " ".join(type_.sql.split())
    collations = " ".join(found.strip().lower() for found in _COLLATION.findall(sql))
    sql = _COLLATION.sub("", sql)
    match = _TYPE.fullmatch(sql)
    name = match["name"].lower().strip() if match else sql.lower()
    arguments = (match["arguments"] or "") if match else ""
    rest = (match["rest"] or "").lower().strip() if match else ""
    if rest and _ZONE.fullmatch(rest):
        name = f"{name} {rest}"
        rest = ""
    family = locks.types.get(name, name) if not rest else f"{name} {rest}"
    word, _, size = family.rpartition(" ")
    if size.isdigit():
        family = word
    parts = tuple(_LABEL.findall(arguments)) if "'" in arguments else _parts(arguments)
    return Shape(family, int(size) if size.isdigit() else 0, parts, collations)


def _parts(arguments: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in arguments.split(",")) if arguments.strip() else ()


def type_change(old: Type, new: Type, table: Table | None, locks: Locks) -> tuple[str, bool] | None:
    """Return the kind of the change and whether it may lose values; None where nothing changes."""
    one, other = shape_of(old, locks), shape_of(new, locks)
    if one == other:
        return None
    if (one.family, one.size, one.arguments) == (other.family, other.size, other.arguments):
        return "type_charset_collation", False
    match one.family, other.family:
        case "integer", "integer":
            wider = other.size > one.size
            return ("type_int_to_bigint", False) if wider else ("type_using_any", True)
        case "text", "text":
            return _lengths(one, other, table, locks)
        case "text", "unlimited":
            return "type_varchar_to_text", False
        case "unlimited", "text":
            return (
                ("type_text_to_varchar", False)
                if other.length == float("inf")
                else ("type_varchar_narrow", True)
            )
        case (("text" | "unlimited"), "fixed"):
            return "type_using_any", other.length < one.length
        case "decimal", "decimal":
            return _decimals(one, other)
        case ("timestamp", "timestamptz") | ("timestamptz", "timestamp"):
            return "type_timestamp_to_timestamptz", False
        case ("timestamp", "timestamp") | ("timestamptz", "timestamptz") | ("interval", "interval"):
            shorter = other.length < one.length
            return ("type_using_any", True) if shorter else ("type_time_precision_widen", False)
        case "labels", "labels":
            return _labels(one, other)
    return "type_using_any", _loses(one, other)


def _lengths(one: Shape, other: Shape, table: Table | None, locks: Locks) -> tuple[str, bool]:
    if other.length < one.length:
        return "type_varchar_narrow", True
    bytes_ = _bytes_a_character(table, other, locks)
    if (
        one.length * bytes_ < BYTES_OF_LENGTH <= other.length * bytes_
        and "type_varchar_over_a_byte" in locks.facts
    ):
        return "type_varchar_over_a_byte", False
    return "type_varchar_widen", False


def _bytes_a_character(table: Table | None, shape: Shape, locks: Locks) -> int:
    """Return the most bytes that a character takes: by the column's character set, else by the table's."""
    said = [shape.collation]
    if table is not None:
        said += [str(value) for key, value in table.options if key.endswith(("charset", "collate"))]
    for text in said:
        if locks.has("single_byte", text):
            return 1
    return 4


def _decimals(one: Shape, other: Shape) -> tuple[str, bool]:
    if other.length >= one.length and (other.scale == one.scale or other.length == float("inf")):
        return "type_numeric_precision_widen", False
    whole = one.length - one.scale <= other.length - other.scale
    return "type_using_any", not (whole and other.scale >= one.scale)


def _labels(one: Shape, other: Shape) -> tuple[str, bool]:
    if other.arguments[: len(one.arguments)] == one.arguments:
        return "enum_add_value", False
    gone = any(label not in other.arguments for label in one.arguments)
    return ("enum_remove_value", True) if gone else ("enum_insert_value", False)


_WHOLE = ("integer", "date")
_FRACTIONS = ("decimal", "float", "timestamp", "timestamptz")


def _loses(one: Shape, other: Shape) -> bool:
    return (one.family in _FRACTIONS and other.family in _WHOLE) or (
        one.family == "float" and other.family == "float" and other.size < one.size
    )
