"""pytest plugin: every cell of the golden matrix is a test item. It loads the rest of sqlgen when asked to.

Installed with sqlgen it does nothing by itself: ``--sqlgen``, the ini option ``sqlgen_golden`` or a
configuration among pytest's arguments makes it collect. docs/golden-ci.md tells how it is used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sqlgen.golden.matrix import Cell, Matrix
    from sqlgen.golden.outcome import Outcome

NAMES = ("sqlgen.toml", "pyproject.toml")
_MOST_LINES = 60  # of the difference of one file
_FILES = pytest.StashKey[dict[Path, None]]()
_UPDATED = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("sqlgen", "golden SQL scripts")
    group.addoption(
        "--sqlgen",
        action="store_true",
        help="check the golden scripts of the configurations in sqlgen_golden, else of that in rootdir",
    )
    group.addoption(
        "--sqlgen-update",
        action="store_true",
        help="accept the golden scripts as they are now, and say which were written; not in CI",
    )
    parser.addini(
        "sqlgen_golden",
        "configurations whose golden scripts are checked when pytest gets no paths: files, or their folders",
        type="paths",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    """Put the configurations among pytest's arguments. Raises: UsageError."""
    asked = config.getoption("--sqlgen") or config.getoption("--sqlgen-update")
    named = [_configuration(path) for path in config.getini("sqlgen_golden")]
    if config.getoption("--sqlgen-update"):
        if os.environ.get("CI", "").lower() not in ("", "0", "false"):
            raise pytest.UsageError(
                "--sqlgen-update: goldens are accepted by people who read them, not in CI"
            )
        if config.getoption("numprocesses", None):
            raise pytest.UsageError("--sqlgen-update writes all goldens at the end: run it without -n")
    given = [Path(os.path.abspath(argument.partition("::")[0])) for argument in config.args]  # noqa: PTH100
    files = [path for path in given if path.name in NAMES and path.is_file()]
    without_paths = config.args_source != pytest.Config.ArgsSource.ARGS
    if asked or (named and without_paths):
        more = [path for path in named or [_configuration(config.rootpath)] if path not in files]
        config.args += [str(path) for path in more]
        files += more
    config.stash[_FILES] = dict.fromkeys(files)
    config.stash[_UPDATED] = []


def _configuration(path: Path) -> Path:
    """Return the file of sqlgen's settings that *path* is, or that stands in it. Raises: UsageError."""
    for one in (path, *(path / name for name in NAMES)):
        if one.is_file():
            return one
    raise pytest.UsageError(f"sqlgen_golden: {path}: there is neither {' nor '.join(NAMES)}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a configuration that was asked for."""
    if file_path in parent.config.stash[_FILES]:
        return GoldenFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which goldens were written."""
    written = config.stash[_UPDATED]
    if written:
        terminalreporter.section("golden scripts")
        for path in written:
            terminalreporter.write_line(path)
        terminalreporter.write_line("Read the difference before you commit it.")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what has been accepted, all at once."""
    if not session.config.getoption("--sqlgen-update"):
        return
    by_file: dict[GoldenFile, list[Outcome]] = {}
    for item in session.items:
        if isinstance(item, (CellItem, StaleItem)):
            by_file.setdefault(item.file, []).extend(item.accepted)
    for file, accepted in by_file.items():
        session.config.stash[_UPDATED] += file.update(accepted)


class GoldenFailure(Exception):
    """What is wrong, as text for people."""


class GoldenFile(pytest.File):
    """A configuration with a golden matrix."""

    matrix: Matrix

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each cell, one for the files that have none, and one for the history's lock."""
        from sqlgen.errors import SqlgenError
        from sqlgen.golden.matrix import load_matrix

        try:
            self.matrix = load_matrix(self.path.parent)
        except SqlgenError as error:
            raise self.CollectError(str(error)) from error
        for cell in self.matrix.cells:
            item = CellItem.from_parent(self, name=cell.stem)
            item.cell = cell
            yield item
        for one in self.matrix.skipped:
            skipped = StaleItem.from_parent(self, name=f"{one.project} (skipped)")
            skipped.add_marker(pytest.mark.skip(reason=f"{one.project}: {one.reason}"))
            yield skipped
        yield StaleItem.from_parent(self, name="files without a cell")
        yield LockItem.from_parent(self, name="history.lock")

    def of_cell(self, stem: str | None) -> list[str]:
        """Return the golden files that belong to the cell *stem*, or to none, below the golden folder."""
        from sqlgen.golden.check import files_of

        stems = sorted((cell.stem for cell in self.matrix.cells), key=len, reverse=True)
        return [
            path
            for path in files_of(self.matrix)
            if next((one for one in stems if path.startswith(f"{one}.")), None) == stem
        ]

    def stale(self, paths: Iterable[str]) -> list[Outcome]:
        """Return the outcomes of files that no cell makes."""
        from sqlgen.golden.outcome import Cause, CauseKind, Outcome, Verdict

        why = (Cause(CauseKind.MATRIX, "the matrix has no cell for it any more"),)
        return [
            Outcome(
                self.matrix.path_of(path),
                None,
                Verdict.STALE,
                old=(self.matrix.folder / path).read_text("utf-8", "surrogateescape"),
                causes=why,
            )
            for path in paths
        ]

    def update(self, accepted: list[Outcome]) -> list[str]:
        """Write what is *accepted*; return the paths written. What was not run stays as it is."""
        from sqlgen.golden.check import check
        from sqlgen.golden.released import write_new_lock
        from sqlgen.golden.update import accept

        paths = {one.path for one in accepted}
        outcomes = check(self.matrix)
        written = accept(self.matrix, outcomes, [one for one in outcomes if one.path in paths])
        left = any(not one.clean and one.path not in paths for one in outcomes)
        return written if left else [*written, *write_new_lock(self.matrix, ())]


class _GoldenItem(pytest.Item):
    """An item of a configuration; its failure is text, not a traceback."""

    @property
    def file(self) -> GoldenFile:
        """The configuration."""
        assert isinstance(self.parent, GoldenFile)
        return self.parent

    @property
    def accepted(self) -> list[Outcome]:
        """What is to be written, if that is asked for."""
        return []

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Return the findings, or how sqlgen itself failed."""
        from sqlgen.errors import SqlgenError

        if isinstance(excinfo.value, (GoldenFailure, SqlgenError)):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return what the item is called in reports."""
        return self.path, 0, f"golden {self.name}"

    def judge(self, outcomes: list[Outcome]) -> None:
        """Fail where one of *outcomes* is not clean, unless goldens are being accepted."""
        from sqlgen.golden.show import diff, paragraph

        differing = [one for one in outcomes if not one.clean]
        if differing and not self.config.getoption("--sqlgen-update"):
            told = [line for one in differing for line in (*paragraph(one), *diff(one, most=_MOST_LINES), "")]
            raise GoldenFailure("\n".join([*told, "Is it meant? Accept it: pytest --sqlgen-update"]))


class CellItem(_GoldenItem):
    """A cell of the matrix."""

    cell: Cell
    outcomes: tuple[Outcome, ...] = ()

    @property
    def accepted(self) -> list[Outcome]:
        """What the cell makes now and is not in the files."""
        return [one for one in self.outcomes if not one.clean]

    def runtest(self) -> None:
        """Compile the cell and compare it with its files."""
        from sqlgen.golden.check import check_cells

        outcomes = check_cells(self.file.matrix, [self.cell])
        made = {path for one in outcomes for path in (one.path, one.replaces)}
        left = [
            path for path in self.file.of_cell(self.cell.stem) if self.file.matrix.path_of(path) not in made
        ]
        self.outcomes = (*outcomes, *self.file.stale(left))
        self.judge(list(self.outcomes))


class StaleItem(_GoldenItem):
    """The golden files that belong to no cell."""

    outcomes: tuple[Outcome, ...] = ()

    @property
    def accepted(self) -> list[Outcome]:
        """The files to be taken away."""
        return list(self.outcomes)

    def runtest(self) -> None:
        """Look for them."""
        self.outcomes = tuple(self.file.stale(self.file.of_cell(None)))
        self.judge(list(self.outcomes))


class LockItem(_GoldenItem):
    """The lock of the histories."""

    def runtest(self) -> None:
        """Look for released revisions that were changed."""
        from sqlgen.golden.released import check_history
        from sqlgen.report.finding import Severity
        from sqlgen.report.text import text

        found = check_history(self.file.matrix)
        errors = [one for one in found if one.severity is Severity.ERROR]
        if errors:
            raise GoldenFailure(text(errors).rstrip())
