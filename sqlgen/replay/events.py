"""SQLAlchemy's table events, fired as a live CREATE or DROP fires them: models and plugins listen."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa

TableEvent = Literal["before_create", "after_create", "before_drop", "after_drop"]


def fire(
    event: TableEvent, table: sa.Table, bind: Any, impl: Any = None, *, checkfirst: bool = False
) -> None:
    """Call the listeners of *table* and of all tables with *bind*.

    Those by which SQLAlchemy itself creates and drops named types are left out: enums have operations
    of their own.
    """
    for listener in getattr(table.dispatch, event):
        if not _makes_types(listener):
            listener(table, bind, checkfirst=checkfirst, _ddl_runner=impl, _is_metadata_operation=False)


def _makes_types(listener: Any) -> bool:
    # A partial of a bound method, or SQLAlchemy 2.0's picklable stand-in for one.
    function = getattr(listener, "func", listener)
    owner = getattr(function, "__self__", None) or getattr(function, "target", None)
    return hasattr(owner, "_on_table_create")
