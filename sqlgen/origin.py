"""Where a thing comes from: the line of a revision script that asked for it."""

from __future__ import annotations

from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A line of a revision script.

    *path* is relative to the project's folder and written with ``/``, so that it reads the same on
    every machine. *line* counts from 1; 0 means the file as a whole.
    """

    path: str
    line: int
    revision: str | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path
