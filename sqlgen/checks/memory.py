"""Which line of the history created, renamed or dropped an object: what messages name as the cause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlgen import operations as o
from sqlgen.operations import Moment, Operation
from sqlgen.origin import Origin
from sqlgen.schema import ObjectName, Schema, Table
from sqlgen.values import dataclass

Key = tuple[object, ...]
"""``("table", name)``, ``("column", table, name)``, ``("index", schema, name)``, ``("type", name)``, ..."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an object is not there (or is): *new_name* where it was renamed."""

    verb: str
    origin: Origin
    new_name: str | None = None

    def told(self, *, go_on: str = "") -> str:
        """Return the cause as a sentence."""
        if self.new_name is not None:
            return f'It was renamed to "{self.new_name}" at {self.origin}. {go_on or "Use the new name."}'
        return f"It was {self.verb} at {self.origin}. {go_on}".rstrip()


class Memory:
    """The log of a run, as far as a message could need it."""

    def __init__(self) -> None:
        self._made: dict[Key, Origin] = {}
        self._gone: dict[Key, Cause] = {}
        # What is gone from tables that no revision creates: only this tells of it.
        self._gone_from_unknown: set[Key] = set()
        self._columns_gone: dict[ObjectName, dict[str, None]] = {}
        self.types_gone: dict[ObjectName, None] = {}
        """Types that the history dropped, maybe to make them anew."""
        self._formerly: dict[ObjectName, ObjectName] = {}
        self._raw: list[tuple[o.ExecuteSql, Moment, Moment]] = []
        # What statements of the history's own took away before the run, worked out already.
        self._gone_by_raw: dict[Key, Cause] = {}

    def inherit(self, earlier: Memory) -> None:
        """Take over what *earlier* knows, which lies before all that is known here."""
        gone = () if self._raw else earlier._gone_from_unknown - self._made.keys()
        self._gone_from_unknown |= set(gone)
        self._made = earlier._made | self._made
        self._gone = earlier._gone | self._gone
        self._formerly = earlier._formerly | self._formerly
        self._raw = earlier._raw + self._raw
        self._gone_by_raw = earlier._gone_by_raw | self._gone_by_raw
        self.types_gone = earlier.types_gone | self.types_gone
        for table, columns in earlier._columns_gone.items():
            self._columns_gone[table] = columns | self._columns_gone.get(table, {})

    def at_rest(self) -> tuple[object, ...]:
        """Return all that is known, as plain values; what raw statements did is worked out for it."""
        gone_by_raw = dict(self._gone_by_raw)
        for operation, before, after in self._raw:
            gone_by_raw.update(_taken_away(operation, before.schema, after.schema))
        return (
            self._made,
            self._gone,
            self._gone_from_unknown,
            {table: tuple(columns) for table, columns in self._columns_gone.items()},
            tuple(self.types_gone),
            self._formerly,
            gone_by_raw,
        )

    @classmethod
    def of(cls, rest: Any) -> Memory:
        """Return the memory of what `at_rest` has returned."""
        memory = cls()
        memory._made, memory._gone, memory._gone_from_unknown, columns, types, memory._formerly, raw = rest
        memory._columns_gone = {table: dict.fromkeys(names) for table, names in columns.items()}
        memory.types_gone = dict.fromkeys(types)
        memory._gone_by_raw = raw
        return memory

    def note(self, operation: Operation) -> None:
        """Remember what *operation* does."""
        origin = operation.origin
        match operation:
            case o.AddColumn(table=table, column=column):
                self._come(("column", table, column.name), origin)
                for index in operation.indexes:
                    self._come(("index", table.schema, index.name), origin)
                for constraint in operation.constraints:
                    self._come(("constraint", table, constraint.name), origin)
            case o.CreateIndex(table=table, index=index):
                self._come(("index", table.schema, index.name), origin)
            case o.AddConstraint(table=table, constraint=constraint):
                self._come(("constraint", table, constraint.name), origin)
            case o.CreateEnum(enum=enum):
                self._come(("type", enum.name), origin)
            case o.DropTable(table=table):
                self._go(("table", table), Cause("dropped", origin))
            case o.RenameTable(table=table, new_name=new_name):
                self._go(("table", table), Cause("renamed", origin, new_name))
                self._formerly[ObjectName(new_name, table.schema)] = table
            case o.DropColumn(table=table, column=column):
                self._go(("column", table, column), Cause("dropped", origin))
                self._columns_gone.setdefault(table, {})[column] = None
            case o.AlterColumn(table=table, column=column, new_name=str(new_name)):
                self._go(("column", table, column), Cause("renamed", origin, new_name))
                self._columns_gone.setdefault(table, {})[column] = None
                self._come(("column", table, new_name), origin)
            case o.DropIndex(name=name):
                schema = operation.table.schema if operation.table is not None else operation.schema
                self._go(("index", schema, name), Cause("dropped", origin))
            case o.DropConstraint(table=table, name=name):
                self._go(("constraint", table, name), Cause("dropped", origin))
            case o.DropEnum(name=type_name):
                self._go(("type", type_name), Cause("dropped", origin))
                self.types_gone[type_name] = None
            case o.AlterTable():
                for part in operation.operations:
                    self.note(part)

    def note_raw(self, operation: o.ExecuteSql, before: Moment, after: Moment) -> None:
        """Remember a statement of the script's own; what it did is worked out where a message needs it."""
        self._raw.append((operation, before, after))
        self._gone_from_unknown.clear()

    def _come(self, key: Key, origin: Origin) -> None:
        self._made[key] = origin
        self._gone_from_unknown.discard(key)

    def _go(self, key: Key, cause: Cause) -> None:
        self._gone[key] = cause
        self._gone_from_unknown.add(key)

    def is_gone(self, key: Key) -> bool:
        """Tell whether the history took the object away and nothing can have brought it back."""
        return key in self._gone_from_unknown

    def names_of(self, table: ObjectName) -> tuple[ObjectName, ...]:
        """Return what the table is called and was called before, the latest first."""
        names = {table: None}
        while (before := self._formerly.get(table)) is not None and before not in names:
            names[before] = None
            table = before
        return tuple(names)

    def columns_gone(self, table: ObjectName) -> tuple[str, ...]:
        """Return the columns that the table had once, maybe under another name of its own."""
        return tuple(column for name in self.names_of(table) for column in self._columns_gone.get(name, ()))

    def why_gone(self, key: Key) -> Cause | None:
        """Return what took the object away last, or None where nothing is known to have."""
        said = self._said(key)
        if said is not None:
            return said
        return self._done_by_raw_sql(key)

    def _said(self, key: Key) -> Cause | None:
        found = self._gone.get(key)
        if found is None and isinstance(key[1], ObjectName) and key[0] != "table":
            earlier = (self._gone.get((key[0], name, *key[2:])) for name in self.names_of(key[1]))
            found = next((cause for cause in earlier if cause is not None), None)
        return found

    def _done_by_raw_sql(self, key: Key) -> Cause | None:
        word = _word(key)
        for operation, before, after in reversed(self._raw):
            if word.search(operation.sql):
                cause = _difference(key, operation.origin, before.schema, after.schema)
                if cause is not None:
                    return cause
        return self._gone_by_raw.get(key)

    def where_made(self, key: Key, table: Table | None = None) -> Origin | None:
        """Return the line that made the object; *table*: the one that holds it, made at its own line."""
        found = self._made.get(key)
        return found if found is not None else (table.origin if table is not None else None)


def _last_name(key: Key) -> str:
    last = key[-1]
    return last.name if isinstance(last, ObjectName) else str(last)


def _word(key: Key) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(str(_last_name(key)))}\b", re.IGNORECASE)


def _taken_away(operation: o.ExecuteSql, old: Schema, new: Schema) -> Iterator[tuple[Key, Cause]]:
    """Yield all that a statement took away, with what did so, as `_difference` tells it of one."""
    keys: list[Key] = [("type", name) for name, _ in old.enums.changed_since(new.enums)]
    for name, table in old.tables.changed_since(new.tables):
        keys += [("table", name), *(("column", name, column.name) for column in table.columns)]
    for key in keys:
        cause = _difference(key, operation.origin, old, new)
        if cause is not None and _word(key).search(operation.sql):
            yield key, cause


def _difference(key: Key, origin: Origin, old: Schema, new: Schema) -> Cause | None:
    """Return what a statement did to the object that *key* names, by the schemas around it."""
    match key:
        case ("table", ObjectName() as name) if name in old.tables and name not in new.tables:
            return Cause("dropped or renamed", origin)
        case ("column", ObjectName() as name, str() as column):
            was, is_ = old.table(name), new.table(name)
            if was is None or is_ is None or was.column(column) is None or is_.column(column) is not None:
                return None
            at = [c.name for c in was.columns].index(column)
            if len(was.columns) == len(is_.columns) and was.column(is_.columns[at].name) is None:
                return Cause("renamed", origin, is_.columns[at].name)
            return Cause("dropped", origin)
        case ("type", ObjectName() as name) if name in old.enums and name not in new.enums:
            return Cause("dropped", origin)
    return None
