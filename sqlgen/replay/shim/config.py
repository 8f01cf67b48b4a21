"""``alembic.config``."""

from sqlgen.replay.config import Config

__all__ = ["Config"]
