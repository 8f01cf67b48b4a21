"""``alembic.util.langhelpers``: small things that plugins import."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from enum import Enum, IntEnum
from typing import Any

from sqlalchemy.util import asbool, immutabledict, memoized_property, to_list, unique_list

from .exc import CommandError

EMPTY_DICT: Any = immutabledict({})

__all__ = [
    "EMPTY_DICT",
    "DispatchPriority",
    "Dispatcher",
    "ModuleClsProxy",
    "PriorityDispatchResult",
    "PriorityDispatcher",
    "asbool",
    "dedupe_tuple",
    "immutabledict",
    "memoized_property",
    "not_none",
    "rev_id",
    "to_list",
    "to_tuple",
    "unique_list",
]


def rev_id() -> str:
    """Return a new revision id."""
    return uuid.uuid4().hex[-12:]


def to_tuple(x: Any, default: Any = None) -> Any:
    """Return *x* as a tuple: a text is one item, None is *default*."""
    if x is None:
        return default
    return (x,) if isinstance(x, str) or not isinstance(x, Iterable) else tuple(x)


def dedupe_tuple(tup: Sequence[Any]) -> tuple[Any, ...]:
    """Return *tup*, each item once."""
    return tuple(unique_list(tup))


def not_none(value: Any) -> Any:
    """Return *value*, which is not None."""
    assert value is not None
    return value


class Dispatcher:
    """Finds the function registered for an object's class, or for a name."""

    def __init__(self) -> None:
        self._registry: dict[tuple[Any, str], list[Any]] = {}

    def dispatch_for(
        self, target: Any, *, qualifier: str = "default", replace: bool = False, **_: Any
    ) -> Callable[[Any], Any]:
        """Register the decorated function for *target*."""

        def register(function: Any) -> Any:
            # A module that is loaded again registers again; the last one counts.
            self._registry[(target, qualifier)] = [function]
            return function

        return register

    def dispatch(self, obj: Any, qualifier: str = "default") -> Any:
        """Return the function for *obj*. Raises: ValueError: there is none."""
        kinds = [obj] if isinstance(obj, str) else list((obj if isinstance(obj, type) else type(obj)).__mro__)
        for wanted in dict.fromkeys((qualifier, "default")):
            for kind in kinds:
                found = self._registry.get((kind, wanted))
                if found:
                    return self._together(found)
        raise ValueError(f"no dispatch function for object: {obj!r}")

    def branch(self) -> Any:
        """Return a copy that can be added to."""
        made = type(self)()
        made._registry = {key: list(functions) for key, functions in self._registry.items()}
        return made

    def _together(self, functions: list[Any]) -> Any:
        return functions[0]


class DispatchPriority(IntEnum):
    """When a comparator runs."""

    FIRST = 50
    MEDIUM = 25
    LAST = 10


class PriorityDispatchResult(Enum):
    """Whether further comparators run."""

    CONTINUE = 1
    STOP = 2


class PriorityDispatcher(Dispatcher):
    """Keeps several functions for a name; sqlgen, which compares nothing with a database, calls none."""

    def dispatch_for(
        self,
        target: Any,
        *,
        priority: DispatchPriority = DispatchPriority.MEDIUM,
        qualifier: str = "default",
        subgroup: str | None = None,
        **_: Any,
    ) -> Callable[[Any], Any]:
        """Register the decorated function for *target*, besides others."""

        def register(function: Any) -> Any:
            self._registry.setdefault((target, qualifier), []).append(function)
            return function

        return register

    def populate_with(self, other: PriorityDispatcher) -> None:
        """Add what *other* holds."""
        for key, functions in other._registry.items():
            self._registry.setdefault(key, []).extend(functions)

    def _together(self, functions: list[Any]) -> Any:
        def call(*args: Any, **kw: Any) -> Any:
            for function in functions:
                if function(*args, **kw) is PriorityDispatchResult.STOP:
                    return PriorityDispatchResult.STOP
            return PriorityDispatchResult.CONTINUE

        return call


class ModuleClsProxy:
    """Kept for imports; ``alembic.op`` and ``alembic.context`` find their objects without it."""

    @classmethod
    def create_module_class_proxy(cls, globals_: Any, locals_: Any) -> None:
        """Refuse: sqlgen makes no further proxies."""
        raise CommandError("sqlgen makes no proxy modules")


def _with_legacy_names(translations: Any) -> Any:
    def decorate(function: Any) -> Any:
        def accept(*args: Any, **kw: Any) -> Any:
            for old, new in translations:
                if old in kw:
                    kw[new] = kw.pop(old)
            return function(*args, **kw)

        return accept

    return decorate
