"""``alembic.operations.base``."""

from sqlgen.replay.operations import AbstractOperations, BatchOperations, Operations

__all__ = ["AbstractOperations", "BatchOperations", "Operations"]
