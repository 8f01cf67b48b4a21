"""``alembic.operations.batch``: names to import; tables are rebuilt elsewhere, from the schema."""

from sqlgen.replay.impl import BatchImpl as BatchOperationsImpl

__all__ = ["ApplyBatchImpl", "BatchOperationsImpl"]


class ApplyBatchImpl:
    """Kept for imports and annotations; sqlgen makes none."""
