"""The one thing that can go wrong with a literal."""

from __future__ import annotations

from sqlgen.errors import SqlgenError


class NoLiteral(SqlgenError):
    """A value that this dialect cannot write as a literal, or not without changing it."""


def shown(value: object) -> str:
    """Return *value* for a message: its repr, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
