"""Stand-ins for ``datetime.datetime`` and ``datetime.date`` whose clock is somebody else's.

The classes are written in C, and their methods cannot be replaced. Whoever is to see another clock gets a
class that makes real values, takes real values for its own, and equals the real class.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, ModuleType
from typing import Any

Clock = Callable[[str], int]
"""Returns nanoseconds since 1970, for the function of that name."""

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def at_moment(nanoseconds: int) -> datetime.datetime:
    """Return the moment, in UTC, that is so many *nanoseconds* behind the beginning of 1970."""
    return _EPOCH + datetime.timedelta(microseconds=nanoseconds // 1000)


class _Facade(type):
    real: type

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.real) if "real" in vars(cls) else type.__instancecheck__(cls, value)

    def __subclasscheck__(cls, other: type) -> bool:
        return issubclass(other, cls.real) if "real" in vars(cls) else type.__subclasscheck__(cls, other)

    def __eq__(cls, other: object) -> bool:
        return cls is other or ("real" in vars(cls) and cls.real is other)

    def __hash__(cls) -> int:
        return hash(cls.real) if "real" in vars(cls) else type.__hash__(cls)


def facade_of_datetime(clock: Clock) -> Any:
    """Return a ``datetime.datetime`` whose now, utcnow and today ask *clock*."""
    real = datetime.datetime

    class Datetime(datetime.datetime, metaclass=_Facade):
        def __new__(cls, *arguments: Any, **keywords: Any) -> Any:
            return real.__new__(real if "real" in vars(cls) else cls, *arguments, **keywords)

        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            moment = at_moment(clock("datetime.now()"))
            return moment.astimezone(tz) if tz is not None else moment.astimezone().replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            return at_moment(clock("datetime.today()")).astimezone().replace(tzinfo=None)

        @classmethod
        def utcnow(cls) -> Any:
            return at_moment(clock("datetime.utcnow()")).replace(tzinfo=None)

    return _named(Datetime, real)


def facade_of_date(clock: Clock) -> Any:
    """Return a ``datetime.date`` whose today asks *clock*."""
    real = datetime.date

    class Date(datetime.date, metaclass=_Facade):
        def __new__(cls, *arguments: Any, **keywords: Any) -> Any:
            return real.__new__(real if "real" in vars(cls) else cls, *arguments, **keywords)

        @classmethod
        def today(cls) -> Any:
            return at_moment(clock("date.today()")).astimezone().date()

    return _named(Date, real)


def _named(facade: Any, real: type) -> Any:
    facade.real = real
    facade.__name__, facade.__qualname__, facade.__module__ = real.__name__, real.__qualname__, "datetime"
    return facade


@contextmanager
def facades_shown(clock: Clock, shown_to: Callable[[FrameType], bool]) -> Iterator[None]:
    """Let ``datetime.datetime`` and ``datetime.date`` be facades within the block, for some code only.

    *shown_to* is asked with the frame that looks. All else gets the real classes: SQLAlchemy's tables of
    types must not know of others.
    """
    shown = {"datetime": facade_of_datetime(clock), "date": facade_of_date(clock)}

    def looked_up(name: str) -> property:
        real, facade = getattr(datetime, name), shown[name]

        def get(module: ModuleType) -> Any:
            return facade if shown_to(sys._getframe(1)) else real

        def put(module: ModuleType, value: Any) -> None:
            raise AttributeError(f"datetime.{name} cannot be replaced while sqlgen stands in for it")

        return property(get, put)

    class Looked(ModuleType):
        """The module datetime, of which two attributes depend on who asks."""

    for name in shown:
        setattr(Looked, name, looked_up(name))
    module: Any = datetime
    kind = module.__class__
    module.__class__ = Looked
    try:
        yield
    finally:
        module.__class__ = kind
