"""Engines of the application's own that the project redirects: while scripts run they are the run's bind."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import Engine

from sqlgen.project.settings import ObjectPath
from sqlgen.replay.bind import engine_of
from sqlgen.replay.context import MigrationContext
from sqlgen.replay.errors import NotAnEngine


@contextlib.contextmanager
def redirected_engines(
    paths: Sequence[ObjectPath], load: Callable[[ObjectPath], Any], context: MigrationContext, where: str
) -> Iterator[None]:
    """Let each object of *paths* lead to *context*'s bind within the block.

    An engine becomes the run's own, whoever holds it, and a session factory is bound to it. A function is
    replaced in all modules that hold it by one that returns the run's engine; it is not called, since it may
    ask for a driver. *load* returns the object that a path names; *where*: the file that names them.
    Raises: NotAnEngine; what *load* raises.
    """
    with contextlib.ExitStack() as stack:
        for path in paths:
            found = load(path)
            if isinstance(found, Engine):
                stack.enter_context(_as_the_runs(found, context))
            elif callable(getattr(found, "configure", None)) and hasattr(found, "kw"):
                stack.enter_context(_bound(found, context))
            elif callable(found) and (holders := _holders(found)):
                stack.enter_context(_replaced(found, holders, context))
            else:
                raise NotAnEngine(
                    f'redirect_engines: "{path}" is neither an engine nor a function of a module, '
                    f"but {type(found).__name__}",
                    where=where,
                    hint="Name an Engine, a sessionmaker, or a module's function that returns an Engine.",
                )
        yield


@contextlib.contextmanager
def _as_the_runs(engine: Any, context: MigrationContext) -> Iterator[None]:
    own = engine.__class__, engine.__dict__
    runs = engine_of(context.bind)
    engine.__class__, engine.__dict__ = type(runs), runs.__dict__
    try:
        yield
    finally:
        engine.__class__, engine.__dict__ = own


@contextlib.contextmanager
def _bound(factory: Any, context: MigrationContext) -> Iterator[None]:
    own = dict(factory.kw)
    factory.kw["bind"] = engine_of(context.bind)
    try:
        yield
    finally:
        factory.kw.clear()
        factory.kw.update(own)


def _holders(function: Any) -> list[tuple[ModuleType, str]]:
    """Return the modules that hold *function*, each with the name that it has there."""
    return [
        (module, name)
        for module in list(sys.modules.values())
        if isinstance(module, ModuleType)
        for name, value in list(vars(module).items())
        if value is function
    ]


@contextlib.contextmanager
def _replaced(
    function: Any, holders: list[tuple[ModuleType, str]], context: MigrationContext
) -> Iterator[None]:
    def engine(*_: Any, **__: Any) -> Any:
        return engine_of(context.bind)

    for module, name in holders:
        setattr(module, name, engine)
    try:
        yield
    finally:
        for module, name in holders:
            setattr(module, name, function)
