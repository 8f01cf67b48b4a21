"""A query in an engine's own SQL made into one over the views; each part known, or refused.

Every column is resolved to its source, a star written out. In each SELECT the conditions on what an object is
called are tried first; a row of an object that is not known, and that they let pass, is a refusal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sqlglot import exp

from sqlgen.catalogue.errors import Unanswerable
from sqlgen.catalogue.expressions import Expressions
from sqlgen.catalogue.nodes import Node
from sqlgen.catalogue.scopes import Scope, Source, conjuncts, only_queries, query_called
from sqlgen.catalogue.views import ShownColumn, find_view
from sqlgen.catalogue.withheld import Withheld
from sqlgen.dialect import Dialect

_SELECT_PARTS = frozenset(
    [
        "expressions",
        "from_",
        "where",
        "joins",
        "group",
        "having",
        "order",
        "limit",
        "distinct",
        "with_",
        "kind",
        "hint",
        "operation_modifiers",
        "offset",
    ]
)


class Rewriter(Expressions):
    """Rewrites the queries of one question. *views*: those that they read."""

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
        scope.given = frozenset(
            each.alias.lower() for each in node.expressions if isinstance(each, exp.Alias)
        )
        for projection in node.expressions:
            made = self._expression(projection.unalias(), scope)
            name = projection.meta.get("declared") or projection.alias_or_name
            columns.append(ShownColumn(name, made))
        scope.aliases = {c.name.lower(): c.kind for c in columns if c.name}
        if (where := node.args.get("where")) is not None:
            self._expression(where.this, scope)
            conditions += conjuncts(where.this)
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
            columns = self.query(node.this, scope.outer if scope.outer else only_queries(scope))
            given = node.args["alias"].columns if node.args.get("alias") else ()
            names = [each.name for each in given] or [column.name for column in columns]
            shown = tuple(ShownColumn(n, c.kind) for n, c in zip(names, columns, strict=True))
            return Source(node.alias, shown)
        if not isinstance(node, exp.Table):
            raise Unanswerable(f"{type(node).__name__.upper()} in FROM")
        if isinstance(node.this, exp.Anonymous):
            return self._table_function(node, scope)
        common = query_called(node.name, scope) if not node.db else None
        if common is not None:
            return Source(node.alias or node.name, common)
        view = find_view(node.db, node.name, self.dialect)
        if view is None:
            written = f"{node.db}.{node.name}" if node.db else node.name
            raise Unanswerable(f"the relation {written} is not one that can be answered for")
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
            return conjuncts(on)
        conditions = conjuncts(on)
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

    def _guard(self, node: exp.Select, conditions: list[Node], scope: Scope) -> None:
        checks = [source.alias for source in scope.sources if source.view is not None and not source.optional]
        if checks or conditions:
            node.set("where", exp.Where(this=self._guarded(conditions, checks)))

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


def python_value(value: object, kind: str, dialect: Dialect, refused: Callable[[str], object]) -> object:
    """Return a value of the result as the driver gives it."""
    if value is None:
        return None
    if isinstance(value, Withheld):
        return value
    if kind == "truth" and dialect.facts.catalogue.booleans:
        return bool(value)
    if kind in ("place", "places", "vector"):
        return refused("the server alone knows the numbers of columns, in which dropped ones leave gaps")
    if kind == "list":
        return json.loads(str(value))
    return value
