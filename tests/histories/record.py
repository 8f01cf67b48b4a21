"""docs/histories.md: what came of the histories, kept as lines beside this file and shown as tables."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.histories.compare import ROOT, Outcome
from tests.histories.packages import HISTORIES, History

KEPT = Path(__file__).with_name("outcomes.json")

HEAD = """# Real histories

sqlgen compiles these histories, whose packages are fetched from PyPI at the versions given here and used as
they are. Each script is loaded into a fresh server by the engine's own client; a second database is migrated
live by Alembic; then both are dumped, and schema and rows must be equal. Nothing in sqlgen knows any of these
packages.

This page is written by `python -m tests.histories.run --record` (with `--downgrade` and `--pairs N` for the
later tables) from the outcomes of the last run of each line. Servers: PostgreSQL 15, MariaDB 10.11, SQLite
3.40.

*Rendered* counts revisions. *refuse* and *empty* are the policies of `--data-reads`: with *refuse* the script
rests on nothing but the history; where a revision reads rows that nobody knows offline, a second line shows
the same with *empty*, each assumption of which the script names (*assumed*: how many). A range ends where
live Alembic itself does; the remark then says why.
"""
SECTIONS = {
    "upgrade": (
        "Upgrades from an empty database",
        "From base (or what the application creates before the first revision) to the end.",
    ),
    "downgrade": (
        "Downgrades",
        "Live Alembic goes up, and back down as far as its scripts let it; our script goes down at one go.",
    ),
    "pair": (
        "Ranges within a history",
        "Alembic brings a server to the first revision; our script, compiled from the files alone, goes on "
        "to the second. The result must be equal to that of Alembic alone. The ranges are drawn at random, "
        "the same ones each time.",
    ),
}


EXPLAINED = """## Refusals explained

- **mlflow, mailman**: the application creates tables before the first revision, and revisions read their
  rows. Nobody knows offline whether there are any: `--data-reads empty` for a new installation, `split`
  for one with data.
- **prefect-pg**: `50737cdaee36` asks whether an invalid index of one name is in any schema. Other
  applications may have one; with `empty` the database holds nothing but what its revisions made.
- **aiida-django, aiida-sqlalchemy**: `django_0047` and `1feaea71bd5a` make a container for files beside
  the database, with a SQLite file of its own, and write its random identity into a row. That cannot be
  compiled: the range before it renders, and the revision must be run live (`--data-reads split`). What
  follows needs a baseline that was made after it.
- **airflow** (PostgreSQL): `eed27faa34e3` asks `pg_settings` for the server's `statement_timeout`, which
  is the server's alone.
- **zenml** (SQLite): `728c6369cfaa` itself raises on SQLite; its revisions write random identities, in
  which two runs differ, also live.
"""


class Record:
    """The outcomes known so far. *page*: where they are shown."""

    def __init__(self, page: Path) -> None:
        self.page = page
        self.kept: dict[str, dict[str, Any]] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}

    def add(self, outcome: Outcome) -> None:
        """Keep *outcome* in place of an earlier one of the same line, and write the page."""
        reads = outcome.reads if outcome.kind == "upgrade" else ""
        range_ = outcome.range if outcome.kind == "pair" else ""
        key = " ".join((outcome.kind, outcome.history, outcome.dialect, reads, range_)).strip()
        if outcome.kind == "upgrade" and outcome.reads == "refuse" and outcome.rendered == outcome.revisions:
            # What was assumed before need not be any more.
            self.kept.pop(f"upgrade {outcome.history} {outcome.dialect} empty", None)
        kept = asdict(outcome)
        kept["fault"] = "\n".join(outcome.fault.splitlines()[:30])
        self.kept[key] = {**kept, "commit": _commit(), "day": datetime.now(UTC).date().isoformat()}
        KEPT.write_text(json.dumps(dict(sorted(self.kept.items())), indent=1) + "\n", "utf-8")
        self.page.write_text(self.text(), "utf-8")

    def text(self) -> str:
        """Return the page."""
        found = [HEAD]
        for kind, (title, about) in SECTIONS.items():
            lines = [kept for kept in self.kept.values() if kept["kind"] == kind]
            if lines:
                found += [f"## {title}\n", f"{about}\n", self._table(kind, lines), ""]
        found.append(EXPLAINED)
        return "\n".join(found)

    def _table(self, kind: str, lines: list[dict[str, Any]]) -> str:
        order = [history.name for history in HISTORIES]
        lines = [line for line in lines if line["history"] in order]
        lines.sort(key=lambda line: (order.index(line["history"]), *_order(line)))
        heads = ["history", "version", "dialect", "range", "reads", "rendered", "loaded", "equal", "assumed"]
        heads += ["remarks", "commit"]
        shown = [self._cells(line) for line in lines]
        rows = ["| " + " | ".join(cells) + " |" for cells in (heads, ["---"] * len(heads), *shown)]
        whole = sum(1 for line in lines if _yes(line) and line["rendered"] == line["revisions"])
        return "\n".join(rows) + f"\n\n{whole} of {len(lines)} lines: all rendered, loaded, equal."

    def _cells(self, line: dict[str, Any]) -> list[str]:
        history = _history(line)
        remark = _remark(line, history)
        return [
            line["history"],
            f"{history.package} {history.version}",
            line["dialect"],
            line["range"].replace(":", " : "),
            line["reads"],
            f"{line['rendered']}/{line['revisions']}",
            _word(line, "loaded"),
            _word(line, "equal"),
            str(line["assumed"] or ""),
            remark.replace("|", "\\|"),
            f"{line['commit']} {line['day']}",
        ]


def _history(line: dict[str, Any]) -> History:
    return next(history for history in HISTORIES if history.name == line["history"])


def _order(line: dict[str, Any]) -> tuple[int, bool, str]:
    place = _history(line).dialects.index(line["dialect"])
    return place, line["reads"] == "empty" and line["kind"] == "upgrade", line["range"]


def _yes(line: dict[str, Any]) -> bool:
    return bool(line["loaded"] and line["equal"] and not line["fault"])


def _word(line: dict[str, Any], name: str) -> str:
    return "yes" if line[name] else "**no**" if line["rendered"] else "-"


def _remark(line: dict[str, Any], history: History) -> str:
    said = []
    if line["fault"]:
        said.append(f"**{line['fault'].splitlines()[0]}**")
    if line["stopped"]:
        said.append(f"stopped by {line['stopped']}")
    if line["live"]:
        said.append(f"live Alembic: {line['live']}")
    if line["dialect"] in history.better and line["equal"]:
        said.append(f"but for: {history.better[line['dialect']][1]}")
    return "; ".join(said)


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()
