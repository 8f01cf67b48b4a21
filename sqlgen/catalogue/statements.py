"""What is asked in other words than SELECT (SHOW, DESCRIBE, PRAGMA), made into a query that asks the same."""

from __future__ import annotations

import re

from sqlgen.catalogue.errors import Unanswerable
from sqlgen.dialect import Dialect

_ASKING = ("SHOW", "DESCRIBE", "DESC")


def as_select(text: str, dialect: Dialect, database: str | None) -> tuple[str, str] | None:
    """Return the query of ``[[catalogue.statements]]`` that *text* means, and what it takes for granted.

    None where it asks nothing. Raises: Unanswerable: it asks what no such query tells.
    """
    shown = " ".join(text.split())
    for statement in dialect.facts.catalogue.statements:
        match = re.fullmatch(statement["pattern"], shown, re.IGNORECASE)
        if match is None:
            continue
        if "refuse" in statement:
            raise Unanswerable(statement["refuse"])
        if "select" not in statement:
            return None
        found = {name: _plain(value or "") for name, value in match.groupdict().items()}
        if "where" in found and match["where"]:
            found["where"] = match["where"]
        select = statement["select"].format(database=database or "database", **found)
        return select, statement.get("assume", "")
    if shown.partition(" ")[0].upper() in _ASKING:
        raise Unanswerable("such a statement is not understood")
    return None


def _plain(text: str) -> str:
    """Return a name or string without its quotes, for a place between quotes."""
    for opening, closing in ('""', "``", "''", "[]"):
        if text.startswith(opening) and text.endswith(closing) and len(text) > 1:
            text = text[1:-1].replace(closing * 2, closing)
            break
    return text.replace("'", "''")
