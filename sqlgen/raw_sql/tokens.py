"""SQL text as tokens: words, quoted names, strings, numbers and marks; comments are left out."""

from __future__ import annotations

import re
from enum import Enum

from sqlgen.scan import Quoting, pieces
from sqlgen.values import dataclass


class TokenKind(Enum):
    """What a token is."""

    WORD = "word"
    QUOTED = "quoted name"
    STRING = "string"
    NUMBER = "number"
    MARK = "mark"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A token. *value*: a word in upper case, a name or string without its quotes, a mark as it stands.

    *start* and *end* are offsets into the text that was divided.
    """

    kind: TokenKind
    value: str
    text: str
    start: int
    end: int


_CODE = re.compile(
    r"(?P<word>[^\W\d][\w$#]*|[@#]+[\w$#@]*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<mark>::|:=|<=|>=|<>|!=|\|\||->>|->|\S)"
)
_EXECUTABLE = re.compile(r"/\*M?!|\*/")
_VERSION = re.compile(r"\A\d+")
_UNESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "Z": "\x1a"}


def tokenize(sql: str, quoting: Quoting) -> list[Token]:
    """Return the tokens of *sql* in order. Raises: UnclosedQuote."""
    tokens: list[Token] = []
    at = 0
    for piece in pieces(sql, quoting):
        text, start = piece.text, at
        at += len(text)
        if piece.kind == "code":
            if quoting.executable_comments:
                text = _EXECUTABLE.sub(lambda m: " " * len(m.group()), text)
                if start and sql[start - 1] == "!":
                    # The oldest server that runs what is in the comment; every supported one does.
                    text = _VERSION.sub(lambda m: " " * len(m.group()), text)
            _add_code(tokens, text, start)
        elif piece.kind == "string":
            value = _string_value(text, quoting)
            tokens.append(Token(TokenKind.STRING, value, text, start, at))
        elif piece.kind == "identifier":
            value = _name_value(text)
            tokens.append(Token(TokenKind.QUOTED, value, text, start, at))
    return tokens


def _add_code(tokens: list[Token], text: str, start: int) -> None:
    for match in _CODE.finditer(text):
        kind = _KINDS[match.lastgroup or "mark"]
        value = match.group().upper() if kind is TokenKind.WORD else match.group()
        tokens.append(Token(kind, value, match.group(), start + match.start(), start + match.end()))


_KINDS = {"word": TokenKind.WORD, "number": TokenKind.NUMBER, "mark": TokenKind.MARK}


def _name_value(text: str) -> str:
    close = text[-1]
    return text[1:-1].replace(close * 2, close)


def _string_value(text: str, quoting: Quoting) -> str:
    if text.startswith("$"):
        mark = text[: text.index("$", 1) + 1]
        return text[len(mark) : -len(mark)]
    opening = text.index('"') if text.startswith('"') else text.index("'")
    prefix, body = text[:opening].upper(), text[opening + 1 : -1]
    if prefix in ("Q", "NQ"):
        return body[1:-1]
    if quoting.backslash_escapes or prefix == "E":
        body = re.sub(r"\\(.)", lambda m: _UNESCAPES.get(m[1], m[1]), body, flags=re.DOTALL)
    quote = text[opening]
    return body.replace(quote * 2, quote)
