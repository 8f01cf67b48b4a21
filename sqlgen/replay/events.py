"""SQLAlchemy's table events, fired as a live CREATE or DROP fires them: models and plugins listen."""

from __future__ import annotations

from typing import Any, Literal

TableEvent = Literal["before_create", "after_create", "before_drop", "after_drop"]


def fire(event: TableEvent, target: Any, bind: Any, impl: Any = None, **keywords: Any) -> None:
    """Call the listeners of *target*, a Table or a MetaData, and those of all such, with *bind*.

    Those by which SQLAlchemy itself creates and drops named types are left out: enums have operations
    of their own.
    """
    for listener in getattr(target.dispatch, event):
        if not _makes_types(listener):
            listener(target, bind, **{"checkfirst": False, "_ddl_runner": impl, **keywords})


def _makes_types(listener: Any) -> bool:
    # A partial of a bound method, or SQLAlchemy 2.0's picklable stand-in for one.
    function = getattr(listener, "func", listener)
    owner = getattr(function, "__self__", None) or getattr(function, "target", None)
    return hasattr(owner, "_on_table_create")
