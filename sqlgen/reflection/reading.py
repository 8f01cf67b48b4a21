"""An expression of a CHECK, a default or a generated column read as a tree, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlgen.dialect import Dialect

# sqlglot reads NOT a IN (...) and a NOT IN (...) as one, which servers tell apart.
_LEADING_NOT = re.compile(r"\bNOT\s+[\w.\"`]+\s+(?:IN|IS|I?LIKE|BETWEEN)\b", re.IGNORECASE)
_COMMENT = re.compile(r"--|/\*")


@lru_cache(maxsize=512)
def _read(sql: str, reader: str) -> Any:
    import sqlglot
    from sqlglot.errors import SqlglotError

    if _LEADING_NOT.search(sql) or _COMMENT.search(sql):
        return None
    try:
        return sqlglot.parse_one(sql, read=reader, into=sqlglot.exp.Condition)
    except (SqlglotError, RecursionError):
        return None


def read(sql: str, dialect: Dialect) -> Any:
    """Return sqlglot's tree of *sql*, None where it cannot be read; it must not be changed."""
    return _read(sql.strip(), dialect.facts.sqlglot)


def flat(tree: Any, kind: Any) -> Iterator[Any]:
    """Yield what stands between the ANDs (or ORs) of *tree*, whatever parentheses are around some."""
    bare = tree.unnest()
    if isinstance(bare, kind):
        yield from flat(bare.this, kind)
        yield from flat(bare.expression, kind)
    else:
        yield tree
