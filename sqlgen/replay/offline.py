"""No connections: env.py and scripts are kept from reaching a database of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

from sqlalchemy import Engine, event, exc

from sqlgen.replay import current
from sqlgen.replay.drivers import drivers_watched
from sqlgen.replay.errors import own_connection


class NoConnection(exc.OperationalError):
    """What connecting raises, as if the server were down: applications that expect that go on."""

    def __init__(self, place: str) -> None:
        super().__init__("connect", None, ConnectionError(f"sqlgen opens no connection to {place}"))
        self.place = place


@contextmanager
def no_connections() -> Iterator[None]:
    """Let every attempt to connect to a database, other than one in memory, fail within the block.

    Raises, where it is tried: NoConnection.
    """
    event.listen(Engine, "do_connect", _refuse)
    try:
        with drivers_watched(_refuse_place, by_script=_script_connects):
            yield
    finally:
        event.remove(Engine, "do_connect", _refuse)


def _refuse(dialect: Any, record: Any, arguments: Any, keywords: Any) -> None:
    place = str(arguments[0]) if arguments else ""
    if arguments and (place in ("", ":memory:") or "mode=memory" in place):
        return
    host = keywords.get("host")
    _refuse_place(f"{dialect.name} at {host}" if host else dialect.name)


def _refuse_place(place: str) -> NoReturn:
    if _script_connects():
        recorder = current.current_operations().recorder
        recorder.remember(own_connection(recorder.origin(), place))
    raise NoConnection(place)


def _script_connects() -> bool:
    """Tell whether it is a revision's function that connects: live, it would go on with what it finds there.

    A module that is being imported is the application's own affair: it may expect the database to be down.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith("importlib."):
            return False
        if name == "sqlgen.replay.runner":
            return True
        frame = frame.f_back
    return False
