"""Aggregates: which columns may stand beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.scope import Scope, matching


def has_aggregate(node: exp.Select) -> bool:
    """Tell whether an aggregate of *node* itself, not of a query within it, is asked for."""
    order = node.args.get("order")
    parts = [*node.expressions, *(order.expressions if order is not None else ())]
    return any(isinstance(part, exp.AggFunc) for start in parts for part in _own(start))


def _own(node: Any) -> Iterator[Any]:
    """Yield *node* and what it holds, without the queries within it."""
    yield node
    for child in node.iter_expressions():
        if not isinstance(child, (exp.Select, exp.Union, exp.Except, exp.Intersect)):
            yield from _own(child)


def check_grouping(node: exp.Select, grouped: list[Any], scope: Scope) -> None:
    """Raises: NotEvaluable: a value beside an aggregate that the group does not fix."""
    having, order = node.args.get("having"), node.args.get("order")
    parts: list[Any] = list(node.expressions)
    if having is not None:
        parts.append(having.this)
    if order is not None:
        parts += [term.this for term in order.expressions]
    aliases = {part.alias.lower() for part in node.expressions if isinstance(part, exp.Alias)}
    for part in parts:
        _check(part, grouped, scope, aliases if part not in node.expressions else set())


def _check(node: Any, grouped: list[Any], scope: Scope, aliases: set[str]) -> None:
    if isinstance(node, exp.AggFunc) or any(node == key for key in grouped):
        return
    if isinstance(node, (exp.Select, exp.Union, exp.Except, exp.Intersect)):
        raise NotEvaluable("a query beside an aggregate")
    if isinstance(node, exp.Star):
        raise NotEvaluable("* beside an aggregate")
    if isinstance(node, exp.Column):
        if not node.table and node.name.lower() in aliases:
            return
        if _is_fixed(node, grouped, scope):
            return
        raise NotEvaluable(f"{node.name} is not fixed by its group")
    for child in node.iter_expressions():
        _check(child, grouped, scope, aliases)


def _is_fixed(node: exp.Column, grouped: list[Any], scope: Scope) -> bool:
    """Tell whether *node* is a grouped column, written otherwise, or of a table whose key is grouped."""
    owner = _owner(node, scope)
    if owner is None:
        return False
    source, name = owner
    own = set()
    for key in grouped:
        found = _owner(key, scope) if isinstance(key, exp.Column) else None
        if found is not None and found[0] is source:
            own.add(found[1])
    if name in own:
        return True
    key = source.rows.table.primary_key if source.rows is not None else None
    return key is not None and set(key.columns) <= own


def _owner(node: exp.Column, scope: Scope) -> Any:
    for source in scope.sources:
        if node.table and source.alias.lower() != node.table.lower():
            continue
        at = matching(node.name, source.names, scope.dialect)
        if at is not None:
            return source, source.names[at]
    return None
