"""What the module-level proxies (``alembic.op``, ``alembic.context``) stand for right now.

The one global of sqlgen: Alembic's modules are global by nature, and scripts hold on to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_operations: list[Any] = []
_environments: list[Any] = []


@contextmanager
def operations(value: Any) -> Iterator[None]:
    """Make *value* what ``alembic.op`` speaks to, within the block."""
    _operations.append(value)
    try:
        yield
    finally:
        _operations.pop()


@contextmanager
def environment(value: Any) -> Iterator[None]:
    """Make *value* what ``alembic.context`` speaks to, within the block."""
    _environments.append(value)
    try:
        yield
    finally:
        _environments.pop()


def current_operations() -> Any:
    """Return what ``alembic.op`` stands for. Raises: NameError outside a run, as Alembic does."""
    if not _operations:
        raise NameError("Can't invoke function: no migration is running, so alembic.op stands for nothing")
    return _operations[-1]


def current_environment() -> Any:
    """Return what ``alembic.context`` stands for. Raises: NameError outside a run, as Alembic does."""
    if not _environments:
        raise NameError("Can't invoke function: no env.py is running, so alembic.context stands for nothing")
    return _environments[-1]
