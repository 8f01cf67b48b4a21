"""Projects as they are found on disk: alembic.ini, pyproject.toml, Flask-Migrate, sqlgen.toml."""

from sqlgen.project.project import Project, find_project

__all__ = ["Project", "find_project"]
