"""``alembic.runtime``."""

from . import environment, migration, plugins

__all__ = ["environment", "migration", "plugins"]
