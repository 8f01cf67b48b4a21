"""No connections: env.py and scripts are kept from reaching a database of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, exc


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
        yield
    finally:
        event.remove(Engine, "do_connect", _refuse)


def _refuse(dialect: Any, record: Any, arguments: Any, keywords: Any) -> None:
    place = str(arguments[0]) if arguments else ""
    if arguments and (place in ("", ":memory:") or "mode=memory" in place):
        return
    host = keywords.get("host")
    raise NoConnection(f"{dialect.name} at {host}" if host else dialect.name)
