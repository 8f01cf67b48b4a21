"""What all writes need: values made ready for their columns, markers for those that only the server knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.rows.comparing import converted
from sqlgen.rows.embedded import UNKNOWABLE
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.kinds import OPAQUE, Kind
from sqlgen.rows.reading import parsed_statement
from sqlgen.rows.scope import Expr, Scope, matching, source_of, table_called
from sqlgen.rows.select import Query, Translator, unknown
from sqlgen.rows.state import State, TableRows
from sqlgen.rows.values import stored
from sqlgen.schema import Column, ObjectName
from sqlgen.values import dataclass

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


class Written:
    """The values of one write. *translator*: of its statement."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.state: State = translator.state
        self.dialect: Dialect = translator.dialect
        self.facts = translator.dialect.facts.rows
        self._hidden = 0

    def target(self, node: Any) -> ObjectName:
        """Return the table that *node* writes."""
        table = node.this
        while isinstance(table, (exp.Schema, exp.Alias)):
            table = table.this
        if not isinstance(table, exp.Table):
            raise NotEvaluable("what is written is no table")
        return table_called(table, self.state, self.dialect)

    def rows(self, name: ObjectName) -> TableRows:
        """Return the known rows of a table. Raises: NotEvaluable."""
        rows = self.state.known.get(name)
        if rows is None:
            raise unknown(name, self.state)
        return rows

    def place(self, rows: TableRows, identifier: Any) -> int:
        """Return the place of the column that *identifier* means. Raises: NotEvaluable."""
        quoted = bool(getattr(identifier, "args", {}).get("quoted"))
        at = matching(identifier.name, rows.names, self.dialect, quoted=quoted)
        if at is None:
            raise NotEvaluable(f"there is no column {identifier.name}")
        return at

    def item(self, node: Any, kind: Kind, scope: Scope | None = None) -> Any:
        """Return a value written for a column of *kind*: an expression, DEFAULT or HIDDEN."""
        if isinstance(node, (exp.Var, exp.Column)) and node.name.upper() == "DEFAULT":
            return DEFAULT
        try:
            return self.converted(self.translator.expressions.expr(node, scope or Scope(self.dialect)), kind)
        except NotEvaluable:
            return HIDDEN

    def converted(self, expr: Expr, kind: Kind) -> Any:
        """Return *expr* as a value for a column of *kind*, HIDDEN where that is not surely the same."""
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

    def evaluated(self, items: Sequence[Any], from_: str) -> list[list[Any]]:
        """Return the values of *items* for each row of *from_*; DEFAULT and HIDDEN stay what they are."""
        exprs = [item.sql for item in items if isinstance(item, Expr)]
        found = self.state.embedded.run(f"SELECT {', '.join(['0', *exprs])}{from_}")
        result = []
        for values in found:
            rest = iter(values[1:])
            result.append([next(rest) if isinstance(item, Expr) else item for item in items])
        return result

    def checked(self, values: list[Any], rows: TableRows, places: list[int]) -> list[Any]:
        """Return *values* as the columns at *places* hold them."""
        return [
            value if value is DEFAULT or value is HIDDEN else self.stored(value, rows.kinds[at])
            for value, at in zip(values, places, strict=True)
        ]

    def stored(self, value: Any, kind: Kind) -> Any:
        """Return what the column holds; HIDDEN where the server changes the value in its own way."""
        try:
            return stored(value, kind, self.facts)
        except NotEvaluable:
            return HIDDEN

    def is_numbered(self, rows: TableRows, column: Column) -> bool:
        """Tell whether the server numbers *column*."""
        return rows.numbered is column

    def default(self, column: Column, kind: Kind) -> Any:
        """Return what a column holds that is given no value. Raises: NotEvaluable."""
        if column.computed is not None:
            return HIDDEN
        if column.default is None:
            if not column.nullable:
                raise NotEvaluable(f"{column.name} is given no value")
            return None
        item = self.item(self.read_default(column.default.sql), kind)
        if item is HIDDEN or item is DEFAULT:
            return HIDDEN
        return self.stored(self.evaluated([item], "")[0][0], kind)

    def read_default(self, sql: str) -> Any:
        """Return the expression of a server default. Raises: NotEvaluable."""
        return parsed_statement(f"SELECT {sql}", self.dialect).expressions[0]

    def marker(self) -> str:
        """Return a stored value that stands for one that only the server knows, unlike any other."""
        self.state.made += 1
        return f"{UNKNOWABLE}{self.state.made}"

    def returned(
        self, node: Any, name: ObjectName, rows: TableRows, places: Sequence[int]
    ) -> tuple[Query | None, tuple[tuple[Any, ...], ...]]:
        """Return what RETURNING gives for the rows at *places*."""
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


def only(node: Any, allowed: set[str]) -> None:
    """Raises: NotEvaluable: *node* has a part that is not among *allowed*."""
    extra = {key for key, value in node.args.items() if value not in (None, False, [], "")} - allowed
    if extra:
        raise NotEvaluable(f"{node.key.upper()} with {', '.join(sorted(extra))} is not evaluated")
