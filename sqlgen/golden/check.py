"""Check the goldens: compile the matrix, compare each file with the accepted one, name the cause."""

from __future__ import annotations

from collections.abc import Sequence

from sqlgen.golden.matrix import Cell, Matrix
from sqlgen.golden.outcome import Outcome


def check(matrix: Matrix, *, processes: int | None = None) -> list[Outcome]:
    """Return the outcome of every file of *matrix*, in its order, stale files last.

    *processes*: how many to compile in; None: as many as there are processors, 1: this one.
    Raises: SqlgenError: the matrix itself cannot be compiled (an internal fault is no golden).
    """
    raise NotImplementedError


def check_cells(matrix: Matrix, cells: Sequence[Cell]) -> list[Outcome]:
    """Return the outcomes of *cells* alone, compiled in this process; each cell has at least one."""
    raise NotImplementedError
