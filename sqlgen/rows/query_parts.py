"""Parts of a query that stand for themselves: limits, the order of reading, whether one row is found."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.grouping import has_aggregate
from sqlgen.rows.scope import Scope, matching
from sqlgen.rows.state import TableRows, unique_keys


def given(node: Any) -> list[str]:
    """Return the names of the parts that *node* has."""
    return [key for key, value in node.args.items() if value not in (None, False, [], "")]


def finds_one(node: exp.Select, scope: Scope) -> bool:
    """Tell whether WHERE names a whole key of the only table."""
    where = node.args.get("where")
    if len(scope.sources) != 1 or where is None:
        return False
    source = scope.sources[0]
    if source.open_ or (source.rows is None and source.table is not None):
        return True
    if source.rows is None:
        return False
    fixed = set()
    for condition in where.this.flatten() if isinstance(where.this, exp.And) else [where.this]:
        part = condition.unnest()
        if not isinstance(part, exp.EQ):
            continue
        for one, other in ((part.this, part.expression), (part.expression, part.this)):
            if not isinstance(one, exp.Column) or (one.table and one.table.lower() != source.alias.lower()):
                continue
            own = matching(one.name, source.names, scope.dialect)
            reads_itself = any(
                not c.table or c.table.lower() == source.alias.lower() for c in other.find_all(exp.Column)
            )
            if own is not None and not reads_itself:
                fixed.add(source.names[own])
    return any(set(key) <= fixed for key in unique_keys(source.rows.table))


def read_order(rows: TableRows, scope: Scope, dialect: Dialect) -> str:
    """Return the order in which the engine reads a table that nobody asked an order of."""
    source = scope.sources[0]
    inner = source.values[0].sql.partition(".")[0] if source.values else ""
    key = rows.table.primary_key
    if not inner:
        return ""
    if dialect.facts.rows.read_order == "key" and key is not None:
        places = [rows.at(name) for name in key.columns if name in rows.names]
        plain = all(rows.kinds[at].name in ("integer", "date", "timestamp") for at in places)
        if plain and not set(key.columns) & rows.unknowable:
            return " ORDER BY " + ", ".join(f"{inner}.c{at}" for at in places)
    return f" ORDER BY {inner}.n"


def existence(node: Any) -> Any:
    """Return a query of which only matters whether it has rows, without the columns that it reads."""
    if not isinstance(node, exp.Select) or node.args.get("group") or node.args.get("having"):
        return node
    if has_aggregate(node) or node.args.get("distinct"):
        return node
    node = node.copy()
    node.set("expressions", [exp.Literal.number(1)])
    return node


def limits(node: Any) -> tuple[int | None, int]:
    """Return LIMIT, None where there is none, and OFFSET. Raises: NotEvaluable."""
    limit, offset = node.args.get("limit"), node.args.get("offset")
    count: Any = None
    if isinstance(limit, exp.Fetch):
        options = limit.args.get("limit_options")
        if options is not None and (options.args.get("percent") or options.args.get("with_ties")):
            raise NotEvaluable("this FETCH is not evaluated")
        count = limit.args.get("count") or exp.Literal.number(1)
    elif limit is not None:
        if set(given(limit)) - {"expression"}:
            raise NotEvaluable("this LIMIT is not evaluated")
        count = limit.expression
    numbers: list[int | None] = []
    for part in (count, offset.expression if offset is not None else None):
        if part is None or isinstance(part, exp.Null):
            numbers.append(None)
        elif isinstance(part.unnest(), exp.Literal) and not part.unnest().is_string:
            numbers.append(int(part.unnest().this))
        elif isinstance(part, exp.Neg):
            numbers.append(None)
        else:
            raise NotEvaluable("LIMIT of what is no number")
    return numbers[0], numbers[1] or 0
