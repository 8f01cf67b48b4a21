"""A finding: one thing that a command has to tell about one place, whatever form it is written in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from pathlib import Path, PurePosixPath

from sqlgen.origin import Origin
from sqlgen.values import dataclass


class Severity(Enum):
    """How grave a finding is; an error is what a check fails for."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """A file and line (None: the file as a whole) that explains a finding, and why it does."""

    path: str
    line: int | None = None
    message: str = ""

    @property
    def shown(self) -> str:
        """The place as text: ``versions/a1.py:12``."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found. Paths are relative to one folder, which the command chooses, and written with ``/``.

    code       what is found, as ``word-word``; tools count and suppress by it
    title      the code in a few words, the same for all findings of the code
    message    one sentence about this place
    path       the file to blame; where no line is, the golden file or the configuration
    line       from 1, or None: the file as a whole
    column     from 1, or None: the line as a whole
    hint       the way out, or None
    detail     text of several lines that belongs to it, such as a diff, or None
    revision   the revision to blame, or None
    related    other places that explain it
    url        the page that explains the code, or None
    """

    code: str
    severity: Severity
    title: str
    message: str
    path: str
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    detail: str | None = None
    revision: str | None = None
    related: tuple[Place, ...] = ()
    url: str | None = None

    @property
    def place(self) -> str:
        """The place as text: ``versions/a1.py:12:5``."""
        shown = Place(self.path, self.line).shown
        return f"{shown}:{self.column}" if self.line and self.column else shown


def at(origin: Origin) -> tuple[str, int | None]:
    """Return path and line of *origin* as a finding has them."""
    return origin.path, origin.line or None


_GRAVEST_FIRST = (*Severity,)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return *findings* by place, at one place the gravest first; each of them once."""
    return sorted(
        dict.fromkeys(findings),
        key=lambda one: (
            PurePosixPath(one.path).parts,
            one.line or 0,
            one.column or 0,
            _GRAVEST_FIRST.index(one.severity),
            one.code,
            one.message,
            repr(one),
        ),
    )


def rebased(findings: Iterable[Finding], old: Path, new: Path) -> list[Finding]:
    """Return *findings*, whose paths are relative to the folder *old*, with paths relative to *new*.

    GitHub and GitLab want them from the repository's top, wherever the project lies in it.
    """

    def moved(path: str) -> str:
        try:
            return Path(os.path.relpath(old / path, new)).as_posix()
        except ValueError:  # another drive
            return (old / path).as_posix()

    return [
        replace(
            one,
            path=moved(one.path),
            related=tuple(replace(place, path=moved(place.path)) for place in one.related),
        )
        for one in findings
    ]


def repository_of(folder: Path) -> Path:
    """Return the top of the repository that *folder* lies in, or *folder* where it lies in none."""
    for one in (folder, *folder.parents):
        if (one / ".git").exists():  # a file in a worktree or submodule
            return one
    return folder
