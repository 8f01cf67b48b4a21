"""What a run knows of the time before START: replayed once, and found again in later runs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlgen.baseline.store import Store
from sqlgen.baseline.witness import is_plain, moods_noted, unwatched, witness_of
from sqlgen.dialect import Dialect
from sqlgen.history.plan import Plan
from sqlgen.history.revision import file_bytes
from sqlgen.history.steps import RevisionStep
from sqlgen.project.project import Project
from sqlgen.schema import Schema

AtStart = tuple[Schema, Any]
"""The schema, and what the checks remember: `Checker.at_rest`."""


class Kept:
    """The baselines of one project, in the files of *folder*; None: none is read or written."""

    def __init__(self, project: Project, plan: Plan, folder: Path | None) -> None:
        self._project = project
        self._plan = plan
        self._store = Store(folder) if folder is not None and plan.baseline else None
        self._witness = witness_of(project.directory)
        self._witness.ignore(str(step.revision.file) for step in (*plan.baseline, *plan.steps))

    @contextlib.contextmanager
    def scripts_running(self) -> Iterator[None]:
        """Let what is looked at within the block be on the scripts' account, not on env.py's."""
        before, self._witness.scripts_run = self._witness.scripts_run, True
        try:
            yield
        finally:
            self._witness.scripts_run = before

    def at_start(
        self, dialect: Dialect, configured: object, replay: Callable[[], tuple[AtStart, bool]]
    ) -> AtStart:
        """Return what is known at START. *configured*: what env.py has settled.

        *replay()* works it out, and tells whether every revision could be replayed. What it returns is always
        made into text and read again, so that it makes no difference where it comes from.
        """
        # Most runs ask for nothing that lies before START, and do without these.
        from sqlgen.baseline.portable import NotPortable, to_text

        with unwatched():
            key = self._key(dialect, configured)
            kept = self._found(key)
            variables = dict(os.environ)
        if kept is not None:
            return kept
        found, whole = replay()
        with unwatched():
            try:
                text = to_text(found, dialect)
            except NotPortable:
                return found
            if whole and variables == dict(os.environ):
                self._keep(key, text)
            return _read(text)

    def _found(self, key: str | None) -> AtStart | None:
        from sqlgen.baseline.portable import NotReadable

        text = self._store.find(key) if self._store is not None and key is not None else None
        if text is not None:
            with contextlib.suppress(NotReadable):
                return _read(text)
        return None

    def _keep(self, key: str | None, text: str) -> None:
        if self._store is not None and key is not None and self._is_certain():
            self._store.keep(key, text, self._witness.by_scripts)

    def _key(self, dialect: Dialect, configured: object) -> str | None:
        if self._store is None or self._witness.reasons or self._witness.by_environment.outdated:
            return None
        from sqlgen.baseline.key import key_of

        try:
            return key_of(
                self._project,
                dialect,
                self._plan.baseline,
                configured=configured,
                environment=self._witness.by_environment,
            )
        except OSError:
            return None

    def _is_certain(self) -> bool:
        """Tell whether another replay of the same files would give the same."""
        missing = [name for name in self._witness.imported if name not in sys.modules]
        return not (self._witness.reasons or missing or self._witness.by_scripts.outdated)

    @contextlib.contextmanager
    def replaying(self, step: RevisionStep) -> Iterator[None]:
        """Note what the revision of *step* asks for within the block, where that could make a difference."""
        if self._store is None or self._witness.reasons or is_plain(file_bytes(step.revision.file)):
            yield
            return
        with moods_noted(self._witness):
            yield


def _read(text: str) -> AtStart:
    from sqlgen.baseline.portable import NotReadable, from_text

    schema, remembered = from_text(text)
    if not isinstance(schema, Schema):
        raise NotReadable("no schema")
    return schema, remembered
