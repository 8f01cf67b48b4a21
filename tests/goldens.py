"""The expected scripts under golden/, whose paths are cases. Run as a module it rewrites them, with the diff.

golden/README.md tells how a path is read. `make golden` calls this; in CI it refuses.
"""

from __future__ import annotations

import difflib
import importlib.util
import os
import re
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from unittest import mock

from sqlgen.compiler import Target, compile_range
from sqlgen.errors import SqlgenError
from sqlgen.project.project import find_project
from tests.cli.command import logging_kept

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "golden"
PROJECTS = ROOT / "tests" / "projects"

_NAME = re.compile(
    r"(?P<start>.+)\.\.(?P<end>.+?)(?:\.(?P<direction>downgrade|stamp))?(?P<plain>\.plain)?\.(?P<kind>sql|error\.txt)"
)


# Flask-SQLAlchemy makes engines, and wants a driver that is installed.
URLS = {"postgresql": "postgresql+psycopg://", "sqlite": "sqlite://"}


class NotACase(Exception):
    """A file under golden/ whose path names no case."""


@dataclass(frozen=True)
class Case:
    """A range of a project, compiled for a dialect."""

    path: Path
    project: str
    dialect: str
    range_text: str
    direction: Literal["upgrade", "downgrade", "stamp"]
    plain: bool

    @property
    def name(self) -> str:
        """The case's path without what tells a script from a refusal."""
        return self.path.relative_to(GOLDEN).as_posix().removesuffix(".error.txt").removesuffix(".sql")

    def outcome(self) -> tuple[str, str]:
        """Return the suffix that the file should have, and its text: a script, or why there is none."""
        with logging_kept(), mock.patch.dict(os.environ, self._variables()), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Flask-SQLAlchemy's, about what older Flask-Migrate wrote
            try:
                project = find_project(PROJECTS / self.project)
                script = compile_range(
                    project, self.range_text, Target(self.dialect), direction=self.direction
                )
                return ".sql", script.text(plain=self.plain)
            except SqlgenError as error:
                faults = getattr(error, "errors", (error,))
                return ".error.txt", "".join(f"error: {fault}\n" for fault in faults)

    def _variables(self) -> dict[str, str]:
        """Return the variables that the project's env.py wants, as its README says."""
        if self.project != "library_flask":
            return {}
        return {"FLASK_APP": "library", "DATABASE_URL": URLS[self.dialect]}

    @property
    def missing(self) -> str | None:
        """What has to be installed for this case, and is not."""
        wanted = ("flask_migrate", "flask_sqlalchemy") if self.project == "library_flask" else ()
        return next((name for name in wanted if importlib.util.find_spec(name) is None), None)


def case_of(path: Path) -> Case:
    """Return the case that *path* names. Raises: NotACase."""
    parts = path.relative_to(GOLDEN).parts
    match = _NAME.fullmatch(parts[-1])
    if len(parts) != 3 or match is None:
        raise NotACase(f"{path.relative_to(ROOT)}: not golden/<project>/<dialect>/<START>..<END>.sql")
    if not (PROJECTS / parts[0]).is_dir():
        raise NotACase(f"{path.relative_to(ROOT)}: there is no project tests/projects/{parts[0]}")
    direction = match["direction"] or "upgrade"
    assert direction in ("upgrade", "downgrade", "stamp")
    return Case(
        path, parts[0], parts[1], f"{match['start']}:{match['end']}", direction, match["plain"] is not None
    )


def paths() -> list[Path]:
    """Return every file under golden/ that should be a case, sorted."""
    return sorted(path for path in GOLDEN.rglob("*") if path.is_file() and path.name != "README.md")


def difference(old: str, new: str, name: str) -> Iterator[str]:
    """Yield a unified diff."""
    yield from difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"{name}, accepted", f"{name}, now"
    )


def update() -> int:
    """Rewrite every file, show what changes, and return the exit code."""
    if os.environ.get("CI"):
        sys.stderr.write("goldens are accepted by people who have read them, not in CI\n")
        return 1
    changed = 0
    for path in paths():
        case = case_of(path)
        if case.missing:
            sys.stdout.write(f"{case.name}: left as it is, {case.missing} is not installed\n")
            continue
        suffix, text = case.outcome()
        target = GOLDEN / f"{case.name}{suffix}"
        old = path.read_text("utf-8")
        if target != path:
            path.unlink()
        elif old == text:
            continue
        changed += 1
        target.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.writelines(difference(old, text, target.relative_to(ROOT).as_posix()))
    sys.stdout.write(f"{changed} of {len(paths())} goldens changed\n")
    return 0


if __name__ == "__main__":
    sys.exit(update())
