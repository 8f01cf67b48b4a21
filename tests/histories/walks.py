"""Parts of a history: from one revision in its midst to another, and back down from its end."""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.engines.alembic_live import AlembicFailed, AlembicOptions, downgrade_live
from tests.engines.databases import Database, ScriptFailed
from tests.histories.compare import ROOT, Outcome, begin, differing, end_on, render, rendered, up
from tests.histories.environments import interpreter, project, url_of
from tests.histories.packages import History

New = Callable[[], Database]
POLICIES = ("refuse", "empty")


def pairs(history: History, dialect: str, new: New, folder: Path, count: int) -> Iterator[Outcome]:
    """Yield what came of *count* ranges, the same ones each time."""
    project(history, folder, dialect)
    asked = f"base:{end_on(history, dialect, new())}"
    told = render(history, folder, dialect, folder / "none.sql", "refuse", asked, "--plan")
    # Only where the database stands at one revision, so that its name says where.
    ranges = list(combinations([stop for stop in told["stops"] if stop], 2))
    chosen = random.Random(f"{history.name} {count}").sample(ranges, min(count, len(ranges)))
    for start, end in chosen:
        yield _pair(history, dialect, new, folder, start, end)


def _pair(history: History, dialect: str, new: New, folder: Path, start: str, end: str) -> Outcome:
    ours, theirs = new(), new()
    range_ = f"{start}:{end}"
    try:
        for database, to in ((ours, start), (theirs, end)):
            begin(history, database)
            up(history, folder, database, to)
    except AlembicFailed as error:
        return Outcome(history.name, dialect, "pair", range_, live=_last_line(error))
    for reads in POLICIES:
        script = folder / "pair.sql"
        told = render(history, folder, dialect, script, reads, range_)
        outcome = rendered(history, dialect, "pair", range_, reads, told)
        if outcome.rendered == outcome.revisions:
            break
    if outcome.fault or outcome.rendered < outcome.revisions:
        return outcome
    return _loaded(history, outcome, script, ours, theirs)


def down(history: History, dialect: str, new: New, folder: Path) -> Outcome:
    """Downgrade from the end to base, or as far as live Alembic and we can, and compare."""
    project(history, folder, dialect)
    ours, theirs = new(), new()
    top = end_on(history, dialect, ours)
    for database in (ours, theirs):
        begin(history, database)
        up(history, folder, database, top)
    script = folder / "down.sql"
    plan = render(history, folder, dialect, script, "refuse", f"{top}:base", "--down", "--plan")
    if plan["fault"]:
        return rendered(history, dialect, "downgrade", f"{top}:base", "refuse", plan)
    floor, live, theirs = _floor(history, dialect, new, folder, top, theirs, plan["stops"])
    if floor is None:
        return Outcome(
            history.name, dialect, "downgrade", f"{top}:base", revisions=len(plan["stops"]), live=live
        )
    for reads in POLICIES:
        told = render(history, folder, dialect, script, reads, f"{top}:{floor}", "--down")
        outcome = rendered(history, dialect, "downgrade", f"{top}:{floor}", reads, told)
        outcome = replace(outcome, live=live)
        if outcome.rendered == outcome.revisions:
            break
    if outcome.fault or not outcome.until:
        return outcome
    if outcome.until != floor or live:
        # The step that failed may have left something behind.
        theirs = new()
        begin(history, theirs)
        up(history, folder, theirs, top)
        _walked(history, folder, theirs, plan["stops"][: outcome.rendered])
    return _loaded(history, outcome, script, ours, theirs)


def _floor(
    history: History, dialect: str, new: New, folder: Path, top: str, theirs: Database, stops: list[str]
) -> tuple[str | None, str, Database]:
    """Return the revision that a live downgrade reaches, why no further, and the database that is there.

    None for a downgrade that does not even begin.
    """
    options = AlembicOptions(python=str(interpreter(history)))
    try:
        downgrade_live(folder, url_of(history, theirs.url), "base", options)
        return "base", "", theirs
    except AlembicFailed:
        pass
    database = new()
    begin(history, database)
    up(history, folder, database, top)
    told = _walked(history, folder, database, stops)
    return told["reached"], told["error"], database


def _walked(history: History, folder: Path, database: Database, stops: list[str]) -> dict[str, Any]:
    request = {"url": url_of(history, database.url), "stops": [stop for stop in stops if stop]}
    done = subprocess.run(
        [str(interpreter(history)), "-P", str(Path(__file__).with_name("walk_down.py"))],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if done.returncode:
        return {"reached": None, "error": done.stderr.strip().splitlines()[-1]}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _loaded(history: History, outcome: Outcome, script: Path, ours: Database, theirs: Database) -> Outcome:
    try:
        ours.run_script(script.read_text("utf-8"))
    except ScriptFailed as error:
        return replace(outcome, fault=f"the script does not load: {error}")
    difference = differing(history, ours, theirs)
    return replace(outcome, loaded=True, equal=not difference, fault=difference)


def _last_line(error: AlembicFailed) -> str:
    lines = [line for line in error.stderr.splitlines() if "Error" in line or "Exception" in line]
    return (lines or error.stderr.strip().splitlines() or ["it failed"])[-1]
