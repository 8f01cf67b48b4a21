"""The recorder: takes the operations of a running script, with their lines, and hands on the changes.

Knows which revision runs and what the schema is at this moment; knows nothing of statements.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

import sqlalchemy as sa

from sqlgen.apply import apply
from sqlgen.dialect import Dialect
from sqlgen.errors import InternalError, SqlgenError
from sqlgen.operations import Change, Effects, Moment, Operation
from sqlgen.origin import Origin
from sqlgen.schema import Schema

Sink = Callable[[Change], None]


class Recorder:
    """Receives operations while scripts run.

    *files*: absolute file names of the revision scripts, each with the path and revision shown for it.
    *start* works out the schema at START when it is first asked for.
    """

    def __init__(
        self,
        dialect: Dialect,
        sink: Sink,
        start: Callable[[], Schema],
        files: Mapping[str, Origin],
        *,
        metadata: Any = None,
        effects: Effects | None = None,
        source_dialect: str | None = None,
    ) -> None:
        self.dialect = dialect
        self.source_dialect = source_dialect
        self.effects = effects
        self.moment = Moment(None, None, start)
        self.metadata = metadata
        self.autocommit = False
        self._refusal: SqlgenError | None = None
        self.types: dict[Any, Any] = {}
        self.stubs: dict[str, Any] = {}
        self._sink = sink
        self._files = files
        self._current = Origin("", 0)

    def enter(self, origin: Origin) -> None:
        """Note that the script of *origin* runs from now on."""
        self._current = origin

    def leave(self) -> None:
        """Note that no revision runs any more: what comes now comes from env.py."""
        self._current = Origin("", 0)

    @property
    def schema(self) -> Schema:
        """The schema of this moment."""
        return self.moment.schema

    def origin(self) -> Origin:
        """Return the line of a revision script that is running now.

        The nearest frame in a revision script: a helper inside the script is named at the line that wrote
        the op. call, a helper outside it at the script's line that called it.
        """
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            known = self._files.get(frame.f_code.co_filename)
            # env.py calls all that runs: it is the place only of what it says itself.
            if known is not None and (known.revision is not None or not self._current.path):
                return Origin(known.path, frame.f_lineno, self._current.revision)
            frame = frame.f_back
        return self._current

    def remember(self, error: SqlgenError) -> None:
        """Note a refusal that a script is told of; it counts also where the script catches it."""
        self._refusal = self._refusal or error

    def settle(self) -> None:
        """Raise the refusal that the script has caught and gone on from, if there is one.

        Scripts wrap live calls in ``try ... except Exception``; what they do then rests on an answer that
        no database gave.
        """
        if self._refusal is not None:
            raise self._refusal

    def record(self, operation: Operation) -> None:
        """Take *operation*: advance the moment and hand on the change."""
        before = self.moment
        self.moment = before.then(operation, apply)
        change = Change(operation, before, self.moment, self.autocommit)
        try:
            self._sink(change)
        except SqlgenError as error:
            if error.where is None:
                error.where = operation.origin
            raise
        except Exception as error:
            # Else it would look as if the script that runs now had raised it.
            raise InternalError(error, where=operation.origin) from error

    def new_metadata(self) -> sa.MetaData:
        """Return an empty MetaData with the naming convention of the project's own."""
        convention = getattr(self.metadata, "naming_convention", None)
        return sa.MetaData(naming_convention=convention) if convention else sa.MetaData()
