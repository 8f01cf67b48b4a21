"""Run a project through Alembic's offline mode, in process, and take its statements where they are emitted.

`DefaultImpl._exec` is the one door through which a statement leaves; what passes `static_output` without it
is frame (BEGIN, COMMIT, batch separators, headings). So no text is parsed here.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.ddl.impl import DefaultImpl
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import HeadMaintainer
from alembic.script import ScriptDirectory

from tests.oracle.outcome import AUTOCOMMIT, Outcome, Refused, Rendered


@dataclass
class _Recording:
    """What is heard while one script is rendered."""

    statements: list[str] = field(default_factory=list)
    executing: bool = False
    version_rows: bool = False
    framed: bool = False
    in_transaction: bool = False

    def statement(self, text: str) -> None:
        if not self.version_rows:
            outside = self.framed and not self.in_transaction
            self.statements.append(AUTOCOMMIT + text if outside else text)


def render(project: Path, range_text: str, dialect: str) -> Outcome:
    """Return what Alembic makes of *range_text*; *dialect* must be the one of the project's URL."""
    buffer = io.StringIO()
    config = Config(project / "alembic.ini", output_buffer=buffer)
    if config.get_main_option("sqlalchemy.url") != f"{dialect}://":
        raise ValueError(f"{project} is not a project for {dialect}")
    with _recording() as recording, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _upgrade(config, range_text)
        except Exception as error:  # whatever a revision raises is the answer of this case
            return Refused(type(error).__name__, str(error))
    return Rendered(tuple(recording.statements))


def _upgrade(config: Config, range_text: str) -> None:
    """What `alembic.command.upgrade(..., sql=True)` does."""
    script = ScriptDirectory.from_config(config)
    start, _, end = range_text.partition(":")

    def steps(revision: Any, context: Any) -> Any:
        return script._upgrade_revs(end, revision)

    with EnvironmentContext(config, script, fn=steps, as_sql=True, starting_rev=start, destination_rev=end):
        script.run_env()


@contextmanager
def _recording() -> Iterator[_Recording]:
    """Put ears on Alembic's three doors, and take them off again."""
    recording = _Recording()
    execute, write = DefaultImpl._exec, DefaultImpl.static_output
    begin, commit = DefaultImpl.emit_begin, DefaultImpl.emit_commit
    update = HeadMaintainer.update_to_step
    overriding = [cls for cls in _subclasses(DefaultImpl) if "emit_begin" in vars(cls)]
    originals = {cls: (vars(cls)["emit_begin"], vars(cls)["emit_commit"]) for cls in overriding}

    def heard_exec(self: DefaultImpl, *args: Any, **keywords: Any) -> Any:
        recording.executing = True
        try:
            return execute(self, *args, **keywords)
        finally:
            recording.executing = False

    def heard_write(self: DefaultImpl, text: str) -> None:
        if recording.executing:
            terminator = self.command_terminator
            recording.statement(text[: len(text) - len(terminator)])
        write(self, text)

    def heard_update(self: HeadMaintainer, step: Any) -> None:
        recording.version_rows = True
        try:
            update(self, step)
        finally:
            recording.version_rows = False

    def frame(original: Any, *, opens: bool) -> Any:
        def heard(self: DefaultImpl) -> None:
            recording.framed = True
            recording.in_transaction = opens
            rows, recording.version_rows = recording.version_rows, True
            original(self)
            recording.version_rows = rows

        return heard

    DefaultImpl._exec, DefaultImpl.static_output = heard_exec, heard_write  # type: ignore[method-assign]
    DefaultImpl.emit_begin = frame(begin, opens=True)  # type: ignore[method-assign]
    DefaultImpl.emit_commit = frame(commit, opens=False)  # type: ignore[method-assign]
    HeadMaintainer.update_to_step = heard_update  # type: ignore[method-assign]
    for cls, (cls_begin, cls_commit) in originals.items():
        cls.emit_begin, cls.emit_commit = frame(cls_begin, opens=True), frame(cls_commit, opens=False)
    try:
        yield recording
    finally:
        DefaultImpl._exec, DefaultImpl.static_output = execute, write  # type: ignore[method-assign]
        DefaultImpl.emit_begin, DefaultImpl.emit_commit = begin, commit  # type: ignore[method-assign]
        HeadMaintainer.update_to_step = update  # type: ignore[method-assign]
        for cls, (cls_begin, cls_commit) in originals.items():
            cls.emit_begin, cls.emit_commit = cls_begin, cls_commit


def _subclasses(cls: type[DefaultImpl]) -> list[type[DefaultImpl]]:
    return [found for child in cls.__subclasses__() for found in (child, *_subclasses(child))]
