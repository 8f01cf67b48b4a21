"""The matrix compiled a second time, in other processes and another world: what comes out otherwise is found.

The other processes have other hash seeds, clock, UUIDs, chance and variables. A file that differs from the
first run's depends on one of them; the calls that scripts made there tell which.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlgen.errors import SeveralErrors, SqlgenError
from sqlgen.golden.compile import REFUSAL, script_suffix, surroundings, target_of
from sqlgen.golden.matrix import Cell, Matrix, project_of
from sqlgen.golden.outcome import Outcome
from sqlgen.operations import Assumption
from sqlgen.origin import Origin
from sqlgen.report.finding import Finding, Place, Severity, ordered

if TYPE_CHECKING:
    from sqlgen.history.graph import RevisionGraph
    from sqlgen.project.project import Project

_SEEDS = 3  # worlds that are tried where a small choice could have fallen out the same by chance
_COMMENT = re.compile(r"-- \S")
_PLACE = re.compile(r"-- (\S.*?\.py):(\d+)(?:   .*)?")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a cell makes in another world: its files by suffix, and the calls that may have made them so."""

    texts: Mapping[str, str]
    asked: tuple[Assumption, ...] = ()
    made_up: tuple[Assumption, ...] = ()


def check_twice(
    matrix: Matrix, outcomes: Sequence[Outcome], *, processes: int | None = None
) -> list[Finding]:
    """Return what makes the files of *outcomes* come out otherwise in another world, by file and line.

    Frozen values are no errors: they are told, because a real script has others. Paths are relative to the
    matrix's root.
    """
    first = {one.path: one.new for one in outcomes if one.new is not None}
    groups = matrix.groups()
    found: dict[Finding, None] = {}
    for group, answers in zip(groups, _in_processes(matrix.root, groups, processes), strict=True):
        root = Path(os.path.relpath(project_of(group[0].project, matrix.root).root, matrix.root))
        for cell, worlds in zip(group, answers, strict=True):
            for elsewhere in worlds:
                found |= dict.fromkeys(_judged(matrix, cell, root, first, elsewhere))
    return _each_once(found)


def _in_processes(
    root: Path, groups: Sequence[Sequence[Cell]], processes: int | None
) -> Iterator[list[list[Elsewhere]]]:
    count = max(1, min(processes or os.cpu_count() or 1, len(groups)))
    before = os.environ.get("PYTHONHASHSEED")
    # A process takes it at its start. https://docs.python.org/3/using/cmdline.html#envvar-PYTHONHASHSEED
    os.environ["PYTHONHASHSEED"] = "1" if before == "0" else "0"
    try:
        with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
            pending = [pool.submit(_apart, root, tuple(group)) for group in groups]
            yield from (one.result() for one in pending)
    finally:
        del os.environ["PYTHONHASHSEED"]
        if before is not None:
            os.environ["PYTHONHASHSEED"] = before


def _apart(root: Path, cells: Sequence[Cell]) -> list[list[Elsewhere]]:
    """As `compile_elsewhere`, in a process of its own, whose standard output is nobody's."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return compile_elsewhere(root, cells)


def compile_elsewhere(root: Path, cells: Sequence[Cell]) -> list[list[Elsewhere]]:
    """Return what each of *cells*, which are of one project and dialect, makes in another world, or in some.

    Runs in the caller's process.
    """
    from sqlgen.compiler import load_graph

    with surroundings(cells[0].project.environment):
        project = project_of(cells[0].project, root)
        try:
            graph = load_graph(project)
        except SqlgenError as error:
            return [[_refusal(error)]] * len(cells)
        return [_elsewhere(cell, project, graph) for cell in cells]


def _elsewhere(cell: Cell, project: Project, graph: RevisionGraph) -> list[Elsewhere]:
    first = _compiled(cell, project, graph, 0)
    chance = any(call.text.startswith("random.") for call in first.asked)
    return [first, *(_compiled(cell, project, graph, seed) for seed in range(1, _SEEDS) if chance)]


def _compiled(cell: Cell, project: Project, graph: RevisionGraph, seed: int) -> Elsewhere:
    from sqlgen.compiler import compile_databases
    from sqlgen.replay.worlds import World

    world = World(cell.options.freeze, other=True, seed=seed, pinned=tuple(cell.project.environment))
    target = replace(target_of(cell, project), world=world, keep_changes=False)
    try:
        scripts = compile_databases(project, cell.range_text, target, direction=cell.direction, graph=graph)
    except SqlgenError as error:
        return _refusal(error)
    return Elsewhere(
        {script_suffix(one, scripts): one.text(plain=cell.options.plain) for one in scripts},
        tuple(dict.fromkeys(call for one in scripts for call in one.asked)),
        tuple(dict.fromkeys(call for one in scripts for call in one.made_up)),
    )


def _refusal(error: SqlgenError) -> Elsewhere:
    faults = error.errors if isinstance(error, SeveralErrors) else (error,)
    return Elsewhere({REFUSAL: "".join(f"error: {fault}\n" for fault in faults)})


def _judged(
    matrix: Matrix, cell: Cell, root: Path, first: Mapping[str, str], elsewhere: Elsewhere
) -> Iterator[Finding]:
    for call in elsewhere.made_up:
        yield _frozen(call, root)
    for suffix, text in elsewhere.texts.items():
        path = matrix.path_of(f"{cell.stem}{suffix}")
        before = first.get(path)
        if before == text:
            continue
        if suffix == REFUSAL and before is None:
            yield _refused(text, path)
            continue
        places = _differing(before or "", text)
        files = {place.path for place in places}
        # A call in env.py, or any where no comment tells of places, may have made all of it.
        asked = [
            call
            for call in elsewhere.asked
            if not files or call.origin.path in files or call.origin.revision is None
        ]
        frozen = frozenset(elsewhere.made_up)
        calls = [call for call in asked if call not in frozen]
        yield from (_asking(call, root, path) for call in calls)
        if not calls:
            yield _unexplained(places, root, path)


def _differing(one: str, other: str) -> list[Origin]:
    """Return the places that the comments of *other* name above what *one* lacks, in order."""
    known = Counter(_statements(one))
    found: dict[Origin, None] = {}
    for statement in _statements(other):
        if known[statement] > 0:
            known[statement] -= 1
        elif statement[0] is not None:
            found[statement[0]] = None
    return list(found)


def _statements(text: str) -> Iterator[tuple[Origin | None, str]]:
    place: Origin | None = None
    lines: list[str] = []
    for line in text.splitlines():
        if _COMMENT.match(line):
            yield place, "\n".join(lines)
            named = _PLACE.fullmatch(line)
            # What stands below another comment, such as the version table's rows, is nobody's line.
            place, lines = (Origin(named[1], int(named[2])) if named else None), []
        else:
            lines.append(line)
    yield place, "\n".join(lines)


_TITLE = "the script differs from run to run"


def _asking(call: Assumption, root: Path, golden: str) -> Finding:
    variable = call.text.startswith("os.environ")
    if variable:
        message = f"{call.text} is read here, and the script depends on it."
        hint = 'Pin it in the matrix: environment = { NAME = "value" }. Or decide by what all machines share.'
    else:
        message = f"{call.text} is called here, and the script comes out otherwise each time."
        hint = (
            "Write the value down, or let the database make it (a default, now() in SQL). For goldens alone: "
            "freeze = true."
        )
    return _finding(call.origin, root, message=message, hint=hint, related=(Place(golden, None, "differs"),))


def _unexplained(places: Sequence[Origin], root: Path, golden: str) -> Finding:
    related = (Place(golden, None, "differs"),)
    message = "This differs between two processes, and no call for time, chance or a variable explains it."
    hint = "Is a set iterated? Sort it. Is a file or the machine read? Write down what is needed of it."
    if not places:
        return replace(_finding(Origin(golden, 0), Path(), message=message, hint=hint), related=())
    return _finding(places[0], root, message=message, hint=hint, related=related)


def _refused(text: str, golden: str) -> Finding:
    return _finding(
        Origin(golden, 0),
        Path(),
        message="Where time, chance and the variables that revisions read are others, the range is refused.",
        hint='Pin variables in the matrix: environment = { NAME = "value" }.',
        detail=text,
    )


def _frozen(call: Assumption, root: Path) -> Finding:
    return _finding(
        call.origin,
        root,
        code="frozen-value",
        title="a golden holds a value that is made up",
        severity=Severity.INFO,
        message=f"{call.text} is called here: the goldens hold a frozen value, and a real script another.",
    )


def _finding(
    origin: Origin,
    root: Path,
    *,
    message: str,
    hint: str | None = None,
    code: str = "nondeterministic",
    title: str = _TITLE,
    severity: Severity = Severity.ERROR,
    related: tuple[Place, ...] = (),
    detail: str | None = None,
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        title=title,
        message=message,
        path=Path(os.path.normpath(root / origin.path)).as_posix(),
        line=origin.line or None,
        revision=origin.revision,
        hint=hint,
        related=related,
        detail=detail,
    )


def _each_once(found: Iterable[Finding]) -> list[Finding]:
    """Return one finding for a line and what is said of it: its first golden stands for the others."""
    kept: dict[Finding, Finding] = {}
    for one in ordered(found):
        kept.setdefault(replace(one, related=()), one)
    return list(kept.values())
