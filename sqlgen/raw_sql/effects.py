"""What raw SQL does to the schema, as operations."""

from __future__ import annotations

from sqlgen.dialect import Dialect
from sqlgen.operations import Effects, Operation
from sqlgen.origin import Origin
from sqlgen.schema import Schema


def effects_of(dialect: Dialect) -> Effects:
    """Return the reader of raw SQL of *dialect*."""

    def effects(sql: str, origin: Origin, schema: Schema) -> tuple[Operation, ...]:
        return ()

    return effects
