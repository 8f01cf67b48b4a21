"""What the columns of a result are called, by the engine's custom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from sqlgen.catalogue.nodes import Node
from sqlgen.catalogue.scopes import called
from sqlgen.catalogue.views import ShownColumn
from sqlgen.dialect import Dialect


def headings(
    query: Node, columns: Sequence[ShownColumn], texts: Sequence[str], dialect: Dialect
) -> tuple[str, ...]:
    """Return the names of the result's columns.

    *query*: as it was before it was rewritten; *columns*: what came of it; *texts*: its parts as written.
    """
    selects = query.selects
    if len(selects) != len(columns):
        # A star was written out: its columns have their own names.
        return tuple(column.name for column in columns)
    given = (
        list(texts) if len(texts) == len(selects) else [each.sql(dialect.facts.sqlglot) for each in selects]
    )
    custom = _CUSTOMS[dialect.facts.catalogue.headings]
    return tuple(
        custom(projection, column, text, dialect)
        for projection, column, text in zip(selects, columns, given, strict=True)
    )


def _function_name(projection: Node, column: ShownColumn, text: str, dialect: Dialect) -> str:
    """FigureColname in PostgreSQL's src/backend/parser/parse_target.c."""
    if isinstance(projection, exp.Alias):
        alias = projection.args["alias"]
        return str(alias.name) if alias.quoted else str(alias.name).lower()
    return _figured(projection, dialect) or "?column?"


def _figured(node: Node, dialect: Dialect) -> str:
    return _weighed(node, dialect)[0]


def _weighed(node: Node, dialect: Dialect) -> tuple[str, int]:
    """Return a name and how good it is: 2 that of a column or function, 1 that of a type."""
    if isinstance(node, exp.Column):
        return (node.name if node.this.quoted else node.name.lower()), 2
    if isinstance(node, exp.Cast):
        found, weight = _weighed(node.this, dialect)
        target = node.args["to"].sql(dialect.facts.sqlglot).lower().partition("(")[0]
        internal = {"int": "int4", "integer": "int4", "bigint": "int8", "boolean": "bool", "smallint": "int2"}
        return (found, 2) if weight == 2 else (internal.get(target, target), 1)
    if isinstance(node, exp.Paren):
        return _weighed(node.this, dialect)
    if isinstance(node, exp.Subquery):
        return _weighed(node.this.selects[0].unalias(), dialect) if node.this.selects else ("", 0)
    if isinstance(node, exp.Case):
        found, weight = _weighed(node.args["default"], dialect) if node.args.get("default") else ("", 0)
        return (found, weight) if weight == 2 else ("case", 1)
    fixed: dict[type[Any], str] = {
        exp.Exists: "exists", exp.Coalesce: "coalesce", exp.Array: "array", exp.Nullif: "nullif",
        exp.GroupConcat: "string_agg", exp.ArrayAgg: "array_agg",
    }  # fmt: skip
    if type(node) in fixed:
        return fixed[type(node)], 2
    if isinstance(node, exp.Func) and not isinstance(node, (exp.And, exp.Or, exp.Like, exp.RegexpLike)):
        return (called(node)[0] if isinstance(node, exp.Anonymous) else _spelled(node, dialect)), 2
    return "", 0


def _spelled(node: Node, dialect: Dialect) -> str:
    return str(node.sql(dialect.facts.sqlglot)).partition("(")[0].strip().lower()


def _source_text(projection: Node, column: ShownColumn, text: str, dialect: Dialect) -> str:
    if isinstance(projection, exp.Alias):
        return projection.alias
    if isinstance(projection, exp.Column):
        return column.name if dialect.facts.catalogue.declared_headings else projection.name
    if isinstance(projection, exp.Literal) and projection.is_string:
        return projection.name if not dialect.facts.catalogue.embedded else text
    return text


def _nothing(projection: Node, column: ShownColumn, text: str, dialect: Dialect) -> str:
    if isinstance(projection, exp.Alias):
        return projection.alias
    return column.name if isinstance(projection, exp.Column) else ""


def _upper_text(projection: Node, column: ShownColumn, text: str, dialect: Dialect) -> str:
    if isinstance(projection, exp.Alias):
        alias = projection.args["alias"]
        return str(alias.name) if alias.quoted else str(alias.name).upper()
    return (
        "".join(text.split()).upper() if not isinstance(projection, exp.Column) else projection.name.upper()
    )


_CUSTOMS = {
    "function_name": _function_name,
    "source_text": _source_text,
    "nothing": _nothing,
    "upper_text": _upper_text,
}
