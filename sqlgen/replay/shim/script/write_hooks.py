"""``alembic.script.write_hooks``: hooks can be registered; sqlgen runs them nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

REVISION_SCRIPT_TOKEN = "REVISION_SCRIPT_FILENAME"
_registry: dict[str, Any] = {}


def register(name: str) -> Callable[[Any], Any]:
    """Keep the decorated function as the hook *name*."""

    def keep(function: Any) -> Any:
        _registry[name] = function
        return function

    return keep
