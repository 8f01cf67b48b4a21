"""Column types as they are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.raw_sql import names
from sqlgen.raw_sql.reader import NotRead, Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.raw_sql.words import words
from sqlgen.schema import ObjectName
from sqlgen.values import dataclass

# What may follow a type in a column's definition or in an ALTER.
AFTER_TYPE = words(
    "NOT NULL DEFAULT PRIMARY UNIQUE CHECK REFERENCES CONSTRAINT COLLATE GENERATED AS AUTO_INCREMENT "
    "AUTOINCREMENT IDENTITY COMMENT ON KEY FIRST AFTER ENABLE DISABLE USING INVISIBLE VISIBLE STORAGE "
    "COMPRESSION SPARSE ROWGUIDCOL PERSISTED STORED VIRTUAL CHARSET ENCRYPT SORT SRID MASKED ADD DROP "
    "ALTER MODIFY RENAME CHANGE VALIDATE RELY NORELY DEFERRABLE INITIALLY ENFORCED HIDDEN ANNOTATIONS"
)
_SERIALS = {
    "serial": "integer",
    "serial4": "integer",
    "bigserial": "bigint",
    "serial8": "bigint",
    "smallserial": "smallint",
    "serial2": "smallint",
}


@dataclass(frozen=True, slots=True)
class SpelledType:
    """A type as it was written. *words*: its name, lower case unless quoted; *text*: all of it."""

    words: str
    arguments: tuple[str, ...]
    strings: tuple[str, ...]
    dimensions: int
    text: str
    name: ObjectName | None = None
    attributes: tuple[tuple[str, Any], ...] = ()

    @property
    def numbered_as(self) -> str | None:
        """The integer type behind SERIAL and its sisters, else None."""
        return _SERIALS.get(self.words)

    def collated(self, collation: str) -> SpelledType:
        """Return it with COLLATE."""
        return replace(
            self,
            attributes=(*self.attributes, ("collation", collation)),
            text=f"{self.text} COLLATE {collation}",
        )


def read_type(reader: Reader) -> SpelledType:
    """Read a type. Raises: NotRead."""
    start = reader.position
    if not reader.at_name or (reader.peek().kind is TokenKind.WORD and reader.peek().value in AFTER_TYPE):
        raise NotRead(f'a type was expected before "{reader.peek().text}"')
    words, name = _first_words(reader)
    arguments: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    if reader.at("("):
        arguments, strings = _arguments(reader)
    attributes: dict[str, Any] = {}
    words += _later_words(reader, attributes)
    if " " in words and name is None and not _may_have_words(words, reader.dialect):
        raise NotRead(f'the type "{words}"')
    dimensions = _dimensions(reader)
    text = reader.respaced(start, reader.position)
    return SpelledType(words, arguments, strings, dimensions, text, name, tuple(attributes.items()))


def _may_have_words(words: str, dialect: Dialect) -> bool:
    """Tell whether a type may have such a name: any words where types are only hints."""
    if dialect.facts.strategy.alter_column == "rebuild_table":
        return True
    return words.split()[0] in _LONG_NAMES


_LONG_NAMES = (
    "bit",
    "char",
    "character",
    "double",
    "interval",
    "long",
    "national",
    "time",
    "timestamp",
    "binary",
)


def _first_words(reader: Reader) -> tuple[str, ObjectName | None]:
    if reader.peek().kind is not TokenKind.WORD or reader.peek(1).text == ".":
        name = reader.object_name()
        system = name.schema in ("pg_catalog", "sys", "SYS")
        short = ObjectName(name.name) if system else names.without_default_schema(name, reader.dialect)
        if (
            short == ObjectName("char")
            and reader.keyword(-1) == ""
            and reader.dialect.facts.quoting.dollar_quotes
        ):
            # A type of the server's own, one byte long: https://www.postgresql.org/docs/15/datatype-character.html
            return '"char"', ObjectName("char")
        return str(short).lower() if short.schema is None else str(short), short
    first = reader.peek()
    written = [reader.take().value.lower()]
    while reader.peek().kind is TokenKind.WORD and not _ends_type(reader):
        written.append(reader.take().value.lower())
    named = ObjectName(names.folded(first, reader.dialect)) if len(written) == 1 else None
    return " ".join(written), named


def _ends_type(reader: Reader) -> bool:
    word = reader.keyword()
    if word == "WITH":
        return reader.keyword(1) not in ("TIME", "LOCAL")
    if word == "CHARACTER":
        return reader.keyword(1) == "SET"
    return word in AFTER_TYPE or word in _ATTRIBUTES or word == "ARRAY"


_ATTRIBUTES = {"UNSIGNED": "unsigned", "ZEROFILL": "zerofill", "BINARY": "binary", "ASCII": "ascii"}


def _arguments(reader: Reader) -> tuple[tuple[str, ...], tuple[str, ...]]:
    start = reader.position
    reader.skip_group()
    inside = reader.tokens[start + 1 : reader.position - 1]
    arguments: list[list[str]] = [[]]
    for token in inside:
        if token.text == ",":
            arguments.append([])
        else:
            arguments[-1].append(token.text)
    strings = tuple(token.value for token in inside if token.kind is TokenKind.STRING)
    return tuple(" ".join(parts) for parts in arguments), strings


def _later_words(reader: Reader, attributes: dict[str, Any]) -> str:
    """Read what may stand behind the parentheses; return the words that belong to the type's name."""
    words = ""
    while True:
        if (word := reader.keyword()) in _ATTRIBUTES:
            attributes[_ATTRIBUTES[reader.take().value]] = True
        elif word == "CHARSET" or reader.at("CHARACTER", "SET"):
            reader.position += 1 if word == "CHARSET" else 2
            reader.accept("=")
            attributes["charset"] = reader.name()
        elif word == "COLLATE":
            reader.take()
            attributes["collation"] = reader.object_name().name
        elif reader.peek().kind is TokenKind.WORD and not _ends_type(reader):
            words += " " + reader.take().value.lower()
            if reader.at("("):
                raise NotRead("a type with two pairs of parentheses")
        else:
            return words


def _dimensions(reader: Reader) -> int:
    count = 0
    if reader.accept("ARRAY"):
        count = 1
        if not reader.at("["):
            return count
        count = 0
    while reader.accept("["):
        if not reader.at("]"):
            reader.number()
        reader.expect("]")
        count += 1
    return count
