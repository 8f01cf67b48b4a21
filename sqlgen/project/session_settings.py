"""The table ``[session]``: what a script sets for its own session before it begins."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlgen.values import dataclass

_DURATION = re.compile(r"(\d+)\s*(ms|s|min|h)")
_MILLISECONDS = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000}
KEYS = ("lock_timeout", "statement_timeout", "time_zone", "search_path", "strict")


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """What the session is told; None where nothing is said. Timeouts in milliseconds, at least 1.

    *strict*: values that do not fit are errors, whatever the server's own mode is.
    """

    lock_timeout: int | None = None
    statement_timeout: int | None = None
    time_zone: str | None = None
    search_path: tuple[str, ...] | None = None
    strict: bool | None = None

    def over(self, other: SessionSettings) -> SessionSettings:
        """Return these settings, those of *other* where nothing is said here."""
        own = {key: value for key in KEYS if (value := getattr(self, key)) is not None}
        return SessionSettings(**{**{key: getattr(other, key) for key in KEYS}, **own})


@dataclass(frozen=True, slots=True)
class SessionTable:
    """The settings for every dialect, and those of single ones, which stand above them."""

    common: SessionSettings
    by_dialect: Mapping[str, SessionSettings]

    def of(self, dialect: str) -> SessionSettings:
        """Return what the sessions of *dialect* are told."""
        return self.by_dialect.get(dialect, SessionSettings()).over(self.common)


NO_SESSION = SessionTable(SessionSettings(), {})


def milliseconds(text: str) -> int | None:
    """Return the length of ``500ms``, ``5s``, ``15min`` or ``1h``; None where it is none, or nothing."""
    match = _DURATION.fullmatch(text.strip())
    return int(match[1]) * _MILLISECONDS[match[2]] or None if match else None
