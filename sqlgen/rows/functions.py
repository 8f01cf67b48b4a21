"""Functions of text and aggregates, in the embedded database's SQL."""

from __future__ import annotations

from typing import Any, Protocol

from sqlglot import exp

from sqlgen.facts import RowsFacts
from sqlgen.rows.comparing import collated, readable
from sqlgen.rows.embedded import text_literal
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.kinds import BIG_INTEGER, DECIMAL, TEXT, Kind
from sqlgen.rows.scope import Expr, Scope


class Writes(Protocol):
    """What writes the arguments."""

    facts: RowsFacts

    def value(self, node: Any, scope: Scope) -> Expr:
        """Return *node* as a value that is read."""

    def expr(self, node: Any, scope: Scope) -> Expr:
        """Return *node* written."""

    def common(self, nodes: list[Any], scope: Scope, form: str) -> Expr:
        """Return *form* of values that are made one kind."""


def presence(expr: Expr) -> str:
    """Return what is NULL where *expr* is; a value that the server makes is refused."""
    if expr.text is not None:
        return text_literal(expr.text)
    return readable(expr).sql


def text_function(writes: Writes, node: Any, scope: Scope) -> Expr:
    """LENGTH, LOWER, UPPER."""
    inner = writes.value(node.this, scope)
    if inner.kind.name not in ("text", "null"):
        raise NotEvaluable("a function of text on what is none")
    if isinstance(node, exp.Length):
        return Expr(f"target_length({inner.sql})", Kind("integer", 32))
    name = "target_lower" if isinstance(node, exp.Lower) else "target_upper"
    return Expr(f"{name}({inner.sql})", TEXT)


def count(writes: Writes, node: exp.Count, scope: Scope) -> Expr:
    """COUNT."""
    this = node.this
    if isinstance(this, exp.Star):
        return Expr("count(*)", BIG_INTEGER)
    if isinstance(this, exp.Distinct):
        if len(this.expressions) != 1:
            raise NotEvaluable("COUNT DISTINCT of several columns")
        inner = readable(writes.value(this.expressions[0], scope))
        return Expr(f"count(DISTINCT {collated(inner)})", BIG_INTEGER)
    if node.expressions:
        raise NotEvaluable("COUNT of several columns")
    inner = writes.expr(this, scope)
    sql = inner.sql if inner.text is None else text_literal(inner.text)
    return Expr(f"count({presence(inner) if inner.text is None else sql})", BIG_INTEGER)


def extreme(writes: Writes, node: Any, scope: Scope) -> Expr:
    """MIN and MAX."""
    if node.expressions:
        raise NotEvaluable("MIN or MAX of several values")
    inner = writes.value(node.this, scope)
    name = "min" if isinstance(node, exp.Min) else "max"
    return Expr(f"{name}({collated(inner, ordering=True)})", inner.kind)


def greatest(writes: Writes, node: Any, scope: Scope) -> Expr:
    """GREATEST and LEAST of whole numbers, NULL where one is."""
    if not node.expressions:
        raise NotEvaluable("the greatest of one value")
    name = "max" if isinstance(node, exp.Greatest) else "min"
    found = writes.common([node.this, *node.expressions], scope, f"{name}({{}})")
    if found.kind.name != "integer":
        raise NotEvaluable("the greatest or least of what is no whole number")
    return found


def total(writes: Writes, node: exp.Sum, scope: Scope) -> Expr:
    """SUM."""
    distinct = isinstance(node.this, exp.Distinct)
    if distinct:
        raise NotEvaluable("SUM DISTINCT")
    inner = writes.value(node.this, scope)
    if inner.kind.name in ("null", "any"):
        return Expr(f"sum({inner.sql})", inner.kind)
    if inner.kind.name == "decimal":
        return Expr(f"decimal_sum({inner.sql})", DECIMAL)
    if inner.kind.name != "integer":
        raise NotEvaluable(f"a sum of kind {inner.kind.name}")
    if (inner.kind.size or 64) > writes.facts.integer_sum_bits:
        return Expr(f"decimal_sum({inner.sql})", Kind("decimal", None, 0))
    return Expr(f"sum({inner.sql})", BIG_INTEGER)


def part_of_text(writes: Writes, node: exp.Substring, scope: Scope) -> Expr:
    """SUBSTRING with a start and a length."""
    inner, start = writes.value(node.this, scope), writes.value(node.args.get("start"), scope)
    length = node.args.get("length")
    count = writes.value(length, scope) if length is not None else Expr("NULL", Kind("integer"))
    if inner.kind.name not in ("text", "null") or {start.kind.name, count.kind.name} != {"integer"}:
        raise NotEvaluable("SUBSTRING of what is no text")
    return Expr(f"target_part({inner.sql}, {start.sql}, {count.sql}, {int(length is not None)})", TEXT)


def replaced(writes: Writes, node: exp.Replace, scope: Scope) -> Expr:
    """REPLACE."""
    parts = [writes.value(n, scope) for n in (node.this, node.expression, node.args.get("replacement"))]
    if any(part.kind.name not in ("text", "null") for part in parts):
        raise NotEvaluable("REPLACE in what is no text")
    return Expr(f"target_replace({', '.join(part.sql for part in parts)})", TEXT)


def trimmed(writes: Writes, node: exp.Trim, scope: Scope) -> Expr:
    """TRIM of spaces."""
    inner = writes.value(node.this, scope)
    if inner.kind.name not in ("text", "null"):
        raise NotEvaluable("TRIM of what is no text")
    return Expr(f"trim({inner.sql}, ' ')", TEXT)


def concatenated(writes: Writes, node: exp.Concat, scope: Scope) -> Expr:
    """CONCAT; some engines take NULL for an empty text."""
    parts = [writes.value(part, scope) for part in node.expressions]
    if any(part.kind.name not in ("text", "label", "null") for part in parts):
        raise NotEvaluable("CONCAT of what is no text")
    listed = [f"coalesce({p.sql}, '')" if node.args.get("coalesce") else p.sql for p in parts]
    made = listed[0]
    for part in listed[1:]:
        made = f"joined({made}, {part})"
    return Expr(made, TEXT)
