"""One history on one database: how far it renders, whether it loads, whether the result is Alembic's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from sqlgen.compiler import compile_range, load_graph
from sqlgen.errors import SqlgenError
from sqlgen.history.plan import plan_upgrade
from sqlgen.project import find_project
from sqlgen.replay.errors import NeedsDatabase
from tests.engines.alembic_live import AlembicFailed, upgrade_live
from tests.engines.databases import Database, ScriptFailed
from tests.histories.packages import History, project


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


def leading_part(folder: Path, dialect: str) -> tuple[int, int, str | None, str, str]:
    """Return (revisions, rendered, last revision rendered, why it stopped, fault).

    The range from base grows until a revision asks the database; any other refusal is a fault.
    """
    found = find_project(folder)
    graph = load_graph(found)
    steps = plan_upgrade(graph, "base:heads").steps
    try:
        compile_range(found, "base:heads", dialect, graph=graph)
        return len(steps), len(steps), steps[-1].revision.id, "", ""
    except NeedsDatabase as error:
        at = getattr(error.where, "revision", None)
        number = next((i for i, step in enumerate(steps) if step.revision.id == at), 0)
        until = steps[number - 1].revision.id if number else None
        return len(steps), number, until, str(error).splitlines()[0], ""
    except SqlgenError as error:
        return len(steps), 0, None, "", str(error)


def run(history: History, dialect: str, ours: Database, theirs: Database, folder: Path) -> Outcome:
    """Render the leading part, load it into *ours*, upgrade *theirs* live, and compare the two."""
    project(history, folder)
    revisions, rendered, until, stopped, fault = leading_part(folder, dialect)
    outcome = Outcome(history.name, dialect, revisions, rendered, until, False, False, stopped, fault)
    if fault or until is None:
        return outcome
    found = find_project(folder)
    try:
        script = compile_range(found, f"base:{until}", dialect).text()
    except SqlgenError as error:
        return _with(outcome, fault=str(error))
    try:
        ours.run_script(script)
    except ScriptFailed as error:
        return _with(outcome, fault=f"the script does not load: {error}")
    steps = plan_upgrade(load_graph(found), f"base:{until}").steps
    live = project(history, folder / "live", [step.revision.path for step in steps])
    try:
        upgrade_live(live, theirs.url, until)
    except AlembicFailed as error:
        return _with(outcome, loaded=True, fault=f"live Alembic fails: {error}")
    left, right = ours.dump(), theirs.dump()
    if dialect == "sqlite":
        # Alembic's batch mode reads a table without its AUTOINCREMENT and so loses it; ours keeps it.
        left, right = (dump.replace(" autoincrement\n", "\n") for dump in (left, right))
    if dialect in history.better:
        pattern, _ = history.better[dialect]
        left, right = (re.sub(rf"(?m)^.*{pattern}.*\n", "", dump) for dump in (left, right))
    if left != right:
        return _with(outcome, loaded=True, fault=_difference(right, left))
    left, right = _timeless(ours.dump_data()), _timeless(theirs.dump_data())
    if left != right:
        return _with(outcome, loaded=True, fault=_difference(right, left))
    return _with(outcome, loaded=True, equal=True)


def _timeless(rows: str) -> str:
    """Return rows with the points of time that the two runs filled in left out."""
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
