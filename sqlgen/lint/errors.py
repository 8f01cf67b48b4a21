"""Faults of lint: of its facts, its configuration, its calls."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from sqlgen.errors import SqlgenError


class BadLocksFile(SqlgenError):
    """A locks.toml that does not say what it must, or says what nobody reads."""


class UnknownRule(SqlgenError):
    """A code that no rule has."""

    def __init__(self, code: str, known: Sequence[str], where: str | None = None) -> None:
        near = get_close_matches(code.upper(), known, 1)
        hint = f"Did you mean {near[0]}?" if near else "`sqlgen explain` lists them all."
        super().__init__(f'no rule has the code "{code}"', where=where, hint=hint)
