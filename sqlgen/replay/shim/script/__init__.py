"""``alembic.script``."""

from . import base, revision, write_hooks
from .base import Script, ScriptDirectory

__all__ = ["Script", "ScriptDirectory", "base", "revision", "write_hooks"]
