"""Writes to the server's own catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.operations import Operation
from sqlgen.raw_sql.procedural import opaque
from sqlgen.raw_sql.reader import Context
from sqlgen.raw_sql.split import RawStatement


def written_catalogue(statement: RawStatement, context: Context, target: str) -> Iterator[Operation]:
    """Return the effect of DML on the catalogue's table *target*."""
    yield opaque(statement, context, f"it writes {target}, the server's own catalogue")
