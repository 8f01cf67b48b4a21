"""Whatever a user gets wrong: one clean message, the documented exit code, and nothing written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sqlgen.cli.faults import EXIT_CODES
from tests.bad_inputs import calls, environments, histories, projects, ranges, scripts
from tests.bad_inputs.case import Bad, write
from tests.cli.command import sqlgen

ROOMS = (projects, environments, histories, ranges, scripts, calls)
CASES = [
    pytest.param(case, id=f"{room.__name__.rpartition('.')[2]}-{case.name}")
    for room in ROOMS
    for case in room.CASES
]


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return all that lies in *folder*, without what Python leaves behind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("case", CASES)
def test_one_clean_message_and_nothing_written(case: Bad, tmp_path: Path) -> None:
    folder = write({**case.project, **case.files}, tmp_path / "shop")
    before = contents(folder)
    outcome = sqlgen(*shlex.split(case.call), cwd=folder)
    assert outcome.err == case.told
    assert outcome.code == case.code
    assert outcome.out == ""
    assert contents(folder) == before


@pytest.mark.parametrize("case", CASES)
def test_messages_are_clean(case: Bad) -> None:
    """No traceback, no address, no absolute path; an exit code that docs/cli.md tells."""
    assert re.search(r"^error: ", case.told, re.MULTILINE)
    assert "Traceback" not in case.told
    assert not re.search(r"0x[0-9a-f]{6}", case.told)
    assert not re.search(r"(^|[\s(:])/\w", case.told)
    assert case.code in EXIT_CODES and case.code != 0


def test_there_are_many() -> None:
    names = [case.values[0].name for case in CASES]
    assert len(names) >= 60


@pytest.mark.parametrize("case", [case for case in CASES if "scripts-" in str(case.id)])
def test_an_old_output_file_stays_as_it_was(case: Bad, tmp_path: Path) -> None:
    """The same call with -o: the file of yesterday is neither emptied nor replaced."""
    target = "out/" if "out/" in case.call else "migration.sql"
    old = f"{target}mysql.sql" if target == "out/" else target
    folder = write({**case.project, **case.files, old: "-- yesterday's\n"}, tmp_path / "shop")
    before = contents(folder)
    outcome = sqlgen(*shlex.split(case.call), "-o", target, cwd=folder)
    assert (outcome.code, outcome.out) == (case.code, "")
    assert contents(folder) == before
