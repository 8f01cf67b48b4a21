"""What must not be relied on although the schema says it: names and shapes that may be otherwise."""

from __future__ import annotations

import re
from typing import Any

from sqlgen import operations as o
from sqlgen.operations import Moment, Operation
from sqlgen.schema import ObjectName, Schema, Table

_WORD = re.compile(r"\w+")
_FIRST_WORD = re.compile(r"[^A-Za-z]*([A-Za-z]+)")
_ROWS_ONLY = frozenset(("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "TRUNCATE"))
# Statements after which a name without a schema means another object.
_MOVES = re.compile(r"\bsearch_path\b|\bcurrent_schema\s*=|^\s*USE\b|^\s*SET\s+SCHEMA\b", re.IGNORECASE)
# Statements that may take a constraint away under a name that the schema does not know.
_LOOSENS = re.compile(r"\b(drop|cascade|rename|exec|execute|do|disable|detach)\b", re.IGNORECASE)
# Tables that share columns with others.
_INHERITS = re.compile(r"\b(inherits?|partition|attach)\b", re.IGNORECASE)
_CONDITIONAL = re.compile(r"\bif\s+not\s+exists\b|\btemp(orary)?\b", re.IGNORECASE)


_DOUBTS = ("blind", "keys_unchecked", "columns", "_qualified", "_names", "_shapes", "_loose")


def only_rows(sql: str) -> bool:
    """Tell whether a statement changes rows and nothing else, as far as its first word says."""
    first = _FIRST_WORD.match(sql)
    return first is not None and first[1].upper() in _ROWS_ONLY


class Doubts:
    """Collects reasons for doubt as the history goes on.

    *keys_switch*: the variable with which a script switches foreign keys off, or nothing.
    """

    def __init__(self, keys_switch: str) -> None:
        self.blind = False
        """Names without a schema may mean anything."""
        self.keys_unchecked = False
        self._keys = re.compile(rf"\b({keys_switch}|storage_engine)\b", re.I) if keys_switch else None
        self._qualified: set[str] = set()
        self.columns: set[tuple[ObjectName, str]] = set()
        """Columns that may be there although the schema lacks them."""
        self._names: set[ObjectName] = set()
        self._shapes: set[str] = set()
        self._loose: set[str] = set()

    def inherit(self, earlier: Doubts) -> None:
        """Take over the doubts of what lies before."""
        self.blind |= earlier.blind
        self.keys_unchecked |= earlier.keys_unchecked
        self.columns |= earlier.columns
        self._qualified |= earlier._qualified
        self._names |= earlier._names
        self._shapes |= earlier._shapes
        self._loose |= earlier._loose

    def at_rest(self) -> tuple[object, ...]:
        """Return all doubts, as plain values."""
        return tuple(getattr(self, name) for name in _DOUBTS)

    @classmethod
    def of(cls, rest: Any) -> Doubts:
        """Return the doubts that `at_rest` has returned, for others to inherit."""
        doubts = cls("")
        for name, value in zip(_DOUBTS, rest, strict=True):
            setattr(doubts, name, value)
        return doubts

    def note_raw(self, sql: str) -> None:
        """Take in a statement of the script's own."""
        if _MOVES.search(sql):
            self.blind = True
        if self._keys is not None and self._keys.search(sql):
            self.keys_unchecked = True
        if _LOOSENS.search(sql):
            self._loose.update(word.lower() for word in _WORD.findall(sql))
        if _INHERITS.search(sql) or _CONDITIONAL.search(sql):
            self._shapes.update(word.lower() for word in _WORD.findall(sql))

    def note(self, operation: Operation, before: Moment) -> None:
        """Take in *operation*, which finds the schema of the moment *before* it."""
        match operation:
            case o.CreateTable(table=table):
                self._qualify(table.name)
                self._made(table, before.schema, perhaps=operation.if_not_exists)
            case o.DropTable(table=name):
                self._qualify(name)
                self._names.discard(name)
                self._shapes.discard(name.name.lower())
                self._loose.discard(name.name.lower())
            case o.RenameTable(table=name, new_name=new_name):
                self._qualify(name)
                for words in (self._shapes, self._loose):
                    if name.name.lower() in words:
                        words.add(new_name.lower())
            case o.AddColumn(if_not_exists=True, table=name) | o.CreateIndex(if_not_exists=True, table=name):
                self._loose.add(name.name.lower())

    def _made(self, table: Table, schema: Schema, *, perhaps: bool) -> None:
        if perhaps and table.name in schema.tables:
            return
        word = table.name.name.lower()
        absent = schema.complete or table.name in schema.dropped
        shared = any(key.endswith(("_inherits", "_partition_by")) for key, _ in table.options)
        if any("TEMP" in prefix.upper() for prefix in table.prefixes):
            self._names.add(table.name)
        if shared or (perhaps and not absent):
            self._shapes.add(word)
        elif not perhaps:
            self._shapes.discard(word)
            self._loose.discard(word)

    def _qualify(self, name: ObjectName) -> None:
        if name.schema is not None:
            self._qualified.add(name.name)

    def doubt(self, name: ObjectName) -> None:
        """Do not rely on *name* any more: a fault was found in it, and what follows may come of that."""
        self._names.add(name)

    def doubt_column(self, table: ObjectName, column: str) -> None:
        """Do not rely on a column's absence any more."""
        self.columns.add((table, column))

    def loosen(self, name: ObjectName) -> None:
        """Do not rely on the constraints of the table any more."""
        self._loose.add(name.name.lower())

    def presence(self, name: ObjectName, schema: Schema) -> bool:
        """Tell whether it is in doubt that the schema knows if *name* is there."""
        if name in self._names or schema.opaque_by(name) is not None:
            return True
        # With and without the default schema's name it is one table.
        if name.schema is not None:
            other = ObjectName(name.name)
            return other in schema.tables or other in schema.dropped
        return name.name in self._qualified

    def shape(self, name: ObjectName, schema: Schema) -> bool:
        """Tell whether the columns that the schema has for the table are in doubt."""
        return self.presence(name, schema) or name.name.lower() in self._shapes

    def parts(self, name: ObjectName, schema: Schema) -> bool:
        """Tell whether the constraints and indexes that the schema has for the table are in doubt."""
        return self.shape(name, schema) or name.name.lower() in self._loose
