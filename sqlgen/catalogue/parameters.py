"""Bind parameters in the styles of the drivers, put into a query after it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlglot import exp

from sqlgen.catalogue.errors import Unanswerable
from sqlgen.catalogue.nodes import Node
from sqlgen.scan import Quoting, pieces

_MARK = "\ue002"
_STAND_IN = re.compile(f"{_MARK}(\\d+){_MARK}")
_NAMED = re.compile(r"%\((?P<pyformat>\w+)\)s|\\:|(?<![:\w\\]):(?P<named>[A-Za-z_]\w*)|(?P<double>%%)")
_POSITIONAL = re.compile(r"(?P<mark>\?|%s)|(?P<double>%%)|(?P<numbered>\$\d+)")

Parameters = Mapping[str, Any] | Sequence[Any] | None


def stand_ins(sql: str, parameters: Parameters, quoting: Quoting) -> tuple[str, list[Any]]:
    """Return *sql* with a string that stands for each parameter, and the values in their order.

    Raises: Unanswerable: a parameter has no value.
    """
    if not parameters:
        return sql.replace("\\:", ":"), []
    values: list[Any] = []

    def stand_for(value: Any) -> str:
        values.append(value)
        return f"'{_MARK}{len(values) - 1}{_MARK}'"

    def named(match: re.Match[str]) -> str:
        assert isinstance(parameters, Mapping)
        if match["double"]:
            return "%"
        name = match["pyformat"] or match["named"]
        if name is None:
            return ":"
        if name not in parameters:
            raise Unanswerable(f"the parameter {name} has no value")
        return stand_for(parameters[name])

    rest: Iterator[Any] = iter(()) if isinstance(parameters, Mapping) else iter(parameters)

    def positional(match: re.Match[str]) -> str:
        if match["double"]:
            return "%"
        if match["numbered"]:
            raise Unanswerable("numbered parameters")
        try:
            return stand_for(next(rest))
        except StopIteration:
            raise Unanswerable("there are fewer parameters than places for them") from None

    if isinstance(parameters, Mapping):
        filled = "".join(
            _NAMED.sub(named, p.text) if p.kind == "code" else p.text for p in pieces(sql, quoting)
        )
    else:
        filled = "".join(
            _POSITIONAL.sub(positional, p.text) if p.kind == "code" else p.text.replace("%%", "%")
            for p in pieces(sql, quoting)
        )
        if next(rest, None) is not None:
            raise Unanswerable("there are more parameters than places for them")
    return filled, values


def put_in(query: Node, values: Sequence[Any]) -> Node:
    """Return *query* with the values where their stand-ins are. Raises: Unanswerable."""
    for literal in list(query.find_all(exp.Literal)):
        match = _STAND_IN.fullmatch(literal.name) if literal.is_string else None
        if match is not None:
            literal.replace(_constant(values[int(match[1])]))
    return query


def in_text(sql: str, values: Sequence[Any]) -> str:
    """Return *sql* with texts and numbers where their stand-ins are; for statements that are not parsed."""
    return re.sub(f"'{_MARK}(\\d+){_MARK}'", lambda match: f"'{values[int(match[1])]}'", sql)


def _constant(value: Any) -> Node:
    match value:
        case None:
            return exp.null()
        case bool():
            return exp.Boolean(this=value)
        case int():
            return exp.Literal.number(value)
        case str():
            return exp.Literal.string(value)
        case list() | tuple():
            return exp.Array(expressions=[_constant(each) for each in value])
        case Decimal() | float() if value == int(value):
            return exp.Literal.number(int(value))
    raise Unanswerable(f"a parameter of the type {type(value).__name__}")
