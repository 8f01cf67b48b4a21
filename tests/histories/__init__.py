"""Real histories from PyPI: rendered, loaded, and compared with Alembic's live upgrade."""
