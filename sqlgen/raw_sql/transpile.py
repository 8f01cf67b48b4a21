"""SQL of one engine written for another, or refused: nothing may be lost on the way."""

from __future__ import annotations

from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError


class NotTranspilable(SqlgenError):
    """SQL that cannot be carried over to the target's dialect without loss."""


def transpile(sql: str, source: str, target: Dialect) -> list[str]:
    """Return the statements of *sql*, written for *source*, as *target* says them."""
    raise NotTranspilable("not yet")
