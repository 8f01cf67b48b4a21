"""A script's text read back into statements, each with its tokens, line and origin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlgen.dialect import Dialect
from sqlgen.origin import Origin
from sqlgen.raw_sql.split import RawStatement, statements
from sqlgen.raw_sql.tokens import Token, TokenKind, tokenize
from sqlgen.scan import UnclosedQuote, pieces

Key = tuple[str, ...]


class Unreadable(Exception):
    """A text that cannot be divided into statements for certain."""


@dataclass(frozen=True, slots=True)
class Read:
    """One statement, or one line for the client.

    *key* is equal where only comments and layout differ. *heading*: the comment that stands above it in a
    script of sqlgen. *batch*: the statements between two separators have the same number. *joined*: no blank
    line stands before it.
    """

    sql: str
    key: Key
    line: int
    raw: RawStatement | None
    heading: str = ""
    origin: Origin | None = None
    batch: int = 0
    joined: bool = False


_ORIGIN = re.compile(r"--\s(?P<path>\S.*?\.py):(?P<line>\d+)(?:   .*)?")
_HEADING = re.compile(r"--\s(?!\s)(.*)")
_HINT = re.compile(r"/\*\+|--\+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LOOSE = frozenset("(),;")


def read_script(text: str, dialect: Dialect) -> list[Read]:
    """Return the statements of *text* in order. Raises: Unreadable."""
    try:
        return list(_read(text, dialect))
    except UnclosedQuote as error:
        raise Unreadable(error.what) from error


def _read(text: str, dialect: Dialect) -> Iterator[Read]:
    sql, lines = _without_client_lines(text, dialect)
    headings = _headings(text, dialect)
    tokens = tokenize(sql, dialect.facts.quoting)
    breaks = _separators(sql, tokens, dialect)
    last = tokens[-1].end if tokens else 0
    starts = [at for at, _, _ in headings]
    found: list[tuple[int, RawStatement | str]] = [*lines]
    found += [(raw.tokens[0].start, raw) for raw in statements(sql, dialect)]
    end = 0
    for start, one in sorted(found, key=lambda pair: pair[0]):
        joined = not _BLANK_LINE.search(text, end, start)
        at = bisect_right(starts, start) - 1
        heading, origin = headings[at][1:] if at >= 0 else ("", None)
        line = text.count("\n", 0, start) + 1
        if isinstance(one, str):
            yield Read(one, ("client", " ".join(one.split())), line, None, heading, origin)
            end = start + len(one)
            continue
        end = one.tokens[-1].end
        key = key_of(one, dialect)
        if end == last or (_is_block(one, dialect) and not any(at > start for at in breaks)):
            # The end of the file is no terminator to every client, nor is a semicolon to that of blocks.
            key = (*key, "unended")
        yield Read(one.sql, key, line, one, heading, origin, bisect_right(breaks, start), joined)


def key_of(statement: RawStatement, dialect: Dialect) -> Key:
    """Return the tokens of *statement*, so that comments and layout make no difference; hints stay."""
    folds = dialect.facts.ddl.identifier_case in ("lower", "upper")
    source = statement.source
    parts: list[str] = []
    before: Token | None = None
    for token in statement.tokens:
        gap = source[before.end : token.start] if before is not None else ""
        mark = _glue(before, token, gap) if before is not None else ""
        if "/*+" in gap or "--+" in gap:
            parts += [piece.text for piece in pieces(gap, dialect.facts.quoting) if _HINT.match(piece.text)]
        text = token.value if folds and token.kind is TokenKind.WORD else token.text
        parts.append(f"{mark}{_body(text, dialect)}")
        before = token
    return tuple(parts)


def _body(text: str, dialect: Dialect) -> str:
    """Return a body in dollar quotes with line ends as LF, where no string in it holds one."""
    if not text.startswith("$") or "\r" not in text:
        return text
    try:
        inner = [
            piece.text for piece in pieces(text.strip("$"), dialect.facts.quoting) if piece.kind == "string"
        ]
    except UnclosedQuote:
        return text
    return text if any("\r" in one for one in inner) else text.replace("\r\n", "\n")


def _glue(before: Token, token: Token, gap: str) -> str:
    """Return a mark for a gap that has a meaning: ``~*`` is not ``~ *``, ``E'a'`` is not ``E 'a'``."""
    kinds = (before.kind, token.kind)
    if kinds == (TokenKind.STRING, TokenKind.STRING):
        # On a new line, the second goes on with the first.
        return "\n" if "\n" in gap else " " if gap else "+"
    if gap or before.text in _LOOSE or token.text in _LOOSE:
        return ""
    if kinds in ((TokenKind.WORD, TokenKind.STRING), (TokenKind.NUMBER, TokenKind.WORD)):
        return "+"
    if kinds == (TokenKind.MARK, TokenKind.MARK):
        return "+"
    return "+" if TokenKind.NUMBER in kinds and "." in (before.text, token.text) else ""


def _headings(text: str, dialect: Dialect) -> list[tuple[int, str, Origin | None]]:
    """Return the comments that stand on lines of their own: offset, text, and the line that they name."""
    found: list[tuple[int, str, Origin | None]] = []
    at = 0
    for piece in pieces(text, dialect.facts.quoting):
        if piece.kind == "comment" and (heading := _HEADING.match(piece.text)):
            named = _ORIGIN.fullmatch(piece.text.rstrip())
            origin = Origin(named["path"], int(named["line"])) if named else None
            found.append((at, heading[1].rstrip(), origin))
        at += len(piece.text)
    return found


def _without_client_lines(text: str, dialect: Dialect) -> tuple[str, list[tuple[int, str]]]:
    """Return *text* with the client's lines made blank, and these with their offsets."""
    patterns = dialect.facts.script.client_lines
    if not patterns:
        return text, []
    line_of_client = re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
    separator = dialect.facts.script.separator
    found: list[tuple[int, str]] = []
    at, open_statement = 0, False
    for piece in pieces(text, dialect.facts.quoting):
        for number, line in enumerate(piece.text.splitlines(keepends=True)):
            bare = line.strip()
            own_line = number > 0 or at == 0 or text[at - 1] == "\n"
            if piece.kind == "comment" or not bare:
                pass
            elif piece.kind == "code" and own_line and not open_statement and line_of_client.fullmatch(bare):
                # What the line quotes is another piece.
                end = text.find("\n", at)
                found.append((at, text[at : end if end >= 0 else len(text)].strip()))
            elif not found or at >= found[-1][0] + len(found[-1][1]):
                ended = bare.endswith(";") or (bool(separator) and bare.upper() == separator)
                open_statement = not (piece.kind == "code" and ended)
            at += len(line)
    for start, line in found:
        text = text[:start] + " " * len(line) + text[start + len(line) :]
    return text, found


def _separators(sql: str, tokens: Sequence[Token], dialect: Dialect) -> list[int]:
    """Return the offsets of separator lines. Raises: Unreadable: one that makes a statement run again."""
    separator = dialect.facts.script.separator
    if not separator:
        return []
    blocks = [re.compile(pattern, re.I) for pattern in dialect.facts.ddl.blocks]
    found: list[int] = []
    begun = 0
    for at, token in enumerate(tokens):
        if token.text.upper() != separator or not _begins_line(sql, tokens, at):
            continue
        if at + 1 < len(tokens) and not _begins_line(sql, tokens, at + 1):
            if tokens[at + 1].kind is TokenKind.NUMBER:
                raise Unreadable(f"{separator} {tokens[at + 1].text} runs what stands above it several times")
            continue
        if not dialect.facts.script.terminator and at > begun and tokens[at - 1].text == ";":
            head = " ".join(one.value for one in tokens[begun : min(begun + 8, at)])
            if not any(pattern.match(head) for pattern in blocks):
                raise Unreadable(f"{separator} behind a semicolon runs the statement above it again")
        found.append(token.start)
        begun = at + 1
    return found


def _is_block(statement: RawStatement, dialect: Dialect) -> bool:
    """Tell whether only a separator ends *statement*."""
    if not dialect.facts.script.separator or dialect.facts.script.terminator:
        return False
    head = " ".join(token.value for token in statement.tokens[:8])
    return any(re.match(pattern, head, re.IGNORECASE) for pattern in dialect.facts.ddl.blocks)


def _begins_line(sql: str, tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or "\n" in sql[tokens[at - 1].end : tokens[at].start]
