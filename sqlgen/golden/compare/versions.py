"""What a script does to the rows of the version table, as one deed, however many statements it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sqlgen.golden.compare.atoms import ALL, Atom
from sqlgen.golden.compare.reading import Read

_NAME = r"(?P<table>[^\s(]+(?: \+?\. \+?[^\s(]+)?)"
_COLUMN = r"(?:\S+ \.? ?)*?[\"`\[]?(?i:version_num)[\"`\]]?"
_INSERT = re.compile(
    rf"(?i:INSERT INTO) {_NAME} \( {_COLUMN} \) (?i:VALUES) \( (?:N \+?)?'(?P<new>[^']*)' \)"
)
_UPDATE = re.compile(
    rf"(?i:UPDATE) {_NAME} (?i:SET) {_COLUMN} \+?= (?:N \+?)?'(?P<new>[^']*)' "
    rf"(?i:WHERE) {_COLUMN} \+?= (?:N \+?)?'(?P<old>[^']*)'"
)
_DELETE = re.compile(rf"(?i:DELETE FROM) {_NAME} (?i:WHERE) {_COLUMN} \+?= (?:N \+?)?'(?P<old>[^']*)'")


@dataclass
class Versions:
    """The rows that a script needs and leaves. *faults*: what finds no row, or one too many."""

    needed: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    table: str | None = None
    _first: int | None = None

    def take(self, read: Read) -> bool:
        """Tell whether *read* moves a row of the version table, and follow it."""
        text = " ".join(read.key)
        found = _INSERT.fullmatch(text) or _UPDATE.fullmatch(text) or _DELETE.fullmatch(text)
        if found is None:
            return False
        table = found["table"].split(" ")[-1].strip('"`[]+').lower()
        if self.table is not None and table != self.table:
            return False
        self.table = table
        parts = found.groupdict()
        old, new = parts.get("old"), parts.get("new")
        if old is not None:
            self._leave(old, read.line)
        if new is not None:
            self._come(new, read.line)
        return True

    def _leave(self, row: str, line: int) -> None:
        if row in self.rows:
            self.rows.discard(row)
        elif row in self.gone or row in self.needed:
            self.faults.append(f"line {line} takes the version {row} away, which is gone already")
        else:
            self.needed.add(row)
        self.gone.add(row)

    def _come(self, row: str, line: int) -> None:
        if row in self.rows:
            self.faults.append(f"line {line} writes the version {row}, which is there already")
        self.rows.add(row)
        self.gone.discard(row)

    @property
    def effect(self) -> str:
        """What becomes of the rows, as people read it."""
        before, after = sorted(self.needed), sorted(self.rows)
        return f"{', '.join(before) or 'nothing'} -> {', '.join(after) or 'nothing'}"

    def atom(self) -> Atom:
        """Return all that was done since the last call as one deed."""
        name = self.table or ALL
        key = ("versions", *sorted(self.needed), "->", *sorted(self.rows), *sorted(self.faults))
        return Atom(key, frozenset(), frozenset((name,)), rows=True)
