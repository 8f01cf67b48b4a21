"""The schema as frozen values: tables, columns, constraints, indexes, enums, views, triggers.

Knows nothing of SQLAlchemy, of dialects or of SQL text: a `construct` field carries the SQLAlchemy object
that a value was read from, as a hint for spelling it again, and takes no part in equality.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import count
from typing import Any, Literal, NamedTuple, Protocol

from sqlgen.origin import Origin
from sqlgen.values import dataclass


class ObjectName(NamedTuple):
    """The name of a table, view, index, sequence or type; *schema* None is the connection's default."""

    name: str
    schema: str | None = None

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


Options = tuple[tuple[str, Any], ...]
"""Dialect keywords as given (``("mysql_engine", "InnoDB")``), in the order given."""


@dataclass(frozen=True, slots=True)
class Type:
    """A column type, spelled for the dialect of the replay."""

    sql: str
    construct: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Default:
    """A server default: *sql* is what stands after DEFAULT (``'new'``, ``now()``, ``0``)."""

    sql: str
    construct: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """GENERATED ... AS IDENTITY or IDENTITY(start, increment); None means the server's own value."""

    always: bool = False
    start: int | None = None
    increment: int | None = None
    minvalue: int | None = None
    maxvalue: int | None = None
    nominvalue: bool | None = None
    nomaxvalue: bool | None = None
    cycle: bool | None = None
    cache: int | None = None
    on_null: bool | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """GENERATED ALWAYS AS (sql); *persisted* None leaves STORED or VIRTUAL to the dialect."""

    sql: str
    persisted: bool | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. *autoincrement*: the server numbers it (SERIAL, AUTO_INCREMENT, IDENTITY, rowid)."""

    name: str
    type: Type
    nullable: bool = True
    default: Default | None = None
    comment: str | None = None
    autoincrement: bool = False
    identity: Identity | None = None
    computed: Computed | None = None
    on_update: str | None = None
    options: Options = ()
    sequence: str | None = field(default=None, compare=False)
    """The sequence that the server made for the column, once it is named."""


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """PRIMARY KEY; *name* None is the one that the server makes up.

    *origin*: the line that added it to a table that was there; *made_up*: nobody but the server named it.
    So of all kinds of constraints.
    """

    columns: tuple[str, ...]
    name: str | None = None
    options: Options = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
    made_up: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unique:
    """UNIQUE over whole columns."""

    columns: tuple[str, ...]
    name: str | None = None
    deferrable: bool | None = None
    initially: str | None = None
    options: Options = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
    made_up: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """CHECK (*sql*). *columns*: those that it names, as far as they could be read."""

    sql: str
    name: str | None = None
    columns: tuple[str, ...] = ()
    options: Options = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
    made_up: bool = field(default=False, compare=False, repr=False)
    of_column: bool = field(default=False, compare=False)
    """Written in a column's definition: some servers name it in another way, or not at all."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """FOREIGN KEY; *referred_columns* empty means the referred table's primary key."""

    columns: tuple[str, ...]
    referred: ObjectName
    referred_columns: tuple[str, ...]
    name: str | None = None
    ondelete: str | None = None
    onupdate: str | None = None
    deferrable: bool | None = None
    initially: str | None = None
    match: str | None = None
    options: Options = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
    made_up: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Exclude:
    """PostgreSQL's EXCLUDE; *sql* is the whole definition after the constraint's name."""

    sql: str
    name: str | None = None
    columns: tuple[str, ...] = ()
    options: Options = ()
    construct: Any = field(default=None, compare=False, repr=False)
    origin: Origin | None = field(default=None, compare=False, repr=False)
    made_up: bool = field(default=False, compare=False, repr=False)


Constraint = PrimaryKey | Unique | Check | ForeignKey | Exclude


@dataclass(frozen=True, slots=True)
class IndexPart:
    """One element of an index: *column* where it is a plain column, else None; *sql* its spelling."""

    sql: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """An index. *name* None stands only for one of a raw statement that named none."""

    name: str | None
    parts: tuple[IndexPart, ...]
    unique: bool = False
    options: Options = ()
    definition: str | None = None
    """The whole CREATE INDEX as the script wrote it, where it came from raw SQL."""
    edited: bool = field(default=False, compare=False)
    """The server has changed that text, in a way that is not known to the letter."""
    generated: bool = field(default=False, compare=False)
    """Made by the server for a foreign key; it goes when another index serves."""
    construct: Any = field(default=None, compare=False, repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The plain columns that it covers."""
        return tuple(part.column for part in self.parts if part.column is not None)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with all that hangs on it. *origin*: the line that created it."""

    name: ObjectName
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    comment: str | None = None
    options: Options = ()
    prefixes: tuple[str, ...] = ()
    origin: Origin | None = field(default=None, compare=False)
    definition: str | None = field(default=None, compare=False, repr=False)
    """The CREATE TABLE as a raw statement wrote it, where nothing has been changed since."""

    def column(self, name: str) -> Column | None:
        """Return the column called *name*, or None."""
        for column in self.columns:
            if column.name == name:
                return column
        return None

    def with_parts(
        self, columns: tuple[Column, ...], constraints: tuple[Constraint, ...], indexes: tuple[Index, ...]
    ) -> Table:
        """Return this table made of other parts."""
        return Table(
            self.name,
            columns,
            constraints,
            indexes,
            self.comment,
            self.options,
            self.prefixes,
            self.origin,
            self.definition,
        )

    @property
    def primary_key(self) -> PrimaryKey | None:
        """The primary key, or None."""
        for constraint in self.constraints:
            if isinstance(constraint, PrimaryKey):
                return constraint
        return None

    @property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """Its outgoing foreign keys."""
        return tuple([c for c in self.constraints if isinstance(c, ForeignKey)])

    @property
    def checks(self) -> tuple[Check, ...]:
        """Its CHECK constraints."""
        return tuple(c for c in self.constraints if isinstance(c, Check))

    def constraint(self, name: str) -> Constraint | None:
        """Return the constraint called *name*, or None."""
        return next((c for c in self.constraints if c.name == name), None)


TypeKind = Literal["enum", "domain", "composite", "range", "base"]


@dataclass(frozen=True, slots=True)
class Enum:
    """A named type of the server: an enum (PostgreSQL's CREATE TYPE ... AS ENUM), or another one."""

    name: ObjectName
    labels: tuple[str, ...]
    definition: str | None = None
    """The whole CREATE statement of one that has no labels."""
    kind: TypeKind = "enum"


@dataclass(frozen=True, slots=True)
class View:
    """A view as the script wrote it: *sql* is the whole CREATE statement."""

    name: ObjectName
    sql: str
    refers_to: tuple[ObjectName, ...] = ()
    materialized: bool = False
    indexes: tuple[Index, ...] = ()
    """Of a materialized view."""
    edited: bool = field(default=False, compare=False)
    """The server has changed the text, in a way that is not known to the letter."""


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension of the server. *schema* None: the connection's own; *version* None: the newest."""

    name: str
    schema: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Routine:
    """A function or procedure as the script wrote it; *definitions*: one for each list of arguments.

    A text that is to be run later (PREPARE, a variable that holds SQL) is one without arguments.
    """

    name: ObjectName
    definitions: tuple[tuple[str, str], ...]
    """The arguments' text and the whole CREATE statement, in the order of their making."""


class Unread(Protocol):
    """What made an object's shape unknown: a statement of the history that could not be read."""

    @property
    def origin(self) -> Origin:
        """The line that holds the statement."""

    @property
    def reason(self) -> str:
        """Why it could not be read."""

    @property
    def failed(self) -> bool:
        """Whether it is no statement, but a revision that could not be replayed."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger as the script wrote it: *sql* is the whole CREATE statement."""

    name: ObjectName
    table: ObjectName
    sql: str
    edited: bool = field(default=False, compare=False)
    """As of a view."""

    @property
    def key(self) -> ObjectName:
        """Its place in `Schema.triggers`: two tables may each have one of that name."""
        return ObjectName(self.name.name, str(self.table))


_Groups = tuple[tuple[dict[ObjectName, Any] | None, ...], ...]
_numbers = count()
_STEPS = 7
"""How many changes a map remembers to have come by, beside its own."""


class Names(Mapping[ObjectName, Any]):
    """A persistent map: `with_` and `without` return a new one and share what did not change.

    Sixteen groups of sixteen small dicts, so that one change copies a few dozen entries however many there
    are, and what two maps share is passed over by the group. Iterates in the order of the names.
    """

    __slots__ = ("_groups", "_length", "_number", "_way")

    def __init__(
        self,
        _groups: _Groups = ((None,) * 16,) * 16,
        _length: int = 0,
        _way: tuple[tuple[int, ObjectName], ...] = (),
    ):
        self._groups = _groups
        self._length = _length
        self._number = next(_numbers)
        # The maps that this one came from, each with the name that was then changed.
        self._way = _way

    def __getitem__(self, name: ObjectName) -> Any:
        at = hash(name)
        bucket = self._groups[at % 16][at // 16 % 16]
        if bucket is None:
            raise KeyError(name)
        return bucket[name]

    def get(self, name: ObjectName, default: Any = None) -> Any:
        """Return what *name* stands for, else *default*."""
        at = hash(name)
        bucket = self._groups[at % 16][at // 16 % 16]
        return default if bucket is None else bucket.get(name, default)

    def __contains__(self, name: object) -> bool:
        at = hash(name)
        bucket = self._groups[at % 16][at // 16 % 16]
        return bucket is not None and name in bucket

    def __iter__(self) -> Iterator[ObjectName]:
        names = (name for group in self._groups for bucket in group if bucket for name in bucket)
        return iter(sorted(names, key=_place))

    def __len__(self) -> int:
        return self._length

    def __hash__(self) -> int:
        return hash(tuple(self))

    def with_(self, name: ObjectName, value: Any) -> Names:
        """Return this map with *name* set to *value*."""
        at = hash(name)
        outer, inner = at % 16, at // 16 % 16
        old = self._groups[outer][inner] or {}
        return self._replaced(name, outer, inner, old, {**old, name: value})

    def without(self, name: ObjectName) -> Names:
        """Return this map without *name*, which need not be there."""
        at = hash(name)
        outer, inner = at % 16, at // 16 % 16
        old = self._groups[outer][inner]
        if old is None or name not in old:
            return self
        return self._replaced(name, outer, inner, old, {k: v for k, v in old.items() if k != name})

    def changed_since(self, before: Names) -> Iterator[tuple[ObjectName, Any]]:
        """Yield what is not the same value as in *before*, without looking at what they share."""
        if self._groups is before._groups:
            return
        names = self._names_since(before)
        if names is None:
            names = before._names_since(self)
        if names is not None:
            for name in names:
                value = self.get(name, before)
                if value is not before and value is not before.get(name):
                    yield name, value
            return
        for group, former in zip(self._groups, before._groups, strict=True):
            if group is former:
                continue
            for now, then in zip(group, former, strict=True):
                if now is not then and now:
                    old = then or {}
                    yield from ((name, value) for name, value in now.items() if old.get(name) is not value)

    def _names_since(self, before: Names) -> tuple[ObjectName, ...] | None:
        """Return the names changed one after the other since *before*, each once; None: that is not known."""
        way, number = self._way, before._number
        for at in range(len(way) - 1, -1, -1):
            if way[at][0] == number:
                return (way[at][1],) if at == len(way) - 1 else tuple({name: None for _, name in way[at:]})
        return None

    def _replaced(
        self,
        name: ObjectName,
        outer: int,
        inner: int,
        old: dict[ObjectName, Any],
        new: dict[ObjectName, Any],
    ) -> Names:
        groups = list(self._groups)
        group = list(groups[outer])
        group[inner] = new
        groups[outer] = tuple(group)
        way = (*self._way[-_STEPS:], (self._number, name))
        return Names(tuple(groups), self._length + len(new) - len(old), way)


NO_NAMES = Names()


def _place(name: ObjectName) -> tuple[str, str]:
    return name.schema or "", name.name


class _Holders(threading.local):
    """Finds what holds a thing, in the map that was asked for last; the next map is reached by what changed.

    A history may ask for each of its tables: to look through all of them each time would take its length
    squared.
    """

    def __init__(self, held: Callable[[Any], Iterable[object]]) -> None:
        self._held = held
        self._names = NO_NAMES
        self._by: dict[object, dict[ObjectName, None]] = {}

    def of(self, thing: object, names: Names) -> list[ObjectName]:
        """Return the names in *names*, in order, of the values that hold *thing*."""
        then, self._names = self._names, names
        for name, value in then.changed_since(names):
            for one in self._held(value):
                self._by[one].pop(name, None)
        for name, value in names.changed_since(then):
            for one in self._held(value):
                self._by.setdefault(one, {})[name] = None
        return sorted(self._by.get(thing, ()), key=_place)


_referring = _Holders(lambda table: [key.referred for key in table.foreign_keys])
_indexed = _Holders(lambda table: [index.name for index in table.indexes])


@dataclass(frozen=True, slots=True)
class Schema:
    """All that is known of a database at one moment of the replay.

    *complete*: False while the history may stand on tables that it did not create; a table that is then
    unknown is *pre-existing*, not missing. *opaque*: objects that SQL touched which could not be read;
    their shape must not be relied on. *dropped*: names that the history dropped, so that they are known
    to be absent. *unread*: the last statement that may have touched any object, also one that the schema
    does not know; ask `opaque_by`, which knows both.
    """

    tables: Names = NO_NAMES
    enums: Names = NO_NAMES
    views: Names = NO_NAMES
    triggers: Names = NO_NAMES
    sequences: Names = NO_NAMES
    opaque: Names = NO_NAMES
    dropped: Names = NO_NAMES
    complete: bool = False
    routines: Names = NO_NAMES
    extensions: Names = NO_NAMES
    """By `ObjectName(name)`, in no schema."""
    schemas: Names = NO_NAMES
    """Those that the history created, by `ObjectName(name)`; the default one is not among them."""
    unread: Unread | None = None
    children: Names = NO_NAMES
    """The tables that inherit from one, or are its partitions: a tuple of names by the parent's name."""

    def opaque_by(self, name: ObjectName) -> Unread | None:
        """Return what made the shape of *name*, or whether it exists, unknown; None where that is known."""
        found: Unread | None = self.opaque.get(name)
        if found is not None or self.unread is None:
            return found
        known = (self.tables, self.views, self.enums, self.sequences, self.dropped)
        return None if any(name in names for names in known) else self.unread

    def table(self, name: ObjectName) -> Table | None:
        """Return the table called *name*, or None where the history does not know it."""
        table: Table | None = self.tables.get(name)
        return table

    def with_table(self, table: Table) -> Schema:
        """Return this schema with *table* added or replaced."""
        if table.definition is not None:
            table = _with_true_definition(table, self.tables.get(table.name))
        return self._with(self.tables.with_(table.name, table), self.dropped.without(table.name), self.opaque)

    def with_known_table(self, table: Table) -> Schema:
        """Return this schema with *table* added or replaced, whose shape is known from now on."""
        name = table.name
        return self._with(
            self.tables.with_(name, table), self.dropped.without(name), self.opaque.without(name)
        )

    def with_tables(self, tables: Names) -> Schema:
        """Return this schema with other *tables*."""
        return self._with(tables, self.dropped, self.opaque)

    def _with(self, tables: Names, dropped: Names, opaque: Names) -> Schema:
        # dataclasses.replace takes three times as long, and each change of a history needs one of these.
        return Schema(
            tables,
            self.enums,
            self.views,
            self.triggers,
            self.sequences,
            opaque,
            dropped,
            self.complete,
            self.routines,
            self.extensions,
            self.schemas,
            self.unread,
            self.children,
        )

    def without_table(self, name: ObjectName) -> Schema:
        """Return this schema without the table called *name*."""
        return replace(self, tables=self.tables.without(name), dropped=self.dropped.with_(name, True))

    def referring_to(self, name: ObjectName) -> Iterator[tuple[Table, ForeignKey]]:
        """Yield each foreign key that points to *name*, with its table, in the order of the names."""
        for owner in _referring.of(name, self.tables):
            table: Table = self.tables[owner]
            for key in table.foreign_keys:
                if key.referred == name:
                    yield table, key

    def having_index(self, name: str) -> Iterator[Table]:
        """Yield each table that has an index called *name*, in the order of the names."""
        yield from (self.tables[owner] for owner in _indexed.of(name, self.tables))


def _with_true_definition(table: Table, before: Table | None) -> Table:
    """Return *table* without the text that made it where it is not the same as *before*.

    The same parts, not equal ones: what was changed there and back has left traces in the server's text.
    """
    same = before is not None and table.columns is before.columns and table.constraints is before.constraints
    return table if same else replace(table, definition=None)
