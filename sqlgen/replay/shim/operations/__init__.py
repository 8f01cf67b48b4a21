"""``alembic.operations``."""

from sqlgen.replay.operations import AbstractOperations, BatchOperations, Operations

from .ops import MigrateOperation

__all__ = ["AbstractOperations", "BatchOperations", "MigrateOperation", "Operations"]
