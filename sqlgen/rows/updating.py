"""UPDATE and DELETE of known tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlglot import exp

from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.kinds import Kind
from sqlgen.rows.scope import Expr, Scope, source_of, table_called
from sqlgen.rows.state import TableRows
from sqlgen.rows.written import DEFAULT, HIDDEN, Outcome, Written, only
from sqlgen.schema import ObjectName

_UPDATE_PARTS = {"this", "expressions", "from_", "where", "returning", "with_"}
_DELETE_PARTS = {"this", "where", "returning"}


class Updating(Written):
    """Does UPDATE and DELETE."""

    def update(self, node: exp.Update) -> Outcome:
        """Do an UPDATE. Raises: NotEvaluable."""
        only(node, _UPDATE_PARTS)
        name = self.target(node)
        rows = self.rows(name)
        scope = Scope(self.dialect)
        self.translator.with_parts(node, scope)
        from_sql = self._joined_sources(node, name, rows, scope)
        where = node.args.get("where")
        where_sql = (
            f" WHERE {self.translator.expressions.condition(where.this, scope)}" if where is not None else ""
        )
        places = set_places(node, rows, self.place)
        items = []
        for n, (at, assignment) in enumerate(zip(places, node.expressions, strict=True)):
            done = {rows.names[before].lower() for before in places[:n]}
            if self.facts.update_sees_changes and any(
                column.name.lower() in done for column in assignment.expression.find_all(exp.Column)
            ):
                raise NotEvaluable("a column is read that was set before in the same UPDATE")
            item = self.item(assignment.expression, rows.kinds[at], scope)
            items.append(HIDDEN if item is DEFAULT else item)
        exprs = [Expr("s0.n", Kind("integer")), *items]
        found: dict[int, list[Any]] = {}
        for values in self.evaluated(exprs, f"{from_sql}{where_sql}"):
            if found.setdefault(values[0], values) != values:
                raise NotEvaluable("a row is updated in more than one way")
        changed = [self.checked(values[1:], rows, places) for values in found.values()]
        updated = updated_columns(rows, places, changed, where is None)
        for place, values in zip(found, changed, strict=True):
            marked = [self.marker() if value is HIDDEN else value for value in values]
            sets = ", ".join(f"c{at} = ?" for at in places)
            self.state.embedded.run(f"UPDATE {rows.stored} SET {sets} WHERE n = ?", [*marked, place])
        self.state.known[name] = updated if found else rows
        returned, returned_rows = self.returned(node, name, updated, list(found))
        return Outcome(name, len(found), (), None, returned, returned_rows)

    def _joined_sources(self, node: exp.Update, name: ObjectName, rows: TableRows, scope: Scope) -> str:
        table = node.this
        scope.sources.append(source_of(rows, name, table.alias or table.name, "s0"))
        sql = f" FROM {rows.stored} AS s0"
        for join in table.args.get("joins") or ():
            if (join.args.get("side") or "").upper() == "LEFT":
                raise NotEvaluable("UPDATE with LEFT JOIN")
            sql += self.translator.join(join, scope)
        from_ = node.args.get("from_")
        if from_ is not None:
            if (
                isinstance(from_.this, exp.Table)
                and not from_.this.alias
                and self._is_target(from_.this, name)
            ):
                raise NotEvaluable("the updated table stands in FROM again")
            sql += f" CROSS JOIN {self.translator.add_source(from_.this, scope)}"
            for join in from_.this.args.get("joins") or ():
                sql += self.translator.join(join, scope)
        return sql

    def _is_target(self, table: exp.Table, name: ObjectName) -> bool:
        return table_called(table, self.state, self.dialect) == name

    # --- DELETE -----------------------------------------------------------------------------------

    def delete(self, node: exp.Delete) -> Outcome:
        """Do a DELETE. Raises: NotEvaluable."""
        only(node, _DELETE_PARTS)
        name = self.target(node)
        rows = self.rows(name)
        scope = Scope(self.dialect)
        table = node.this
        if {key for key, value in table.args.items() if value} - {"this", "db", "alias"}:
            raise NotEvaluable("this DELETE is not evaluated")
        scope.sources.append(source_of(rows, name, table.alias or table.name, "s0"))
        where = node.args.get("where")
        where_sql = (
            f" WHERE {self.translator.expressions.condition(where.this, scope)}" if where is not None else ""
        )
        run = self.state.embedded.run
        places = [row[0] for row in run(f"SELECT n FROM {rows.stored} AS s0{where_sql} ORDER BY n")]
        returned, returned_rows = self.returned(node, name, rows, places)
        for place in places:
            run(f"DELETE FROM {rows.stored} WHERE n = ?", [place])
        if places:
            is_empty = not run(f"SELECT 1 FROM {rows.stored} LIMIT 1")
            hidden = frozenset[str]() if is_empty else rows.unknowable
            self.state.known[name] = replace(rows, unknowable=hidden, in_order=is_empty)
        return Outcome(name, len(places), (), None, returned, returned_rows)


def set_places(node: exp.Update, rows: TableRows, place: Callable[[TableRows, Any], int]) -> list[int]:
    """Return the places of the columns that an UPDATE sets. Raises: NotEvaluable."""
    places = []
    for assignment in node.expressions:
        if not isinstance(assignment, exp.EQ) or not isinstance(assignment.this, exp.Column):
            raise NotEvaluable("this SET is not evaluated")
        target = node.this.alias_or_name if isinstance(node.this, exp.Table) else ""
        if assignment.this.table and assignment.this.table.lower() != target.lower():
            raise NotEvaluable("a column of another table is set")
        places.append(place(rows, assignment.this.this))
    return places


def updated_columns(
    rows: TableRows, places: list[int], changed: list[list[Any]], everywhere: bool
) -> TableRows:
    """Return *rows* after an UPDATE: which columns can be read, whether the order is that of insertion."""
    hidden = set(rows.unknowable)
    for n, at in enumerate(places):
        if any(values[n] is HIDDEN for values in changed):
            hidden.add(rows.names[at])
        elif everywhere:
            hidden.discard(rows.names[at])
    if changed:
        hidden |= {
            column.name
            for at, column in enumerate(rows.table.columns)
            if column.on_update and at not in places
        }
    numbered = rows.numbered
    touched = numbered is not None and rows.at(numbered.name) in places
    next_key = None if touched else rows.next_key
    return replace(
        rows, unknowable=frozenset(hidden), next_key=next_key, in_order=rows.in_order and not changed
    )
