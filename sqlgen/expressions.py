"""Names inside SQL expressions: whether one is spoken of, and another name in its place.

Reads words, quoted names and strings, no more: enough for CHECKs, generated columns and partial indexes.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


@lru_cache(maxsize=256)
def _pattern(name: str) -> re.Pattern[str]:
    """Return what matches a string, which is passed over, or the name as ``name``: quoted or not."""
    word = re.escape(name)
    return re.compile(
        rf"""'(?:[^']|'')*'|(?P<quoted>"{word}"|`{word}`|\[{word}\])|(?<![\w$."`\[@:])(?P<name>{word})(?![\w$"`])"""
        rf"""|(?<=[\w"`\]]\.)(?P<of_table>{word})(?![\w$"`])""",
        re.IGNORECASE,
    )


def speaks_of(sql: str, name: str) -> bool:
    """Tell whether an expression names the column *name*, outside of strings."""
    return any(not match.group().startswith("'") for match in _pattern(name).finditer(sql))


def renamed_in(sql: str, old: str, new: str) -> str:
    """Return an expression with the identifier *old* written *new*, strings left alone.

    Quoted as it was; where it was not quoted, quoted if *new* might need it.
    """

    def replaced(match: re.Match[str]) -> str:
        text = match.group()
        if text.startswith("'"):
            return text
        if match.group("quoted"):
            return f"{text[0]}{new}{text[-1]}"
        return new if _PLAIN.fullmatch(new) and new.upper() not in _reserved() else f'"{new}"'

    return _pattern(old).sub(replaced, sql)


@lru_cache(maxsize=1)
def _reserved() -> frozenset[str]:
    from sqlalchemy.sql.compiler import RESERVED_WORDS

    more = {"group", "order", "index", "transaction", "key", "values", "set", "add", "by", "having", "into"}
    return frozenset(word.upper() for word in RESERVED_WORDS | more)
