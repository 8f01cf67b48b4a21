"""``alembic.ext``."""
