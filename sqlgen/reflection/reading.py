"""An expression of a CHECK, a default or a generated column read as a tree, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlgen.dialect import Dialect

# sqlglot reads NOT a IN (...) and a NOT IN (...) as one, which servers tell apart.
_LEADING_NOT = re.compile(r"\bNOT\s+[\w.\"`]+\s+(?:IN|IS|I?LIKE|BETWEEN)\b", re.IGNORECASE)
# Read as LENGTH, and shown as they are.
_SYNONYM = re.compile(r"\b(?:char_length|character_length|octet_length|len)\b", re.IGNORECASE)
_LOOKED_AT = frozenset(["this", "expression", "expressions", "low", "high", "negate", "quoted", "is_string"])
_COMMENT = re.compile(r"--|/\*")


@lru_cache(maxsize=512)
def _read(sql: str, reader: str) -> Any:
    import sqlglot
    from sqlglot.errors import SqlglotError

    if any(pattern.search(sql) for pattern in (_LEADING_NOT, _COMMENT, _SYNONYM)):
        return None
    try:
        tree = sqlglot.parse_one(sql, read=reader, into=sqlglot.exp.Condition)
    except (SqlglotError, RecursionError):
        return None
    # What is not looked at below must not be there: ESCAPE, SYMMETRIC, FILTER.
    for node in tree.walk():
        if any(value and key not in _LOOKED_AT for key, value in node.args.items()):
            return None
    return tree


def read(sql: str, dialect: Dialect) -> Any:
    """Return sqlglot's tree of *sql*, None where it cannot be read; it must not be changed."""
    return _read(sql.strip(), dialect.facts.sqlglot)


def without_not(tree: Any) -> tuple[Any, bool]:
    """Return what NOT stands before or within (``IS NOT NULL``), and whether it does; NOT (...) is left."""
    bare = tree.unnest()
    if bare.args.get("negate"):
        return bare, True
    if type(bare).__name__ == "Not" and type(bare.this).__name__ != "Paren":
        return bare.this, not bare.this.args.get("negate")
    return bare, False


def flat(tree: Any, kind: Any, *, right: bool = True) -> Iterator[Any]:
    """Yield what stands between the ANDs (or ORs) of *tree*, whatever parentheses are around some.

    *right*: not only on the left, where the next AND is added to those before it.
    """
    bare = tree.unnest()
    if isinstance(bare, kind):
        yield from flat(bare.this, kind, right=right)
        yield from flat(bare.expression, kind, right=right) if right else (bare.expression,)
    else:
        yield tree
