"""``alembic.op``: each name speaks to the operations of the run that goes on when it is called."""

from collections.abc import Callable
from typing import Any

from sqlgen.errors import SqlgenError
from sqlgen.replay.current import current_operations
from sqlgen.replay.operations import Operations


def __getattr__(name: str) -> Any:
    if name == "_proxy":
        return current_operations()
    if name == "__all__":
        return __dir__()
    if name.startswith("_") or not hasattr(Operations, name):
        raise AttributeError(f"module 'alembic.op' has no attribute {name!r}")
    return _proxy_of(name)


def __dir__() -> list[str]:
    return sorted(name for name in dir(Operations) if not name.startswith("_"))


def _proxy_of(name: str) -> Callable[..., Any]:
    member = getattr(Operations, name)
    if getattr(member, "__self__", None) is Operations:
        bound: Callable[..., Any] = member
        return bound  # a class method: it needs no run

    def proxy(*args: Any, **kw: Any) -> Any:
        operations = current_operations()
        try:
            return getattr(operations, name)(*args, **kw)
        except SqlgenError as error:
            operations.recorder.remember(error)
            raise

    proxy.__name__ = proxy.__qualname__ = name
    proxy.__doc__ = member.__doc__
    return proxy
