"""What is known of each table's rows at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlgen.dialect import Dialect
from sqlgen.rows.embedded import EQUAL, EXACT, Embedded
from sqlgen.rows.kinds import TEXTS, Kind, kind_of
from sqlgen.schema import Column, ForeignKey, Identity, Names, ObjectName, PrimaryKey, Schema, Table, Unique


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table whose rows are known: they lie in *stored* of the embedded database, columns as ``c0``, ``c1``.

    *unknowable*: columns with values that the server makes. *next_key*: the number that the next generated
    key gets, None where it cannot be told. *in_order*: never updated, so that rows lie as inserted.
    *entered*: an INSERT was run on it, be it of no row.
    """

    table: Table
    stored: str
    kinds: tuple[Kind, ...]
    unknowable: frozenset[str] = frozenset()
    next_key: int | None = 1
    in_order: bool = True
    entered: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.table.columns)

    def at(self, name: str) -> int:
        """Return the place of a column."""
        return self.names.index(name)

    @property
    def numbered(self) -> Column | None:
        """The column that the server numbers, or None."""
        return next((c for c in self.table.columns if c.autoincrement or c.identity is not None), None)

    @property
    def step(self) -> int:
        """By how much the numbers grow."""
        identity = self.numbered.identity if self.numbered is not None else None
        return (identity.increment if identity is not None else None) or 1


@dataclass(slots=True)
class State:
    """All tables at one moment. *tainted*: tables that something may write unseen, for good."""

    embedded: Embedded
    schema: Schema = field(default_factory=Schema)
    known: dict[ObjectName, TableRows] = field(default_factory=dict)
    reasons: dict[ObjectName, str] = field(default_factory=dict)
    tainted: set[ObjectName] = field(default_factory=set)
    routines: dict[str, str] = field(default_factory=dict)
    made: int = 0

    def new_name(self) -> str:
        """Return a name for a table of the embedded database."""
        self.made += 1
        return f"t{self.made}"

    def forget(self, name: ObjectName, reason: str) -> None:
        """Note that the rows of *name* are not known any more."""
        old = self.known.pop(name, None)
        if old is not None:
            self.reasons[name] = reason

    def forget_all(self, reason: str) -> None:
        """Note that no rows are known any more."""
        for name in list(self.known):
            self.forget(name, reason)

    def referring(self, name: ObjectName) -> Iterator[TableRows]:
        """Yield each known table with a foreign key to *name*."""
        for rows in list(self.known.values()):
            if any(refers(key, name) for key in rows.table.foreign_keys):
                yield rows


def refers(key: ForeignKey, name: ObjectName) -> bool:
    """Tell whether *key* may point to *name*; the default schema is written or left out."""
    if None in (key.referred.schema, name.schema):
        return key.referred.name.lower() == name.name.lower()
    return key.referred == name


def collation(kind: Kind) -> str:
    """Return the collation clause by which values of *kind* are equal or not; empty for plain values."""
    if kind.name in TEXTS:
        return f" COLLATE {EQUAL}"
    return f" COLLATE {EXACT}" if kind.name == "decimal" else ""


def empty_rows(table: Table, state: State, dialect: Dialect) -> TableRows:
    """Return *table*, just made, as a known table without rows."""
    kinds = tuple(kind_of(column.type.sql, dialect, state.schema.enums) for column in table.columns)
    rows = TableRows(table, state.new_name(), kinds)
    numbered = rows.numbered
    if numbered is not None:
        rows = replace(rows, next_key=first_key(numbered.identity))
    create(rows, state.embedded)
    return rows


def first_key(identity: Identity | None) -> int | None:
    """Return the first number that is generated; None where it is not plain."""
    if identity is None:
        return 1
    if identity.cycle or (identity.increment or 1) <= 0:
        return None
    if identity.start is not None:
        return identity.start
    return identity.minvalue if identity.minvalue is not None else 1


def stored_as(name: str, kind: Kind) -> str:
    """Return the definition of a column of the embedded database that holds values of *kind*."""
    return f"{name}{' NUMERIC' if kind.name == 'number' else ''}{collation(kind)}"


def create(rows: TableRows, embedded: Embedded) -> None:
    """Make the table that holds *rows*, with the target's constraints of uniqueness."""
    columns = ", ".join(
        f"{stored_as(f'c{at}', kind)}{'' if column.nullable else ' NOT NULL'}"
        for at, (column, kind) in enumerate(zip(rows.table.columns, rows.kinds, strict=True))
    )
    embedded.run(f"CREATE TABLE {rows.stored} (n INTEGER PRIMARY KEY{', ' if columns else ''}{columns})")
    for number, key in enumerate(unique_keys(rows.table)):
        if all(name in rows.names for name in key):
            covered = ", ".join(f"c{rows.at(name)}" for name in key)
            embedded.run(f"CREATE UNIQUE INDEX {rows.stored}_{number} ON {rows.stored} ({covered})")


def unique_keys(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the columns of each constraint of uniqueness that covers whole columns."""
    keys = [c.columns for c in table.constraints if isinstance(c, (PrimaryKey, Unique))]
    keys += [i.columns for i in table.indexes if i.unique and not is_partial(i)]
    return tuple(dict.fromkeys(keys))


def is_partial(index: object) -> bool:
    """Tell whether an index covers only some rows, expressions, or parts of columns."""
    parts = getattr(index, "parts", ())
    options = getattr(index, "options", ())
    plain = all(part.column is not None and part.sql == part.column for part in parts)
    limited = any(key.endswith(("_where", "_length", "_distinct")) and value for key, value in options)
    definition = getattr(index, "definition", None)
    return not plain or limited or (definition is not None and " where " in definition.lower())


def has_partial_key(table: Table) -> bool:
    """Tell whether some constraint of uniqueness is not kept in the embedded database."""
    return any(index.unique and is_partial(index) for index in table.indexes)


def kinds_of(table: Table, enums: Names, dialect: Dialect) -> tuple[Kind, ...]:
    """Return the kinds of the columns of *table*."""
    return tuple(kind_of(column.type.sql, dialect, enums) for column in table.columns)
