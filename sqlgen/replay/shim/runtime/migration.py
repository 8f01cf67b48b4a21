"""``alembic.runtime.migration``."""

from sqlgen.replay.context import MigrationContext
from sqlgen.replay.migration_info import MigrationInfo

__all__ = [
    "HeadMaintainer",
    "MigrationContext",
    "MigrationInfo",
    "MigrationStep",
    "RevisionStep",
    "StampStep",
]


class HeadMaintainer:
    """Kept for imports; the version table is kept elsewhere."""


class MigrationStep:
    """Kept for imports; steps come from the plan of the range."""


class RevisionStep(MigrationStep):
    """Kept for imports."""


class StampStep(MigrationStep):
    """Kept for imports."""
