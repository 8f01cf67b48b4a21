"""What we render is accepted by the servers: given and case are run, statement by statement."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.engines.servers import Server
from tests.oracle import sqlgen_side
from tests.oracle.case import Case, all_cases
from tests.oracle.grounds import Run, StatementFailed, grounds
from tests.oracle.outcome import Refused
from tests.oracle.project import write_project

TABLE = Path(__file__).with_name("unrunnable.toml")


def unrunnable() -> dict[str, dict[str, str]]:
    """Return for each case the dialects where its SQL cannot run in our databases, each with why."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@pytest.mark.server("postgresql", "mariadb", "mysql", "sqlite")
def test_server_accepts_what_we_render(server: Server, tmp_path: Path) -> None:
    excused = unrunnable()
    faults = []
    with grounds(server) as run:
        for case in all_cases():
            if server.dialect not in case.dialects:
                continue
            excuse = excused.get(case.name, {}).get(server.dialect)
            fault = _fault(case, server.dialect, tmp_path, run)
            if fault and not excuse:
                faults.append(f"{case.name}: {fault}")
            elif excuse and not fault:
                faults.append(f"{case.name}: runs, though unrunnable.toml says: {excuse}")
    assert not faults, f"{len(faults)} on {server.engine}:\n" + "\n".join(faults)


def _fault(case: Case, dialect: str, folder: Path, run: Run) -> str | None:
    project = write_project(case, dialect, folder / case.name)
    ours = sqlgen_side.outcome(project, "base:case", dialect)
    if isinstance(ours, Refused):
        return None
    try:
        run(ours.statements)
    except StatementFailed as failure:
        return str(failure)
    return None


def test_excuses_name_cases() -> None:
    known = {case.name: case.dialects for case in all_cases()}
    odd = [
        f"{name}.{dialect}"
        for name, dialects in unrunnable().items()
        for dialect, why in dialects.items()
        if dialect not in known.get(name, ()) or not why.strip()
    ]
    assert odd == []
