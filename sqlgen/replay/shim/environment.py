"""``alembic.environment``."""

from .runtime.environment import EnvironmentContext

__all__ = ["EnvironmentContext"]
