"""A query in an engine's own SQL made into one over the views; each part known, or refused.

Every column is resolved to its source, a star written out. In each SELECT the conditions on what an object is
called are tried first; a row of an object that is not known, and that they let pass, is a refusal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from sqlgen.catalogue.errors import Unanswerable
from sqlgen.catalogue.functions import KINDS
from sqlgen.catalogue.nodes import Node
from sqlgen.catalogue.views import REAL, ShownColumn, View, find_view, is_system_schema
from sqlgen.catalogue.withheld import Withheld
from sqlgen.dialect import Dialect


@dataclass
class Source:
    """What stands in FROM under *alias*."""

    alias: str
    columns: tuple[ShownColumn, ...]
    view: View | None = None
    optional: bool = False
    exact: bool = False
    """Joined by what objects are called, and nothing else."""

    def column(self, name: str) -> ShownColumn | None:
        """Return the column called *name*."""
        return next((c for c in self.columns if c.name.lower() == name.lower()), None)


@dataclass
class Scope:
    """The sources of one SELECT, and the scopes around it."""

    outer: Scope | None = None
    sources: list[Source] = field(default_factory=list)
    queries: dict[str, tuple[ShownColumn, ...]] = field(default_factory=dict)
    """What WITH names."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Names of result columns, with their kinds."""
    given: frozenset[str] = frozenset()
    """Those that AS gives; in ORDER BY they come before the sources' columns."""


# Nodes whose meaning is the same here as there; their parts are looked at in turn.
_PLAIN = (
    exp.And, exp.Or, exp.Not, exp.Paren, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between,
    exp.Is, exp.Null, exp.Literal, exp.Boolean, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Count, exp.Min,
    exp.Max, exp.Lower, exp.Upper, exp.Length, exp.Alias, exp.Tuple, exp.Distinct, exp.Ordered, exp.DPipe,
    exp.Concat, exp.Neg, exp.Sub, exp.Mul, exp.Substring, exp.Replace, exp.Trim,
)  # fmt: skip
_CONDITIONS = (
    exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.Is, exp.Like,
    exp.ILike, exp.In, exp.Exists, exp.RegexpLike, exp.RegexpILike, exp.Boolean,
)  # fmt: skip
_SELECT_PARTS = frozenset(
    ["expressions", "from_", "where", "joins", "group", "having", "order", "limit", "distinct", "with_", "kind", "hint", "operation_modifiers", "offset"]
)
_NAMES: dict[type[Any], str] = {
    exp.CurrentSchema: "current_schema",
    exp.CurrentDatabase: "current_database",
    exp.CurrentCatalog: "current_catalog",
    exp.CurrentVersion: "version",
    exp.CurrentUser: "current_user",
    exp.SessionUser: "session_user",
    exp.ObjectId: "object_id",
}


class Rewriter:
    """Rewrites the queries of one question. *exact_names*: each name that there may be has a row."""

    def __init__(self, dialect: Dialect, *, exact_names: bool) -> None:
        self.dialect = dialect
        self.facts = dialect.facts.catalogue
        self.exact_names = exact_names
        self.views: list[str] = []

    # --- queries --------------------------------------------------------------------------------------

    def query(self, node: Node, outer: Scope | None) -> tuple[ShownColumn, ...]:
        """Rewrite *node* in place; return its columns. Raises: Unanswerable."""
        scope = Scope(outer)
        if (with_ := node.args.get("with_")) is not None:
            if with_.args.get("recursive"):
                raise Unanswerable("WITH RECURSIVE")
            for common in with_.expressions:
                columns = self.query(common.this, scope)
                given = common.args["alias"].columns
                if given:
                    columns = tuple(
                        ShownColumn(name.name, column.kind)
                        for name, column in zip(given, columns, strict=True)
                    )
                scope.queries[common.alias.lower()] = tuple(ShownColumn(c.name, c.kind) for c in columns)
        if isinstance(node, exp.SetOperation):
            left, _ = self.query(node.left, scope), self.query(node.right, scope)
            if (order := node.args.get("order")) is not None:
                scope.aliases = {column.name.lower(): column.kind for column in left}
                self._order(order, scope)
            return tuple(ShownColumn(column.name, column.kind) for column in left)
        if isinstance(node, exp.Subquery):
            return self.query(node.this, outer)
        if not isinstance(node, exp.Select):
            raise Unanswerable(f"a query of the kind {type(node).__name__.upper()}")
        return self._select(node, scope)

    def _select(self, node: exp.Select, scope: Scope) -> tuple[ShownColumn, ...]:
        for part, value in node.args.items():
            if value and part not in _SELECT_PARTS:
                raise Unanswerable(f"the clause {part.strip('_').upper()}")
        if (distinct := node.args.get("distinct")) is not None and distinct.args.get("on"):
            raise Unanswerable("DISTINCT ON")
        conditions: list[Node] = []
        if (from_ := node.args.get("from_")) is not None:
            if self._is_nothing(from_.this):
                node.set("from_", None)
            else:
                scope.sources.append(self._source(from_.this, scope))
        for join in node.args.get("joins") or ():
            conditions += self._join(join, scope)
        self._expand_stars(node, scope)
        columns = []
        scope.given = frozenset(each.alias.lower() for each in node.expressions if isinstance(each, exp.Alias))
        for projection in node.expressions:
            made = self._expression(projection.unalias(), scope)
            name = projection.meta.get("declared") or projection.alias_or_name
            columns.append(ShownColumn(name, made))
        scope.aliases = {c.name.lower(): c.kind for c in columns if c.name}
        if (where := node.args.get("where")) is not None:
            self._expression(where.this, scope)
            conditions += _conjuncts(where.this)
        self._guard(node, conditions, scope)
        for part in ("group", "having"):
            if (clause := node.args.get(part)) is not None:
                for each in clause.expressions if part == "group" else [clause.this]:
                    self._expression(each, scope)
        if (order := node.args.get("order")) is not None:
            self._order(order, scope)
        return tuple(columns)

    def _order(self, order: Node, scope: Scope) -> None:
        for ordered in order.expressions:
            if not isinstance(ordered.this, exp.Literal):
                if not self._is_alias(ordered.this, scope):
                    self._expression(ordered.this, scope)
                if self.facts.names == "folded":
                    collated = exp.Collate(this=ordered.this.copy(), expression=exp.Var(this="folded"))
                    ordered.set("this", collated)

    def _is_alias(self, node: Node, scope: Scope) -> bool:
        return isinstance(node, exp.Column) and not node.table and node.name.lower() in scope.given

    def _is_nothing(self, node: Node) -> bool:
        wanted = self.dialect.facts.transpile.select_needs_from
        return bool(wanted) and isinstance(node, exp.Table) and node.name.upper() == wanted

    def _source(self, node: Node, scope: Scope) -> Source:
        if isinstance(node, exp.Subquery):
            columns = self.query(node.this, scope.outer if scope.outer else _only_queries(scope))
            given = node.args["alias"].columns if node.args.get("alias") else ()
            names = [each.name for each in given] or [column.name for column in columns]
            shown = tuple(ShownColumn(n, c.kind) for n, c in zip(names, columns, strict=True))
            return Source(node.alias, shown)
        if not isinstance(node, exp.Table):
            raise Unanswerable(f"{type(node).__name__.upper()} in FROM")
        if isinstance(node.this, exp.Anonymous):
            return self._table_function(node, scope)
        common = _query_called(node.name, scope) if not node.db else None
        if common is not None:
            return Source(node.alias or node.name, common)
        view = find_view(node.db, node.name, self.dialect)
        if view is None:
            shown = f"{node.db}.{node.name}" if node.db else node.name
            raise Unanswerable(f"the relation {shown} is not one that can be answered for")
        alias = node.alias or node.name
        node.replace(
            exp.Table(
                this=exp.to_identifier(view.name, quoted=True),
                alias=exp.TableAlias(this=exp.to_identifier(alias, quoted=True)),
            )
        )
        self.views.append(view.name)
        return Source(alias, view.columns, view)

    def _table_function(self, node: exp.Table, scope: Scope) -> Source:
        call = node.this
        columns = self.facts.table_functions.get(str(call.this).lower())
        if columns is None:
            raise Unanswerable(f"the function {call.this} in FROM")
        for argument in call.expressions:
            self._expression(argument, scope)
        if call.expressions:
            call.set("expressions", [exp.Anonymous(this="real_name", expressions=[call.expressions[0]])])
        return Source(node.alias or str(call.this), tuple(ShownColumn(name) for name in columns.split()))

    def _join(self, join: exp.Join, scope: Scope) -> list[Node]:
        side, method = (join.side or "").upper(), (join.method or "").upper()
        if (
            side not in ("", "LEFT")
            or method
            or (join.kind or "").upper() not in ("", "INNER", "CROSS", "OUTER")
        ):
            raise Unanswerable(f"{' '.join(filter(None, (method, side, join.kind)))} JOIN")
        source = self._source(join.this, scope)
        source.optional = bool(side)
        scope.sources.append(source)
        if join.args.get("using"):
            raise Unanswerable("JOIN ... USING")
        on = join.args.get("on")
        if on is None:
            return []
        self._expression(on, scope)
        on = join.args["on"]
        if not side:
            join.set("on", None)
            join.set("kind", "CROSS")
            return _conjuncts(on)
        conditions = _conjuncts(on)
        source.exact = all(map(self._is_pin, conditions))
        checks = [source.alias] if source.view is not None else []
        guarded = self._guarded(conditions, checks, within=source.alias)
        # A row that is itself in doubt gets its partner by name, or none; the doubt is told where it counts.
        unsure = self._guarded(conditions, (), within=source.alias) if source.exact else exp.false()
        for each in scope.sources[:-1]:
            if each.view is not None and not each.optional:
                sure = exp.EQ(this=self._doubt(each.alias), expression=exp.Literal.number(1))
                guarded = exp.Case(ifs=[exp.If(this=sure, true=guarded)], default=unsure.copy())
        join.set("on", guarded)
        return []

    def _doubt(self, alias: str) -> exp.Column:
        return exp.column(exp.to_identifier(REAL), table=exp.to_identifier(alias, quoted=True))

    def _guard(self, node: exp.Select, conditions: list[Node], scope: Scope) -> None:
        checks = [source.alias for source in scope.sources if source.view is not None and not source.optional]
        if checks or conditions:
            node.set("where", exp.Where(this=self._guarded(conditions, checks)))

    def _guarded(self, conditions: Sequence[Node], checks: Sequence[str], within: str = "") -> Node:
        """Return the conditions as CASEs, so that their order is kept: names, then doubt, then the rest."""
        pins = [
            each
            for each in conditions
            if self._is_pin(each)
            and not any(c.meta.get("optional") and c.table != within for c in each.find_all(exp.Column))
        ]
        others = [each for each in conditions if not any(each is pin for pin in pins)]
        # What may have to be refused comes last; only in a WHEN is AND left at the first that is false.
        others.sort(key=_may_refuse)
        rest: Node = exp.Case(ifs=[exp.If(this=_all(others), true=exp.true())], default=exp.false())
        pins += [each for each in map(self._unless_doubtful, others) if each is not None]
        doubts = [exp.Anonymous(this="real", expressions=[self._doubt(alias)]) for alias in checks]
        inner: Node = exp.Case(ifs=[exp.If(this=_all(doubts), true=rest)], default=exp.false())
        if not doubts:
            inner = rest
        for late in (True, False):
            chosen = [
                pin
                for pin in pins
                if late == any(c.meta.get("pin") == "name" for c in pin.find_all(exp.Column))
            ]
            if chosen:
                inner = exp.Case(ifs=[exp.If(this=_all(chosen), true=inner)], default=exp.false())
        return inner

    def _unless_doubtful(self, node: Node) -> Node | None:
        """Return what a condition is for the server's own objects alone, where it is false for all of these."""
        if not isinstance(node, exp.EQ):
            return None
        for each in (node.left, node.right):
            side = each.expressions[0] if isinstance(each, exp.Anonymous) and each.this == "certain" else each
            if (
                isinstance(side, exp.Column)
                and side.meta.get("pin") == "other"
                and not side.meta.get("optional")
            ):
                doubtful = exp.EQ(this=self._doubt(side.table), expression=exp.Literal.number(-1))
                none = exp.Is(this=side.copy(), expression=exp.null())
                return exp.Paren(this=exp.Not(this=exp.Paren(this=exp.And(this=doubtful, expression=none))))
        return None

    def _is_pin(self, node: Node) -> bool:
        """Tell whether a condition is about what objects are called, and holds for those that are not known."""
        if isinstance(node, (exp.And, exp.Or, exp.EQ, exp.NEQ)):
            return self._is_pin(node.left) and self._is_pin(node.right)
        if isinstance(node, (exp.Not, exp.Paren)):
            return self._is_pin(node.this)
        if isinstance(node, exp.In):
            query = node.args.get("query")
            return self._is_pin(node.this) and (query is not None or all(map(self._is_pin, node.expressions)))
        if isinstance(node, exp.Column):
            return node.meta.get("pin") not in (None, "", "other")
        if isinstance(node, (exp.Literal, exp.Null, exp.Boolean, exp.Subquery)):
            return True
        if isinstance(node, exp.Is):
            return self._is_pin(node.this)
        if isinstance(node, (exp.Lower, exp.Upper, exp.Collate)):
            return self._is_pin(node.this)
        if isinstance(node, exp.Anonymous) and node.this == "certain":
            return self._is_pin(node.expressions[0])
        if isinstance(node, exp.Anonymous) and str(node.this).startswith("like_"):
            text, pattern, _ = node.expressions
            if not (isinstance(text, exp.Column) and isinstance(pattern, exp.Literal)):
                return False
            prefix = next(iter(self.facts.system_prefixes), "\0").rstrip("_")
            short = len(pattern.name.rstrip("%").replace("\\", "")) <= len(prefix) + 1
            exact = self.exact_names and (short or not pattern.name.startswith(prefix))
            return text.meta.get("pin") == "schema" or (self._is_pin(text) and exact)
        if isinstance(node, exp.Anonymous):
            return all(isinstance(each, exp.Literal) for each in node.expressions)
        return False

    def named(self, query: Node, columns: Sequence[ShownColumn]) -> Node:
        """Return *query* with the results that the server shows as names made into names."""
        if not any(column.kind == "regclass" for column in columns):
            return query
        if not isinstance(query, exp.Select):
            raise Unanswerable("a regclass in a set operation")
        made: list[Node] = []
        for projection, column in zip(query.expressions, columns, strict=True):
            if column.kind == "regclass":
                value = exp.Anonymous(this="relation_name", expressions=[projection.unalias().copy()])
                made.append(exp.alias_(value, projection.alias_or_name or "value", quoted=True))
            else:
                made.append(projection)
        query.set("expressions", made)
        return query

    # --- expressions ----------------------------------------------------------------------------------

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
        if type(node) in _NAMES or isinstance(node, (exp.Anonymous, exp.SessionParameter, exp.Parameter)):
            return self._function(node, scope)
        if not isinstance(node, _PLAIN):
            raise Unanswerable(f"{node.sql(dialect=self.facts_dialect)} is not understood")
        kinds_below = [self._expression(child, scope) for child in list(node.iter_expressions())]
        if isinstance(node, _CONDITIONS):
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
        kinds = {_kind_of(each) for each in branches if each is not None and not isinstance(each, exp.Null)}
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

    def _expand_stars(self, node: exp.Select, scope: Scope) -> None:
        made: list[Node] = []
        for projection in node.expressions:
            star = isinstance(projection, exp.Star) or (
                isinstance(projection, exp.Column) and isinstance(projection.this, exp.Star)
            )
            if not star:
                made.append(projection)
                continue
            if projection.args.get("except_") or projection.args.get("replace"):
                raise Unanswerable("a star with exceptions")
            wanted = projection.table.lower() if isinstance(projection, exp.Column) else None
            sources = [s for s in scope.sources if wanted is None or s.alias.lower() == wanted]
            if not sources:
                raise Unanswerable(f"there is no {wanted or 'source for *'}")
            for source in sources:
                for column in source.columns:
                    if column.name.startswith("_"):
                        continue
                    written: Node = exp.column(column.name, table=source.alias, quoted=True)
                    # Of a whole row, one may be asked for what is known.
                    written.meta["withheld"] = scope.outer is None and node.parent is None
                    made.append(written)
        node.set("expressions", made)

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
        if isinstance(query, exp.Select) and not query.args.get("group") and not query.args.get("having"):
            if not any(list(each.find_all(exp.AggFunc)) for each in query.expressions):
                query.set("expressions", [exp.Literal.number(1)])
        self.query(query, scope)
        return "truth"

    def _is(self, node: Node, scope: Scope) -> str:
        self._expression(node.this, scope)
        inner = node.this
        if not isinstance(node.expression, (exp.Null, exp.Boolean)):
            self._expression(node.expression, scope)
        if isinstance(node.expression, exp.Null) and isinstance(inner, exp.Anonymous) and inner.this == "certain":
            column = inner.expressions[0]
            if column.meta.get("there"):
                # Its text is not known, but that there is one.
                inner.replace(column.copy())
        return "truth"

    def _in(self, node: Node, scope: Scope) -> str:
        self._expression(node.this, scope)
        if self.facts.names == "folded" and not isinstance(node.this, exp.Tuple):
            left = node.this
            node.set("this", made := exp.Collate(this=left.copy(), expression=exp.Var(this="folded")))
            _keep_meta(left, made.this)
        if node.args.get("unnest") or node.args.get("field"):
            raise Unanswerable("IN over an array")
        if (query := node.args.get("query")) is not None:
            if len(self.query(query, scope)) != 1 and not isinstance(node.this, exp.Tuple):
                raise Unanswerable("a subquery of several columns")
        for each in node.expressions:
            self._expression(each, scope)
        return "truth"

    def _like(self, node: Node, scope: Scope) -> str:
        escape = self.facts.like_escape
        if isinstance(node, exp.Escape):
            if not isinstance(node.expression, exp.Literal) or not isinstance(node.this, (exp.Like, exp.ILike)):
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
        _keep_meta(like.this, call.expressions[0])
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
        if self.facts.names == "folded" and isinstance(node, (exp.EQ, exp.NEQ)):
            left = node.this
            node.set("this", made := exp.Collate(this=left.copy(), expression=exp.Var(this="folded")))
            _keep_meta(left, made.this)
        return "truth"

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
            _keep_meta(node.this, made.this)
            node.replace(made)
            return
        if isinstance(inner, exp.Literal) and inner.is_string and inner.name.startswith("{"):
            items = [part.strip().strip('"') for part in inner.name.strip("{}").split(",") if part]
            made = exp.In(this=node.this.copy(), expressions=[exp.Literal.string(item) for item in items])
            _keep_meta(node.this, made.this)
            node.replace(made)
            return
        vector = (kind := self._expression(inner, scope)) == "vector"
        if kind not in ("list", "vector"):
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
                _keep_meta(inner, copy)
            else:
                node.set("to", exp.DataType.build("text"))
            return ""
        if strategy == "integer":
            node.set("to", exp.DataType.build("int"))
            return ""
        if strategy == "truth":
            raise Unanswerable("a cast to a truth value")
        node.replace(copy := exp.Anonymous(this=strategy, expressions=[inner.copy()]))
        _keep_meta(inner, copy.expressions[0])
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
        for argument in arguments:
            self._expression(argument, scope)
        _, arguments = called(node)
        copies = []
        for argument in arguments:
            copies.append(copy := argument.copy())
            _keep_meta(argument, copy)
        node.replace(exp.Anonymous(this=strategy, expressions=copies))
        return KINDS.get(strategy, "")


def called(node: Node) -> tuple[str, list[Node]]:
    """Return the name of a function or variable, lower case, and what it is given."""
    if type(node) in _NAMES:
        given = [node.this, node.args.get("expression"), *node.expressions]
        return _NAMES[type(node)], [_plain_text(each) for each in given if isinstance(each, exp.Expr)]
    if isinstance(node, (exp.SessionParameter, exp.Parameter)):
        inner = node.this
        while isinstance(inner, (exp.Parameter, exp.SessionParameter)):
            inner = inner.this
        return f"@@{inner.name.lower()}", []
    if isinstance(node, exp.Column):
        return node.name.lower(), []
    return str(node.this).lower(), [_plain_text(each) for each in node.expressions]


def _plain_text(node: Node) -> Node:
    """N'text' is text."""
    if isinstance(node, exp.National):
        node.replace(made := exp.Literal.string(node.name))
        return made
    return node


def _national(rewriter: Rewriter, node: Node, scope: Scope) -> str:
    node.replace(exp.Literal.string(node.name))
    return ""


_HANDLERS: list[tuple[tuple[type[Any], ...], Callable[[Rewriter, Node, Scope], str]]] = [
    ((exp.Column,), Rewriter._column),
    ((exp.Exists,), Rewriter._exists),
    ((exp.Subquery, exp.Select, exp.SetOperation), Rewriter._nested),
    ((exp.In,), Rewriter._in),
    ((exp.Like, exp.ILike, exp.Escape), Rewriter._like),
    ((exp.RegexpLike, exp.RegexpILike), Rewriter._matches),
    ((exp.EQ, exp.NEQ), Rewriter._equal),
    ((exp.Is,), Rewriter._is),
    ((exp.Cast,), Rewriter._cast),
    ((exp.GroupConcat, exp.ArrayAgg), Rewriter._collected),
    ((exp.National,), _national),
    ((exp.Star,), lambda *_: ""),
]


def _may_refuse(node: Node) -> bool:
    return any(call.this == "certain" for call in node.find_all(exp.Anonymous))


def _kind_of(node: Node) -> str:
    return str(node.meta.get("kind", ""))


def _keep_meta(old: Node, new: Node) -> None:
    if isinstance(old, exp.Column):
        new.meta["pin"] = old.meta.get("pin")


def _query_called(name: str, scope: Scope) -> tuple[ShownColumn, ...] | None:
    at: Scope | None = scope
    while at is not None:
        if name.lower() in at.queries:
            return at.queries[name.lower()]
        at = at.outer
    return None


def _only_queries(scope: Scope) -> Scope:
    """Return a scope in which a subquery of FROM finds what WITH names, but not its neighbours."""
    return Scope(None, [], scope.queries)


def _conjuncts(node: Node) -> list[Node]:
    if isinstance(node, exp.And):
        return [*_conjuncts(node.left), *_conjuncts(node.right)]
    if isinstance(node, exp.Paren) and isinstance(node.this, exp.And):
        return _conjuncts(node.this)
    return [node]


def _all(conditions: Sequence[Node]) -> Node:
    made: Node | None = None
    for condition in conditions:
        made = condition if made is None else exp.And(this=made, expression=condition)
    return exp.Paren(this=made) if made is not None else exp.true()


def is_system(table: exp.Table, dialect: Dialect) -> bool:
    """Tell whether *table* is a relation of the server's own."""
    prefixes = dialect.facts.catalogue.system_prefixes
    return (
        is_system_schema(table.db, dialect)
        or find_view(table.db, table.name, dialect) is not None
        or (not table.db and table.name.lower().startswith(prefixes))
    )


def schemas_named(query: Node) -> tuple[str, ...]:
    """Return the constants of a rewritten *query* that stand for schemas."""
    found: list[str] = []
    for node in query.find_all(exp.EQ, exp.In):
        if any(column.meta.get("pin") == "schema" for column in node.find_all(exp.Column)):
            found += [each.name for each in node.find_all(exp.Literal) if each.is_string]
    for call in query.find_all(exp.Anonymous):
        if call.this in ("schema", "schema_or_null"):
            found += [each.name for each in call.expressions if isinstance(each, exp.Literal)]
    dotted = [each.name for each in query.find_all(exp.Literal) if each.is_string and "." in each.name]
    return (*found, *(name.partition(".")[0].strip('"[]') for name in dotted))


def python_value(value: object, kind: str, dialect: Dialect) -> object:
    """Return a value of the result as the driver gives it."""
    if value is None:
        return None
    if isinstance(value, Withheld):
        return value
    if kind == "truth" and dialect.facts.catalogue.booleans:
        return bool(value)
    if kind == "list":
        return json.loads(str(value))
    return value
