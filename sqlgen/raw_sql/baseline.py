"""The starting schema, read from a file of SQL or from SQLAlchemy's metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.schema import ObjectName, Schema


def read_baseline(path: Path, dialect: Dialect, root: Path) -> Schema:
    """Return the schema that the SQL file at *path* makes."""
    raise NotImplementedError


def read_baseline_metadata(metadata: Any, dialect: Dialect) -> Schema:
    """Return the schema of a SQLAlchemy MetaData, as *dialect* would have it."""
    from sqlgen.sa_bridge import table_of

    schema = Schema(complete=True)
    for table in metadata.sorted_tables:
        schema = schema.with_table(table_of(table, dialect))
    return schema


_ = ObjectName
