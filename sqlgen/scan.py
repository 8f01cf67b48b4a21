"""SQL text divided into quoted strings, comments and code, without reading its meaning.

Enough to find where a statement ends or whether a colon stands inside a string. What opens a string or a
comment differs between engines; the facts in `Quoting` say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from sqlgen.errors import SqlgenError
from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """How an engine quotes: the facts under ``[quoting]`` in dialect.toml."""

    backslash_escapes: bool
    """``'it\\'s'``: a backslash in a plain string escapes."""
    escape_strings: bool
    """``E'it\\'s'``."""
    dollar_quotes: bool
    """``$body$ ... $body$``."""
    double_quoted_strings: bool
    """``"it's"`` is a string, not a name."""
    bracket_identifiers: bool
    """``[order]``."""
    backtick_identifiers: bool
    hash_comments: bool
    dash_comments_need_blank: bool
    """``5--3`` is a subtraction."""
    nested_comments: bool
    executable_comments: bool
    """``/*!40101 SET ... */`` is code."""
    q_quotes: bool
    """``q'[it's]'``."""


@lru_cache(maxsize=16)
def _pattern(quoting: Quoting) -> re.Pattern[str]:
    """Return what matches a whole string, name or line comment, a block comment's start, or a stray quote."""

    def quoted(mark: str, backslash: bool) -> str:
        return (
            rf"{mark}(?:[^{mark}\\]++|{mark}{mark}|\\.)*+{mark}"
            if backslash
            else rf"{mark}(?:[^{mark}]++|{mark}{mark})*+{mark}"
        )

    parts = []
    if quoting.escape_strings:
        parts.append(rf"(?P<e_string>\b[eE]{quoted(chr(39), True)})")
    if quoting.q_quotes:
        parts.append(
            r"(?P<q_string>\b[nN]?[qQ]'(?:\[.*?\]'|\(.*?\)'|\{.*?\}'|<.*?>'|(?P<q_mark>[^\s\[({<]).*?(?P=q_mark)'))"
        )
    parts.append(f"(?P<string>{quoted(chr(39), quoting.backslash_escapes)})")
    double = "double_string" if quoting.double_quoted_strings else "double"
    parts.append(f"(?P<{double}>{quoted(chr(34), quoting.backslash_escapes)})")
    strays = "'\""
    if quoting.backtick_identifiers:
        parts.append(f"(?P<backtick>{quoted('`', False)})")
        strays += "`"
    if quoting.bracket_identifiers:
        parts.append(r"(?P<bracket>\[(?:[^\]]++|\]\])*+\])")
        strays += "\\["
    if quoting.dollar_quotes:
        parts.append(r"(?P<dollar>(?<![\w$])\$(?P<tag>[^\W\d]\w*+)?\$.*?\$(?(tag)(?P=tag))\$)")
    dashes = r"--(?=\s|\Z)" if quoting.dash_comments_need_blank else "--"
    parts.append(rf"(?P<line>{dashes}[^\n]*" + (r"|\#[^\n]*)" if quoting.hash_comments else ")"))
    if quoting.executable_comments:
        parts.append(r"(?P<executable>/\*M?!)")
    parts.append(r"(?P<block>/\*)")
    parts.append(f"(?P<stray>[{strays}])")
    return re.compile("|".join(parts), re.DOTALL)


class UnclosedQuote(SqlgenError):
    """A string, a quoted name or a comment that does not end."""

    def __init__(self, sql: str, at: int) -> None:
        line = sql.count("\n", 0, at) + 1
        shown = sql[at : at + 30].partition("\n")[0]
        super().__init__(
            f"the SQL text opens a quote or a comment that does not end: {shown} (line {line} of the text)",
            hint="Close it; a quote inside a string is written twice.",
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of SQL. *kind*: ``code``, ``string``, ``identifier`` or ``comment``."""

    kind: str
    text: str


_KINDS = {
    "e_string": "string",
    "q_string": "string",
    "string": "string",
    "double_string": "string",
    "dollar": "string",
    "double": "identifier",
    "backtick": "identifier",
    "bracket": "identifier",
    "line": "comment",
    "block": "comment",
    "executable": "code",
}


def pieces(sql: str, quoting: Quoting) -> Iterator[Piece]:
    """Yield the stretches of *sql* in order; joined, their texts are *sql* again.

    Raises: UnclosedQuote.
    """
    pattern = _pattern(quoting)
    at = 0
    while match := pattern.search(sql, at):
        if match.start() > at:
            yield Piece("code", sql[at : match.start()])
        name = match.lastgroup
        if name == "stray" or name is None:
            raise UnclosedQuote(sql, match.start())
        end = match.end()
        if name == "block":
            end = _comment_end(sql, match.start(), nested=quoting.nested_comments)
        yield Piece(_KINDS[name], sql[match.start() : end])
        at = end
    if at < len(sql):
        yield Piece("code", sql[at:])


_COMMENT_MARK = re.compile(r"/\*|\*/")


def _comment_end(sql: str, start: int, *, nested: bool) -> int:
    depth = 1
    for mark in _COMMENT_MARK.finditer(sql, start + 2):
        if mark.group() == "*/":
            depth -= 1
        elif nested:
            depth += 1
        if not depth:
            return mark.end()
    raise UnclosedQuote(sql, start)


# A parameter may be followed by a cast, ``:name::int``, but not by one colon: ``[1:n:2]`` is something else.
_BIND = re.compile(r"\\(?P<escaped>:[\w$]*)(?![\w$])|(?<![:\w\\]):(?P<name>\w++)(?!:(?!:))")


def fill_in(sql: str, quoting: Quoting, value_of: Callable[[str], str | None]) -> str:
    """Return *sql* with each ``:name`` outside quotes replaced by *value_of(name)*, and ``\\:`` by ``:``.

    Inside strings and comments a ``:name`` stays as it was written; *value_of* may refuse by raising, or
    return None to leave the text as it is.
    """
    if ":" not in sql:
        return sql

    def replace_in_code(match: re.Match[str]) -> str:
        if match["escaped"] is not None:
            return match["escaped"]
        value = value_of(match["name"])
        if value is None:
            return match.group()
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        # Two minus signs would begin a comment, and a cast binds closer than a sign.
        return f"({value})" if value.startswith("-") and (before == "-" or after == ":") else value

    def unescape(match: re.Match[str]) -> str:
        return match["escaped"] if match["escaped"] is not None else match.group()

    filled = ""
    for piece in pieces(sql, quoting):
        text = _BIND.sub(replace_in_code if piece.kind == "code" else unescape, piece.text)
        # Side by side, two literals would become one with a quote in it.
        filled += f" {text}" if filled.endswith("'") and text.startswith("'") else text
    return filled


def split(sql: str, quoting: Quoting) -> list[str]:
    """Return the statements of *sql*, divided at semicolons outside quotes, comments kept with the next.

    Only for text without procedural blocks. Comment-only rests are joined to the statement before. As
    with `without_terminator`, a terminator can be put right behind each.
    """
    statements: list[str] = []
    current: list[str] = []
    has_code = False
    for piece in pieces(sql, quoting):
        if piece.kind != "code":
            current.append(piece.text)
            has_code = has_code or piece.kind != "comment"
            continue
        head, *others = piece.text.split(";")
        current.append(head)
        has_code = has_code or bool(head.strip())
        for part in others:
            if has_code:
                statements.append("".join(current).strip())
                current, has_code = [], False
            current.append(part)
            has_code = has_code or bool(part.strip())
    rest = "".join(current).strip()
    if rest and (has_code or not statements):
        statements.append(rest)
    elif rest:
        statements[-1] += f"\n{rest}"
    return [without_terminator(statement, quoting) for statement in statements]


def without_terminator(sql: str, quoting: Quoting) -> str:
    """Return *sql* without trailing semicolons and blanks; comments behind it stay, closed on both sides.

    A terminator can so be put right behind the text: after ``-- a line comment`` it would be part of it.
    """
    text = sql.strip()
    if ";" not in text and not any(mark in text for mark in ("--", "#")):
        return text
    parts = list(pieces(text, quoting))
    end = len(parts)
    while end and (parts[end - 1].kind == "comment" or not parts[end - 1].text.strip(" \t\r\n;")):
        end -= 1
    if not end:
        return text
    body, gap = "".join(piece.text for piece in parts[:end]), ""
    if parts[end - 1].kind == "code":
        whole, body = body, body.rstrip(" \t\r\n;")
        gap = whole[len(body) :]
    # The blanks stay as they were: MySQL's -- is a comment only in front of one.
    tail = [_closed(p.text) if p.kind == "comment" else p.text.replace(";", "") for p in parts[end:]]
    return f"{body}{gap.replace(';', '')}{''.join(tail)}".rstrip()


def _closed(comment: str) -> str:
    """Return a line comment as a block comment; a block comment as it is."""
    if comment.startswith("/*"):
        return comment
    text = comment.lstrip("-# \t").rstrip().replace("*/", "* /").replace("/*", "/ *")
    return f"/* {text} */"


def code_only(sql: str, quoting: Quoting) -> str:
    """Return *sql* without comments and with strings emptied, its blanks made single spaces."""
    kept = ("''" if p.kind == "string" else p.text for p in pieces(sql, quoting) if p.kind != "comment")
    return " ".join("".join(kept).split())
