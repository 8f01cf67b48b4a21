"""Names that can be imported and not be used: what they do needs a database or writes revision files."""

from collections.abc import Callable
from typing import Any

from sqlgen.replay.errors import CommandError


def inert(module: str, name: str) -> Callable[..., Any]:
    """Return a function called *name* that raises CommandError."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise CommandError(f"{module}.{name} cannot run while sqlgen reads the project")

    refuse.__name__ = refuse.__qualname__ = name
    refuse.__doc__ = "Raise CommandError."
    return refuse
