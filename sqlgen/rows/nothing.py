"""Queries that find no row and writes that touch none, told from empty tables, whatever they compute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.query_parts import given
from sqlgen.rows.reading import QUERIES, WRITES
from sqlgen.rows.scope import is_nothing, table_called
from sqlgen.rows.select import ShapeOf
from sqlgen.rows.state import State
from sqlgen.schema import ObjectName

_JOINS = ("", "INNER", "CROSS", "OUTER")
_PLAIN = {"this", "db", "alias", "joins"}


class Emptiness:
    """Tells what is empty at one moment. *assumed*: tables taken to be empty."""

    def __init__(
        self, state: State, dialect: Dialect, assumed: frozenset[ObjectName], shape_of: ShapeOf | None = None
    ) -> None:
        self._state = state
        self._dialect = dialect
        self._assumed = assumed
        self._shape_of = shape_of

    def of_query(self, tree: Any) -> bool:
        """Tell whether a query surely gives no row."""
        try:
            return isinstance(tree, QUERIES) and not _writes_within(tree) and self._query(tree, {})
        except NotEvaluable:
            return False

    def of_write(self, tree: Any) -> bool:
        """Tell whether an INSERT, UPDATE or DELETE surely touches no row."""
        if _writes_within(tree):
            return False
        try:
            parts = self._parts(tree, {})
            if isinstance(tree, exp.Insert):
                return isinstance(tree.expression, QUERIES) and self._query(tree.expression, parts)
            if not isinstance(tree, (exp.Update, exp.Delete)) or not isinstance(tree.this, exp.Table):
                return False
            return self._sources(tree.this, tree.args.get("joins") or (), parts) or any(
                self._sources(source, (), parts) for source in _others(tree)
            )
        except NotEvaluable:
            return False

    def of_sources(self, node: exp.Select, outside: Iterable[str]) -> bool:
        """Tell whether what *node* reads is surely empty. *outside*: parts of WITH that it may name."""
        from_ = node.args.get("from_")
        if from_ is None:
            return False
        try:
            return self._sources(from_.this, node.args.get("joins") or (), dict.fromkeys(outside))
        except NotEvaluable:
            return False

    def names(self, tree: Any) -> tuple[str, ...] | None:
        """Return what a query calls its columns, None where a table's columns are not known."""
        return self._names(tree, {})

    # --- queries ----------------------------------------------------------------------------------

    def _query(self, node: Any, parts: dict[str, Any]) -> bool:
        while isinstance(node, exp.Subquery) and not isinstance(node.this, exp.Table):
            node = node.this
        if isinstance(node, exp.Select):
            return self._select(node, self._parts(node, parts))
        if isinstance(node, (exp.Union, exp.Except, exp.Intersect)):
            parts = self._parts(node, parts)
            one, other = self._query(node.this, parts), self._query(node.expression, parts)
            if isinstance(node, exp.Union):
                return one and other
            return one or (other and isinstance(node, exp.Intersect))
        return False

    def _select(self, node: exp.Select, parts: dict[str, Any]) -> bool:
        if node.args.get("into") is not None or self._gives_one_row(node):
            return False
        from_ = node.args.get("from_")
        return from_ is not None and self._sources(from_.this, node.args.get("joins") or (), parts)

    def _gives_one_row(self, node: exp.Select) -> bool:
        """Tell whether *node* may give a row of aggregates though it reads none."""
        group = node.args.get("group")
        if group is not None:
            plain = {key for key, value in group.args.items() if value} == {"expressions"}
            return not plain or any(
                isinstance(key.unnest(), exp.Tuple) or key.find(exp.Cube, exp.Rollup, exp.GroupingSets)
                for key in group.expressions
            )
        order = node.args.get("order")
        read = [*node.expressions, *(order.expressions if order is not None else ())]
        # A function that is not known may be an aggregate.
        return node.args.get("having") is not None or any(
            isinstance(part, (exp.AggFunc, exp.Anonymous)) for start in read for part in _evaluated(start)
        )

    # --- what is read -----------------------------------------------------------------------------

    def _sources(self, first: Any, joins: Any, parts: dict[str, Any]) -> bool:
        """Tell whether the join of *first* with *joins* is empty."""
        empty = self._source(first, parts)
        for join in [*(first.args.get("joins") or ()), *joins]:
            side = str(join.args.get("side") or "").upper()
            kind = str(join.args.get("kind") or "").upper()
            other = self._source(join.this, parts)
            if kind not in _JOINS or (kind == "OUTER" and not side):
                # APPLY, ANTI and their kin.
                return False
            empty = {
                "": empty or other,
                "LEFT": empty,
                "RIGHT": other,
                "FULL": empty and other,
            }.get(side, False)
        return empty

    def _source(self, node: Any, parts: dict[str, Any]) -> bool:
        if isinstance(node, exp.Subquery):
            if isinstance(node.this, exp.Table):
                return self._sources(node.this, (), parts)
            return self._query(node.this, parts)
        if not isinstance(node, exp.Table) or not isinstance(node.this, exp.Identifier):
            return False
        if set(given(node)) - _PLAIN or is_nothing(node, self._dialect):
            # PIVOT, FOR SYSTEM_TIME and their kin give rows of their own.
            return False
        if not node.args.get("db") and node.name.lower() in parts:
            part = parts[node.name.lower()]
            return part is not None and self._query(*part)
        name = table_called(node, self._state, self._dialect)
        if name in self._assumed:
            return True
        rows = self._state.known.get(name)
        return rows is not None and not self._state.embedded.run(f"SELECT 1 FROM {rows.stored} LIMIT 1")

    def _parts(self, node: Any, outer: dict[str, Any]) -> dict[str, Any]:
        """Return the parts of WITH by name, each with those that it may read; None for a recursive one."""
        with_ = node.args.get("with_")
        if with_ is None:
            return outer
        found = dict(outer)
        for part in with_.expressions:
            recursive = with_.args.get("recursive")
            found[part.alias.lower()] = None if recursive else (part.this, dict(found))
        return found

    # --- names ------------------------------------------------------------------------------------

    def _names(self, node: Any, parts: dict[str, Any]) -> tuple[str, ...] | None:
        while isinstance(node, exp.Subquery):
            node = node.this
        parts = self._parts(node, parts)
        if isinstance(node, (exp.Union, exp.Except, exp.Intersect)):
            return self._names(node.this, parts)
        if not isinstance(node, exp.Select):
            return None
        found: list[str] = []
        for output in node.expressions:
            target = output.unalias()
            star = target.this if isinstance(target, exp.Column) else target
            if not isinstance(star, exp.Star):
                found.append(output.alias_or_name)
                continue
            wanted = target.table.lower() if isinstance(target, exp.Column) else None
            if any(value for value in star.args.values()):
                return None
            for source in _read(node):
                if wanted is None or source.alias_or_name.lower() == wanted:
                    names = self._columns(source, parts)
                    if names is None:
                        return None
                    found += names
        return tuple(found)

    def _columns(self, source: Any, parts: dict[str, Any]) -> tuple[str, ...] | None:
        alias = source.args.get("alias")
        if alias is not None and alias.columns:
            return tuple(column.name for column in alias.columns)
        if isinstance(source, exp.Subquery):
            return self._names(source.this, parts)
        if not isinstance(source, exp.Table):
            return None
        part = parts.get(source.name.lower()) if not source.args.get("db") else None
        if part is not None:
            return self._names(*part)
        name = table_called(source, self._state, self._dialect)
        rows = self._state.known.get(name)
        if rows is not None:
            return rows.names
        shape = self._state.schema.table(name) or (self._shape_of(name) if self._shape_of else None)
        return tuple(column.name for column in shape.columns) if shape is not None else None


def _writes_within(tree: Any) -> bool:
    return any(node is not tree for node in tree.find_all(*WRITES))


def _others(tree: Any) -> Iterator[Any]:
    """Yield what an UPDATE or DELETE reads beside its target."""
    from_ = tree.args.get("from_")
    if from_ is not None:
        yield from_.this
    using = tree.args.get("using") or ()
    yield from (source for source in using if isinstance(source, exp.Expression))


def _read(node: exp.Select) -> Iterator[Any]:
    from_ = node.args.get("from_")
    if from_ is not None:
        yield from_.this
        for join in [*(from_.this.args.get("joins") or ()), *(node.args.get("joins") or ())]:
            yield join.this


def _evaluated(node: Any) -> Iterator[Any]:
    """Yield what is evaluated for a group: not queries within, nor the function before OVER."""
    if isinstance(node, exp.Window):
        for part in node.iter_expressions():
            for child in part.iter_expressions() if part is node.this else [part]:
                yield from _evaluated(child)
        return
    yield node
    for child in node.iter_expressions():
        if not isinstance(child, (exp.Select, exp.Union, exp.Except, exp.Intersect)):
            yield from _evaluated(child)
