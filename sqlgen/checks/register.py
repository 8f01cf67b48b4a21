"""The names that are taken, room by room, and who refers to whom; follows the schema by what changed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.dialect import Dialect
from sqlgen.schema import (
    Check,
    Constraint,
    Enum,
    Exclude,
    ForeignKey,
    Index,
    ObjectName,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from sqlgen.values import dataclass

_KINDS: dict[type[Constraint], str] = {
    PrimaryKey: "primary",
    Unique: "unique",
    Check: "check",
    ForeignKey: "foreignkey",
    Exclude: "exclude",
}
TITLES = {
    "table": "table",
    "type": "type",
    "index": "index",
    "primary": "primary key",
    "unique": "unique constraint",
    "check": "check constraint",
    "foreignkey": "foreign key",
    "exclude": "exclude constraint",
}

Place = tuple[str | None, ...]
"""A room (of a schema, or of one of its tables) and the name in it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a name: a table, a type, or something that *table* has."""

    kind: str
    name: str
    table: ObjectName

    @property
    def title(self) -> str:
        """The holder for people: ``index "ix_a" of "orders"``."""
        of = "" if self.kind in ("table", "type") else f' of "{self.table}"'
        return f'{TITLES[self.kind]} "{self.name}"{of}'


def kind_of(constraint: Constraint) -> str:
    """Return the word of the facts for a constraint."""
    return _KINDS[type(constraint)]


class Register:
    """What the schema at hand has, found by name; `follow` brings it up to another schema."""

    def __init__(self, dialect: Dialect) -> None:
        names = dialect.facts.checks.names
        self._rooms: dict[str, tuple[tuple[str, bool], ...]] = {
            kind: tuple((room.removesuffix(" in table"), room.endswith(" in table")) for room in names[kind])
            for kind in names
        }
        self._exact = dialect.facts.ddl.identifier_case in ("lower", "upper")
        self._schema = Schema()
        self._next = self._schema
        self._taken: dict[Place, Holder] = {}
        self._referring: dict[ObjectName, dict[ObjectName, None]] = {}

    def follow(self, schema: Schema) -> None:
        """Answer for *schema* from now on; what has changed is taken over when somebody asks."""
        self._next = schema

    def _catch_up(self) -> None:
        schema = self._next
        last, self._schema = self._schema, schema
        if schema.tables is not last.tables:
            gone = [
                (table, schema.tables.get(name)) for name, table in last.tables.changed_since(schema.tables)
            ]
            come = [
                (table, last.tables.get(name)) for name, table in schema.tables.changed_since(last.tables)
            ]
            for table, other in gone:
                if not _same_names(table, other):
                    self._leave(table)
            for table, other in come:
                if not _same_names(table, other):
                    self._enter(table)
        if schema.enums is not last.enums:
            for _, enum in last.enums.changed_since(schema.enums):
                self._forget(_of_type(enum))
            for _, enum in schema.enums.changed_since(last.enums):
                self._take(_of_type(enum))

    def holder(self, wanted: Holder) -> Holder | None:
        """Return who has a name that *wanted* would need, or None."""
        self._catch_up()
        for place in self._places(wanted):
            found = self._taken.get(place)
            if found is not None:
                return found
        return None

    def index(self, name: str, schema: str | None) -> Holder | None:
        """Return who is called *name* among the indexes of *schema*, whatever its table."""
        self._catch_up()
        for table in (t for t in self._schema.tables.values() if t.name.schema == schema):
            for holder in names_of(table):
                if holder.kind != "table" and self._same(holder.name, name):
                    return holder
        return None

    def referring_to(self, name: ObjectName) -> Iterator[tuple[Table, ForeignKey]]:
        """Yield the foreign keys that lead to *name*, with their tables."""
        self._catch_up()
        for other in self._referring.get(name, ()):
            table = self._schema.table(other)
            for key in table.foreign_keys if table is not None else ():
                if key.referred == name:
                    yield table, key  # type: ignore[misc]

    def _same(self, one: str, other: str) -> bool:
        return one == other if self._exact else one.lower() == other.lower()

    def _enter(self, table: Table) -> None:
        for holder in names_of(table):
            self._take(holder)
        for key in table.foreign_keys:
            self._referring.setdefault(key.referred, {})[table.name] = None

    def _leave(self, table: Table) -> None:
        for holder in names_of(table):
            self._forget(holder)
        for key in table.foreign_keys:
            self._referring.get(key.referred, {}).pop(table.name, None)

    def _take(self, holder: Holder) -> None:
        for place in self._places(holder):
            self._taken.setdefault(place, holder)

    def _forget(self, holder: Holder) -> None:
        for place in self._places(holder):
            if self._taken.get(place) == holder:
                del self._taken[place]

    def _places(self, holder: Holder) -> Iterator[Place]:
        schema, table = holder.table.schema, holder.table.name
        name = holder.name if self._exact else holder.name.lower()
        if holder.kind == "table":
            name = holder.name  # Whether tables are found in any case differs with the server's disk.
        for room, in_table in self._rooms.get(holder.kind, ()):
            yield (room, schema, table, name) if in_table else (room, schema, name)


def _same_names(one: Table, other: Table | None) -> bool:
    return other is not None and one.constraints is other.constraints and one.indexes is other.indexes


def names_of(table: Table) -> Iterator[Holder]:
    """Yield the table and each named part of it that has a name of its own."""
    yield Holder("table", table.name.name, table.name)
    for constraint in table.constraints:
        if constraint.name is not None:
            yield Holder(kind_of(constraint), constraint.name, table.name)
    for index in table.indexes:
        if index.name is not None:
            yield of_index(index, table.name)


def of_index(index: Index, table: ObjectName) -> Holder:
    """Return *index* as the holder of its name."""
    assert index.name is not None
    return Holder("index", index.name, table)


def _of_type(enum: Enum) -> Holder:
    return Holder("type", enum.name.name, enum.name)
