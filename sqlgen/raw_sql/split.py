"""A text of several statements divided into statements, procedural bodies kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlgen.dialect import Dialect
from sqlgen.raw_sql.tokens import Token, TokenKind, tokenize
from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True)
class RawStatement:
    """One statement: its tokens, and the text that they were read from."""

    source: str
    tokens: tuple[Token, ...]

    @property
    def sql(self) -> str:
        """Its text without terminator."""
        return self.source[self.tokens[0].start : self.tokens[-1].end]

    @property
    def line(self) -> int:
        """The line of the source, counted from 1, where it begins."""
        return self.source.count("\n", 0, self.tokens[0].start) + 1


_BODIED = ("TRIGGER", "PROCEDURE", "PROC", "FUNCTION", "PACKAGE", "EVENT")
_CLOSES_OTHER = ("IF", "LOOP", "WHILE", "REPEAT", "FOR")
_PROCEDURAL = ("IF", "WHILE", "DECLARE", "BEGIN")
_TRANSACTION = ("TRAN", "TRANSACTION", "DISTRIBUTED", "")
_BEGINS = re.compile(
    r"(CREATE|ALTER|DROP) (OR ALTER |UNIQUE |CLUSTERED |NONCLUSTERED )*"
    r"(TABLE|VIEW|INDEX|SCHEMA|SEQUENCE|TYPE|TRIGGER|PROC|PROCEDURE|FUNCTION|SYNONYM|STATISTICS|USER|ROLE)\b"
    r"|INSERT INTO\b|DELETE FROM\b|UPDATE \S+ SET\b|EXEC(UTE)?\b|DECLARE @|PRINT\b|COMMIT\b|BEGIN TRAN"
    r"|IF (EXISTS \(|NOT |OBJECT_ID|COL_LENGTH|INDEXPROPERTY|SCHEMA_ID|@)|TRUNCATE TABLE\b|SET \w+ (ON|OFF)\b"
)


def statements(sql: str, dialect: Dialect) -> list[RawStatement]:
    """Return the statements of *sql* in order; empty ones are left out.

    Understands terminators, separator lines (GO, /) and DELIMITER lines. Raises: UnclosedQuote.
    """
    tokens = tokenize(sql, dialect.facts.quoting)
    divider = _Divider(sql, tokens, dialect)
    return [RawStatement(sql, tuple(part)) for part in divider.parts() if part]


class _Divider:
    """Walks over the tokens once, keeping what it needs to know of the statement that is open."""

    def __init__(self, sql: str, tokens: Sequence[Token], dialect: Dialect) -> None:
        self.sql = sql
        self.tokens = tokens
        facts = dialect.facts
        self.separator = facts.script.separator
        self.batches = bool(facts.ddl.alone_in_batch)
        self.whole_batch = [re.compile(pattern, re.I) for pattern in facts.ddl.alone_in_batch]
        self.blocks = [re.compile(pattern, re.I) for pattern in facts.ddl.blocks]
        self.declares = any(pattern.match("DECLARE") for pattern in self.blocks)
        self.delimiter = ";"
        # How far the body of the open statement has been read, so that it is read once.
        self._open_statement: Token | None = None
        self._scanned = 0
        self._depth = 0
        self._begun = False

    def parts(self) -> Iterator[list[Token]]:
        current: list[Token] = []
        parens = 0
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            first_on_line = self._first_on_line(at)
            if first_on_line and (skipped := self._separator_length(at)):
                yield current
                current, parens, at = [], 0, at + skipped
                continue
            if not current and token.value == "DELIMITER" and first_on_line:
                at = self._read_delimiter(at)
                continue
            if length := self._terminator_length(at):
                if self.delimiter != ";" or self._closed(current):
                    yield current
                    current, parens = [], 0
                else:
                    current.append(token)
                at += length
                continue
            if self.batches and current and first_on_line and not parens and self._begins(at, current):
                yield current
                current = []
            parens += (token.value == "(") - (token.value == ")") if token.kind is TokenKind.MARK else 0
            current.append(token)
            at += 1
        yield current

    def _first_on_line(self, at: int) -> bool:
        before = self.tokens[at - 1].end if at else 0
        return at == 0 or "\n" in self.sql[before : self.tokens[at].start]

    def _separator_length(self, at: int) -> int:
        """Return how many tokens a separator line at *at* has; 0 where there is none."""
        if not self.separator or self.tokens[at].text.upper() != self.separator:
            return 0
        length = 1
        if at + 1 < len(self.tokens) and not self._first_on_line(at + 1):
            if self.tokens[at + 1].kind is not TokenKind.NUMBER:
                return 0
            length = 2
        return length if at + length >= len(self.tokens) or self._first_on_line(at + length) else 0

    def _read_delimiter(self, at: int) -> int:
        end = at + 1
        while end < len(self.tokens) and not self._first_on_line(end):
            end += 1
        if end > at + 1:
            self.delimiter = self.sql[self.tokens[at + 1].start : self.tokens[end - 1].end]
        return end

    def _terminator_length(self, at: int) -> int:
        start = self.tokens[at].start
        if self.tokens[at].kind is not TokenKind.MARK or not self.sql.startswith(self.delimiter, start):
            return 0
        length = 1
        while at + length < len(self.tokens) and self.tokens[at + length].start < start + len(self.delimiter):
            length += 1
        return length

    def _begins(self, at: int, current: Sequence[Token]) -> bool:
        """Tell whether a statement begins at *at* though no terminator stands before it."""
        if self._takes_batch(current):
            return False
        return _BEGINS.match(_head(self.tokens[at : at + 8])) is not None

    def _takes_batch(self, current: Sequence[Token]) -> bool:
        if not self.batches:
            return False
        head = _head(current[:8])
        if any(pattern.match(head) for pattern in self.whole_batch):
            return True
        first, second = current[0].value, current[1].value if len(current) > 1 else ""
        return first in _PROCEDURAL and not (first == "BEGIN" and second in _TRANSACTION)

    def _closed(self, current: Sequence[Token]) -> bool:
        """Tell whether a semicolon after *current* ends the statement."""
        if not current or current[0].value not in ("CREATE", "DECLARE", "BEGIN", "ALTER", "<", "IF", "WHILE"):
            return True
        if self._takes_batch(current):
            return False
        head = _head(current[:12])
        bodied = head.startswith("CREATE") and any(f" {word} " in f"{head} " for word in _BODIED)
        if not bodied and not any(pattern.match(head) for pattern in self.blocks):
            return True
        return self._body_closed(current, head)

    def _body_closed(self, current: Sequence[Token], head: str) -> bool:
        """Tell whether the body ends here; goes on from where the last call for this statement stopped."""
        if self._open_statement is not current[0]:
            self._open_statement, self._scanned = current[0], 0
            self._depth = 1 if " PACKAGE " in head else 0
            self._begun = not self.declares or (" TYPE " in head and " BODY " not in head)
        for at in range(self._scanned, len(current)):
            token = current[at]
            if token.kind is not TokenKind.WORD:
                continue
            if token.value == "BEGIN" or (token.value == "CASE" and current[at - 1].value != "END"):
                self._depth += 1
                self._begun = True
            elif token.value == "END" and (
                at + 1 == len(current) or current[at + 1].value not in _CLOSES_OTHER
            ):
                self._depth -= 1
        self._scanned = len(current)
        return self._begun and self._depth <= 0


def _head(tokens: Sequence[Token]) -> str:
    return " ".join(token.value for token in tokens)
