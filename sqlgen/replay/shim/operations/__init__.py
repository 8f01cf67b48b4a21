"""``alembic.operations``."""

from sqlgen.replay.operations import AbstractOperations, BatchOperations, Operations

from . import base, batch, ops, schemaobj, toimpl
from .ops import MigrateOperation, MigrationScript

__all__ = [
    "AbstractOperations",
    "BatchOperations",
    "MigrateOperation",
    "MigrationScript",
    "Operations",
    "base",
    "batch",
    "ops",
    "schemaobj",
    "toimpl",
]
