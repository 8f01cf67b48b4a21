"""A slip in sqlgen's own code is told as such, and never taken for a fault of the user's script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sqlgen.dialect import load_dialect
from sqlgen.errors import InternalError, SeveralErrors, SqlgenError
from sqlgen.operations import Change, DropTable
from sqlgen.origin import Origin
from sqlgen.replay.recorder import Recorder
from sqlgen.schema import ObjectName, Schema
from tests.bad_inputs.case import OWN, revision, write
from tests.cli.command import sqlgen

# An operation that no lowering knows stands for whatever we forgot.
MYSTERY = """
from sqlgen.values import dataclass
from sqlgen.operations import Operation
from sqlgen.origin import Origin

@dataclass(frozen=True)
class Mystery(Operation):
    pass

def record():
    recorder = op.get_context().recorder
    recorder.record(Mystery(recorder.origin()))
"""


@pytest.mark.parametrize("body", ["record()", "try:\n    record()\nexcept Exception:\n    pass"])
def test_it_is_no_fault_of_the_script(body: str, tmp_path: Path) -> None:
    """Neither in the message nor in the code; and a script that catches everything does not hide it."""
    write({**OWN, "versions/a2.py": revision("a2", "a1", body, more=MYSTERY)}, tmp_path)
    outcome = sqlgen("upgrade", "head", cwd=tmp_path)
    assert re.fullmatch(
        r"error: versions/a2\.py:\d+: revision a2: sqlgen itself failed: KeyError: .*Mystery.* "
        r"\(sqlgen/lowering/dispatch\.py:\d+\)\n"
        r"  This is a fault of sqlgen, not of your project\. Please report it, with what "
        r"`sqlgen --traceback \.\.\.` prints\.\n",
        outcome.err,
    ), outcome.err
    assert (outcome.code, outcome.out) == (3, "")


def test_it_does_not_hide_the_faults_of_others(tmp_path: Path) -> None:
    body = 'op.alter_column("item", "title", nullable=False)\nrecord()\nrecord()'
    write({**OWN, "versions/a2.py": revision("a2", "a1", body, more=MYSTERY)}, tmp_path)
    outcome = sqlgen("upgrade", "head", cwd=tmp_path)
    assert outcome.code == 3
    assert outcome.err.count("error: ") == 2  # the same slip is told once
    assert 'column "item.title" does not exist' in outcome.err


def test_the_recorder_tells_a_sink_that_breaks_from_a_script_that_does() -> None:
    def sink(change: Change) -> None:
        raise LookupError("x")

    recorder = Recorder(load_dialect("sqlite"), sink, Schema, {})
    with pytest.raises(InternalError) as caught:
        recorder.record(DropTable(Origin("a1.py", 3, "a1"), ObjectName("item")))
    assert caught.value.where == Origin("a1.py", 3, "a1")
    assert isinstance(caught.value.__cause__, LookupError)


def test_addresses_are_not_told() -> None:
    assert str(SqlgenError("<object object at 0x7f3a5c1b2d40> is no table")) == "<object object> is no table"


def test_several_errors_have_the_worst_code() -> None:
    assert SeveralErrors([SqlgenError("a"), InternalError(KeyError("b"))]).exit_code == 3
    assert SeveralErrors([SqlgenError("a")]).exit_code == 2
