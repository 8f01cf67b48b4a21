"""Two values brought to one kind, so that the embedded database compares them as the target does."""

from __future__ import annotations

from dataclasses import replace

from sqlgen.facts import RowsFacts
from sqlgen.rows.embedded import EQUAL, EXACT, ORDER, float_literal, text_literal
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.kinds import TEXTS, Kind
from sqlgen.rows.scope import Expr
from sqlgen.rows.values import number, parsed

_TRUE = ("t", "true", "y", "yes", "on", "1")
_FALSE = ("f", "false", "n", "no", "off", "0")
_COMPARABLE = (
    *TEXTS,
    "integer",
    "number",
    "decimal",
    "float",
    "boolean",
    "date",
    "timestamp",
    "timestamptz",
    "time",
    "uuid",
    "bytes",
    "any",
    "null",
)


def readable(expr: Expr) -> Expr:
    """Return *expr*. Raises: NotEvaluable: its value must not be read."""
    if expr.refusal is not None:
        raise expr.refusal
    return expr


def typed(expr: Expr) -> Expr:
    """Return *expr*, a literal without a type taken as text."""
    if expr.text is not None:
        return Expr(text_literal(expr.text), Kind("text"))
    return readable(expr)


def converted(expr: Expr, kind: Kind, facts: RowsFacts) -> Expr:
    """Return *expr* as a value of *kind*. Raises: NotEvaluable: where it is not surely the same."""
    readable(expr)
    if expr.text is not None:
        return Expr(_literal(expr.text, kind, facts), kind)
    have, want = expr.kind.name, kind.name
    if have == want or have in ("null", "any") or want in ("null", "any"):
        return expr if have == want else replace(expr, kind=kind if have in ("null", "any") else expr.kind)
    if have in TEXTS and want in TEXTS:
        return expr
    if have == "integer" and want == "decimal":
        return Expr(f"to_decimal({expr.sql})", kind)
    if have == "integer" and want == "number":
        return replace(expr, kind=kind)
    if want in ("float", "number", "float4") and expr.number is not None:
        return Expr(float_literal(float(expr.number)), kind, number=expr.number)
    if facts.booleans == "integer" and {have, want} <= {"boolean", "integer", "number"}:
        return replace(expr, kind=kind)
    if have == "number" and want == "float":
        return replace(expr, kind=kind)
    raise NotEvaluable(f"a value of kind {have} where {want} is wanted")


def _literal(text: str, kind: Kind, facts: RowsFacts) -> str:
    if kind.name == "boolean" and facts.booleans == "boolean":
        lowered = text.strip().lower()
        if lowered in _TRUE or lowered in _FALSE:
            return str(int(lowered in _TRUE))
    if kind.name in ("any", "null"):
        return text_literal(text)
    if kind.name == "bytes" and not text:
        return "x''"
    if kind.name == "bytes" and text.startswith("\\x"):
        return f"x'{bytes.fromhex(text[2:]).hex()}'"
    if kind.name == "number":
        return text_literal(number(text))
    return text_literal(parsed(text, kind))


def paired(one: Expr, other: Expr, facts: RowsFacts) -> tuple[Expr, Expr]:
    """Return two expressions brought to one kind. Raises: NotEvaluable."""
    readable(one)
    readable(other)
    if one.text is not None and other.text is not None:
        one, other = typed(one), typed(other)
    if one.text is not None:
        one = converted(one, other.kind, facts)
    elif other.text is not None:
        other = converted(other, one.kind, facts)
    else:
        try:
            other = converted(other, one.kind, facts)
        except NotEvaluable:
            one = converted(one, other.kind, facts)
    for expr in (one, other):
        if expr.kind.name not in _COMPARABLE:
            raise NotEvaluable(f"values of kind {expr.kind.name} are compared")
    return one, other


def collated(expr: Expr, *, ordering: bool = False) -> str:
    """Return the SQL of *expr* with the collation by which the target compares it. Raises: NotEvaluable."""
    if expr.kind.name in TEXTS:
        if ordering and expr.kind.name == "label":
            raise NotEvaluable("labels of an enum are put in order")
        return f"({expr.sql} COLLATE {ORDER if ordering else EQUAL})"
    if expr.kind.name == "decimal":
        return f"({expr.sql} COLLATE {EXACT})"
    if expr.kind.name not in _COMPARABLE:
        raise NotEvaluable(f"values of kind {expr.kind.name} are compared")
    if ordering and expr.kind.name in ("boolean", "uuid", "bytes"):
        if expr.kind.name != "bytes":
            return expr.sql
        raise NotEvaluable("bytes are put in order")
    return expr.sql
