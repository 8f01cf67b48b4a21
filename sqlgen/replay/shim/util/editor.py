"""``alembic.util.editor``."""

from typing import Any, NoReturn

from .exc import CommandError


def open_in_editor(filename: str, environ: Any = None) -> NoReturn:
    """Refuse: sqlgen opens no editor."""
    raise CommandError("sqlgen opens no editor")
