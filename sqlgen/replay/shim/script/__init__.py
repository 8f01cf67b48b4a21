"""``alembic.script``."""

from . import base, revision
from .base import Script, ScriptDirectory

__all__ = ["Script", "ScriptDirectory", "base", "revision"]
