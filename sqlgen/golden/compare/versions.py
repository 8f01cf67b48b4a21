"""What a script does to the rows of the version table, as one deed, however many statements it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlgen.dialect import Dialect
from sqlgen.golden.compare.atoms import ALL, Atom
from sqlgen.golden.compare.reading import Read
from sqlgen.raw_sql.tokens import TokenKind, tokenize
from sqlgen.scan import UnclosedQuote

HEADING = "version table"

_NAME = r"(?P<table>[^\s(]+(?: \. [^\s(]+)?)"
_COLUMN = r"(?:\S+ \. )*[\"`\[]?(?i:version_num)[\"`\]]?"
_TEXT = r"(?:N )?'"
_INSERT = re.compile(rf"(?i:INSERT INTO) {_NAME} \( {_COLUMN} \) (?i:VALUES) \( {_TEXT}(?P<new>[^']*)' \)")
_UPDATE = re.compile(
    rf"(?i:UPDATE) {_NAME} (?i:SET) {_COLUMN} = {_TEXT}(?P<new>[^']*)' "
    rf"(?i:WHERE) {_COLUMN} = {_TEXT}(?P<old>[^']*)'"
)
_DELETE = re.compile(rf"(?i:DELETE FROM) {_NAME} (?i:WHERE) {_COLUMN} = {_TEXT}(?P<old>[^']*)'")
_MOVES = (_INSERT, _UPDATE, _DELETE)
_WRITTEN = re.compile(r"(?i:INSERT INTO|DELETE FROM|UPDATE) ((?:[^\s(]+ \. )*[^\s(]+)")
_OTHER_DEEDS = re.compile(r"\b(CREATE|ALTER|DROP|TRUNCATE|GRANT|MERGE|RENAME|CALL)\b", re.IGNORECASE)


def moves(reads: Sequence[Read], at: int, dialect: Dialect) -> int:
    """Return how many statements from *at* on move one row of the version table, its check included.

    0: the one at *at* does something else, or more. The check stands in the same paragraph.
    """
    first = reads[at]
    if not _found(first, dialect):
        return 0
    end = at + 1
    while first.heading == HEADING and end < len(reads):
        one = reads[end]
        if not one.joined or one.heading != HEADING or _found(one, dialect):
            break
        end += 1
    text = " ".join(_flat(one, dialect) for one in reads[at:end])
    if _OTHER_DEEDS.search(text) or len(set(_tables(text))) > 1:
        return 0
    return end - at


def _found(read: Read, dialect: Dialect) -> re.Match[str] | None:
    """Return the move that *read* is, or that the block is made around which sqlgen calls so."""
    text = _flat(read, dialect)
    found = next((move for pattern in _MOVES if (move := pattern.fullmatch(text)) is not None), None)
    if found is not None or read.heading != HEADING:
        return found
    several = [move for pattern in _MOVES for move in pattern.finditer(text)]
    return several[0] if len(several) == 1 else None


def _tables(text: str) -> Iterator[str]:
    """Yield the tables that *text* writes, but for those of sqlgen's own that are gone behind the script."""
    for written in _WRITTEN.finditer(text):
        name = _last(written[1])
        if not name.startswith("sqlgen_"):
            yield name


def _last(name: str) -> str:
    return name.split(" ")[-1].strip('"`[]').lower()


def _flat(read: Read, dialect: Dialect) -> str:
    """Return the tokens of *read*, those within a body in dollar quotes too."""
    if read.raw is None:
        return ""
    parts: list[str] = []
    for token in read.raw.tokens:
        if token.kind is TokenKind.STRING and token.text.startswith("$"):
            try:
                parts += [inner.text for inner in tokenize(token.value, dialect.facts.quoting)]
                continue
            except UnclosedQuote:
                pass
        parts.append(token.text)
    return " ".join(parts)


@dataclass
class Versions:
    """The rows that a script needs and leaves. *faults*: what finds no row, or one too many.

    *shapes*: how rows are moved, without the rows.
    """

    needed: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    shapes: set[str] = field(default_factory=set)
    table: str | None = None

    def take(self, reads: Sequence[Read], dialect: Dialect) -> None:
        """Follow a move, which `moves` has found."""
        found = _found(reads[0], dialect)
        assert found is not None
        parts = found.groupdict()
        old, new = parts.get("old"), parts.get("new")
        shape = " ; ".join(_flat(one, dialect) for one in reads)
        for row, word in ((old, "OLD"), (new, "NEW")):
            if row is not None:
                shape = re.sub(rf"(?<!\w){re.escape(row)}(?!\w)", f"<{word}>", shape)
        self.shapes.add(shape)
        self.table = _last(found["table"])
        if old is not None:
            self._leave(old, reads[0].line)
        if new is not None:
            self._come(new, reads[0].line)

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
        """Return all that was done so far as one deed."""
        told = (*sorted(self.needed), "->", *sorted(self.rows), *sorted(self.shapes), *sorted(self.faults))
        return Atom(("versions", *told), frozenset(), frozenset((self.table or ALL,)), rows=True)
