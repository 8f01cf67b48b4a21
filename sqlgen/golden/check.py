"""Check the goldens: compile the matrix, compare each file with the accepted one, name the cause."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlgen.golden.cause import Causes
from sqlgen.golden.compare.compare import stricter
from sqlgen.golden.compile import Compared, Failed, WorkerDied, compare_apart, compare_group
from sqlgen.golden.made_of import made_of, read_made_of
from sqlgen.golden.matrix import Cell, Matrix, safe
from sqlgen.golden.outcome import Comparison, Outcome, Verdict


def check(matrix: Matrix, *, processes: int | None = None) -> list[Outcome]:
    """Return the outcome of every file of *matrix*, in its order, stale files last.

    *processes*: how many to compile in; None: as many as there are processors, 1: this one.
    Raises: SqlgenError: the matrix itself cannot be compiled (an internal fault is no golden).
    """
    outcomes = _outcomes(matrix, matrix.cells, _processes(matrix, processes))
    made = {path for outcome in outcomes for path in (outcome.path, outcome.replaces) if path is not None}
    stale = [path for path in files_of(matrix) if matrix.path_of(path) not in made]
    if not stale:
        return outcomes
    causes = _causes(matrix)
    for path in stale:
        text = (matrix.folder / path).read_bytes().decode("utf-8", "surrogateescape")
        outcomes.append(
            Outcome(matrix.path_of(path), None, Verdict.STALE, old=text, causes=causes.of_stale_file(path))
        )
    return outcomes


def check_cells(matrix: Matrix, cells: Sequence[Cell]) -> list[Outcome]:
    """Return the outcomes of *cells* alone, compiled in this process; each cell has at least one."""
    return _outcomes(matrix, cells, 1)


def files_of(matrix: Matrix) -> list[str]:
    """Return the golden files that there are, below the folder; not those of projects that are skipped."""
    skipped = {safe(one.project) for one in matrix.skipped}
    found = []
    for path in sorted(matrix.folder.rglob("*")):
        parts = path.relative_to(matrix.folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.is_file() and not hidden and len(parts) > 1 and parts[0] not in skipped:
            found.append("/".join(parts))
    return found


def _processes(matrix: Matrix, asked: int | None) -> int:
    wanted = asked if asked is not None else os.cpu_count() or 1
    return max(1, min(wanted, len(matrix.groups())))


def _outcomes(matrix: Matrix, cells: Sequence[Cell], processes: int) -> list[Outcome]:
    groups = matrix.groups(cells)
    compared = list(_compared(matrix.root, matrix.folder, groups, processes))
    found = [
        (cell, one)
        for group, results in zip(groups, compared, strict=True)
        for cell, files in zip(group, results, strict=True)
        for one in files
    ]
    outcomes = [_outcome(matrix, cell, one) for cell, one in found]
    if all(outcome.clean for outcome in outcomes):
        return outcomes
    causes = _causes(matrix)
    return [
        outcome if outcome.clean else _with_causes(matrix, outcome, cell, causes)
        for outcome, (cell, _) in zip(outcomes, found, strict=True)
    ]


def _compared(
    root: Path, folder: Path, groups: Sequence[tuple[Cell, ...]], processes: int
) -> Iterator[list[list[Compared]]]:
    if processes == 1:
        yield from (compare_group(root, folder, group) for group in groups)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A fork would share what the parent has open; only a process of its own is the same on every system.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        pending = [pool.submit(compare_apart, root, folder, group) for group in groups]
        try:
            for one in pending:
                answer = one.result()
                if isinstance(answer, Failed):
                    raise answer.error()
                yield answer
        except BrokenProcessPool as error:
            raise WorkerDied from error
        finally:
            pool.shutdown(cancel_futures=True)


def _outcome(matrix: Matrix, cell: Cell, one: Compared) -> Outcome:
    replaces = matrix.path_of(f"{one.stem}{one.replaces}") if one.replaces is not None else None
    verdict = one.comparison.verdict if one.comparison is not None else Verdict.MISSING
    path = matrix.path_of(f"{one.stem}{one.suffix}")
    if verdict is Verdict.SAME and replaces is not None:
        verdict = Verdict.DIFFERENT
    return Outcome(path, cell, verdict, one.old, one.new, one.comparison, replaces=replaces)


def _causes(matrix: Matrix) -> Causes:
    return Causes(matrix, read_made_of(matrix.folder), made_of(matrix, {}))


def _with_causes(matrix: Matrix, outcome: Outcome, cell: Cell, causes: Causes) -> Outcome:
    if outcome.old is None or outcome.new is None:
        return replace(outcome, causes=causes.of_new_file(matrix.below(outcome.path), cell))
    comparison = outcome.comparison or Comparison(outcome.verdict)
    accepted = matrix.below(outcome.replaces or outcome.path)
    found = causes.of_difference(accepted, cell, outcome.old, outcome.new, comparison)
    if outcome.verdict is Verdict.EQUIVALENT and (why := causes.baseline_changed(cell)) is not None:
        # The accepted script was made for another START than the one it was tried on.
        comparison = stricter(comparison, why)
    return replace(outcome, verdict=comparison.verdict, comparison=comparison, causes=found)
