"""A statement read word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlgen.dialect import Dialect
from sqlgen.operations import Operation
from sqlgen.origin import Origin
from sqlgen.raw_sql import names
from sqlgen.raw_sql.split import RawStatement
from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.reflection.advance import advancing
from sqlgen.schema import ObjectName, Schema, Table

T = TypeVar("T")


class NotRead(Exception):
    """A statement, or a part of it, that is not understood."""


@dataclass
class Context:
    """Where a statement stands. *schema* is advanced by its operations as they are made."""

    dialect: Dialect
    origin: Origin
    schema: Schema
    tolerant: bool = False
    """Within a guard: what is to be dropped may be missing."""
    running: list[ObjectName] = field(default_factory=list)
    """The routines whose bodies are being read."""

    def advance(self, operation: Operation) -> None:
        """Do *operation* to the schema, with the names that the server makes up."""
        self.schema = advancing(self.dialect)(operation, self.schema)

    def table(self, name: ObjectName) -> Table | None:
        """Return the table that the schema has under *name*, or None."""
        return self.schema.table(name)


_KEYWORD_KINDS = (TokenKind.WORD, TokenKind.MARK)
_END = Token(TokenKind.END, "", "", 0, 0)


class Reader:
    """A place in a statement. Keywords are given in upper case; quoted names are never keywords."""

    def __init__(self, statement: RawStatement, context: Context) -> None:
        self.statement = statement
        self.tokens = statement.tokens
        self.context = context
        self.position = 0
        self._keywords = [t.value if t.kind in _KEYWORD_KINDS else "" for t in statement.tokens]

    @property
    def dialect(self) -> Dialect:
        """The dialect of the text."""
        return self.context.dialect

    @property
    def schema(self) -> Schema:
        """The schema of this moment."""
        return self.context.schema

    def peek(self, ahead: int = 0) -> Token:
        """Return the token *ahead* places on; one of kind END behind the last."""
        at = self.position + ahead
        return self.tokens[at] if 0 <= at < len(self.tokens) else _END

    def take(self) -> Token:
        """Return the next token and go past it. Raises: NotRead: at the end."""
        token = self.peek()
        if token.kind is TokenKind.END:
            raise NotRead("the statement ends too soon")
        self.position += 1
        return token

    @property
    def ended(self) -> bool:
        """Nothing is left."""
        return self.position >= len(self.tokens)

    @property
    def words(self) -> list[str]:
        """All words and marks; names, strings and numbers are empty."""
        return self._keywords

    def keyword(self, ahead: int = 0) -> str:
        """Return the word or mark *ahead* places on; empty for a name, a string, a number."""
        at = self.position + ahead
        return self._keywords[at] if 0 <= at < len(self._keywords) else ""

    def at(self, *words: str) -> bool:
        """Tell whether *words* follow."""
        if len(words) == 1:
            return self.keyword() == words[0]
        return self._keywords[self.position : self.position + len(words)] == list(words)

    def at_any(self, words: Iterable[str]) -> bool:
        """Tell whether one of *words* follows."""
        return self.position < len(self._keywords) and self._keywords[self.position] in words

    def accept(self, *words: str) -> bool:
        """Go past *words* if they follow, and tell whether they did."""
        found = self.at(*words)
        if found:
            self.position += len(words)
        return found

    def listed(self, read: Callable[[], T]) -> list[T]:
        """Return what *read* reads, one or more of it with commas between."""
        found = [read()]
        while self.accept(","):
            found.append(read())
        return found

    def accept_any(self, *words: str) -> str:
        """Go past one of *words* and return it; empty where none follows."""
        if not self.at_any(words):
            return ""
        return self.take().value

    def expect(self, *words: str) -> None:
        """Go past *words*. Raises: NotRead."""
        if not self.accept(*words):
            raise NotRead(f'"{" ".join(words)}" was expected before "{self.peek().text}"')

    def expect_end(self) -> None:
        """Raises: NotRead: something is left."""
        if not self.ended:
            raise NotRead(f'"{self.peek().text}" is not understood here')

    @property
    def at_name(self) -> bool:
        """A name may be read here."""
        token = self.peek()
        if token.kind in (TokenKind.WORD, TokenKind.QUOTED):
            return True
        return token.kind is TokenKind.STRING and token.text[0] in "\"'"

    def name(self) -> str:
        """Read one name. Raises: NotRead."""
        if not self.at_name:
            raise NotRead(f'a name was expected before "{self.peek().text}"')
        return names.folded(self.take(), self.dialect)

    def object_name(self) -> ObjectName:
        """Read ``name`` or ``schema.name``; of more parts, the last two."""
        parts = [self.name()]
        while self.at("."):
            self.take()
            while self.accept("."):
                pass
            parts.append(self.name())
        return ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None)

    def owner(self) -> ObjectName:
        """Return the table of the column that was read last: ``schema.table.column``. Raises: NotRead."""
        at = self.position - 1
        parts: list[str] = []
        while at >= 1 and self.tokens[at - 1].text == ".":
            at -= 2
            parts.append(names.folded(self.tokens[at], self.dialect))
        if not parts:
            raise NotRead("a column without its table")
        return ObjectName(parts[0], parts[1] if len(parts) > 1 else None)

    def table(self) -> ObjectName:
        """Read the name of a table, spelled as the schema has it."""
        return names.table_name(self.object_name(), self.schema, self.dialect)

    def new_object(self) -> ObjectName:
        """Read the name of an object that is being made."""
        return names.without_default_schema(self.object_name(), self.dialect)

    def column(self, table: ObjectName) -> str:
        """Read the name of a column of *table*, spelled as the schema has it."""
        return names.column_name(self.name(), self.context.table(table), self.dialect)

    def string(self) -> str:
        """Read a string. Raises: NotRead."""
        if self.peek().kind is TokenKind.WORD and self.peek(1).kind is TokenKind.STRING:
            self.take()
        if self.peek().kind is not TokenKind.STRING:
            raise NotRead(f'a string was expected before "{self.peek().text}"')
        return self.take().value

    def number(self) -> int:
        """Read a whole number, signed or not. Raises: NotRead."""
        sign = -1 if self.accept("-") else 1
        if not (token := self.take()).text.isdigit():
            raise NotRead(f'a number was expected before "{token.text}"')
        return sign * int(token.text)

    def skip_group(self) -> str:
        """Go past a group in parentheses and return the text inside. Raises: NotRead."""
        start = self.position
        self.expect("(")
        depth = 1
        while depth:
            token = self.take()
            if token.kind is TokenKind.MARK:
                depth += (token.value == "(") - (token.value == ")")
        return self.text(start + 1, self.position - 1)

    def _skip_brackets(self) -> None:
        """Go past ``[...]``: the elements of ARRAY, a subscript. Raises: NotRead."""
        depth = 0
        while True:
            token = self.take()
            if token.kind is TokenKind.MARK:
                depth += (token.value == "[") - (token.value == "]")
            if not depth:
                return

    def skip_until(self, stop: Callable[[], bool]) -> str:
        """Go on to the token where *stop* holds outside parentheses, or the end; return the text passed."""
        start = self.position
        while not self.ended and not stop():
            if self.at("("):
                self.skip_group()
            elif self.at("["):
                self._skip_brackets()
            elif self.at(")"):
                break
            else:
                self.position += 1
        return self.text(start, self.position)

    def skip_to(self, *words: str) -> str:
        """As `skip_until`, to one of *words*."""
        return self.skip_until(lambda: self.at_any(words))

    def skip_rest(self) -> None:
        """Go to the end."""
        self.position = len(self.tokens)

    def text(self, start: int, end: int) -> str:
        """Return the source from token *start* up to token *end*."""
        if end <= start:
            return ""
        return self.statement.source[self.tokens[start].start : self.tokens[end - 1].end]

    def respaced(self, start: int, end: int) -> str:
        """Return the source from token *start* up to *end*, comments left out, each blank one."""
        parts: list[str] = []
        for before, token in zip([None, *self.tokens[start:]], self.tokens[start:end], strict=False):
            parts.append(" " if before is not None and before.end != token.start else "")
            parts.append(token.text)
        return "".join(parts)

    def names_in_group(self, table: ObjectName) -> tuple[str, ...]:
        """Read ``(a, b(10) DESC, c)`` as the names of columns of *table*."""
        self.expect("(")
        found = []
        while True:
            found.append(self.column(table))
            self.skip_to(",", ")")
            if not self.accept(","):
                break
        self.expect(")")
        return tuple(found)

    def if_exists(self) -> bool:
        """Go past IF EXISTS and tell whether it was there."""
        return self.accept("IF", "EXISTS")

    def if_not_exists(self) -> bool:
        """Go past IF NOT EXISTS and tell whether it was there."""
        return self.accept("IF", "NOT", "EXISTS")
