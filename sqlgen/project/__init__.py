"""Projects as they are found on disk: alembic.ini, pyproject.toml, Flask-Migrate, sqlgen.toml."""

from sqlgen.project.find import find_project
from sqlgen.project.project import Project

__all__ = ["Project", "find_project"]
