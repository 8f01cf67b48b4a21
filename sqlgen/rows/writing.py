"""INSERT, UPDATE and DELETE of known tables, done on the embedded database as the target does them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.rows.comparing import converted
from sqlgen.rows.embedded import UNKNOWABLE
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.kinds import OPAQUE, Kind
from sqlgen.rows.numbering import after_conflicts, after_explicit, after_query, first_of_statement
from sqlgen.rows.scope import Expr, Scope, Source, matching, source_of, table_called
from sqlgen.rows.select import Query, Translator, unknown
from sqlgen.rows.state import State, TableRows, has_partial_key, unique_keys
from sqlgen.rows.values import stored
from sqlgen.schema import Column, ObjectName

_INSERT_PARTS = {"this", "expression", "conflict", "returning", "ignore", "alternative", "default", "with_"}
_UPDATE_PARTS = {"this", "expressions", "from_", "where", "returning", "with_"}
_DELETE_PARTS = {"this", "where", "returning"}
_PSEUDO = ("inserted", "deleted")
"""The tables that OUTPUT names in place of the one that is written."""
DEFAULT: Any = object()
HIDDEN: Any = object()
"""Stands for a value that only the server knows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did. *keys*: the primary keys of inserted rows; *returned*: the RETURNING query."""

    table: ObjectName
    rowcount: int
    keys: tuple[tuple[Any, ...], ...] = ()
    generated_key: int | None = None
    returned: Query | None = None
    returned_rows: tuple[tuple[Any, ...], ...] = ()


class Writer:
    """Does writes; each raises NotEvaluable before anything has changed, or is undone by the caller."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.state: State = translator.state
        self.dialect: Dialect = translator.dialect
        self.facts = translator.dialect.facts.rows
        self._hidden = 0

    def write(self, node: Any) -> Outcome:
        """Do *node*. Raises: NotEvaluable."""
        if isinstance(node, exp.Insert):
            return self._insert(node)
        if isinstance(node, exp.Update):
            return self._update(node)
        if isinstance(node, exp.Delete):
            return self._delete(node)
        raise NotEvaluable(f"{node.key.upper()} is not evaluated")

    def target(self, node: Any) -> ObjectName:
        """Return the table that *node* writes."""
        table = node.this
        while isinstance(table, (exp.Schema, exp.Alias)):
            table = table.this
        if not isinstance(table, exp.Table):
            raise NotEvaluable("what is written is no table")
        return table_called(table, self.state, self.dialect)

    def _rows(self, name: ObjectName) -> TableRows:
        rows = self.state.known.get(name)
        if rows is None:
            raise unknown(name, self.state)
        return rows

    # --- INSERT -----------------------------------------------------------------------------------

    def _insert(self, node: exp.Insert) -> Outcome:
        _only(node, _INSERT_PARTS)
        name = self.target(node)
        rows = self._rows(name)
        listed = node.this.expressions if isinstance(node.this, exp.Schema) else []
        if listed:
            places = [self._place(rows, identifier) for identifier in listed]
        else:
            places = [at for at, column in enumerate(rows.table.columns) if column.computed is None]
        given = self._given_rows(node, rows, places, bool(listed))
        is_query = not isinstance(node.expression, exp.Values) and not node.args.get("default")
        on_conflict = self._conflict(node, rows)
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
        if on_conflict is not None:
            next_key = after_conflicts(next_key, self.facts, has_numbers)
        return self._inserted(node, name, replace(rows, next_key=next_key), full, numbered, on_conflict)

    def _place(self, rows: TableRows, identifier: Any) -> int:
        quoted = bool(getattr(identifier, "args", {}).get("quoted"))
        at = matching(identifier.name, rows.names, self.dialect, quoted=quoted)
        if at is None:
            raise NotEvaluable(f"there is no column {identifier.name}")
        return at

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
        query = self.translator.query(source, scope, inner=True)
        if query.limit is not None or query.offset:
            raise NotEvaluable("LIMIT in INSERT ... SELECT")
        if len(query.columns) > len(places) or (listed and len(query.columns) != len(places)):
            raise NotEvaluable("there are more values than columns, or fewer")
        del places[len(query.columns) :]
        exprs = [
            self._converted(Expr(f"q.o{n}", c.kind, refusal=c.refusal), rows.kinds[at])
            for n, (c, at) in enumerate(zip(query.columns, places, strict=True))
        ]
        found = self._evaluated(exprs, f" FROM ({query.sql}) AS q")
        return [self._checked(values, rows, places) for values in found]

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
            exprs = [self._item(node, rows.kinds[at]) for node, at in zip(nodes, places, strict=True)]
            found = self._evaluated(exprs, "")
            made.append(self._checked(found[0], rows, places))
        return made

    def _item(self, node: Any, kind: Kind, scope: Scope | None = None) -> Any:
        """Return a value written for a column of *kind*: an expression, DEFAULT or HIDDEN."""
        if isinstance(node, (exp.Var, exp.Column)) and node.name.upper() == "DEFAULT":
            return DEFAULT
        try:
            return self._converted(self.translator.expressions.expr(node, scope or Scope(self.dialect)), kind)
        except NotEvaluable:
            return HIDDEN

    def _converted(self, expr: Expr, kind: Kind) -> Any:
        if expr.refusal is not None:
            return HIDDEN
        if expr.kind.name in ("null",):
            return Expr("NULL", kind)
        if kind.name == OPAQUE:
            return HIDDEN
        try:
            return converted(expr, kind, self.facts)
        except NotEvaluable:
            return HIDDEN

    def _evaluated(self, items: Sequence[Any], from_: str) -> list[list[Any]]:
        exprs = [item.sql for item in items if isinstance(item, Expr)]
        found = self.state.embedded.run(f"SELECT {', '.join(['0', *exprs])}{from_}")
        result = []
        for values in found:
            rest = iter(values[1:])
            result.append([next(rest) if isinstance(item, Expr) else item for item in items])
        return result

    def _checked(self, values: list[Any], rows: TableRows, places: list[int]) -> list[Any]:
        return [
            value if value is DEFAULT or value is HIDDEN else self._stored(value, rows.kinds[at])
            for value, at in zip(values, places, strict=True)
        ]

    def _stored(self, value: Any, kind: Kind) -> Any:
        """Return what the column holds; HIDDEN where the server changes the value in its own way."""
        try:
            return stored(value, kind, self.facts)
        except NotEvaluable:
            return HIDDEN

    def _row(self, rows: TableRows, given: dict[int, Any]) -> list[Any]:
        row = []
        for at, column in enumerate(rows.table.columns):
            value = given.get(at, DEFAULT)
            if value is None and self._is_numbered(rows, column) and self.facts.null_is_numbered:
                value = DEFAULT
            if value is DEFAULT:
                value = DEFAULT if self._is_numbered(rows, column) else self._default(column, rows.kinds[at])
            row.append(value)
        return row

    def _is_numbered(self, rows: TableRows, column: Column) -> bool:
        return rows.numbered is column

    def _default(self, column: Column, kind: Kind) -> Any:
        if column.computed is not None:
            return HIDDEN
        if column.default is None:
            if not column.nullable:
                raise NotEvaluable(f"{column.name} is given no value")
            return None
        item = self._item(self._read_default(column.default.sql), kind)
        if item is HIDDEN or item is DEFAULT:
            return HIDDEN
        return self._stored(self._evaluated([item], "")[0][0], kind)

    def _read_default(self, sql: str) -> Any:
        from sqlgen.rows.reading import parsed_statement

        return parsed_statement(f"SELECT {sql}", self.dialect).expressions[0]

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

    def _conflict(self, node: exp.Insert, rows: TableRows) -> str | None:
        """Return the embedded database's clause for conflicts; None where they are errors."""
        conflict, alternative = node.args.get("conflict"), node.args.get("alternative")
        ignoring = bool(node.args.get("ignore")) or (alternative or "").upper() == "IGNORE"
        if conflict is None and not ignoring:
            if alternative:
                raise NotEvaluable(f"INSERT OR {alternative}")
            return None
        if has_partial_key(rows.table):
            raise NotEvaluable("a partial index decides about conflicts")
        if conflict is None:
            return " ON CONFLICT DO NOTHING"
        if {key for key, value in conflict.args.items() if value} - {"action", "conflict_keys"}:
            raise NotEvaluable("this ON CONFLICT is not evaluated")
        if str(conflict.args.get("action")).upper() != "DO NOTHING":
            raise NotEvaluable("ON CONFLICT DO UPDATE")
        keys = conflict.args.get("conflict_keys") or []
        if not keys:
            return " ON CONFLICT DO NOTHING"
        places = [self._place(rows, key.this if isinstance(key, exp.Ordered) else key) for key in keys]
        return f" ON CONFLICT ({', '.join(f'c{at}' for at in places)}) DO NOTHING"

    def _inserted(
        self,
        node: exp.Insert,
        name: ObjectName,
        rows: TableRows,
        full: list[list[Any]],
        numbered: list[int | None],
        on_conflict: str | None,
    ) -> Outcome:
        rows, full = self._without_hidden(rows, full, on_conflict is not None)
        marks = ", ".join("?" * len(rows.kinds))
        columns = ", ".join(f"c{at}" for at in range(len(rows.kinds)))
        places: list[int] = []
        kept: list[list[Any]] = []
        first: int | None = None
        run = self.state.embedded.run
        for row, key in zip(full, numbered, strict=True):
            values = f"({columns}) VALUES ({marks})" if row else "DEFAULT VALUES"
            clause = on_conflict if row else ""
            made = run(f"INSERT INTO {rows.stored} {values}{clause or ''} RETURNING n", row)
            if made:
                places.append(made[0][0])
                kept.append(row)
                first = key if first is None or self.facts.last_key_returned else first
        self.state.known[name] = rows
        primary = rows.table.primary_key
        at_keys = [rows.at(c) for c in primary.columns if c in rows.names] if primary is not None else []
        keys = tuple(tuple(row[at] for at in at_keys) for row in kept)
        returned, returned_rows = self._returned(node, name, rows, places)
        return Outcome(name, len(places), keys, first, returned, returned_rows)

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
                marked.append(self._marker())
            made.append(marked)
        return replace(rows, unknowable=frozenset(hidden)), made

    def _marker(self) -> str:
        self.state.made += 1
        return f"{UNKNOWABLE}{self.state.made}"

    def _returned(
        self, node: Any, name: ObjectName, rows: TableRows, places: Sequence[int]
    ) -> tuple[Query | None, tuple[tuple[Any, ...], ...]]:
        returning = node.args.get("returning")
        if returning is None:
            return None, ()
        table = node.this.this if isinstance(node.this, exp.Schema) else node.this
        scope = Scope(self.dialect)
        alias = table.alias or table.name
        pseudo = next((c.table for c in returning.find_all(exp.Column) if c.table.lower() in _PSEUDO), None)
        scope.sources.append(source_of(rows, name, pseudo or alias, "s0"))
        names, columns = self.translator.outputs(returning.expressions, scope)
        shown = ", ".join(column.sql for column in columns)
        found = []
        for place in places:
            found += self.state.embedded.run(f"SELECT {shown} FROM {rows.stored} AS s0 WHERE n = ?", [place])
        return Query("", names, columns), tuple(found)

    # --- UPDATE -----------------------------------------------------------------------------------

    def _update(self, node: exp.Update) -> Outcome:
        _only(node, _UPDATE_PARTS)
        name = self.target(node)
        rows = self._rows(name)
        scope = Scope(self.dialect)
        self.translator.with_parts(node, scope)
        from_sql = self._joined_sources(node, name, rows, scope)
        where = node.args.get("where")
        where_sql = (
            f" WHERE {self.translator.expressions.condition(where.this, scope)}" if where is not None else ""
        )
        places = set_places(node, rows, self._place)
        items = []
        for n, (at, assignment) in enumerate(zip(places, node.expressions, strict=True)):
            done = {rows.names[before].lower() for before in places[:n]}
            if self.facts.update_sees_changes and any(
                column.name.lower() in done for column in assignment.expression.find_all(exp.Column)
            ):
                raise NotEvaluable("a column is read that was set before in the same UPDATE")
            item = self._item(assignment.expression, rows.kinds[at], scope)
            items.append(HIDDEN if item is DEFAULT else item)
        exprs = [Expr("s0.n", Kind("integer")), *items]
        found: dict[int, list[Any]] = {}
        for values in self._evaluated(exprs, f"{from_sql}{where_sql}"):
            if found.setdefault(values[0], values) != values:
                raise NotEvaluable("a row is updated in more than one way")
        changed = [self._checked(values[1:], rows, places) for values in found.values()]
        updated = updated_columns(rows, places, changed, where is None)
        for place, values in zip(found, changed, strict=True):
            marked = [self._marker() if value is HIDDEN else value for value in values]
            sets = ", ".join(f"c{at} = ?" for at in places)
            self.state.embedded.run(f"UPDATE {rows.stored} SET {sets} WHERE n = ?", [*marked, place])
        self.state.known[name] = updated if found else rows
        returned, returned_rows = self._returned(node, name, updated, list(found))
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

    def _delete(self, node: exp.Delete) -> Outcome:
        _only(node, _DELETE_PARTS)
        name = self.target(node)
        rows = self._rows(name)
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
        returned, returned_rows = self._returned(node, name, rows, places)
        for place in places:
            run(f"DELETE FROM {rows.stored} WHERE n = ?", [place])
        if places:
            is_empty = not run(f"SELECT 1 FROM {rows.stored} LIMIT 1")
            hidden = frozenset[str]() if is_empty else rows.unknowable
            self.state.known[name] = replace(rows, unknowable=hidden, in_order=is_empty)
        return Outcome(name, len(places), (), None, returned, returned_rows)


def _only(node: Any, allowed: set[str]) -> None:
    extra = {key for key, value in node.args.items() if value not in (None, False, [], "")} - allowed
    if extra:
        raise NotEvaluable(f"{node.key.upper()} with {', '.join(sorted(extra))} is not evaluated")


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


__all__ = ["DEFAULT", "HIDDEN", "Outcome", "Source", "Writer", "set_places", "updated_columns"]
