"""``alembic.script.base``."""

from sqlgen.replay.script_directory import Script, ScriptDirectory

__all__ = ["Script", "ScriptDirectory"]
