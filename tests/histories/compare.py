"""One history on one database: how far it renders, whether it loads, whether the result is Alembic's."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.engines.alembic_live import AlembicFailed, AlembicOptions, upgrade_live
from tests.engines.databases import Database, ScriptFailed
from tests.histories.packages import History, interpreter, project, url_of

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of one history on one database. *until*: the last revision rendered, None for none."""

    history: str
    dialect: str
    revisions: int
    rendered: int
    until: str | None
    loaded: bool
    equal: bool
    stopped: str
    """Why it ended before the head, in one line; empty where it did not."""
    fault: str = ""
    """What failed or differed, whole; empty where nothing did."""

    @property
    def good(self) -> bool:
        """Whether all that was rendered loaded and is equal, and only a question to the database ended it."""
        return self.loaded and self.equal and not self.fault


def render(
    history: History,
    folder: Path,
    dialect: str,
    script: Path,
    reads: str = "refuse",
    asked: str = "base:heads",
) -> dict[str, Any]:
    """Render as much of *asked* as can be into *script*, in the history's own environment; tell of it."""
    command = [str(interpreter(history)), "-m", "tests.histories.render", str(folder), dialect, str(script)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [*command, "--reads", reads, "--range", asked],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
    )
    if done.returncode:
        return {
            "revisions": 0,
            "rendered": 0,
            "until": None,
            "stopped": "",
            "fault": done.stderr,
            "paths": [],
        }
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def run(
    history: History, dialect: str, ours: Database, theirs: Database, folder: Path, reads: str = "refuse"
) -> Outcome:
    """Render the leading part, load it into *ours*, upgrade *theirs* live, and compare the two."""
    project(history, folder, dialect)
    script = folder / "migration.sql"
    told = render(history, folder, dialect, script, reads, f"base:{history.end(dialect)}")
    until, fault = told["until"], told["fault"]
    outcome = Outcome(
        history.name,
        dialect,
        told["revisions"],
        told["rendered"],
        until,
        False,
        False,
        told["stopped"],
        fault,
    )
    if fault or until is None:
        return outcome
    try:
        for database in (ours, theirs):
            begin(history, database)
        ours.run_script(script.read_text("utf-8"))
    except ScriptFailed as error:
        return _with(outcome, fault=f"the script does not load: {error}")
    live = project(history, folder / "live", dialect, [Path(path) for path in told["paths"]])
    try:
        whole = told["rendered"] == told["revisions"]
        options = AlembicOptions(python=str(interpreter(history)))
        upgrade_live(live, url_of(history, theirs.url), history.end(dialect) if whole else until, options)
    except AlembicFailed as error:
        return _with(outcome, loaded=True, fault=f"live Alembic fails: {error}")
    difference = differing(history, ours, theirs)
    return _with(outcome, loaded=True, equal=not difference, fault=difference)


_CREATE = """import importlib, sys
import sqlalchemy as sa
from operator import attrgetter

module, _, path = sys.argv[2].partition(":")
attrgetter(path)(importlib.import_module(module)).create_all(sa.create_engine(sys.argv[1]))
"""


def begin(history: History, database: Database) -> None:
    """Make what the application makes before its first revision."""
    if history.baseline:
        command = [str(interpreter(history)), "-c", _CREATE, url_of(history, database.url), history.baseline]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, check=True, capture_output=True, env=environment)


def differing(history: History, ours: Database, theirs: Database) -> str:
    """Return how our database differs from live Alembic's, in schema or rows; empty where it does not."""
    dialect = ours.dialect
    left, right = ours.dump(), theirs.dump()
    if dialect == "sqlite":
        # Alembic's batch mode reads a table without its AUTOINCREMENT and so loses it; ours keeps it.
        left, right = (dump.replace(" autoincrement\n", "\n") for dump in (left, right))
    if dialect in history.better:
        pattern, _ = history.better[dialect]
        left, right = (re.sub(rf"(?m)^.*{pattern}.*\n", "", dump) for dump in (left, right))
    if left != right:
        return _difference(right, left)
    left, right = _timeless(ours.dump_data()), _timeless(theirs.dump_data())
    return _difference(right, left) if left != right else ""


def _timeless(rows: str) -> str:
    """Return rows with the points of time that the two runs filled in left out."""
    rows = re.sub(r"datetime\.datetime\(20\d\d(, \d+)+\)", "<now>", rows)
    return re.sub(r"\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+\d\d(:?\d\d)?)?", "<now>", rows)


def _with(outcome: Outcome, **changes: object) -> Outcome:
    return replace(outcome, **changes)  # type: ignore[arg-type]


def _difference(expected: str, found: str) -> str:
    import difflib

    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "live Alembic", "sqlgen", lineterm="", n=2
    )
    return "\n".join(lines)


def row(outcome: Outcome) -> str:
    """Return one row of the table."""

    def yes(value: bool) -> str:
        return "yes" if value else "NO"

    why = (outcome.stopped or outcome.fault).split("\n")[0].rsplit("/", 1)[-1]
    part = f"{outcome.rendered}/{outcome.revisions}"
    return (
        f"{outcome.history:<12} {outcome.dialect:<11} {part:>9}   {yes(outcome.loaded):<6} "
        f"{yes(outcome.equal):<5}  {why}"
    )
