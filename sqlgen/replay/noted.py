"""What was recorded, kept for who asks for rows later: operations without the schemas between them.

Most runs ask for no row; to keep the schema of each moment would take most of their memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlgen.operations import AddColumn, Change, CreateTable, Moment, Operation


class NotedChanges:
    """Changes, one after the other, whose moments are made anew when they are wanted."""

    def __init__(self, advance: Any) -> None:
        self._advance = advance
        # The moment before each change that does not follow on the one noted before it.
        self._starts: dict[int, Moment] = {}
        self._last: Moment | None = None
        self._noted: list[tuple[Operation, bool]] = []

    def note(self, change: Change) -> None:
        """Keep *change*."""
        if change.moment_before is not self._last:
            self._starts[len(self._noted)] = change.moment_before
        self._last = change.moment_after
        operation = change.operation
        if isinstance(operation, (CreateTable, AddColumn)) and operation.construct is not None:
            # It is for statements; what it is of stands beside it as a value.
            operation = replace(operation, construct=None)
        self._noted.append((operation, change.autocommit))

    def changes(self) -> Iterator[Change]:
        """Yield the changes in order."""
        moment: Moment | None = None
        for at, (operation, autocommit) in enumerate(self._noted):
            moment = self._starts.get(at, moment)
            assert moment is not None
            after = moment.then(operation, self._advance)
            yield Change(operation, moment, after, autocommit)
            moment = after

    def clear(self) -> None:
        """Forget all of them."""
        self._noted.clear()
        self._starts.clear()
        self._last = None
