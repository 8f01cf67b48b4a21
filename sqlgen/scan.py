"""SQL text divided into quoted strings, comments and code, without reading its meaning.

Enough to find where a statement ends or whether a colon stands inside a string. What opens a string or a
comment differs between engines; the facts in `Quoting` say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlgen.errors import SqlgenError


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """How an engine quotes: the facts under ``[quoting]`` in dialect.toml."""

    backslash_escapes: bool
    """``'it\\'s'``: a backslash in a plain string escapes."""
    escape_strings: bool
    """``E'it\\'s'``."""
    dollar_quotes: bool
    """``$body$ ... $body$``."""
    bracket_identifiers: bool
    """``[order]``."""
    backtick_identifiers: bool
    hash_comments: bool
    q_quotes: bool
    """``q'[it's]'``."""


@lru_cache(maxsize=16)
def _pattern(quoting: Quoting) -> re.Pattern[str]:
    plain = r"'(?:[^'\\]|''|\\.)*'" if quoting.backslash_escapes else r"'(?:[^']|'')*'"
    double = r'"(?:[^"\\]|""|\\.)*"' if quoting.backslash_escapes else r'"(?:[^"]|"")*"'
    parts = []
    if quoting.escape_strings:
        parts.append(r"(?P<e_string>\b[eE]'(?:[^'\\]|''|\\.)*')")
    if quoting.q_quotes:
        parts.append(
            r"(?P<q_string>\b[nN]?[qQ]'(?:\[.*?\]'|\(.*?\)'|\{.*?\}'|<.*?>'|(?P<q_mark>[^\s\[({<]).*?(?P=q_mark)'))"
        )
    parts.append(f"(?P<string>{plain})")
    parts.append(f"(?P<double>{double})")
    if quoting.backtick_identifiers:
        parts.append(r"(?P<backtick>`(?:[^`]|``)*`)")
    if quoting.bracket_identifiers:
        parts.append(r"(?P<bracket>\[(?:[^\]]|\]\])*\])")
    if quoting.dollar_quotes:
        parts.append(r"(?P<dollar>(?<![\w$])\$(?P<tag>[A-Za-z_]\w*)?\$.*?\$(?(tag)(?P=tag))\$)")
    parts.append(r"(?P<line>--[^\n]*" + (r"|\#[^\n]*)" if quoting.hash_comments else ")"))
    parts.append(r"(?P<block>/\*.*?\*/)")
    return re.compile("|".join(parts), re.DOTALL)


class UnclosedQuote(SqlgenError):
    """A string or a comment that does not end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of SQL. *kind*: ``code``, ``string``, ``identifier`` or ``comment``."""

    kind: str
    text: str


_KINDS = {
    "e_string": "string",
    "q_string": "string",
    "string": "string",
    "dollar": "string",
    "double": "identifier",
    "backtick": "identifier",
    "bracket": "identifier",
    "line": "comment",
    "block": "comment",
}


def pieces(sql: str, quoting: Quoting) -> Iterator[Piece]:
    """Yield the stretches of *sql* in order; joined, their texts are *sql* again."""
    at = 0
    for match in _pattern(quoting).finditer(sql):
        if match.start() > at:
            yield Piece("code", sql[at : match.start()])
        kind = next(_KINDS[name] for name in _KINDS if match.groupdict().get(name) is not None)
        yield Piece(kind, match.group())
        at = match.end()
    if at < len(sql):
        yield Piece("code", sql[at:])


_BIND = re.compile(r"\\(?P<escaped>:[\w$]*)(?![\w$])|(?<![:\w\\]):(?P<name>\w+)(?!:)")


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
        return match.group() if value is None else value

    def unescape(match: re.Match[str]) -> str:
        return match["escaped"] if match["escaped"] is not None else match.group()

    return "".join(
        _BIND.sub(replace_in_code if piece.kind == "code" else unescape, piece.text)
        for piece in pieces(sql, quoting)
    )


def split(sql: str, quoting: Quoting) -> list[str]:
    """Return the statements of *sql*, divided at semicolons outside quotes, comments kept with the next.

    Only for text without procedural blocks. Comment-only rests are joined to the statement before.
    """
    statements: list[str] = []
    current: list[str] = []
    has_code = False
    for piece in pieces(sql, quoting):
        if piece.kind != "code":
            current.append(piece.text)
            has_code = has_code or piece.kind != "comment"
            continue
        head, *rest = piece.text.split(";")
        current.append(head)
        has_code = has_code or bool(head.strip())
        for part in rest:
            if has_code:
                statements.append("".join(current).strip())
                current, has_code = [], False
            current.append(part)
            has_code = has_code or bool(part.strip())
    rest_text = "".join(current).strip()
    if rest_text and (has_code or not statements):
        statements.append(rest_text)
    elif rest_text:
        statements[-1] += "\n" + rest_text
    return statements


def without_terminator(sql: str, quoting: Quoting) -> str:
    """Return *sql* without trailing semicolons and blanks; a trailing comment stays."""
    text = sql.strip()
    if ";" not in text:
        return text
    parts = list(pieces(text, quoting))
    end = len(parts)
    while end and (parts[end - 1].kind == "comment" or not parts[end - 1].text.strip(" \t\r\n;")):
        end -= 1
    if not end:
        return text
    if parts[end - 1].kind == "code":
        parts[end - 1] = Piece("code", parts[end - 1].text.rstrip(" \t\r\n;"))
    tail = "".join(piece.text for piece in parts[end:] if piece.kind == "comment")
    body = "".join(piece.text for piece in parts[:end])
    return f"{body} {tail}".strip() if tail else body


def code_only(sql: str, quoting: Quoting) -> str:
    """Return *sql* without comments and with strings emptied, its blanks made single spaces."""
    kept = ("''" if p.kind == "string" else p.text for p in pieces(sql, quoting) if p.kind != "comment")
    return " ".join("".join(kept).split())
