"""Which names are taken in a schema: known for one moment, and brought up to the next by what changed.

A name is made up for most tables of a history, and gathering all names for each would take as long as the
history is, squared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlgen.dialect import Dialect
from sqlgen.schema import NO_NAMES, Exclude, ObjectName, PrimaryKey, Schema, Table, Unique


@dataclass(frozen=True, slots=True)
class Taken:
    """Names in use, one table left out: *counts* with it, *without* what it has of them."""

    counts: Counter[str]
    without: Counter[str]
    also: frozenset[str]

    def __contains__(self, name: object) -> bool:
        return name in self.also or self.counts[name] > self.without[name]  # type: ignore[index]


class _Follower:
    """The names at the moment that was asked for last."""

    def __init__(self, default: str | None) -> None:
        self._default = default
        self._tables = self._views = self._sequences = NO_NAMES
        self._relations: dict[str | None, Counter[str]] = {}
        self._constraints: dict[str | None, Counter[str]] = {}

    def follow(self, schema: Schema) -> None:
        """Go on, or back, to *schema*."""
        for then, now in (
            (self._tables, schema.tables),
            (self._views, schema.views),
            (self._sequences, schema.sequences),
        ):
            if then is not now:
                self._add(then.changed_since(now), -1)
                self._add(now.changed_since(then), 1)
        self._tables, self._views, self._sequences = schema.tables, schema.views, schema.sequences

    def _add(self, changed: Iterable[tuple[ObjectName, object]], number: int) -> None:
        for name, value in changed:
            of = self.schema_of(name)
            relations = self._relations.setdefault(of, Counter())
            relations[name.name] += number
            if isinstance(value, Table):
                constraints = self._constraints.setdefault(of, Counter())
                for relation in relations_of(value):
                    relations[relation] += number
                for constraint in constraints_of(value):
                    constraints[constraint] += number

    def schema_of(self, name: ObjectName) -> str | None:
        """Return the schema that *name* is in, the default one by its name."""
        return name.schema or self._default

    def relations(self, of: str | None) -> Counter[str]:
        """Return how often each name of a table, view, sequence or index is there."""
        return self._relations.get(of, Counter())

    def constraints(self, of: str | None) -> Counter[str]:
        """Return how often each name of a constraint is there."""
        return self._constraints.get(of, Counter())


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
    without = Counter(relations_of(known)) if known is not None else Counter()
    return Taken(follower.relations(follower.schema_of(table.name)), without, frozenset(relations_of(table)))


def constraints(table: Table, schema: Schema, dialect: Dialect) -> Taken:
    """Return the names of constraints in the schema of *table*, which is as given."""
    follower = _followed(schema, dialect)
    known = schema.table(table.name)
    without = Counter(constraints_of(known)) if known is not None else Counter()
    return Taken(
        follower.constraints(follower.schema_of(table.name)), without, frozenset(constraints_of(table))
    )


def _followed(schema: Schema, dialect: Dialect) -> _Follower:
    follower = _follower(dialect)
    follower.follow(schema)
    return follower


@lru_cache(maxsize=8)
def _follower(dialect: Dialect) -> _Follower:
    return _Follower(dialect.facts.ddl.default_schema)
