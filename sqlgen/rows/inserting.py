"""INSERT into known tables: numbers, defaults and conflicts as the target has them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlglot import exp

from sqlgen.rows.conflicts import Conflict, Conflicting, conflict_of
from sqlgen.rows.cutting import limited
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.numbering import after_conflicts, after_explicit, after_query, first_of_statement
from sqlgen.rows.scope import Expr, Scope
from sqlgen.rows.state import TableRows, unique_keys
from sqlgen.rows.written import DEFAULT, HIDDEN, Outcome, only
from sqlgen.schema import ObjectName

_INSERT_PARTS = {"this", "expression", "conflict", "returning", "ignore", "alternative", "default", "with_"}


class Inserting(Conflicting):
    """Does INSERT."""

    def insert(self, node: exp.Insert) -> Outcome:
        """Do an INSERT. Raises: NotEvaluable."""
        only(node, _INSERT_PARTS)
        name = self.target(node)
        rows = self.rows(name)
        listed = node.this.expressions if isinstance(node.this, exp.Schema) else []
        if listed:
            places = [self.place(rows, identifier) for identifier in listed]
        else:
            places = [at for at, column in enumerate(rows.table.columns) if column.computed is None]
        given = self._given_rows(node, rows, places, bool(listed))
        is_query = not isinstance(node.expression, exp.Values) and not node.args.get("default")
        conflict = conflict_of(node, rows, self.place)
        numbered: list[int | None] = []
        full: list[list[Any]] = []
        next_key = first_of_statement(rows, self.facts, self.state.embedded)
        for values in given:
            row = self._row(rows, dict(zip(places, values, strict=True)))
            row, key, next_key = self._numbered(rows, row, next_key, is_query and len(given) > 1)
            full.append(row)
            numbered.append(key)
        has_numbers = any(key is not None for key in numbered)
        if is_query:
            next_key = after_query(next_key, self.facts, has_numbers)
        if conflict is not None:
            next_key = after_conflicts(next_key, self.facts, has_numbers)
        return self._inserted(node, name, replace(rows, next_key=next_key), full, numbered, conflict)

    def _given_rows(
        self, node: exp.Insert, rows: TableRows, places: list[int], listed: bool
    ) -> list[list[Any]]:
        source = node.expression
        if node.args.get("default"):
            return [[DEFAULT] * len(places)]
        if isinstance(source, exp.Values):
            if {key for key, value in source.args.items() if value} - {"expressions"}:
                raise NotEvaluable("this VALUES is not evaluated")
            return self._values(source, rows, places, listed)
        scope = Scope(self.dialect)
        self.translator.with_parts(node, scope)
        query = limited(self.translator, self.translator.query(source, scope, inner=True), source, scope)
        if len(query.columns) > len(places) or (listed and len(query.columns) != len(places)):
            raise NotEvaluable("there are more values than columns, or fewer")
        del places[len(query.columns) :]
        exprs = [
            self.converted(Expr(f"q.o{n}", c.kind, refusal=c.refusal), rows.kinds[at])
            for n, (c, at) in enumerate(zip(query.columns, places, strict=True))
        ]
        found = self.evaluated(exprs, f" FROM ({query.sql}) AS q")
        return [self.checked(values, rows, places) for values in found]

    def _values(
        self, source: exp.Values, rows: TableRows, places: list[int], listed: bool
    ) -> list[list[Any]]:
        made = []
        for item in source.expressions:
            nodes = item.expressions if isinstance(item, exp.Tuple) else [item.this]
            if not nodes and not listed:
                nodes = [exp.Var(this="DEFAULT")] * len(places)
            if len(nodes) > len(places) or (listed and len(nodes) != len(places)):
                raise NotEvaluable("there are more values than columns, or fewer")
            nodes = nodes + [exp.Var(this="DEFAULT")] * (len(places) - len(nodes))
            exprs = [self.item(node, rows.kinds[at]) for node, at in zip(nodes, places, strict=True)]
            found = self.evaluated(exprs, "")
            made.append(self.checked(found[0], rows, places))
        return made

    def _row(self, rows: TableRows, given: dict[int, Any]) -> list[Any]:
        row = []
        for at, column in enumerate(rows.table.columns):
            value = given.get(at, DEFAULT)
            if value is None and self.is_numbered(rows, column) and self.facts.null_is_numbered:
                value = DEFAULT
            if value is DEFAULT:
                value = DEFAULT if self.is_numbered(rows, column) else self.default(column, rows.kinds[at])
            row.append(value)
        return row

    def _numbered(
        self, rows: TableRows, row: list[Any], next_key: int | None, in_any_order: bool
    ) -> tuple[list[Any], int | None, int | None]:
        """Return the row with its number, the number if it was generated, and the one after it."""
        column = rows.numbered
        if column is None:
            return row, None, next_key
        at = rows.at(column.name)
        value = row[at]
        if value is DEFAULT:
            key = None if in_any_order else next_key
            row[at] = HIDDEN if key is None else key
            following = next_key + rows.step if in_any_order and next_key is not None else None
            return row, key, following if key is None else key + rows.step
        if value == 0 and self.facts.zero_is_numbered:
            raise NotEvaluable("a key is given as 0")
        return row, None, after_explicit(value if isinstance(value, int) else None, next_key, self.facts)

    def _inserted(
        self,
        node: exp.Insert,
        name: ObjectName,
        rows: TableRows,
        full: list[list[Any]],
        numbered: list[int | None],
        conflict: Conflict | None,
    ) -> Outcome:
        rows, full = self._without_hidden(rows, full, conflict is not None)
        marks = ", ".join("?" * len(rows.kinds))
        columns = ", ".join(f"c{at}" for at in range(len(rows.kinds)))
        places: list[int] = []
        kept: list[list[Any]] = []
        first: int | None = None
        again = 0
        run = self.state.embedded.run
        for row, key in zip(full, numbered, strict=True):
            values = f"({columns}) VALUES ({marks})" if row else "DEFAULT VALUES"
            clause = f"{conflict.target} DO NOTHING" if row and conflict is not None else ""
            made = run(f"INSERT INTO {rows.stored} {values}{clause} RETURNING n", row)
            if made:
                places.append(made[0][0])
                kept.append(row)
                first = key if first is None or self.facts.last_key_returned else first
            elif conflict is not None and conflict.assignments:
                rows, changed, counts = self.changed_in_place(node, name, rows, row, conflict)
                if changed in places:
                    raise NotEvaluable("an INSERT finds a row twice")
                if changed is not None:
                    places.append(changed)
                    again += counts - 1
        self.state.known[name] = rows
        primary = rows.table.primary_key
        at_keys = [rows.at(c) for c in primary.columns if c in rows.names] if primary is not None else []
        keys = tuple(tuple(row[at] for at in at_keys) for row in kept)
        returned, returned_rows = self.returned(node, name, rows, places)
        return Outcome(name, len(places) + again, keys, first, returned, returned_rows)

    def _without_hidden(
        self, rows: TableRows, full: list[list[Any]], conflicts: bool
    ) -> tuple[TableRows, list[list[Any]]]:
        """Return the rows with a marker of its own for each value that only the server knows."""
        hidden = set(rows.unknowable)
        in_keys = {name for key in unique_keys(rows.table) for name in key}
        made = []
        for row in full:
            marked = []
            for column, value in zip(rows.table.columns, row, strict=True):
                if value is not HIDDEN:
                    marked.append(value)
                    continue
                if conflicts and column.name in in_keys and column is not rows.numbered:
                    raise NotEvaluable(f"whether {column.name} is taken is not known")
                hidden.add(column.name)
                marked.append(self.marker())
            made.append(marked)
        return replace(rows, unknowable=frozenset(hidden)), made
