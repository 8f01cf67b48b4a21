"""Queries of the target's SQL in the embedded database's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.rows.comparing import collated, readable, typed
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.expressions import Expressions
from sqlgen.rows.grouping import check_grouping, has_aggregate
from sqlgen.rows.kinds import ANY, COLLATED, kind_of
from sqlgen.rows.query_parts import existence, finds_one, given, limits, read_order
from sqlgen.rows.scope import Expr, Scope, Source, is_nothing, matching, source_of, table_called
from sqlgen.rows.state import State, TableRows
from sqlgen.schema import ObjectName, Table
from sqlgen.values import dataclass

_SELECT_PARTS = {
    "expressions",
    "from_",
    "joins",
    "where",
    "group",
    "having",
    "order",
    "limit",
    "offset",
    "distinct",
    "with_",
    "locks",
}
_SET_PARTS = {"this", "expression", "distinct", "order", "limit", "offset", "with_"}
ShapeOf = Callable[[ObjectName], Table | None]


@dataclass(frozen=True, slots=True)
class Query:
    """A query written. *sql* gives the columns, then *keys* columns that ORDER BY sorts by.

    *limit*, *offset*: still to be applied. *plain*: the one table that is read, where it is just one.
    """

    sql: str
    names: tuple[str, ...]
    columns: tuple[Expr, ...]
    keys: int = 0
    limit: int | None = None
    offset: int = 0
    ordered: bool = False
    plain: TableRows | None = None
    one_row: bool = False


class Translator:
    """Writes one statement. *assumed*: tables taken to be without rows, all or just these."""

    def __init__(
        self,
        state: State,
        dialect: Dialect,
        assumed: frozenset[ObjectName] = frozenset(),
        shape_of: ShapeOf | None = None,
    ) -> None:
        self.state = state
        self.dialect = dialect
        self.assumed = assumed
        self.shape_of = shape_of
        self.expressions = Expressions(self)
        self._made = 0

    # --- queries ----------------------------------------------------------------------------------

    def query(self, node: Any, outer: Scope | None = None, *, inner: bool = False) -> Query:
        """Return *node* (SELECT, UNION, or one in parentheses) written. Raises: NotEvaluable."""
        while isinstance(node, exp.Subquery) and set(given(node)) == {"this"}:
            node = node.this
        if isinstance(node, exp.Select):
            return self._select(node, outer, inner)
        if isinstance(node, (exp.Union, exp.Except, exp.Intersect)):
            return self._set_operation(node, outer, inner)
        raise NotEvaluable(f"{type(node).__name__.upper()} is not evaluated")

    def subquery(
        self, node: Any, outer: Scope, *, only_existence: bool = False, single: bool = False
    ) -> Query:
        """Return a query within an expression. *single*: one value is wanted."""
        if only_existence:
            node = existence(node)
        from sqlgen.rows.cutting import limited

        query = self.query(node, outer, inner=True)
        if only_existence and query.limit is not None and query.limit > 0 and not query.offset:
            return query
        query = limited(self, query, node, outer)
        if single and not query.one_row:
            # Two rows where one value is wanted: an error there, the first one here.
            raise NotEvaluable("a subquery that may give several rows stands for a value")
        return query

    def with_parts(self, node: Any, scope: Scope) -> None:
        """Read WITH into *scope*."""
        with_ = node.args.get("with_")
        if with_ is None:
            return
        if with_.args.get("recursive"):
            raise NotEvaluable("WITH RECURSIVE")
        for part in with_.expressions:
            if set(given(part)) - {"this", "alias", "materialized"}:
                raise NotEvaluable("this WITH is not evaluated")
            query = self._whole(part.this, scope)
            names = tuple(column.name for column in part.args["alias"].columns) or query.names
            scope.parts[part.alias.lower()] = (query.sql, _derived(part.alias, names, query, ""))

    def _whole(self, node: Any, scope: Scope | None) -> Query:
        from sqlgen.rows.cutting import limited

        query = self.query(node, scope, inner=True)
        return limited(self, query, node, scope)

    def _select(self, node: exp.Select, outer: Scope | None, inner: bool) -> Query:
        extra = set(given(node)) - _SELECT_PARTS
        if extra:
            raise NotEvaluable(f"{', '.join(sorted(extra)).upper()} is not evaluated")
        scope = Scope(self.dialect, outer)
        self.with_parts(node, scope)
        froms = self._from(node, scope)
        where_sql = self._where(node, scope)
        names, columns = self.outputs(node.expressions, scope, inner)
        group, having = node.args.get("group"), node.args.get("having")
        grouped = group is not None or having is not None or has_aggregate(node)
        group_sql = self._grouping(node, scope, names, columns) if grouped else ""
        distinct = node.args.get("distinct")
        if distinct is not None and given(distinct):
            raise NotEvaluable("DISTINCT ON")
        keys: list[str] = []
        order_sql = ""
        if node.args.get("order") is not None and not inner:
            keys, order_sql = self._order(node.args["order"], scope, names, columns)
            if distinct is not None:
                if len(keys) < len(columns) and (node.args.get("limit") or node.args.get("offset")):
                    raise NotEvaluable("LIMIT of distinct rows that are not wholly in order")
                keys = []
        plain = self._plain(scope, node)
        if plain is not None and not order_sql and not grouped and not inner and distinct is None:
            order_sql = read_order(plain, scope, self.dialect)
        outputs = ", ".join(f"{self._shown(c, distinct is not None)} AS o{n}" for n, c in enumerate(columns))
        outputs += "".join(f", {key}" for key in keys)
        limit, offset = limits(node)
        word = "SELECT DISTINCT" if distinct is not None else "SELECT"
        sql = f"{word} {outputs}{froms}{where_sql}{group_sql}{order_sql}"
        one_row = (grouped and group is None) or not froms or finds_one(node, scope)
        ordered = node.args.get("order") is not None
        plain = None if grouped or distinct is not None else plain
        return Query(sql, names, columns, len(keys), limit, offset, ordered, plain, one_row)

    def _where(self, node: exp.Select, scope: Scope) -> str:
        """Return WHERE; a condition on no row at all need not be understood."""
        from sqlgen.rows.nothing import Emptiness

        where = node.args.get("where")
        if where is None:
            return ""
        try:
            return f" WHERE {self.expressions.condition(where.this, scope)}"
        except NotEvaluable:
            empty = Emptiness(self.state, self.dialect, self.assumed, self.shape_of)
            if not empty.of_sources(node, scope.parts):
                raise
            return " WHERE 0"

    def _shown(self, expr: Expr, compared: bool) -> str:
        if compared:
            return collated(readable(expr))
        return f"({expr.sql})" if expr.kind.name in COLLATED else expr.sql

    def _plain(self, scope: Scope, node: exp.Select) -> TableRows | None:
        if len(scope.sources) != 1:
            return None
        return scope.sources[0].rows

    def _set_operation(self, node: Any, outer: Scope | None, inner: bool) -> Query:
        if set(given(node)) - _SET_PARTS:
            raise NotEvaluable("this form of UNION is not evaluated")
        scope = Scope(self.dialect, outer)
        self.with_parts(node, scope)
        one, other = self._whole(node.this, scope), self._whole(node.expression, scope)
        if len(one.columns) != len(other.columns):
            raise NotEvaluable("queries of different width are joined")
        for a, b in zip(one.columns, other.columns, strict=True):
            readable(a)
            readable(b)
            if a.kind.name != b.kind.name and "null" not in (a.kind.name, b.kind.name):
                raise NotEvaluable("queries of different kinds are joined")
        columns = tuple(
            b if a.kind.name == "null" else a for a, b in zip(one.columns, other.columns, strict=True)
        )
        word = type(node).__name__.upper() + (" ALL" if node.args.get("distinct") is False else "")
        listed = [self._side(query, columns) for query in (one, other)]
        sql = f"SELECT * FROM ({listed[0]} {word} {listed[1]}) AS u"
        limit, offset = limits(node)
        columns = tuple(Expr(f"u.o{at}", c.kind) for at, c in enumerate(columns))
        keys: list[str] = []
        if node.args.get("order") is not None and not inner:
            keys, order_sql = self._order(node.args["order"], scope, one.names, columns)
            sql = sql.replace("SELECT *", f"SELECT *{''.join(f', {key}' for key in keys)}", 1) + order_sql
        return Query(sql, one.names, columns, len(keys), limit, offset, node.args.get("order") is not None)

    def _side(self, query: Query, columns: tuple[Expr, ...]) -> str:
        shown = ", ".join(
            f"{collated(Expr(f'q.o{at}', column.kind))} AS o{at}" for at, column in enumerate(columns)
        )
        return f"SELECT {shown} FROM ({query.sql}) AS q"

    # --- FROM -------------------------------------------------------------------------------------

    def _from(self, node: exp.Select, scope: Scope) -> str:
        from_ = node.args.get("from_")
        if from_ is None:
            if node.args.get("joins"):
                raise NotEvaluable("JOIN without FROM")
            return ""
        first = from_.this
        if is_nothing(first, self.dialect):
            return ""
        sql = f" FROM {self.add_source(first, scope)}"
        for join in [*(first.args.get("joins") or ()), *(node.args.get("joins") or ())]:
            sql += self.join(join, scope)
        return sql

    def join(self, join: exp.Join, scope: Scope) -> str:
        """Return a JOIN written, its source added to *scope*."""
        if set(given(join)) - {"this", "side", "kind", "on"}:
            raise NotEvaluable("this JOIN is not evaluated")
        side, kind = (join.args.get("side") or "").upper(), (join.args.get("kind") or "").upper()
        if side not in ("", "LEFT") or kind not in ("", "INNER", "CROSS", "OUTER"):
            raise NotEvaluable(f"{side} {kind} JOIN is not evaluated".strip())
        source = self.add_source(join.this, scope)
        on = join.args.get("on")
        if on is None:
            if side:
                raise NotEvaluable("LEFT JOIN without ON")
            return f" CROSS JOIN {source}"
        return f" {'LEFT' if side else 'INNER'} JOIN {source} ON {self.expressions.condition(on, scope)}"

    def add_source(self, node: Any, scope: Scope) -> str:
        """Return a table or subquery of FROM written, its columns added to *scope*."""
        self._made += 1
        alias = f"s{self._made}"
        if isinstance(node, exp.Subquery):
            if set(given(node)) - {"this", "alias"}:
                raise NotEvaluable("this subquery is not evaluated")
            query = self._whole(node.this, Scope(self.dialect, scope.outer, [], dict(scope.parts)))
            if any(column.name for column in (node.args.get("alias") or exp.TableAlias()).columns):
                raise NotEvaluable("a subquery with names of columns")
            scope.sources.append(_derived(node.alias, query.names, query, alias))
            return f"({query.sql}) AS {alias}"
        if not isinstance(node, exp.Table) or set(given(node)) - {"this", "db", "alias", "joins"}:
            raise NotEvaluable(f"{node.sql()[:40]} in FROM is not evaluated")
        if (node.args.get("alias") or exp.TableAlias()).columns:
            raise NotEvaluable("a table with other names of columns")
        shown = node.alias or node.name
        part = scope.part(node.name) if not node.args.get("db") else None
        if part is not None:
            sql, source = part
            values = tuple(replace(v, sql=f"{alias}.o{at}") for at, v in enumerate(source.values))
            scope.sources.append(Source(shown, source.names, values))
            return f"({sql}) AS {alias}"
        name = table_called(node, self.state, self.dialect)
        return self._table(name, shown, alias, scope)

    def _table(self, name: ObjectName, shown: str, alias: str, scope: Scope) -> str:
        rows = self.state.known.get(name)
        if rows is not None and name not in self.assumed:
            scope.sources.append(source_of(rows, name, shown, alias))
            return f"{rows.stored} AS {alias}"
        if name not in self.assumed:
            raise unknown(name, self.state)
        shape = self.state.schema.table(name) or (self.shape_of(name) if self.shape_of else None)
        names = tuple(column.name for column in shape.columns) if shape is not None else ()
        enums = self.state.schema.enums
        kinds = [kind_of(c.type.sql, self.dialect, enums) for c in shape.columns] if shape else []
        values = tuple(Expr(f"{alias}.c{at}", kind) for at, kind in enumerate(kinds))
        scope.sources.append(Source(shown, names, values, None, name, open_=shape is None))
        columns = ", ".join(["NULL AS n", *(f"NULL AS c{at}" for at in range(len(names)))])
        return f"(SELECT {columns} WHERE 0) AS {alias}"

    # --- outputs, groups, order -------------------------------------------------------------------

    def outputs(
        self, nodes: list[Any], scope: Scope, inner: bool = False
    ) -> tuple[tuple[str, ...], tuple[Expr, ...]]:
        """Return the columns of a SELECT; within another query, one that cannot be read waits to be read."""
        names: list[str] = []
        columns: list[Expr] = []
        for node in nodes:
            target = node.this if isinstance(node, exp.Alias) else node
            is_star = isinstance(target, exp.Star)
            if is_star or (isinstance(target, exp.Column) and isinstance(target.this, exp.Star)):
                if set(given(target)) - {"this", "table"}:
                    raise NotEvaluable("this * is not evaluated")
                for source in scope.sources:
                    if is_star or source.alias.lower() == target.table.lower():
                        if source.open_:
                            raise NotEvaluable(f"the columns of {source.table} are not known")
                        names += source.names
                        columns += [v if inner else readable(v) for v in source.values]
                continue
            try:
                columns.append(typed(self.expressions.expr(target, scope)))
            except NotEvaluable as refusal:
                if not inner:
                    raise
                columns.append(Expr("NULL", ANY, refusal=refusal))
            names.append(node.alias if isinstance(node, exp.Alias) else self._own_name(target, columns[-1]))
        return tuple(names), tuple(columns)

    def _own_name(self, node: Any, expr: Expr) -> str:
        """Return what a column without another name is called."""
        if isinstance(node, exp.Column) and expr.column and self.dialect.facts.catalogue.declared_headings:
            return expr.column.rpartition(".")[2]
        return _name_of(node)

    def _grouping(
        self, node: exp.Select, scope: Scope, names: tuple[str, ...], columns: tuple[Expr, ...]
    ) -> str:
        group, having = node.args.get("group"), node.args.get("having")
        if group is not None and set(given(group)) - {"expressions"}:
            raise NotEvaluable("this GROUP BY is not evaluated")
        keys = []
        grouped = []
        for key in group.expressions if group is not None else ():
            if isinstance(key, exp.Literal) and not key.is_string:
                at = int(key.this) - 1
                grouped.append(node.expressions[at].unalias())
                keys.append(collated(columns[at]))
                continue
            if isinstance(key, exp.Column) and not key.table:
                at_alias = next((n for n, name in enumerate(names) if name.lower() == key.name.lower()), None)
                own = any(
                    matching(key.name, source.names, self.dialect) is not None for source in scope.sources
                )
                if not own and at_alias is not None:
                    grouped.append(node.expressions[at_alias].unalias())
                    keys.append(collated(columns[at_alias]))
                    continue
            grouped.append(key)
            keys.append(collated(self.expressions.value(key, scope)))
        check_grouping(node, grouped, scope)
        sql = f" GROUP BY {', '.join(keys)}" if keys else ""
        return sql + (
            f" HAVING {self.expressions.condition(having.this, scope)}" if having is not None else ""
        )

    def _order(
        self, order: exp.Order, scope: Scope, names: tuple[str, ...], columns: tuple[Expr, ...]
    ) -> tuple[list[str], str]:
        if set(given(order)) - {"expressions"}:
            raise NotEvaluable("this ORDER BY is not evaluated")
        keys, terms = [], []
        for term in order.expressions:
            if not isinstance(term, exp.Ordered) or set(given(term)) - {"this", "desc", "nulls_first"}:
                raise NotEvaluable("this ORDER BY is not evaluated")
            key = collated(self._order_key(term.this, scope, names, columns), ordering=True)
            nulls = "FIRST" if term.args.get("nulls_first") else "LAST"
            keys.append(key)
            terms.append(f"{key}{' DESC' if term.args.get('desc') else ''} NULLS {nulls}")
        return keys, f" ORDER BY {', '.join(terms)}"

    def _order_key(self, node: Any, scope: Scope, names: tuple[str, ...], columns: tuple[Expr, ...]) -> Expr:
        if isinstance(node, exp.Literal) and not node.is_string:
            return columns[int(node.this) - 1]
        if isinstance(node, exp.Column) and not node.table:
            at = next((n for n, name in enumerate(names) if name.lower() == node.name.lower()), None)
            if at is not None:
                return columns[at]
        return self.expressions.value(node, scope)


def unknown(name: ObjectName, state: State) -> NotEvaluable:
    """Return the refusal of a table whose rows are not known."""
    reason = state.reasons.get(name)
    why = f": {reason}" if reason else ""
    return NotEvaluable(f"the rows of {name} are not known{why}", tables=(name,))


def _derived(alias: str, names: tuple[str, ...], query: Query, inner: str) -> Source:
    values = tuple(
        Expr(f"{inner}.o{at}", column.kind, refusal=column.refusal) for at, column in enumerate(query.columns)
    )
    return Source(alias, names, values)


def _name_of(node: Any) -> str:
    return str(node.alias_or_name or node.key)
