"""A column's type as the server's catalogue tells it: names, lengths, digits, from its spelling.

The types of a dialect are data (``[catalogue.types]``); the fact `measure` says what a type's numbers mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlgen.catalogue.shapes import UNKNOWN
from sqlgen.dialect import Dialect
from sqlgen.values import dataclass

Value = int | str | None

_TYPE = re.compile(
    r"""(?P<head>"[^"]+"(?:\."[^"]+")?|[A-Za-z_][\w.$]*(?:\s+(?:PRECISION|VARYING))?)
        \s*(?:\((?P<arguments>(?:[^()']|'(?:[^']|'')*')*)\))?
        (?P<rest>[^\[\]]*)(?P<dimensions>(?:\[\d*\])*)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class ShownType:
    """What the catalogue tells of a type; a text that begins with `UNKNOWN`: what the server alone knows."""

    name: str
    schema: str | None
    shown: str
    full: str
    id: Value = None
    array_id: Value = None
    modifier: Value = -1
    length: Value = None
    characters: Value = None
    octets: Value = None
    digits: Value = None
    radix: Value = None
    scale: Value = None
    fraction: Value = None
    max_bytes: Value = None
    depth: int = 0
    unsigned: bool = False
    numbers_itself: bool = False


def unknown(what: str) -> str:
    """Return what stands for a value that the server alone knows."""
    return f"{UNKNOWN}{what}"


@lru_cache(maxsize=1024)
def shown_type(sql: str, dialect: Dialect) -> ShownType:
    """Return what the catalogue tells of a column whose type is written *sql*."""
    match = _TYPE.fullmatch(sql.strip())
    if match is None:
        return _opaque(sql)
    head, rest = " ".join(match["head"].lower().split()), " ".join(match["rest"].lower().split())
    arguments = tuple(a.strip() for a in match["arguments"].split(",")) if match["arguments"] else ()
    words = f"{head} {rest}" if rest.startswith(("with", "varying", "large")) else head
    if "precision" not in words and (found := _spelled(dialect).get(words)) is None:
        words = head
    found = _spelled(dialect).get(words)
    if found is None:
        return _opaque(sql)
    name, facts = found
    if match["arguments"] and "'" in match["arguments"]:
        arguments = (match["arguments"].replace(", ", ","),)
    made = _MEASURES[facts["measure"]](name, facts, arguments)
    attributes: list[str] = [word for word in ("unsigned", "zerofill") if word in rest.split()]
    if attributes:
        made = _unsigned(made, facts, attributes)
    elif rest and words == head and not rest.startswith(("character set", "collate", "charset", "without")):
        return _opaque(sql)
    if facts.get("numbers") and words in facts["numbers"]:
        made = replace(made, numbers_itself=True)
    depth = match["dimensions"].count("[")
    return _array_of(made, facts, depth) if depth else made


def _opaque(sql: str) -> ShownType:
    nothing = unknown(f"the type {sql}")
    return ShownType(
        nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing,
        nothing, nothing, nothing, nothing,
    )  # fmt: skip


@lru_cache(maxsize=16)
def _spelled(dialect: Dialect) -> dict[str, tuple[str, Mapping[str, Any]]]:
    return {
        spelled: (name, facts)
        for name, facts in dialect.facts.catalogue.types.items()
        for spelled in facts["spelled"]
    }


def _base(name: str, facts: Mapping[str, Any]) -> ShownType:
    return ShownType(
        name,
        facts.get("schema"),
        facts["shown"],
        facts.get("full", facts["shown"]),
        facts.get("id"),
        facts.get("array"),
        length=facts.get("length"),
        octets=facts.get("octets"),
        characters=facts.get("characters"),
        digits=facts.get("digits"),
        radix=facts.get("radix"),
        scale=facts.get("scale"),
        fraction=facts.get("fraction"),
        max_bytes=facts.get("bytes"),
    )


def _plain(name: str, facts: Mapping[str, Any], arguments: tuple[str, ...]) -> ShownType:
    made = _base(name, facts)
    return made if not arguments else _opaque(f"{name}({', '.join(arguments)})")


def _with_full(made: ShownType, facts: Mapping[str, Any], text: str) -> ShownType:
    # "timestamp without time zone" has its number in the middle.
    form = str(facts.get("numbered", made.full + "({})"))
    return replace(made, full=form.format(text))


def _characters(name: str, facts: Mapping[str, Any], arguments: tuple[str, ...]) -> ShownType:
    """VARCHAR(n), CHAR(n) and their kin: the number counts characters."""
    made = _base(name, facts)
    text = arguments[0] if arguments else str(facts.get("default", ""))
    number = text.upper().removesuffix(" CHAR").removesuffix(" BYTE")
    if not number:
        return made
    if number == "MAX":
        return replace(_with_full(made, facts, "max"), characters=-1, octets=-1, max_bytes=-1)
    if not number.isdigit():
        return _opaque(f"{name}({text})")
    width = facts.get("width")
    count = int(number)
    return replace(
        _with_full(made, facts, number),
        characters=count,
        octets=count * width if width else unknown("octets, which depend on the database's encoding"),
        max_bytes=count * width if width else unknown("the length in bytes"),
        modifier=count + facts.get("header", 0),
    )


def _numeric(name: str, facts: Mapping[str, Any], arguments: tuple[str, ...]) -> ShownType:
    made = _base(name, facts)
    arguments = arguments or tuple(str(n) for n in facts.get("default", ()))
    if not arguments:
        return made
    if not all(a.lstrip("-").isdigit() for a in arguments):
        return _opaque(f"{name}({', '.join(arguments)})")
    digits, scale = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 0
    return replace(
        _with_full(made, facts, f"{digits},{scale}"),
        digits=digits,
        scale=scale,
        modifier=(digits << 16 | scale) + 4,
        max_bytes=facts.get("bytes", unknown("the length in bytes")),
    )


def _time(name: str, facts: Mapping[str, Any], arguments: tuple[str, ...]) -> ShownType:
    """The number, if there is one, counts digits of a second."""
    made = _base(name, facts)
    if not arguments:
        return made
    if not arguments[0].isdigit():
        return _opaque(f"{name}({arguments[0]})")
    fraction = int(arguments[0])
    if fraction == facts.get("hidden"):
        return replace(made, fraction=fraction)
    made = _with_full(made, facts, arguments[0])
    return replace(made, fraction=fraction, modifier=fraction)


def _integer(name: str, facts: Mapping[str, Any], arguments: tuple[str, ...]) -> ShownType:
    """The number, where the engine keeps it, is the width of display."""
    made = _base(name, facts)
    kept = facts.get("width")
    if not kept:
        return made if not arguments else replace(made, full=_narrow(facts, arguments))
    return _with_full(made, facts, arguments[0] if arguments else str(kept))


def _narrow(facts: Mapping[str, Any], arguments: tuple[str, ...]) -> str:
    shown = str(facts["shown"])
    return f"{shown}({arguments[0]})" if arguments[0] in facts.get("kept_widths", ()) else shown


def _labels(name: str, facts: Mapping[str, Any], arguments: tuple[str, ...]) -> ShownType:
    made = _base(name, facts)
    if not arguments:
        return _opaque(name)
    labels = [part[1:-1].replace("''", "'") for part in re.findall(r"'(?:[^']|'')*'", arguments[0])]
    longest = max((len(label) for label in labels), default=0)
    return replace(
        made,
        full=f"{facts['shown']}({arguments[0]})",
        characters=longest,
        octets=unknown("octets, which depend on the encoding"),
    )


def _float(name: str, facts: Mapping[str, Any], arguments: tuple[str, ...]) -> ShownType:
    made = _base(name, facts)
    return made if not arguments else _opaque(f"{name}({', '.join(arguments)})")


_MEASURES = {
    "none": _plain,
    "characters": _characters,
    "numeric": _numeric,
    "time": _time,
    "integer": _integer,
    "labels": _labels,
    "float": _float,
}


def _unsigned(made: ShownType, facts: Mapping[str, Any], attributes: list[str]) -> ShownType:
    width = facts.get("unsigned_width")
    full = made.full
    if width and full == f"{facts['shown']}({facts.get('width')})":
        full = f"{facts['shown']}({width})"
    return replace(
        made,
        full=" ".join((full, "unsigned", *(word for word in attributes if word != "unsigned"))),
        digits=facts.get("unsigned_digits", made.digits),
        unsigned=True,
    )


def _array_of(item: ShownType, facts: Mapping[str, Any], depth: int) -> ShownType:
    return ShownType(
        f"_{item.name}",
        item.schema,
        "ARRAY",
        f"{item.full}[]",
        item.array_id,
        0,
        item.modifier,
        -1,
        depth=depth,
    )
