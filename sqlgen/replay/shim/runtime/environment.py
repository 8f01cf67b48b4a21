"""``alembic.runtime.environment``."""

from sqlgen.replay.environment import EnvironmentContext

__all__ = ["EnvironmentContext"]
