"""The expressions of a query rewritten one by one: columns, functions, casts, comparisons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from sqlgen.catalogue.errors import Unanswerable
from sqlgen.catalogue.functions import KINDS
from sqlgen.catalogue.guards import Guards
from sqlgen.catalogue.nodes import Node
from sqlgen.catalogue.scopes import NAMES, Scope, Source, called, keep_meta, kind_of
from sqlgen.catalogue.views import ShownColumn

# Nodes whose meaning is the same here as there; their parts are looked at in turn.
_PLAIN = (
    exp.And, exp.Or, exp.Not, exp.Paren, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between,
    exp.Is, exp.Null, exp.Literal, exp.Boolean, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Count,
    exp.Min, exp.Max, exp.Lower, exp.Upper, exp.Length, exp.Alias, exp.Tuple, exp.Distinct, exp.Ordered,
    exp.DPipe,
    exp.Concat, exp.Neg, exp.Sub, exp.Mul, exp.Substring, exp.Replace, exp.Trim,
)  # fmt: skip
_CONDITIONS = (
    exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.Is,
    exp.Like, exp.ILike, exp.In, exp.Exists, exp.RegexpLike, exp.RegexpILike, exp.Boolean,
)  # fmt: skip


class Expressions(Guards):
    """Rewrites expressions in place; a subquery is handed to `query`."""

    def query(self, node: Node, outer: Scope | None) -> tuple[ShownColumn, ...]:
        """Rewrite a query in place; return its columns. Raises: Unanswerable."""
        raise NotImplementedError

    def _expression(self, node: Node, scope: Scope) -> str:
        """Rewrite *node* in place, return its kind. Raises: Unanswerable."""
        parent, key, index = node.parent, node.arg_key, node.index
        kind = self._kind(node, scope)
        if parent is not None and key is not None:
            now = parent.args.get(key)
            now = now[index] if isinstance(now, list) and index is not None else now
            if isinstance(now, exp.Expr):
                now.meta["kind"] = kind
        return kind

    def _kind(self, node: Node, scope: Scope) -> str:
        for kinds, handler in _HANDLERS:
            if isinstance(node, kinds):
                return handler(self, node, scope)
        if type(node) in NAMES or isinstance(node, (exp.Anonymous, exp.SessionParameter, exp.Parameter)):
            return self._function(node, scope)
        if not isinstance(node, _PLAIN):
            raise Unanswerable(f"{node.sql(dialect=self.facts_dialect)} is not understood")
        kinds_below = [self._expression(child, scope) for child in list(node.iter_expressions())]
        if isinstance(node, _CONDITIONS):
            self._refuse_places(node, kinds_below)
            return "truth"
        if isinstance(node, (exp.Case, exp.If)):
            return self._branches(node)
        if isinstance(node, (exp.Coalesce, exp.Nullif, exp.Paren, exp.Min, exp.Max, exp.Alias)):
            return next((kind for kind in reversed(kinds_below) if kind), "")
        if isinstance(node, (exp.DPipe, exp.Concat)) and "truth" in kinds_below:
            raise Unanswerable("a truth value as text")
        return ""

    def _branches(self, node: Node) -> str:
        """Return the kind of what a CASE or IF gives, which is not that of its conditions."""
        branches = [*(each.args.get("true") for each in node.args.get("ifs") or ()), node.args.get("true")]
        branches += [node.args.get("default"), node.args.get("false")]
        kinds = {kind_of(each) for each in branches if each is not None and not isinstance(each, exp.Null)}
        if len(kinds) > 1:
            raise Unanswerable("branches of several types")
        return next(iter(kinds), "")

    @property
    def facts_dialect(self) -> str:
        """sqlglot's name of the dialect."""
        return self.dialect.facts.sqlglot

    def _column(self, node: Node, scope: Scope) -> str:
        assert isinstance(node, exp.Column)
        if isinstance(node.this, exp.Star):
            return ""
        at: Scope | None = scope
        while at is not None:
            for source in at.sources:
                if node.table and source.alias.lower() != node.table.lower():
                    continue
                if (found := source.column(node.name)) is not None:
                    self._same_column_elsewhere(node, at, source)
                    node.set("table", exp.to_identifier(source.alias, quoted=True))
                    node.set("db", None)
                    node.set("this", exp.to_identifier(found.name, quoted=True))
                    # Names of an optional source may be NULL besides; that is no doubt.
                    node.meta["pin"] = found.pin
                    node.meta["optional"] = source.optional and not source.exact
                    node.meta["declared"] = found.name
                    node.meta["there"] = found.there
                    if found.doubt and not node.meta.get("withheld"):
                        node.replace(exp.Anonymous(this="certain", expressions=[node.copy()]))
                    return found.kind
            at = at.outer
        if not node.table and node.name.lower() in scope.aliases:
            return scope.aliases[node.name.lower()]
        name = f"{node.table}.{node.name}" if node.table else node.name
        if name.lower() in self.facts.functions:
            return self._function(node, scope)
        if self.facts.embedded and not node.table and node.this.quoted:
            # https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
            node.replace(exp.Literal.string(node.name))
            return ""
        if name.lower() in self.facts.server_only.split():
            raise Unanswerable(f"the server alone knows {name}")
        raise Unanswerable(f"there is no column {name} that could be answered for")

    def _same_column_elsewhere(self, node: exp.Column, scope: Scope, source: Source) -> None:
        if not node.table and sum(each.column(node.name) is not None for each in scope.sources) > 1:
            raise Unanswerable(f"the column {node.name} is ambiguous")

    def _nested(self, node: Node, scope: Scope) -> str:
        columns = self.query(node.this if isinstance(node, exp.Subquery) else node, scope)
        if len(columns) != 1:
            raise Unanswerable("a subquery of several columns")
        query = node.this if isinstance(node, exp.Subquery) else node
        if isinstance(query, exp.Select) and not isinstance(node.parent, (exp.In, exp.Any)):
            self._only_one(query)
        return columns[0].kind

    def _only_one(self, query: exp.Select) -> None:
        """A subquery that stands for one value must give one row; SQLite takes the first of several."""
        value = query.expressions[0].unalias()
        if query.args.get("group") or query.args.get("distinct") or list(value.find_all(exp.AggFunc)):
            return
        if query.args.get("limit") and query.args.get("order"):
            return
        query.set("order", None)
        query.set("limit", None)
        query.set("expressions", [exp.Anonymous(this="only_one", expressions=[value.copy()])])

    def _exists(self, node: Node, scope: Scope) -> str:
        query = node.this.unnest() if isinstance(node.this, exp.Subquery) else node.this
        plain = isinstance(query, exp.Select) and not query.args.get("group") and not query.args.get("having")
        if plain and not any(list(each.find_all(exp.AggFunc)) for each in query.expressions):
            query.set("expressions", [exp.Literal.number(1)])
        self.query(query, scope)
        return "truth"

    def _is(self, node: Node, scope: Scope) -> str:
        self._expression(node.this, scope)
        inner = node.this
        if not isinstance(node.expression, (exp.Null, exp.Boolean)):
            self._expression(node.expression, scope)
        if (
            isinstance(node.expression, exp.Null)
            and isinstance(inner, exp.Anonymous)
            and inner.this == "certain"
        ):
            column = inner.expressions[0]
            if column.meta.get("there"):
                # Its text is not known, but that there is one.
                inner.replace(column.copy())
        return "truth"

    def _in(self, node: Node, scope: Scope) -> str:
        if self._expression(node.this, scope) == "place" and node.expressions:
            raise Unanswerable("the number of a column, which depends on those that were dropped")
        if self.facts.names == "folded" and not isinstance(node.this, exp.Tuple):
            left = node.this
            node.set("this", made := exp.Collate(this=left.copy(), expression=exp.Var(this="folded")))
            keep_meta(left, made.this)
        if node.args.get("unnest") or node.args.get("field"):
            raise Unanswerable("IN over an array")
        query = node.args.get("query")
        columns = self.query(query, scope) if query is not None else ()
        if len(columns) > 1 and not isinstance(node.this, exp.Tuple):
            raise Unanswerable("a subquery of several columns")
        for each in node.expressions:
            self._expression(each, scope)
        return "truth"

    def _like(self, node: Node, scope: Scope) -> str:
        escape = self.facts.like_escape
        if isinstance(node, exp.Escape):
            if not isinstance(node.expression, exp.Literal) or not isinstance(
                node.this, (exp.Like, exp.ILike)
            ):
                raise Unanswerable("LIKE with such an ESCAPE")
            escape = node.expression.name
        like = node.this if isinstance(node, exp.Escape) else node
        self._expression(like.this, scope)
        self._expression(like.expression, scope)
        if isinstance(like.expression, (exp.Any, exp.All, exp.Tuple)):
            raise Unanswerable("LIKE with several patterns")
        folded = isinstance(like, exp.ILike) or self.facts.like == "folded"
        call = exp.Anonymous(
            this="like_folded" if folded else "like_exact",
            expressions=[like.this.copy(), like.expression.copy(), exp.Literal.string(escape)],
        )
        keep_meta(like.this, call.expressions[0])
        node.replace(exp.Not(this=call) if like.args.get("negate") else call)
        return "truth"

    def _matches(self, node: Node, scope: Scope) -> str:
        self._expression(node.this, scope)
        self._expression(node.expression, scope)
        folded = int(isinstance(node, exp.RegexpILike))
        arguments = [node.this.copy(), node.expression.copy(), exp.Literal.number(folded)]
        node.replace(exp.Anonymous(this="matches", expressions=arguments))
        return "truth"

    def _equal(self, node: Node, scope: Scope) -> str:
        """Compare, also with any element of an array."""
        right = node.expression
        if isinstance(right, exp.Any):
            self._any(node, right, scope)
            return "truth"
        kinds = [self._expression(node.this, scope), self._expression(node.expression, scope)]
        self._as_truth(node, kinds)
        self._refuse_places(node, kinds)
        if self.facts.names == "folded" and isinstance(node, (exp.EQ, exp.NEQ)):
            left = node.this
            node.set("this", made := exp.Collate(this=left.copy(), expression=exp.Var(this="folded")))
            keep_meta(left, made.this)
        return "truth"

    def _refuse_places(self, node: Node, kinds: list[str]) -> None:
        """Columns that were dropped leave gaps in the numbers: only their order counts."""
        if "place" not in kinds or all(kind == "place" for kind in kinds):
            return
        limit = node.expression if isinstance(node, (exp.GT, exp.GTE)) else None
        if not (isinstance(limit, exp.Literal) and limit.name in ("0", "1")):
            raise Unanswerable("the number of a column, which depends on those that were dropped")

    def _as_truth(self, node: Node, kinds: list[str]) -> None:
        """``indisunique = 't'``: the text is a truth value there."""
        for one, other in ((0, 1), (1, 0)):
            side = node.expression if other else node.this
            if kinds[one] == "truth" and isinstance(side, exp.Literal) and side.is_string:
                words = {"t": "1", "true": "1", "f": "0", "false": "0"}
                if side.name.lower() not in words:
                    raise Unanswerable(f"the truth value '{side.name}'")
                side.replace(exp.Literal.number(words[side.name.lower()]))
            if kinds[one] in ("id", "regclass") and isinstance(side, exp.Literal) and side.is_string:
                raise Unanswerable("an object's number as text")

    def _any(self, node: Node, right: exp.Any, scope: Scope) -> None:
        inner = right.this.unnest() if isinstance(right.this, exp.Paren) else right.this
        if not isinstance(node, exp.EQ):
            raise Unanswerable("a comparison with ANY other than =")
        self._expression(node.this, scope)
        if isinstance(inner, exp.Cast):
            inner = inner.this
        if isinstance(inner, exp.Array):
            for each in inner.expressions:
                self._expression(each, scope)
            made = exp.In(this=node.this.copy(), expressions=[each.copy() for each in inner.expressions])
            keep_meta(node.this, made.this)
            node.replace(made)
            return
        if isinstance(inner, exp.Literal) and inner.is_string and inner.name.startswith("{"):
            items = [part.strip().strip('"') for part in inner.name.strip("{}").split(",") if part]
            made = exp.In(this=node.this.copy(), expressions=[exp.Literal.string(item) for item in items])
            keep_meta(node.this, made.this)
            node.replace(made)
            return
        vector = (kind := self._expression(inner, scope)) == "vector"
        if kind not in ("list", "vector", "places"):
            raise Unanswerable("ANY of what is no array")
        items_ = exp.Table(this=exp.Anonymous(this="json_each", expressions=[inner.copy()]))
        if vector:
            items_.this.set("expressions", [exp.Anonymous(this="listed", expressions=[inner.copy()])])
        query = exp.Select(expressions=[exp.column("value")]).from_(items_)
        node.replace(exp.In(this=node.this.copy(), query=exp.Subquery(this=query)))

    def _cast(self, node: Node, scope: Scope) -> str:
        target = node.args["to"].sql(dialect=self.facts_dialect).lower().strip('"').partition("(")[0]
        strategy = self.facts.casts.get(target)
        if strategy is None:
            raise Unanswerable(f"a cast to {target}")
        kind = self._expression(node.this, scope)
        inner = node.this
        if strategy == "text":
            if kind == "regclass":
                node.replace(exp.Anonymous(this="relation_name", expressions=[inner.copy()]))
            elif kind:
                raise Unanswerable(f"a value of the kind {kind} as text")
            elif isinstance(inner, (exp.Literal, exp.Column)) and (
                isinstance(inner, exp.Column) or inner.is_string
            ):
                node.replace(copy := inner.copy())
                keep_meta(inner, copy)
            else:
                node.set("to", exp.DataType.build("text"))
            return ""
        if strategy == "integer":
            node.set("to", exp.DataType.build("int"))
            return ""
        if strategy == "truth":
            raise Unanswerable("a cast to a truth value")
        made = exp.Anonymous(this=strategy, expressions=[inner.copy()])
        node.replace(made)
        keep_meta(inner, made.expressions[0])
        return KINDS.get(strategy, "id")

    def _collected(self, node: Node, scope: Scope) -> str:
        """string_agg(x, ',' ORDER BY y), array_agg(x ORDER BY y)."""
        value, key = node.this, None
        if isinstance(value, exp.Order):
            if len(value.expressions) != 1 or value.expressions[0].args.get("desc"):
                raise Unanswerable("an aggregate with such an order")
            key, value = value.expressions[0].this, value.this
        if isinstance(value, exp.Distinct) or key is None:
            raise Unanswerable("an aggregate whose order is left open")
        kind = self._expression(value, scope)
        self._expression(key, scope)
        if kind:
            raise Unanswerable(f"an aggregate over values of the kind {kind}")
        # Both may have been replaced within their order.
        order = node.this
        value, key = order.this, order.expressions[0].this
        if isinstance(node, exp.ArrayAgg):
            node.replace(exp.Anonymous(this="ordered_list", expressions=[value.copy(), key.copy()]))
            return "list"
        separator = node.args.get("separator") or exp.Literal.string(",")
        node.replace(
            exp.Anonymous(this="ordered_text", expressions=[value.copy(), separator.copy(), key.copy()])
        )
        return ""

    def _function(self, node: Node, scope: Scope) -> str:
        name, arguments = called(node)
        if name in self.facts.server_only.split():
            raise Unanswerable(f"the server alone knows {name}")
        strategy = self.facts.functions.get(name)
        if strategy is None:
            raise Unanswerable(f"the function {name} is not one that can be answered for")
        kinds = [self._expression(argument, scope) for argument in arguments]
        _, arguments = called(node)
        copies = []
        for argument, kind in zip(arguments, kinds, strict=True):
            copies.append(copy := argument.copy())
            keep_meta(argument, copy)
            if strategy == "formatted" and kind == "regclass":
                copies[-1] = exp.Anonymous(this="relation_name", expressions=[copy])
            elif strategy == "formatted" and kind:
                raise Unanswerable(f"a value of the kind {kind} as text")
        node.replace(exp.Anonymous(this=strategy, expressions=copies))
        return KINDS.get(strategy, "")


def _national(rewriter: Expressions, node: Node, scope: Scope) -> str:
    node.replace(exp.Literal.string(node.name))
    return ""


_HANDLERS: list[tuple[tuple[type[Any], ...], Callable[[Expressions, Node, Scope], str]]] = [
    ((exp.Column,), Expressions._column),
    ((exp.Exists,), Expressions._exists),
    ((exp.Subquery, exp.Select, exp.SetOperation), Expressions._nested),
    ((exp.In,), Expressions._in),
    ((exp.Like, exp.ILike, exp.Escape), Expressions._like),
    ((exp.RegexpLike, exp.RegexpILike), Expressions._matches),
    ((exp.EQ, exp.NEQ), Expressions._equal),
    ((exp.Is,), Expressions._is),
    ((exp.Cast,), Expressions._cast),
    ((exp.GroupConcat, exp.ArrayAgg), Expressions._collected),
    ((exp.National,), _national),
    ((exp.Star,), lambda *_: ""),
]
