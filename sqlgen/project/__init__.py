"""Projects as they are found on disk: alembic.ini, pyproject.toml, Flask-Migrate, sqlgen.toml."""
