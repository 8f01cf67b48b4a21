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
from tests.histories.environments import interpreter, project, url_of
from tests.histories.packages import History

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of one history on one database. *until*: where what is rendered ends, None for nothing.

    *kind*: upgrade | pair | downgrade; *reads*: the policy for rows that are not known. *assumed*: how often
    the script was told that no row matches, or its like.
    """

    history: str
    dialect: str
    kind: str = "upgrade"
    range: str = ""
    reads: str = "refuse"
    revisions: int = 0
    rendered: int = 0
    until: str | None = None
    loaded: bool = False
    equal: bool = False
    stopped: str = ""
    """Why it ended before the end of the range, in one line; empty where it did not."""
    fault: str = ""
    """What failed or differed, whole; empty where nothing did."""
    assumed: int = 0
    live: str = ""
    """Why live Alembic does not get further; empty where it reaches the end of the range."""

    @property
    def good(self) -> bool:
        """Whether all that was rendered loaded and is equal, and only a question to the database ended it."""
        return not self.fault and (not self.rendered or (self.loaded and self.equal))

    @property
    def whole(self) -> bool:
        """Whether all of the range was rendered, loaded, and is equal."""
        return self.good and self.rendered == self.revisions > 0


def render(
    history: History,
    folder: Path,
    dialect: str,
    script: Path,
    reads: str = "refuse",
    asked: str = "base:heads",
    *more: str,
) -> dict[str, Any]:
    """Render as much of *asked* as can be into *script*, in the history's own environment; tell of it."""
    # By its path: some packages bring a `tests` of their own.
    program = str(Path(__file__).with_name("render.py"))
    command = [str(interpreter(history)), program, str(folder), dialect, str(script)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [*command, "--reads", reads, "--range", asked, *more],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
    )
    if done.returncode:
        nothing: dict[str, Any] = {
            "revisions": 0,
            "rendered": 0,
            "until": None,
            "stopped": "",
            "paths": [],
            "stops": [],
        }
        return {**nothing, "fault": done.stderr.strip() or "it failed", "assumed": 0}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def rendered(history: History, dialect: str, kind: str, range_: str, reads: str, told: Any) -> Outcome:
    """Return what is known of a range once it is rendered."""
    names = ("revisions", "rendered", "until", "stopped", "fault", "assumed")
    return Outcome(history.name, dialect, kind, range_, reads, **{name: told[name] for name in names})


def run(
    history: History, dialect: str, ours: Database, theirs: Database, folder: Path, reads: str = "refuse"
) -> Outcome:
    """Render the leading part, load it into *ours*, upgrade *theirs* live, and compare the two."""
    project(history, folder, dialect)
    script = folder / "migration.sql"
    ended = _ended(history, dialect, ours)
    range_ = f"base:{ended or history.end(dialect)}"
    told = render(history, folder, dialect, script, reads, range_)
    outcome = rendered(history, dialect, "upgrade", range_, reads, told)
    outcome = replace(outcome, live=_why_ended(history, dialect, ended))
    if outcome.fault or outcome.until is None:
        return outcome
    for database in (ours, theirs):
        begin(history, database)
    try:
        ours.run_script(script.read_text("utf-8"))
    except ScriptFailed as error:
        return replace(outcome, fault=f"the script does not load: {error}")
    live = project(history, folder / "live", dialect, [Path(path) for path in told["paths"]])
    try:
        whole = outcome.rendered == outcome.revisions
        up(history, live, theirs, range_.partition(":")[2] if whole else outcome.until)
    except AlembicFailed as error:
        return replace(outcome, loaded=True, fault=f"live Alembic fails: {error}")
    difference = differing(history, ours, theirs)
    return replace(outcome, loaded=True, equal=not difference, fault=difference)


def up(history: History, folder: Path, database: Database, to: str) -> None:
    """Upgrade a database live. Raises: AlembicFailed."""
    options = AlembicOptions(python=str(interpreter(history)))
    upgrade_live(folder, url_of(history, database.url), to, options)


def end_on(history: History, dialect: str, database: Database) -> str:
    """Return where a live upgrade of an empty database ends on the server of *database*."""
    return _ended(history, dialect, database) or history.end(dialect)


def _ended(history: History, dialect: str, database: Database) -> str:
    """Return where the history ends for want of an extension; empty where it does not."""
    if history.extension is None:
        return ""
    name, last = history.extension
    found = database.query(f"SELECT 1 FROM pg_available_extensions WHERE name = '{name}'")
    return "" if found else last


def _why_ended(history: History, dialect: str, ended: str) -> str:
    if ended and history.extension is not None:
        return f"the server has no {history.extension[0]}"
    return history.ends[dialect][1] if dialect in history.ends else ""


_CREATE = """import importlib, sys
import sqlalchemy as sa
from operator import attrgetter

module, _, path = sys.argv[2].partition(":")
attrgetter(path)(importlib.import_module(module)).create_all(sa.create_engine(sys.argv[1]))
"""


def begin(history: History, database: Database) -> None:
    """Make what the application makes before its first revision, and what it needs of the server."""
    if history.extension is not None and not _ended(history, database.dialect, database):
        database.query(f"CREATE EXTENSION {history.extension[0]}")
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


def _difference(expected: str, found: str) -> str:
    import difflib

    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "live Alembic", "sqlgen", lineterm="", n=2
    )
    return "\n".join(lines)


def row(outcome: Outcome) -> str:
    """Return one row of the table."""

    def yes(value: bool) -> str:
        return "yes" if value else "NO" if outcome.rendered else "-"

    why = (outcome.stopped or outcome.fault or outcome.live).split("\n")[0].rsplit("/", 1)[-1]
    part = f"{outcome.rendered}/{outcome.revisions}"
    kind = "" if outcome.kind == "upgrade" else f"{outcome.kind} {outcome.range}  "
    told = f"{outcome.reads:<7} {part:>9}   {yes(outcome.loaded):<6} {yes(outcome.equal):<5}  {kind}{why}"
    return f"{outcome.history:<12} {outcome.dialect:<11} {told}".rstrip()
