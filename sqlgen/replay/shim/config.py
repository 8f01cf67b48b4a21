"""``alembic.config``."""

from __future__ import annotations

from typing import Any, NoReturn, TypedDict

from sqlgen.replay.config import Config

from .inert import inert

__all__ = ["CommandLine", "Config", "MessagingOptions", "main"]


class MessagingOptions(TypedDict, total=False):
    """How Alembic's messages are printed."""

    quiet: bool


class CommandLine:
    """Kept for imports; while sqlgen reads a project no command runs."""

    def __init__(self, prog: str | None = None) -> None:
        self.prog = prog

    def main(self, argv: Any = None) -> NoReturn:
        """Raise CommandError."""
        main(argv)
        raise AssertionError

    def register_command(self, fn: Any) -> None:
        """Do nothing."""


CommandFunction = Any
main = inert("alembic.config", "main")
