"""SQL as drivers take it: ``%s``, ``%(name)s``, ``?`` and ``:name`` made the named parameters of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import TextClause

from sqlgen.scan import Quoting, pieces

_STYLES = {
    "format": re.compile(r"%(?P<positional>s)|(?P<percent>%%)"),
    "pyformat": re.compile(r"%(?P<positional>s)|%\((?P<name>[^)]+)\)s|(?P<percent>%%)"),
    "qmark": re.compile(r"(?P<positional>\?)"),
    "named": re.compile(r":(?P<name>\w+)"),
}


def text_of(statement: str, parameters: Any, style: str, quoting: Quoting) -> tuple[TextClause, Any]:
    """Return *statement*, written for a driver of that paramstyle, as a text, and its parameters by name.

    *parameters*: None, a mapping, a sequence of values, or a list of these. Where drivers double the percent
    sign, it is single in the result.
    """
    pattern = _STYLES.get(style, _STYLES["named"])
    doubles = "percent" in pattern.groupindex
    number = 0

    def parameter(match: re.Match[str]) -> str:
        nonlocal number
        groups = match.groupdict()
        if groups.get("percent"):
            return "%"
        if groups.get("name"):
            return f":{groups['name']}"
        number += 1
        return f":driver_{number - 1}"

    made = ""
    for piece in pieces(statement, quoting):
        if piece.kind != "code" or not parameters:
            made += _escaped(piece.text.replace("%%", "%") if doubles else piece.text)
            continue
        at = 0
        for match in pattern.finditer(piece.text):
            made += _escaped(piece.text[at : match.start()]) + parameter(match)
            at = match.end()
        made += _escaped(piece.text[at:])
    text = sa.text(made)
    if not parameters:
        return text, None
    return text, [_by_name(one) for one in parameters] if _several(parameters) else _by_name(parameters)


def _escaped(text: str) -> str:
    return text.replace(":", "\\:")


def _several(parameters: Any) -> bool:
    return (
        isinstance(parameters, list) and bool(parameters) and isinstance(parameters[0], (tuple, list, dict))
    )


def _by_name(parameters: Any) -> dict[str, Any]:
    if isinstance(parameters, Mapping):
        return {str(key): value for key, value in parameters.items()}
    return {f"driver_{number}": value for number, value in enumerate(parameters)}
