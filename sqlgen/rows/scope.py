"""Names in a statement: which column of which table one means, and what is known of it."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field, replace
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.raw_sql.names import known_name, without_default_schema
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.kinds import ANY, OPAQUE, Kind
from sqlgen.rows.state import State, TableRows
from sqlgen.schema import ObjectName

MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression in the embedded database's SQL. *text*: of a literal without a type, else None.

    *column*: ``table.column`` of a plain column. *refusal*: why its value must not be read, else None.
    """

    sql: str
    kind: Kind
    text: str | None = None
    number: str | None = None
    column: str | None = None
    refusal: NotEvaluable | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A table, subquery or WITH part in FROM. *open_*: of unknown shape, taken to have no rows."""

    alias: str
    names: tuple[str, ...]
    values: tuple[Expr, ...]
    rows: TableRows | None = None
    table: ObjectName | None = None
    open_: bool = False
    nullable: bool = False


@dataclass(slots=True)
class Scope:
    """The sources of one SELECT, within those of the SELECT around it."""

    dialect: Dialect
    outer: Scope | None = None
    sources: list[Source] = field(default_factory=list)
    parts: dict[str, tuple[str, Source]] = field(default_factory=dict)

    def part(self, name: str) -> tuple[str, Source] | None:
        """Return the WITH part called *name*: its SQL and its columns."""
        found = self.parts.get(name.lower())
        return found if found is not None or self.outer is None else self.outer.part(name)

    def column(self, name: str, table: str | None, *, quoted: bool = False) -> Expr:
        """Return the column that is meant. Raises: NotEvaluable."""
        scope: Scope | None = self
        while scope is not None:
            found = scope._own(name, table, quoted)
            if found is not None:
                return found
            scope = scope.outer
        shown = f"{table}.{name}" if table else name
        raise NotEvaluable(f"there is no column {shown}")

    def _own(self, name: str, table: str | None, quoted: bool) -> Expr | None:
        sources = self.sources
        if table is not None:
            sources = [source for source in sources if source.alias.lower() == table.lower()][:1]
        found: list[Expr] = []
        for source in sources:
            at = matching(name, source.names, self.dialect, quoted=quoted)
            if at is not None:
                found.append(source.values[at])
        if len(found) > 1:
            raise NotEvaluable(f"the column {name} is ambiguous")
        if found:
            return found[0]
        if any(source.open_ for source in sources):
            return Expr("NULL", ANY)
        return None


def matching(name: str, names: tuple[str, ...], dialect: Dialect, *, quoted: bool = False) -> int | None:
    """Return the place of the name among *names* that *name* means, or None."""
    if name in names:
        return names.index(name)
    if quoted and dialect.facts.ddl.identifier_case in ("lower", "upper"):
        return None
    places = [at for at, other in enumerate(names) if other.lower() == name.lower()]
    return places[0] if len(places) == 1 else None


def is_nothing(node: Any, dialect: Dialect) -> bool:
    """Tell whether a part of FROM is the table that stands for no table."""
    plain = not node.args.get("db") and not node.args.get("alias")
    return plain and str(node.name).upper() in dialect.facts.rows.no_tables


def table_called(identifiers: Any, state: State, dialect: Dialect) -> ObjectName:
    """Return the name of the table that a node of sqlglot means, spelled as the schema has it."""
    parts = []
    for part in (identifiers.args.get("db"), identifiers.this):
        if part is not None and not hasattr(part, "quoted"):
            raise NotEvaluable("a table that is no name")
        text = part.name if part is not None else None
        if text and not part.args.get("quoted") and dialect.facts.ddl.identifier_case in ("lower", "upper"):
            text = text.lower()
        parts.append(text or None)
    name = ObjectName(parts[1] or "", parts[0])
    tables: Any = ChainMap(state.reasons, state.known, state.schema.tables)  # type: ignore[arg-type]
    known = known_name(name, tables, dialect)
    return known if known is not None else without_default_schema(name, dialect)


def source_of(rows: TableRows, name: ObjectName, alias: str, inner: str) -> Source:
    """Return a known table as a source; *inner* is its alias in the embedded database's SQL."""
    values = []
    for at, (column, kind) in enumerate(zip(rows.table.columns, rows.kinds, strict=True)):
        shown = f"{name}.{column.name}"
        refusal = None
        if column.name in rows.unknowable:
            refusal = NotEvaluable(f"the server makes the values of {shown}", columns=(shown,))
        elif column.computed is not None:
            refusal = NotEvaluable(f"the server computes {shown}", columns=(shown,))
        elif kind.name == OPAQUE:
            refusal = NotEvaluable(
                f"values of the type {column.type.sql} ({shown}) are not understood", columns=(shown,)
            )
        values.append(Expr(f"{inner}.c{at}", kind, column=shown, refusal=refusal))
    return Source(alias, rows.names, tuple(values), rows, name)


def outer_joined(source: Source) -> Source:
    """Return *source* as the optional side of a LEFT JOIN."""
    return replace(source, nullable=True)
