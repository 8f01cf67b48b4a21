"""All or nothing on the state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlgen.rows.state import State


@contextmanager
def undone_on_refusal(state: State) -> Iterator[None]:
    """Undo what was done to *state* where the block raises."""
    with _savepoint(state, keep=True):
        yield


@contextmanager
def only_asked(state: State) -> Iterator[None]:
    """Undo what the block does to *state*, always."""
    with _savepoint(state, keep=False):
        yield


@contextmanager
def _savepoint(state: State, *, keep: bool) -> Iterator[None]:
    known, reasons, tainted = dict(state.known), dict(state.reasons), set(state.tainted)
    schema, routines = state.schema, dict(state.routines)
    state.embedded.run("SAVEPOINT asked")
    done = False
    try:
        yield
        done = keep
    finally:
        if not done:
            state.embedded.run("ROLLBACK TO asked")
            state.known, state.reasons, state.tainted = known, reasons, tainted
            state.schema, state.routines = schema, routines
        state.embedded.run("RELEASE asked")
