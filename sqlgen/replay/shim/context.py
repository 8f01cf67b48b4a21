"""``alembic.context``: each name speaks to the environment of the run that goes on when it is used."""

from typing import Any

from sqlgen.replay.current import current_environment
from sqlgen.replay.environment import EnvironmentContext

_ATTRIBUTES = ("config", "script")


def __getattr__(name: str) -> Any:
    if name == "_proxy" or name in _ATTRIBUTES:
        environment = current_environment()
        return environment if name == "_proxy" else getattr(environment, name)
    if name == "__all__":
        return [name for name in __dir__() if name not in _ATTRIBUTES]
    if name.startswith("_") or not hasattr(EnvironmentContext, name):
        raise AttributeError(f"module 'alembic.context' has no attribute {name!r}")

    def proxy(*args: Any, **kw: Any) -> Any:
        return getattr(current_environment(), name)(*args, **kw)

    proxy.__name__ = proxy.__qualname__ = name
    proxy.__doc__ = getattr(EnvironmentContext, name).__doc__
    return proxy


def __dir__() -> list[str]:
    return sorted([*_ATTRIBUTES, *(name for name in dir(EnvironmentContext) if not name.startswith("_"))])
