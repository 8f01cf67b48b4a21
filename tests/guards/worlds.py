"""Databases at every revision of one small history, and whether one of them tells the truth of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sqlgen.compiler import Target, compile_range
from sqlgen.project.project import find_project
from tests.end_to_end.walk import server_version

HISTORY = Path(__file__).parent / "history"
POINTS = ("base", "a1", "a2", "a3", "p1", "a3,p1", "b1")


@cache
def script(dialect: str, version: str, asked: str, **options: Any) -> str:
    """Return the text for *asked*, a range; downgrade where it goes down."""
    start, _, end = asked.partition(":")
    down = end == "base" or (POINTS.index(end) < POINTS.index(start) and start != "p1")
    target = Target(dialect, version, **options)
    return compile_range(
        find_project(HISTORY), asked, target, direction="downgrade" if down else "upgrade"
    ).text()


@dataclass
class Truth:
    """What a database holds at each point of the history: unguarded scripts on databases of their own."""

    new_database: Callable[[], Any]
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def at(self, point: str) -> tuple[str, str]:
        """Return the schema and the rows at *point*."""
        if point not in self.known:
            database = self.new_database()
            bring(database, point)
            self.known[point] = seen(database)
        return self.known[point]

    def told_by(self, database: Any) -> str | None:
        """Return the point at which *database* is, schema, rows and version table alike; None: at none."""
        found = seen(database)
        return next((point for point in POINTS if self.at(point) == found), None)


def bring(database: Any, point: str) -> None:
    """Bring an empty database to *point*."""
    if point == "base":
        return
    asked = script(database.dialect, server_version(database), f"base:{point}", guard=False)
    database.run_script(asked)


def seen(database: Any) -> tuple[str, str]:
    """Return the schema and the rows; a version table without rows is none."""
    return database.dump(), database.dump_data()
