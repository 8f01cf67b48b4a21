"""Plugins that were imported before sqlgen ran, and so registered with the real Alembic.

They are not imported again: packages that listen to SQLAlchemy's events would then listen twice. What
they registered is taken over; sqlgen itself never imports Alembic.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from sqlgen.replay.registry import Registration, registry


def adopt(real: Mapping[str, ModuleType]) -> None:
    """Register with sqlgen what others registered with Alembic's modules *real*.

    To be called while ``alembic`` means sqlgen's own package.
    """
    base = real.get("alembic.operations.base")
    if base is None:
        return
    for registration in _registrations(base):
        if not registry.holds(registration):
            registry.add(registration)


def _registrations(base: ModuleType) -> Iterator[Registration]:
    from sqlgen.replay import operations as own

    for op_class, function in _implementations(base):
        if function.__module__.startswith("alembic."):
            continue
        kind = op_class
        if op_class.__module__.startswith("alembic."):
            # A built-in operation that is replaced: ours are of classes of their own, equally named.
            kind = getattr(importlib.import_module("alembic.operations.ops"), op_class.__name__, None)
        if kind is not None:
            yield Registration(None, kind, function, function)
    for name in ("AbstractOperations", "Operations", "BatchOperations"):
        theirs, ours = getattr(base, name), getattr(own, name)
        for key, value in vars(theirs).items():
            if not key.startswith("_") and callable(value) and key not in _KNOWN and not hasattr(ours, key):
                yield Registration(ours, key, value, value)


_KNOWN = ("create_module_class_proxy", "batch_alter_table")


def _implementations(base: ModuleType) -> Iterator[tuple[Any, Any]]:
    dispatcher = getattr(base.AbstractOperations, "_to_impl", None)
    for (op_class, _), function in getattr(dispatcher, "_registry", {}).items():
        if isinstance(op_class, type):
            yield op_class, function
