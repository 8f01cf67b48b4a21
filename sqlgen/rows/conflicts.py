"""What an INSERT does with a row whose key is taken: nothing, or a change of the row that is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.scope import Expr, Scope, source_of
from sqlgen.rows.state import TableRows, has_partial_key, unique_keys
from sqlgen.rows.updating import set_places, updated_columns
from sqlgen.rows.written import DEFAULT, HIDDEN, Written
from sqlgen.schema import ObjectName

_PARTS = {"action", "conflict_keys", "duplicate", "expressions", "where"}
_PROPOSED = "excluded"
"""What the row is called that was to be inserted; in MySQL, VALUES(column) or the alias of VALUES."""


@dataclass(frozen=True)
class Conflict:
    """*keys*: places of the columns whose key decides; None: any key. *assignments*: empty for nothing."""

    keys: tuple[int, ...] | None = None
    assignments: tuple[Any, ...] = ()
    where: Any = None

    @property
    def target(self) -> str:
        """The embedded database's words for the key."""
        columns = ", ".join(f"c{at}" for at in self.keys or ())
        return f" ON CONFLICT ({columns})" if columns else " ON CONFLICT"


def conflict_of(node: exp.Insert, rows: TableRows, place: Callable[[TableRows, Any], int]) -> Conflict | None:
    """Return what *node* says of conflicts; None where they are errors. Raises: NotEvaluable."""
    said, alternative = node.args.get("conflict"), node.args.get("alternative")
    ignoring = bool(node.args.get("ignore")) or (alternative or "").upper() == "IGNORE"
    if said is None and not ignoring:
        if alternative:
            raise NotEvaluable(f"INSERT OR {alternative}")
        return None
    if has_partial_key(rows.table):
        raise NotEvaluable("a partial index decides about conflicts")
    if said is None:
        return Conflict()
    if {key for key, value in said.args.items() if value} - _PARTS:
        raise NotEvaluable("this ON CONFLICT is not evaluated")
    listed = said.args.get("conflict_keys") or []
    places = [place(rows, key.this if isinstance(key, exp.Ordered) else key) for key in listed]
    if "UPDATE" not in str(said.args.get("action")).upper():
        return Conflict(tuple(places) or None)
    return Conflict(tuple(places) or None, tuple(said.expressions), said.args.get("where"))


class Conflicting(Written):
    """Changes the row that an INSERT finds in its place."""

    def changed_in_place(
        self, node: exp.Insert, name: ObjectName, rows: TableRows, row: Sequence[Any], conflict: Conflict
    ) -> tuple[TableRows, int | None, int]:
        """Do the UPDATE of *conflict*.

        Return the table after it, the changed row, None for none, and what the server counts it as.

        Raises: NotEvaluable.
        """
        there = self._in_place(rows, row, conflict)
        called = self._proposed(node)
        table = node.this.this if isinstance(node.this, exp.Schema) else node.this
        # A column without a table is that of the row that is there.
        scope = Scope(self.dialect, outer=Scope(self.dialect, sources=[source_of(rows, name, called, "e")]))
        scope.sources.append(source_of(rows, name, table.alias or table.name, "s0"))
        assignments = [_with_proposed(item, called) for item in conflict.assignments]
        places = set_places(exp.Update(this=table.copy(), expressions=assignments), rows, self.place)
        items = []
        for n, (at, assignment) in enumerate(zip(places, assignments, strict=True)):
            done = {rows.names[before].lower() for before in places[:n]}
            own = (c for c in assignment.expression.find_all(exp.Column) if c.table.lower() != called.lower())
            if self.facts.update_sees_changes and any(column.name.lower() in done for column in own):
                raise NotEvaluable("a column is read that was set before in the same UPDATE")
            item = self.item(assignment.expression, rows.kinds[at], scope)
            items.append(HIDDEN if item is DEFAULT else item)
        condition = ""
        if conflict.where is not None:
            where = _with_proposed(conflict.where.this, called)
            condition = f" AND {self.translator.expressions.condition(where, scope)}"
        found = self._values_of(items, rows, row, f"s0.n = {there}{condition}")
        if found is None:
            return rows, None, 0
        changed = self.checked(found, rows, places)
        marked = [self.marker() if value is HIDDEN else value for value in changed]
        sets = ", ".join(f"c{at} = ?" for at in places)
        run = self.state.embedded.run
        columns = ", ".join(f"c{at}" for at in places)
        before = run(f"SELECT {columns} FROM {rows.stored} WHERE n = {there}")
        run(f"UPDATE {rows.stored} SET {sets} WHERE n = {there}", marked)
        counts = self.facts.change_in_place_counts if list(before[0]) != marked else 1
        return updated_columns(rows, places, [changed], False), there, counts

    def _values_of(
        self, items: Sequence[Any], rows: TableRows, row: Sequence[Any], condition: str
    ) -> list[Any] | None:
        """Return the values of *items* over the row that is there and the proposed one; None for no row."""
        proposed = ", ".join(f"? AS c{at}" for at in range(len(row)))
        exprs = ", ".join(["0", *(item.sql for item in items if isinstance(item, Expr))])
        sql = f"SELECT {exprs} FROM {rows.stored} AS s0 CROSS JOIN (SELECT {proposed}) AS e WHERE {condition}"
        found = self.state.embedded.run(sql, row)
        if not found:
            return None
        rest = iter(found[0][1:])
        return [next(rest) if isinstance(item, Expr) else item for item in items]

    def _proposed(self, node: exp.Insert) -> str:
        alias = node.expression.args.get("alias") if isinstance(node.expression, exp.Values) else None
        if alias is not None and alias.columns:
            raise NotEvaluable("the columns of VALUES have names of their own")
        return alias.name if alias is not None else _PROPOSED

    def _in_place(self, rows: TableRows, row: Sequence[Any], conflict: Conflict) -> int:
        """Return the one row that is in the way. Raises: NotEvaluable: there are several."""
        keys = [conflict.keys] if conflict.keys else [tuple(map(rows.at, k)) for k in unique_keys(rows.table)]
        found: set[int] = set()
        for key in keys:
            condition = " AND ".join(f"c{at} = ?" for at in key)
            sql = f"SELECT n FROM {rows.stored} WHERE {condition}"
            found |= {made[0] for made in self.state.embedded.run(sql, [row[at] for at in key])}
        if len(found) != 1:
            raise NotEvaluable("which row is in the way of an INSERT is not certain")
        return found.pop()


def _with_proposed(node: Any, called: str) -> Any:
    """Return *node* with MySQL's VALUES(column) said as a column of the proposed row."""

    def said(part: Any) -> Any:
        if isinstance(part, exp.Anonymous) and part.name.upper() == "VALUES" and len(part.expressions) == 1:
            return exp.column(part.expressions[0].name, table=called)
        return part

    return node.copy().transform(said)
