"""``alembic.runtime.migration``."""

from sqlgen.replay.context import MigrationContext

__all__ = ["MigrationContext"]
