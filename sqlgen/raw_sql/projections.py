"""What a query gives, as its text has it."""

from __future__ import annotations

import sqlglot

from sqlgen.dialect import Dialect

_ENDS = (
    "FROM", "WHERE", "UNION", "EXCEPT", "INTERSECT", "LIMIT", "ORDER", "GROUP", "HAVING", "INTO", "FETCH",
)  # fmt: skip


def projections_as_written(sql: str, dialect: Dialect) -> list[str]:
    """Return the texts between SELECT and what follows, divided at commas; none where they cannot be told."""
    tokens = sqlglot.Dialect.get_or_raise(dialect.facts.sqlglot or None).tokenize(sql)
    words = [token.text.upper() for token in tokens]
    if not words or words[0] != "SELECT":
        return []
    start = 1
    while start < len(words) and words[start] in ("DISTINCT", "ALL"):
        start += 1
    if start + 1 < len(words) and words[start] == "TOP":
        start += 2
    depth, found = 0, []
    for at in range(start, len(words) + 1):
        word = words[at] if at < len(words) else "FROM"
        if depth == 0 and (word == "," or word in _ENDS):
            if at > start:
                found.append(sql[tokens[start].start : tokens[at - 1].end + 1])
            start = at + 1
            if word != ",":
                break
        depth += (word == "(") - (word == ")")
    return found
