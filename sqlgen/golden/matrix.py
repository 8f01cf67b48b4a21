"""The golden matrix: projects, dialects and ranges of the configuration as cells, each with its files."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sqlgen.errors import SqlgenError
from sqlgen.golden.settings import (
    Direction,
    GoldenSettings,
    Options,
    ProjectEntry,
    RangeEntry,
    read_golden,
)
from sqlgen.project.files import read_tools
from sqlgen.project.project import Project, find_project
from sqlgen.project.sources import Sources, find_sources
from sqlgen.values import dataclass

if TYPE_CHECKING:
    from sqlgen.history.graph import RevisionGraph

EACH = "each"

# Characters that Windows, or a shell, does not take in a name; the mark of the encoding itself among them.
_UNSAFE = frozenset('<>:"/\\|?*%\0') | {chr(code) for code in range(32)}


class NoMatrix(SqlgenError):
    """The configuration has no table ``golden``."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "there is no golden matrix",
            where=where,
            hint="Add it: [golden] in sqlgen.toml, or [tool.sqlgen.golden] in pyproject.toml, with "
            'dialects = ["postgresql"] and ranges = ["base:head"]. docs/golden.md tells more.',
        )


class NamelessProject(SqlgenError):
    """Goldens stand in a folder of the project's name, which must be the same on every machine."""

    def __init__(self, where: str, folder: str) -> None:
        super().__init__(
            "the project has no name, and that of its folder may differ from machine to machine",
            where=where,
            hint=f'Add name = "{folder}" to sqlgen.toml or [tool.sqlgen].',
        )


class NoDialects(SqlgenError):
    """Nothing says which dialects a project has goldens for."""

    def __init__(self, where: str, name: str) -> None:
        super().__init__(
            f'the golden matrix names no dialect for "{name}"',
            where=where,
            hint='Add dialects = ["postgresql@16"] to it, as `sqlgen dialects` lists them.',
        )


class SameFile(SqlgenError):
    """Two cells would be written to one file."""

    def __init__(self, where: str, path: str) -> None:
        super().__init__(
            f"two cells of the golden matrix have the file {path}",
            where=where,
            hint="Take out a range that is there twice; names that differ in case alone are one file on "
            "Windows and macOS.",
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A range of a project, compiled for a dialect in one way.

    *dialect* is as the configuration has it (``postgresql@12``); *range_text* is for the compiler, *start*
    and *end* are for people and paths: tags stand there as tags. *words* tell apart what only options
    differ in.
    """

    project: ProjectEntry
    dialect: str
    range_text: str
    start: str
    end: str
    direction: Direction
    options: Options
    words: tuple[str, ...] = ()

    @property
    def dialect_name(self) -> str:
        """The dialect without the server's version."""
        return self.dialect.partition("@")[0]

    @property
    def server_version(self) -> str | None:
        """The server's version, or None: the project's, else the dialect's own."""
        return self.dialect.partition("@")[2] or None

    @property
    def stem(self) -> str:
        """The path of its files below the golden folder, without what tells one kind from another."""
        words = "".join(f".{word}" for word in self.words)
        return (
            f"{safe(self.project.name)}/{_folder(self.dialect)}/{safe(self.start)}..{safe(self.end)}{words}"
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """A project whose cells cannot be compiled here, and why."""

    project: str
    reason: str


@dataclass(frozen=True)
class Matrix:
    """All cells. *root* is the configuration's folder, *folder* the one of the golden files, below it."""

    root: Path
    folder: Path
    file: str
    settings: GoldenSettings
    cells: tuple[Cell, ...]
    skipped: tuple[Skipped, ...] = ()
    graphs: Mapping[str, RevisionGraph] = field(default_factory=dict, repr=False, compare=False)

    def groups(self, cells: Sequence[Cell] | None = None) -> list[tuple[Cell, ...]]:
        """Return the cells (None: all) of each project and dialect together, in order."""
        chosen = self.cells if cells is None else cells
        return [tuple(group) for _, group in groupby(chosen, lambda cell: (cell.project.name, cell.dialect))]

    def path_of(self, stem: str) -> str:
        """Return *stem* relative to the root, with ``/``."""
        return f"{self.settings.folder}/{stem}"

    def below(self, path: str) -> str:
        """Return *path*, which is relative to the root, relative to the golden folder."""
        return path.removeprefix(f"{self.settings.folder}/")


def load_matrix(
    directory: Path,
    *,
    config: Sequence[Path] = (),
    section: str | None = None,
    x_arguments: Sequence[str] = (),
) -> Matrix:
    """Return the matrix of the configuration in *directory*, or of *config*.

    Histories are read, not run. Raises: NoMatrix, NamelessProject, NoDialects, SameFile, an error of
    `sqlgen.project.errors` or `sqlgen.history.errors`.
    """
    sources = find_sources(directory, list(config), os.environ)
    shown = sources.shown(sources.settings_file or sources.ini or sources.alembic_toml)
    table = sources.settings_table.get("golden")
    if not isinstance(table, dict) or sources.settings_file is None:
        raise NoMatrix(shown)
    root = sources.settings_file.parent
    # What -c names counts from the folder where sqlgen was called.
    files = tuple(os.path.relpath(sources.directory / path, root) for path in config)
    alone = ProjectEntry("", ".", (), (), config=files, section=section, x=tuple(x_arguments))
    settings = read_golden(table, shown, f"{sources.settings_prefix}golden.", alone)
    if not table.get("projects"):
        only = settings.projects[0]
        settings = replace(settings, projects=(replace(only, name=_name(sources, shown)),))
    return _expanded(root, shown, settings)


def _name(sources: Sources, shown: str) -> str:
    name = sources.settings_table.get("name")
    if isinstance(name, str) and name.strip():
        return name
    assert sources.settings_file is not None
    pyproject = sources.settings_file.parent / "pyproject.toml"
    if pyproject.is_file() and any(table is not None for table in read_tools(pyproject, shown)):
        import tomllib

        told = tomllib.loads(pyproject.read_text("utf-8")).get("project", {}).get("name")
        if isinstance(told, str):
            return told
    raise NamelessProject(shown, sources.settings_file.parent.name)


def frozen(matrix: Matrix) -> Matrix:
    """Return *matrix* with clock, UUIDs and chance pinned in all of its cells."""
    cells = (replace(cell, options=replace(cell.options, freeze=True)) for cell in matrix.cells)
    return replace(matrix, cells=tuple(cells))


def project_of(entry: ProjectEntry, root: Path) -> Project:
    """Return the project of *entry*. Raises: an error of `sqlgen.project.errors`."""
    files = [root / path for path in entry.config]
    project = find_project(
        root / entry.path, config=files or None, section=entry.section, x_arguments=entry.x
    )
    if project.name != project.root.name:
        return project
    # The name of its folder is the checkout's, which may differ from machine to machine.
    return replace(project, name=entry.name)


def _expanded(root: Path, shown: str, settings: GoldenSettings) -> Matrix:
    cells: list[Cell] = []
    skipped: list[Skipped] = []
    graphs: dict[str, RevisionGraph] = {}
    for entry in settings.projects:
        lacking = [module for module in entry.requires if importlib.util.find_spec(module) is None]
        if lacking:
            skipped.append(Skipped(entry.name, f"{', '.join(lacking)} is not installed"))
            continue
        from sqlgen.compiler import load_graph

        project = project_of(entry, root)
        graph = graphs[entry.name] = load_graph(project)
        dialects = entry.dialects or project.dialects
        named = [*dialects, *(name for one in entry.ranges for name in one.dialects)]
        if not named:
            raise NoDialects(shown, entry.name)
        for dialect in dict.fromkeys(named):
            own = entry.by_dialect.get(dialect.partition("@")[0], {})
            told = replace(entry, environment={**entry.environment, **own})
            for one in entry.ranges:
                if dialect in (one.dialects or dialects):
                    cells += _cells(told, one, dialect, graph)
    seen: set[str] = set()
    for cell in cells:
        if cell.stem.casefold() in seen:
            raise SameFile(shown, f"{settings.folder}/{cell.stem}")
        seen.add(cell.stem.casefold())
    return Matrix(root, root / settings.folder, shown, settings, tuple(cells), tuple(skipped), graphs)


def _cells(entry: ProjectEntry, one: RangeEntry, dialect: str, graph: RevisionGraph) -> Iterator[Cell]:
    words = tuple(_words(one))
    if one.text == EACH:
        for start, end in _each(graph, one.direction):
            yield Cell(entry, dialect, f"{start}:{end}", start, end, one.direction, one.options, words)
        return
    start, colon, end = one.text.partition(":")
    if not colon:
        start, end = "", start
    if one.direction != "downgrade":
        start = start or "base"
    end = end or "head"
    asked = f"{entry.tags.get(start, start)}:{entry.tags.get(end, end)}"
    yield Cell(entry, dialect, asked, start or "head", end, one.direction, one.options, words)


def _each(graph: RevisionGraph, direction: Direction) -> Iterator[tuple[str, str]]:
    """Yield START and END of every revision by itself, parents first; the reverse of it for downgrades."""
    ordered = sorted(graph, key=lambda revision: graph.position[revision.id])
    pairs = [(",".join(graph.foundations(one.id)) or "base", one.id) for one in ordered]
    if direction == "downgrade":
        yield from ((end, start) for start, end in reversed(pairs))
    else:
        yield from pairs


def _words(one: RangeEntry) -> Iterator[str]:
    if one.direction != "upgrade":
        yield one.direction
    options, said = one.options, one.said
    if "plain" in said and options.plain:
        yield "plain"
    if "data_reads" in said and options.data_reads is not None:
        yield f"reads-{options.data_reads}"
    for name, word in (("guard", "no-guard"), ("check", "no-check")):
        if name in said and getattr(options, name) is False:
            yield word
    if "transaction_per_migration" in said:
        yield "transactions" if options.transaction_per_migration else "one-transaction"


def safe(name: str) -> str:
    """Return *name* so that it may be part of a file's name everywhere; no two names become one."""
    return "".join(f"%{ord(c):02X}" if c in _UNSAFE else c for c in name)


def _folder(dialect: str) -> str:
    name, at, version = dialect.partition("@")
    return safe(f"{Path(name).name}{at}{version}")
