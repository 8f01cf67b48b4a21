"""``format('%I.%I', ...)``: text with names and values in it, quoted where the form says so."""

from __future__ import annotations

import re
from typing import Any

from sqlgen.catalogue.contents import Contents
from sqlgen.catalogue.errors import Unanswerable
from sqlgen.catalogue.indexes import quoted
from sqlgen.catalogue.shapes import MADE_UP, UNKNOWN
from sqlgen.literals.strings import string_literal

# https://www.postgresql.org/docs/15/functions-string.html#FUNCTIONS-STRING-FORMAT
_PLACE = re.compile(r"%(?:(%)|(?:(\d+)\$)?([sIL])|)")


def formatted(contents: Contents, form: Any, *values: Any) -> Any:
    """Return *form* with *values* in its places. Raises: Unanswerable: a width, a place without a value."""
    if form is None:
        return None
    unsure = next((v for v in (form, *values) if isinstance(v, str) and (UNKNOWN in v or MADE_UP in v)), None)
    if unsure is not None:
        return unsure
    at = 0

    def filled(place: re.Match[str]) -> str:
        nonlocal at
        percent, number, kind = place.groups()
        if percent:
            return "%"
        at = int(number) if number else at + 1
        if not kind or not 0 < at <= len(values):
            raise Unanswerable(f"the format {form}")
        return _written(contents, values[at - 1], kind)

    return _PLACE.sub(filled, str(form))


def _written(contents: Contents, value: Any, kind: str) -> str:
    if value is None:
        if kind == "I":
            raise Unanswerable("NULL stands for a name")
        return "NULL" if kind == "L" else ""
    text = str(value)
    if kind == "s":
        return text
    if kind == "L" and "\\" in text:
        raise Unanswerable("a backslash in a literal")
    return quoted(contents, text) if kind == "I" else string_literal(text, contents.dialect)
