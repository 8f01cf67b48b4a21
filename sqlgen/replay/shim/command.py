"""``alembic.command``: there to be imported, by Flask-Migrate for one; while scripts run no command can."""

from typing import Any

from sqlgen.replay.errors import CommandError

_COMMANDS = (
    "branches",
    "check",
    "current",
    "downgrade",
    "edit",
    "ensure_version",
    "heads",
    "history",
    "init",
    "list_templates",
    "merge",
    "revision",
    "show",
    "stamp",
    "upgrade",
)


def __getattr__(name: str) -> Any:
    if name not in _COMMANDS:
        raise AttributeError(f"module 'alembic.command' has no attribute {name!r}")

    def refuse(*_: Any, **__: Any) -> None:
        raise CommandError(f"alembic.command.{name} cannot run while sqlgen reads the project")

    return refuse
