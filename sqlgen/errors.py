"""The base of every error that a user can cause; each says where, what and what to do.

Classes for one subject live beside that subject (``history/errors.py``, ``project/errors.py``, ...) and
derive from `SqlgenError`. Only `sqlgen.cli` shows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from sqlgen.origin import Origin

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,}(?=>)")


class SqlgenError(Exception):
    """A fault that a user can mend.

    *what* is one sentence with the cause; *where* the file, or file and line, at fault; *hint* the way out.
    """

    exit_code = 2

    def __init__(
        self, what: str, *, where: Origin | PurePath | str | None = None, hint: str | None = None
    ) -> None:
        # Where an object lies in memory helps nobody, and differs from run to run.
        what = _ADDRESS.sub("", what)
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where is not None else ""
        if isinstance(self.where, Origin) and self.where.revision:
            place = f"{self.where}: revision {self.where.revision}: "
        way_out = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.what}{way_out}"


class InternalError(SqlgenError):
    """A fault of sqlgen itself, never of the project: *error* is what our own code raised."""

    exit_code = 3

    def __init__(self, error: BaseException, *, where: Origin | None = None) -> None:
        text = " ".join(str(error).split())
        super().__init__(
            f"sqlgen itself failed: {type(error).__name__}{': ' if text else ''}{text} ({_place_of(error)})",
            where=where,
            hint="This is a fault of sqlgen, not of your project. Please report it, with what "
            "`sqlgen --traceback ...` prints.",
        )


def _place_of(error: BaseException) -> str:
    """Return the innermost line of sqlgen that *error* passed through, as ``sqlgen/apply.py:12``."""
    package = PurePath(__file__).parent
    place = "raised outside of it"
    at = error.__traceback__
    while at is not None:
        file = PurePath(at.tb_frame.f_code.co_filename)
        if package in file.parents:
            place = f"{file.relative_to(package.parent).as_posix()}:{at.tb_lineno}"
        at = at.tb_next
    return place


class SeveralErrors(SqlgenError):
    """Independent faults found in one run, in the order of the script."""

    def __init__(self, errors: Sequence[SqlgenError]) -> None:
        super().__init__(f"{len(errors)} faults")
        self.errors = tuple(errors)
        self.exit_code = max((error.exit_code for error in errors), default=self.exit_code)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)
