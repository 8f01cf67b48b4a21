"""Cells compiled and compared with the accepted files, those of one project and dialect in one process."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlgen.errors import InternalError, SeveralErrors, SqlgenError
from sqlgen.golden.matrix import Cell, project_of
from sqlgen.golden.outcome import Comparison, Verdict

if TYPE_CHECKING:
    from sqlgen.compiler import Target
    from sqlgen.dialect import Dialect
    from sqlgen.history.graph import RevisionGraph
    from sqlgen.project.project import Project
    from sqlgen.schema import Schema
    from sqlgen.script.script import Script

SCRIPT = ".sql"
REFUSAL = ".error.txt"
LINT = ".lint.txt"


class WorkerDied(SqlgenError):
    """A process that compiles goldens ended without an answer."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            "a process that compiles the goldens died before it was done",
            hint="Memory may have run out: --processes 1 needs the least. Or a revision ends the process.",
        )


@dataclass(frozen=True, slots=True)
class Product:
    """One file that a cell makes: its *suffix* behind the cell's stem, and its text."""

    suffix: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One file of a cell beside the accepted one. *stem* and *suffix* make its name.

    *old* None: there is none; *replaces*: the suffix of the accepted file, where it is of another kind.
    """

    stem: str
    suffix: str
    new: str
    old: str | None
    comparison: Comparison | None
    replaces: str | None = None


def compare_group(root: Path, folder: Path, cells: Sequence[Cell]) -> list[list[Compared]]:
    """Return the files of each of *cells*, which are of one project and dialect.

    Runs in a process of its own, or in the caller's. Raises: SqlgenError: the project is faulty as a whole,
    or sqlgen is.
    """
    from sqlgen.compiler import load_graph

    with surroundings(cells[0].project.environment):
        project = project_of(cells[0].project, root)
        graph = load_graph(project)
        return [list(_compared(cell, project, graph, folder)) for cell in cells]


@dataclass(frozen=True, slots=True)
class Failed:
    """A fault of a process, as what can be sent to another: many errors are made of more than their text."""

    what: str
    where: str | None
    hint: str | None
    exit_code: int

    def error(self) -> SqlgenError:
        """Return the fault as an error of this process."""
        error = SqlgenError(self.what, where=self.where, hint=self.hint)
        error.exit_code = self.exit_code
        return error


def compare_apart(root: Path, folder: Path, cells: Sequence[Cell]) -> list[list[Compared]] | Failed:
    """As `compare_group`, in a process of its own, whose standard output is nobody's."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        return compare_group(root, folder, cells)
    except SeveralErrors as several:
        return Failed("\nerror: ".join(map(str, several.errors)), None, None, several.exit_code)
    except SqlgenError as error:
        where = str(error.where) if error.where is not None else None
        return Failed(error.what, where, error.hint, error.exit_code)


@contextlib.contextmanager
def surroundings(environment: Mapping[str, str]) -> Iterator[None]:
    """Set *environment*; put back variables and what an env.py does to loggers and warnings."""
    before = {name: os.environ.get(name) for name in environment}
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    loggers = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    kept = [(one, one.level, one.disabled, list(one.handlers)) for one in loggers]
    os.environ.update(environment)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(sys.stderr):
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        root.setLevel(level)
        root.handlers[:] = handlers
        for logger, old_level, disabled, old_handlers in kept:
            logger.setLevel(old_level)
            logger.disabled = disabled
            logger.handlers[:] = old_handlers


def _compared(cell: Cell, project: Project, graph: RevisionGraph, folder: Path) -> Iterator[Compared]:
    scripts: list[Script] = []
    try:
        scripts = _compile(cell, project, graph)
        products = list(_products(cell, scripts, project))
    except SqlgenError as error:
        faults = error.errors if isinstance(error, SeveralErrors) else (error,)
        for fault in faults:
            if isinstance(fault, InternalError):
                raise fault from error
        products = [Product(REFUSAL, "".join(f"error: {fault}\n" for fault in faults))]
    by_suffix = {script_suffix(script, scripts): script for script in scripts}
    for product in products:
        path = folder / f"{cell.stem}{product.suffix}"
        old, replaces = _accepted(path), None
        if old is None and product.suffix in (SCRIPT, REFUSAL):
            other = REFUSAL if product.suffix == SCRIPT else SCRIPT
            old = _accepted(folder / f"{cell.stem}{other}")
            replaces = other if old is not None else None
        comparison = None
        if old is not None:
            script = by_suffix.get(product.suffix) if replaces is None else None
            comparison = _comparison(old, product.text, script)
            if replaces is not None:
                now = "is refused now" if product.suffix == REFUSAL else "is not refused any more"
                comparison = replace(comparison, effects=(f"the range {now}",))
        yield Compared(cell.stem, product.suffix, product.text, old, comparison, replaces)


def _compile(cell: Cell, project: Project, graph: RevisionGraph) -> list[Script]:
    from sqlgen.compiler import compile_databases

    return compile_databases(
        project, cell.range_text, target_of(cell, project), direction=cell.direction, graph=graph
    )


def target_of(cell: Cell, project: Project) -> Target:
    """Return what *cell* is compiled for."""
    from sqlgen.compiler import Target
    from sqlgen.replay.worlds import World

    options = cell.options
    return Target(
        cell.dialect_name,
        cell.server_version,
        check=options.check,
        guard=options.guard,
        data_reads=options.data_reads,
        transaction_per_migration=options.transaction_per_migration,
        keep_changes=True,
        world=World(frozen=True) if options.freeze else None,
    )


def _products(cell: Cell, scripts: Sequence[Script], project: Project) -> Iterator[Product]:
    """Yield every file that *cell* makes: the one place that knows of them all."""
    for script in scripts:
        yield Product(script_suffix(script, scripts), script.text(plain=cell.options.plain))
    if cell.options.lint:
        from sqlgen.lint.run import lint_script
        from sqlgen.report.text import text

        found = [finding for script in scripts for finding in lint_script(script, project)]
        yield Product(LINT, text(found) or "nothing found\n")


def script_suffix(script: Script, scripts: Sequence[Script]) -> str:
    """Return ``.sql``, with the database and the part before it where there are several."""
    words = []
    if len({one.database for one in scripts}) > 1 and script.database is not None:
        words.append(f".{script.database}")
    if script.part is not None:
        words.append(f".{script.part[0]}")
    return f"{''.join(words)}{SCRIPT}"


def _accepted(path: Path) -> str | None:
    """Return the text of an accepted file as its bytes have it, or None where there is none."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None


def _comparison(old: str, new: str, script: Script | None) -> Comparison:
    if old == new:
        return Comparison(Verdict.SAME)
    if script is None:
        return Comparison(Verdict.DIFFERENT)
    from sqlgen.golden.compare.compare import compare

    return compare(old, new, script.dialect, start_of(script))


def start_of(script: Script) -> Schema:
    """Return the schema that *script* starts from, as far as its compilation knows it.

    Its changes must have been kept. Where nothing is known, nothing is told of any table.
    """
    from sqlgen.schema import Schema

    for section in script.sections:
        for change, _ in section.changes:
            try:
                return change.before
            except SqlgenError:
                return Schema()
    return Schema()


def dialect_of(cell: Cell, project: Project) -> Dialect:
    """Return the dialect of *cell*, as far as it can be told without running env.py."""
    from sqlgen.dialect import load_dialect

    return load_dialect(cell.dialect_name, cell.server_version, project.dialects_dir)
