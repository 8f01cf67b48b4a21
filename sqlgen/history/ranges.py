"""The grammar of ranges, as text alone: ``START:END``, points, and what a point is made of.

    range  = [points] ":" [points] | points
    points = point {"," point}
    point  = [branch "@"] name [("+" | "-") N] | [branch "@"] ("+" | "-") N
    name   = revision id | beginning of one | branch label | "base" | "head" | "heads"

What the names mean is known to ``points``.
"""

from __future__ import annotations

import re
from collections.abc import Container

from sqlgen.history.range_errors import RangeSyntax
from sqlgen.values import dataclass

_POINT = re.compile(r"(?:(?P<branch>[^@]*)@)?(?P<name>[^@]*?)(?P<offset>[+-]\d+)?")


@dataclass(frozen=True, slots=True)
class Point:
    """One place in the history, as typed: ``branch@name+offset``.

    *name* "" means relative to the other end of the range; *branch* None means none was given.
    """

    text: str
    name: str
    branch: str | None = None
    offset: int = 0

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Range:
    """The two ends of a range; an end is () where its side of the colon was left empty.

    *start* None means that there was no colon.
    """

    text: str
    start: tuple[Point, ...] | None
    end: tuple[Point, ...]


def parse_range(text: str, names: Container[str] = ()) -> Range:
    """Return *text* as a range; *names* (ids and labels) are taken whole, whatever characters they hold.

    Raises: RangeSyntax.
    """
    sides = text.split(":")
    if len(sides) > 2:
        raise RangeSyntax(f"{text!r} has {len(sides)} parts; a range is START:END.", text)
    if len(sides) == 1:
        end = parse_points(text, names)
        if not end:
            raise RangeSyntax("the range is empty.", text, "Write START:END, or END alone.")
        return Range(text, None, end)
    return Range(text, parse_points(sides[0], names), parse_points(sides[1], names))


def parse_points(text: str, names: Container[str] = ()) -> tuple[Point, ...]:
    """Return the points of one side of a range, () where it is blank. Raises: RangeSyntax."""
    text = text.strip()
    if not text:
        return ()
    if text in names:
        return (Point(text, text),)
    return tuple(_parse_point(part.strip(), text, names) for part in text.split(","))


def _parse_point(text: str, side: str, names: Container[str]) -> Point:
    if not text:
        raise RangeSyntax(f"{side!r} has a comma with nothing beside it.", side)
    if text in names:
        return Point(text, text)
    branch, at, rest = text.partition("@")
    if at and rest in names:
        return Point(text, rest, branch or None)
    found = _POINT.fullmatch(text)
    if found is None or found["branch"] == "":
        raise RangeSyntax(
            f"{text!r} is not of the form branch@name+N.", text, "Examples: a1, head-1, +2, payments@head."
        )
    if not found["name"] and not found["offset"]:
        raise RangeSyntax(f"{text!r} names a branch but no place on it.", text, f"Write {text}head.")
    offset = int(found["offset"] or 0)
    return Point(text, found["name"], found["branch"], offset)
