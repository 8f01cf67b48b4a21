"""Which names are taken in a schema: known for one moment, and brought up to the next by what changed.

A name is made up for most tables of a history, and gathering all names for each would take as long as the
history is, squared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from sqlgen.dialect import Dialect
from sqlgen.schema import NO_NAMES, Exclude, ObjectName, PrimaryKey, Schema, Table, Unique
from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """Names in use, one table left out: *counts* with it, *without* what it has of them."""

    counts: Mapping[str, int]
    without: tuple[str, ...]
    also: tuple[str, ...]

    def __contains__(self, name: object) -> bool:
        return name in self.also or self.counts.get(name, 0) > self.without.count(name)  # type: ignore[call-overload]


class _Follower:
    """The names at the moment that was asked for last."""

    def __init__(self, default: str | None) -> None:
        self._default = default
        self._tables = self._views = self._sequences = NO_NAMES
        self._relations: dict[str | None, dict[str, int]] = {}
        self._constraints: dict[str | None, dict[str, int]] = {}

    def follow(self, schema: Schema) -> None:
        """Go on, or back, to *schema*."""
        if self._tables is not schema.tables:
            then, now = self._tables, schema.tables
            self._tables = now
            for name, table in then.changed_since(now):
                after = now.get(name)
                if not _same_names(table, after):
                    self._add(name, table, -1)
                    if after is not None:
                        self._add(name, after, 1)
            for name, table in now.changed_since(then):
                if name not in then:
                    self._add(name, table, 1)
        if self._views is not schema.views or self._sequences is not schema.sequences:
            for then, now in ((self._views, schema.views), (self._sequences, schema.sequences)):
                for name, _ in then.changed_since(now):
                    self._add(name, None, -1)
                for name, _ in now.changed_since(then):
                    self._add(name, None, 1)
            self._views, self._sequences = schema.views, schema.sequences

    def _add(self, name: ObjectName, table: Table | None, number: int) -> None:
        of = self.schema_of(name)
        relations = self._relations.setdefault(of, {})
        relations[name.name] = relations.get(name.name, 0) + number
        if table is not None:
            constraints = self._constraints.setdefault(of, {})
            for relation in relations_of(table):
                relations[relation] = relations.get(relation, 0) + number
            for constraint in constraints_of(table):
                constraints[constraint] = constraints.get(constraint, 0) + number

    def schema_of(self, name: ObjectName) -> str | None:
        """Return the schema that *name* is in, the default one by its name."""
        return name.schema or self._default

    def relations(self, of: str | None) -> Mapping[str, int]:
        """Return how often each name of a table, view, sequence or index is there."""
        return self._relations.get(of, {})

    def constraints(self, of: str | None) -> Mapping[str, int]:
        """Return how often each name of a constraint is there."""
        return self._constraints.get(of, {})


def _same_names(one: Table, other: Table | None) -> bool:
    return other is not None and one.indexes is other.indexes and one.constraints is other.constraints


def relations_of(table: Table) -> Iterator[str]:
    """Yield the names of the table's indexes, those of its keys among them."""
    yield from (index.name for index in table.indexes if index.name is not None)
    for constraint in table.constraints:
        if constraint.name is not None and isinstance(constraint, (PrimaryKey, Unique, Exclude)):
            yield constraint.name


def constraints_of(table: Table) -> Iterator[str]:
    """Yield the names of the table's constraints."""
    yield from (constraint.name for constraint in table.constraints if constraint.name is not None)


def relations(table: Table, schema: Schema, dialect: Dialect) -> Taken:
    """Return the names of tables, views, sequences and indexes beside *table*, which is as given."""
    follower = _followed(schema, dialect)
    known = schema.table(table.name)
    without = tuple(relations_of(known)) if known is not None else ()
    return Taken(follower.relations(follower.schema_of(table.name)), without, tuple(relations_of(table)))


def constraints(table: Table, schema: Schema, dialect: Dialect) -> Taken:
    """Return the names of constraints in the schema of *table*, which is as given."""
    follower = _followed(schema, dialect)
    known = schema.table(table.name)
    without = tuple(constraints_of(known)) if known is not None else ()
    return Taken(follower.constraints(follower.schema_of(table.name)), without, tuple(constraints_of(table)))


def _followed(schema: Schema, dialect: Dialect) -> _Follower:
    follower = _follower(dialect)
    follower.follow(schema)
    return follower


@lru_cache(maxsize=8)
def _follower(dialect: Dialect) -> _Follower:
    return _Follower(dialect.facts.ddl.default_schema)
