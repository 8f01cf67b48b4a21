"""Expressions of the target's SQL in the embedded database's: each has the same value, or is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from sqlgen.rows import functions
from sqlgen.rows.comparing import collated, converted, paired, readable, typed
from sqlgen.rows.embedded import float_literal, text_literal
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.functions import presence
from sqlgen.rows.kinds import DECIMAL, NULL, TEXT, TEXTS, Kind, kind_of
from sqlgen.rows.scope import Expr, Scope
from sqlgen.rows.values import stored

if TYPE_CHECKING:
    from sqlgen.rows.select import Translator

BOOLEAN = Kind("boolean")
_COMPARISONS: dict[type[exp.Expression], tuple[str, bool]] = {
    exp.EQ: ("=", False),
    exp.NEQ: ("<>", False),
    exp.LT: ("<", True),
    exp.LTE: ("<=", True),
    exp.GT: (">", True),
    exp.GTE: (">=", True),
    exp.NullSafeEQ: ("IS", False),
    exp.NullSafeNEQ: ("IS NOT", False),
}
_PLAIN_PARTS = {"this", "expression", "expressions"}
_MORE_PARTS: dict[type[exp.Expression], set[str]] = {
    exp.Column: {"table"},
    exp.Literal: {"is_string"},
    exp.Is: {"negate"},
    exp.Like: {"negate"},
    exp.ILike: {"negate"},
    exp.Between: {"low", "high"},
    exp.In: {"query"},
    exp.DPipe: {"safe"},
    exp.Coalesce: {"is_nvl"},
    exp.Case: {"ifs", "default"},
    exp.Cast: {"to"},
    exp.Length: {"binary"},
    exp.Count: {"big_int"},
    exp.Substring: {"start", "length"},
    exp.Replace: {"replacement"},
    exp.Concat: {"safe", "coalesce"},
    exp.Div: {"typed", "safe"},
}
_NUMBERS = {"integer", "number", "float"}
_ARITHMETIC: dict[type[exp.Expression], str] = {exp.Add: "add", exp.Sub: "sub", exp.Mul: "mul"}


class Expressions:
    """Writes expressions; *translator* knows the rest of the statement."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.dialect = translator.dialect
        self.facts = translator.dialect.facts.rows

    def expr(self, node: Any, scope: Scope) -> Expr:
        """Return *node* written. Raises: NotEvaluable."""
        handler = _HANDLERS.get(type(node))
        if handler is None:
            shown = node.sql(dialect=self.dialect.facts.sqlglot)
            raise NotEvaluable(f"{shown[:60]} is not evaluated")
        more = {key for key, value in node.args.items() if value not in (None, False, [], "")}
        if more - _PLAIN_PARTS - _MORE_PARTS.get(type(node), set()):
            shown = node.sql(dialect=self.dialect.facts.sqlglot)
            raise NotEvaluable(f"{shown[:60]} is not evaluated")
        return handler(self, node, scope)

    def value(self, node: Any, scope: Scope) -> Expr:
        """Return *node* as a value that is read, literals as text where nothing gives them a type."""
        return typed(self.expr(node, scope))

    def condition(self, node: Any, scope: Scope) -> str:
        """Return *node* as a condition."""
        expr = readable(self.expr(node, scope))
        plain = ("boolean", "null", "any") + (("integer",) if self.facts.booleans == "integer" else ())
        if expr.kind.name not in plain:
            raise NotEvaluable(f"a value of kind {expr.kind.name} is a condition")
        return expr.sql

    # --- leaves -----------------------------------------------------------------------------------

    def _column(self, node: exp.Column, scope: Scope) -> Expr:
        if node.args.get("catalog") or isinstance(node.this, exp.Star):
            raise NotEvaluable("* stands within an expression")
        return scope.column(node.name, node.table or None, quoted=bool(node.this.args.get("quoted")))

    def _literal(self, node: exp.Literal, scope: Scope) -> Expr:
        text = node.this
        if node.is_string:
            return self._string(text)
        if text.isdigit():
            if int(text) >= 2**63:
                raise NotEvaluable(f"{text} is too large")
            return Expr(text, Kind("integer", 32 if int(text) < 2**31 else 64), number=text)
        if not text.replace(".", "", 1).isdigit():
            return Expr(float_literal(float(text)), Kind("float"), number=text)
        whole, _, fraction = text.partition(".")
        exact = f"{whole or '0'}.{fraction or '0'}"
        if self.facts.decimals == "float":
            return Expr(float_literal(float(exact)), Kind("number"), number=exact)
        return Expr(text_literal(exact), DECIMAL, number=exact)

    def _string(self, text: str) -> Expr:
        if self.dialect.facts.transpile.empty_string_is_null and not text:
            raise NotEvaluable("an empty text is NULL on this engine")
        return Expr("", TEXT, text=text)

    def _text_form(self, node: Any, scope: Scope) -> Expr:
        inner = node.expression if isinstance(node, exp.Introducer) else node.this
        return self._string(inner if isinstance(inner, str) else inner.this)

    def _hex(self, node: exp.HexString, scope: Scope) -> Expr:
        if not self.dialect.facts.literal.bytes.startswith(("X'", "0x")):
            raise NotEvaluable("a string of bits")
        return Expr(f"x'{node.this}'", Kind("bytes"))

    def _null(self, node: Any, scope: Scope) -> Expr:
        return Expr("NULL", NULL)

    def _boolean(self, node: exp.Boolean, scope: Scope) -> Expr:
        return Expr("1" if node.this else "0", BOOLEAN)

    def _paren(self, node: exp.Paren, scope: Scope) -> Expr:
        inner = self.expr(node.this, scope)
        if inner.text is not None or inner.column is not None:
            return inner
        return Expr(f"({inner.sql})", inner.kind, number=inner.number)

    def _negative(self, node: exp.Neg, scope: Scope) -> Expr:
        inner = readable(self.expr(node.this, scope))
        if inner.number is not None:
            sql = text_literal(f"-{inner.number}") if inner.kind.name == "decimal" else f"(-{inner.sql})"
            return Expr(sql, inner.kind, number=f"-{inner.number}")
        if inner.kind.name != "integer":
            raise NotEvaluable("the negative of what is no whole number")
        return Expr(f"int_sub(0, {inner.sql}, {inner.kind.size or 64})", inner.kind)

    # --- logic ------------------------------------------------------------------------------------

    def _both(self, node: Any, scope: Scope) -> Expr:
        word = "AND" if isinstance(node, exp.And) else "OR"
        one, other = self.condition(node.this, scope), self.condition(node.expression, scope)
        return Expr(f"({one} {word} {other})", BOOLEAN)

    def _not(self, node: exp.Not, scope: Scope) -> Expr:
        return Expr(f"(NOT {self.condition(node.this, scope)})", BOOLEAN)

    def _comparison(self, node: Any, scope: Scope) -> Expr:
        word, ordering = _COMPARISONS[type(node)]
        if isinstance(node.this, exp.Tuple):
            raise NotEvaluable("rows of values are compared")
        one, other = paired(self.expr(node.this, scope), self.expr(node.expression, scope), self.facts)
        return Expr(
            f"({collated(one, ordering=ordering)} {word} {collated(other, ordering=ordering)})", BOOLEAN
        )

    def _is(self, node: exp.Is, scope: Scope) -> Expr:
        found = self._is_so(node, scope)
        return Expr(f"(NOT {found.sql})", BOOLEAN) if node.args.get("negate") else found

    def _is_so(self, node: exp.Is, scope: Scope) -> Expr:
        right = node.expression
        left = self.expr(node.this, scope)
        if isinstance(right, exp.Null):
            return Expr(f"({presence(left)} IS NULL)", BOOLEAN)
        if isinstance(right, exp.Not) and isinstance(right.this, exp.Null):
            return Expr(f"({presence(left)} IS NOT NULL)", BOOLEAN)
        if isinstance(right, exp.Boolean):
            word = "TRUE" if right.this else "FALSE"
            return Expr(f"({self.condition(node.this, scope)} IS {word})", BOOLEAN)
        one, other = paired(left, self.expr(right, scope), self.facts)
        return Expr(f"({collated(one)} IS {collated(other)})", BOOLEAN)

    def _between(self, node: exp.Between, scope: Scope) -> Expr:
        this = self.expr(node.this, scope)
        parts = []
        for word, key in ((">=", "low"), ("<=", "high")):
            one, other = paired(this, self.expr(node.args[key], scope), self.facts)
            parts.append(f"{collated(one, ordering=True)} {word} {collated(other, ordering=True)}")
        return Expr(f"({parts[0]} AND {parts[1]})", BOOLEAN)

    def _in(self, node: exp.In, scope: Scope) -> Expr:
        this = self.expr(node.this, scope)
        query = node.args.get("query")
        if query is not None:
            inner = self.translator.subquery(query, scope)
            if len(inner.columns) != 1:
                raise NotEvaluable("IN of a query of several columns")
            one, other = paired(this, inner.columns[0], self.facts)
            if other.kind.name == "decimal" and inner.columns[0].kind.name != "decimal":
                raise NotEvaluable("IN of numbers of different kinds")
            return Expr(f"({collated(one)} IN ({inner.sql}))", BOOLEAN)
        alternatives = []
        for item in node.expressions:
            one, other = paired(this, self.expr(item, scope), self.facts)
            alternatives.append(f"{collated(one)} = {collated(other)}")
        return Expr(f"({' OR '.join(alternatives) or '0'})", BOOLEAN)

    def _exists(self, node: exp.Exists, scope: Scope) -> Expr:
        inner = self.translator.subquery(node.this, scope, only_existence=True)
        return Expr(f"EXISTS ({inner.sql})", BOOLEAN)

    def _scalar(self, node: exp.Subquery, scope: Scope) -> Expr:
        inner = self.translator.subquery(node.this, scope, single=True)
        if len(inner.columns) != 1:
            raise NotEvaluable("a value of several columns")
        return Expr(f"({inner.sql})", inner.columns[0].kind)

    def _like(self, node: Any, scope: Scope) -> Expr:
        return self._liked(node, scope, self.facts.like_escape)

    def _escape(self, node: exp.Escape, scope: Scope) -> Expr:
        if not isinstance(node.expression, exp.Literal) or not isinstance(node.this, (exp.Like, exp.ILike)):
            raise NotEvaluable("this ESCAPE is not evaluated")
        return self._liked(node.this, scope, node.expression.this)

    def _liked(self, node: Any, scope: Scope, escape: str) -> Expr:
        one, other = self.value(node.this, scope), self.value(node.expression, scope)
        if one.kind.name not in (*TEXTS, "null", "any") or other.kind.name not in (*TEXTS, "null", "any"):
            raise NotEvaluable("LIKE of what is no text")
        mode = 1 if isinstance(node, exp.ILike) else 0
        sql = f"target_like({one.sql}, {other.sql}, {text_literal(escape)}, {mode})"
        return Expr(f"(NOT {sql})" if node.args.get("negate") else sql, BOOLEAN)

    # --- values -----------------------------------------------------------------------------------

    def _arithmetic(self, node: Any, scope: Scope) -> Expr:
        word = _ARITHMETIC[type(node)]
        one, other = self.expr(node.this, scope), self.expr(node.expression, scope)
        one, other = paired(one, other, self.facts)
        if one.kind.name == other.kind.name == "integer":
            if one.kind.unsigned or other.kind.unsigned:
                raise NotEvaluable("arithmetic without sign")
            bits = max(one.kind.size or 64, other.kind.size or 64)
            return Expr(f"int_{word}({one.sql}, {other.sql}, {bits})", Kind("integer", bits))
        if one.kind.name == other.kind.name == "decimal":
            return Expr(f"decimal_{word}({one.sql}, {other.sql})", DECIMAL)
        if self.facts.decimals == "float" and {one.kind.name, other.kind.name} <= _NUMBERS:
            # The target is of the embedded database's own kind.
            sign = {"add": "+", "sub": "-", "mul": "*"}[word]
            return Expr(f"({one.sql} {sign} {other.sql})", Kind("number"))
        raise NotEvaluable(f"arithmetic of {one.kind.name} and {other.kind.name}")

    def _quotient(self, node: Any, scope: Scope) -> Expr:
        one, other = paired(self.expr(node.this, scope), self.expr(node.expression, scope), self.facts)
        whole = isinstance(node, exp.Mod) or node.args.get("typed")
        if not whole or not one.kind.name == other.kind.name == "integer":
            raise NotEvaluable("a division")
        name = "int_mod" if isinstance(node, exp.Mod) else "int_div"
        bits = max(one.kind.size or 64, other.kind.size or 64)
        return Expr(f"{name}({one.sql}, {other.sql}, {bits})", Kind("integer", bits))

    def _joined(self, node: Any, scope: Scope) -> Expr:
        one, other = self.value(node.this, scope), self.value(node.expression, scope)
        kinds = {one.kind.name, other.kind.name}
        if not kinds <= {"text", "label", "null"} or self.dialect.facts.transpile.empty_string_is_null:
            raise NotEvaluable("what is joined is no text")
        return Expr(f"joined({one.sql}, {other.sql})", TEXT)

    def _coalesce(self, node: exp.Coalesce, scope: Scope) -> Expr:
        return self.common([node.this, *node.expressions], scope, "coalesce({})")

    def common(self, nodes: list[Any], scope: Scope, form: str) -> Expr:
        """Return *form* of values that are made one kind."""
        exprs = self._alike([self.expr(node, scope) for node in nodes])
        return Expr(form.format(", ".join(expr.sql for expr in exprs)), exprs[0].kind)

    def _alike(self, exprs: list[Expr]) -> list[Expr]:
        """Return *exprs* all of the kind of the first that has one."""
        lead = next((e for e in exprs if e.text is None and e.kind.name not in ("null", "any")), None)
        if lead is None:
            return [typed(expr) for expr in exprs]
        kind = lead.kind
        if any(e.kind.name == "decimal" and e.text is None for e in exprs) and kind.name == "integer":
            kind = DECIMAL
        made = [converted(expr, kind, self.facts) for expr in exprs]
        others = [e for e in exprs if e.text is None and e.kind.name not in ("decimal", "null", "any")]
        if kind.name == "decimal" and others and not (kind.scale == 0 and _are_whole(others)):
            raise NotEvaluable("numbers of different kinds in one place")
        size = None if kind.name in (*TEXTS, "decimal") else kind.size
        plain = TEXT if kind.name in TEXTS else Kind(kind.name, size)
        return [Expr(e.sql, plain) for e in made]

    def _nullif(self, node: exp.Nullif, scope: Scope) -> Expr:
        one, other = paired(self.expr(node.this, scope), self.expr(node.expression, scope), self.facts)
        equal = f"{collated(one)} = {collated(other)}"
        return Expr(f"(CASE WHEN {equal} THEN NULL ELSE {one.sql} END)", one.kind)

    def _case(self, node: exp.Case, scope: Scope) -> Expr:
        conditions = []
        for branch in node.args["ifs"]:
            if node.this is None:
                conditions.append(self.condition(branch.this, scope))
            else:
                one, other = paired(self.expr(node.this, scope), self.expr(branch.this, scope), self.facts)
                conditions.append(f"{collated(one)} = {collated(other)}")
        results = [self.expr(branch.args["true"], scope) for branch in node.args["ifs"]]
        default = node.args.get("default")
        results.append(self.expr(default, scope) if default is not None else Expr("NULL", NULL))
        results = self._alike(results)
        parts = [
            f"WHEN {condition} THEN {result.sql}"
            for condition, result in zip(conditions, results, strict=False)
        ]
        return Expr(f"(CASE {' '.join(parts)} ELSE {results[-1].sql} END)", results[0].kind)

    def _cast(self, node: exp.Cast, scope: Scope) -> Expr:
        spelled = node.to.sql(dialect=self.dialect.facts.sqlglot)
        kind = kind_of(spelled, self.dialect, self.translator.state.schema.enums)
        inner = self.expr(node.this, scope)
        if inner.text is not None or inner.number is not None or inner.kind.name == "null":
            return self._cast_literal(inner, kind)
        readable(inner)
        have, want = inner.kind.name, kind.name
        fits = kind.size is None or (inner.kind.size or 10**9) <= kind.size
        same_scale = (kind.size, kind.scale) in ((None, None), (inner.kind.size, inner.kind.scale))
        if have == want and fits and (have != "decimal" or same_scale):
            return Expr(inner.sql, kind if have != "decimal" else inner.kind)
        if have in ("label", "text") and want == "text" and kind.size is None:
            return Expr(inner.sql, TEXT)
        if have == "integer" and want == "text" and kind.size is None and self.facts.casts_to_text:
            return Expr(f"CAST({inner.sql} AS TEXT)", TEXT)
        if have == "boolean" and want == "integer":
            return Expr(inner.sql, kind)
        raise NotEvaluable(f"a cast of {have} to {spelled} is not evaluated")

    def _cast_literal(self, inner: Expr, kind: Kind) -> Expr:
        if inner.kind.name == "null":
            return Expr("NULL", kind)
        if inner.text is not None:
            made = converted(inner, kind, self.facts)
            if kind.name in (*TEXTS, "decimal", "timestamp", "time", "timestamptz"):
                from sqlgen.rows.values import parsed

                return Expr(text_literal(stored(parsed(inner.text, kind), kind, self.facts)), kind)
            return made
        if kind.name == "decimal":
            return Expr(text_literal(stored(inner.number, kind, self.facts)), kind)
        return converted(inner, kind, self.facts)


def _are_whole(exprs: list[Expr]) -> bool:
    return all(expr.kind.name == "integer" and expr.number is not None for expr in exprs)


_HANDLERS: dict[Any, Callable[[Any, Any, Scope], Expr]] = {
    exp.Column: Expressions._column,
    exp.Literal: Expressions._literal,
    exp.National: Expressions._text_form,
    exp.ByteString: Expressions._text_form,
    exp.Introducer: Expressions._text_form,
    exp.HexString: Expressions._hex,
    exp.Null: Expressions._null,
    exp.Boolean: Expressions._boolean,
    exp.Paren: Expressions._paren,
    exp.Neg: Expressions._negative,
    exp.And: Expressions._both,
    exp.Or: Expressions._both,
    exp.Not: Expressions._not,
    exp.Is: Expressions._is,
    exp.Between: Expressions._between,
    exp.In: Expressions._in,
    exp.Exists: Expressions._exists,
    exp.Subquery: Expressions._scalar,
    exp.Like: Expressions._like,
    exp.ILike: Expressions._like,
    exp.Escape: Expressions._escape,
    exp.DPipe: Expressions._joined,
    exp.Coalesce: Expressions._coalesce,
    exp.Greatest: functions.greatest,
    exp.Least: functions.greatest,
    exp.Nullif: Expressions._nullif,
    exp.Case: Expressions._case,
    exp.Cast: Expressions._cast,
    exp.Lower: functions.text_function,
    exp.Upper: functions.text_function,
    exp.Length: functions.text_function,
    exp.Count: functions.count,
    exp.Min: functions.extreme,
    exp.Max: functions.extreme,
    exp.Sum: functions.total,
    exp.Substring: functions.part_of_text,
    exp.Replace: functions.replaced,
    exp.Trim: functions.trimmed,
    exp.Concat: functions.concatenated,
    exp.Div: Expressions._quotient,
    exp.Mod: Expressions._quotient,
    **dict.fromkeys(_COMPARISONS, Expressions._comparison),
    **dict.fromkeys(_ARITHMETIC, Expressions._arithmetic),
}
