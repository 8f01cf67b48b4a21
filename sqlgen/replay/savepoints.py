"""Savepoints of the bind: what is undone to one is not in the script, which so needs no savepoints itself."""

from __future__ import annotations

from typing import Any

from sqlgen.operations import Change, ExecuteSql, InsertRows, Moment


class Savepoints:
    """Holds back the changes made within savepoints until these are released."""

    def __init__(self, recorder: Any) -> None:
        self._recorder = recorder
        self._open: list[tuple[str, Moment, list[Change]]] = []

    @property
    def are_open(self) -> bool:
        """A savepoint is set."""
        return bool(self._open)

    def take(self, change: Change) -> bool:
        """Hold *change* back and return True, where a savepoint is open."""
        if not self._open:
            return False
        self._open[-1][2].append(change)
        return True

    def clear(self) -> None:
        """Forget the savepoints that a failed script has left open."""
        self._open.clear()

    def begin(self, name: str) -> None:
        """Set a savepoint."""
        self._open.append((name, self._recorder.moment, []))

    def rollback(self, name: str) -> None:
        """Undo what was done since the savepoint, which is over then.

        Raises: NeedsDatabase: DDL was done, and the engine commits with it.
        """
        while self._open:
            opened, moment, changes = self._open.pop()
            transactional = self._recorder.dialect.facts.ddl.transactional
            if not transactional and any(not _is_data(change) for change in changes):
                self._recorder.refuse("ROLLBACK TO SAVEPOINT after DDL, which cannot be undone")
            if changes:
                self._recorder.forget_rows()
            self._recorder.moment = moment
            self._recorder.recorded -= len(changes)
            if opened == name:
                return

    def release(self, name: str) -> None:
        """Keep what was done since the savepoint."""
        while self._open:
            opened, _, changes = self._open.pop()
            for change in changes:
                if not self.take(change):
                    self._recorder.hand_on(change)
            if opened == name:
                return


def _is_data(change: Change) -> bool:
    return isinstance(change.operation, (ExecuteSql, InsertRows))
