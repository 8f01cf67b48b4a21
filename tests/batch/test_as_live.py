"""Every program of `PROGRAMS`: Alembic's live run and sqlgen's script make the same database, rows included.

Where they do not, ``losses.toml`` says which lines differ, and why; sqlgen keeps what a live run loses. Then
every table is made anew once more, from what the schema says of it: nothing may change by that.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.batch.both import Program, live, ours
from tests.batch.programs import PROGRAMS

LOSSES = tomllib.loads(Path(__file__).with_name("losses.toml").read_text())


def named(program: Program) -> str:
    return program.name


@pytest.mark.parametrize("program", PROGRAMS, ids=named)
def test_as_live(program: Program, tmp_path: Path) -> None:
    theirs = live(program, tmp_path / "live.db")
    made, again = ours(program, tmp_path / "ours.db")
    loss = LOSSES.get(program.name, {})
    assert again == made, "the schema does not know what was made"
    assert theirs.error == loss.get("live_error", "")
    if theirs.error:
        return
    # Not as sets: a constraint that is there twice is not the same as one.
    lacks = Counter(theirs.dump + theirs.rows) - Counter(made.dump + made.rows)
    keeps = Counter(made.dump + made.rows) - Counter(theirs.dump + theirs.rows)
    assert sorted(lacks.elements()) == loss.get("live", [])
    assert sorted(keeps.elements()) == loss.get("ours", [])
    if not loss:
        assert theirs == made, "the same lines in another order"


def test_there_are_enough() -> None:
    """And most of them are as live; what is listed as a loss is one, and says why."""
    names = [program.name for program in PROGRAMS]
    assert len(set(names)) == len(names)
    assert set(LOSSES) <= set(names)
    assert all(loss["because"] for loss in LOSSES.values())
    assert len(set(names) - set(LOSSES)) >= 60
