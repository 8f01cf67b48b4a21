"""One history taken along its revisions twice, by sqlgen's scripts and by Alembic live, and compared."""

from __future__ import annotations

import difflib
import re
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch

from sqlgen.compiler import Target, compile_range, load_graph
from sqlgen.errors import SqlgenError
from sqlgen.history.plan import plan_upgrade
from sqlgen.project.project import Project, find_project
from tests.end_to_end.live import Live
from tests.engines.alembic_live import STOCK, AlembicFailed, AlembicOptions
from tests.engines.databases import Database, MySQLDatabase, PostgreSQLDatabase, ScriptFailed

Hop = tuple[str, str, str]
"""START and END as sqlgen takes them, and the END as `alembic upgrade` or `downgrade` takes it."""


@dataclass(frozen=True)
class Case:
    """A project to be walked.

    *live_folder*: where Alembic finds its files, when the project has none. *rows*: a file of SQL to run in
    both databases at some revisions. *up*, *down*: the hops, for a history that is not one line.
    *url_variable*: the environment variable where env.py reads its URL. *needs*: modules that it imports.
    """

    name: str
    folder: Path
    dialects: tuple[str, ...] = ("postgresql", "mariadb", "mysql")
    live_folder: Path | None = None
    options: AlembicOptions = STOCK
    x: tuple[str, ...] = ()
    rows: Path | None = None
    up: tuple[Hop, ...] = ()
    down: tuple[Hop, ...] = ()
    url_variable: str = ""
    needs: tuple[str, ...] = ()

    def project(self) -> Project:
        """Return the project as sqlgen reads it."""
        return find_project(self.folder, x_arguments=self.x)

    def hops(self, direction: str) -> tuple[Hop, ...]:
        """Return the hops from base to head, or back, one revision each."""
        said = self.up if direction == "upgrade" else self.down
        if said:
            return said
        steps = plan_upgrade(load_graph(self.project()), "base:heads").steps
        up = [
            (",".join(step.heads_before) or "base", ",".join(step.heads_after), step.revision.id)
            for step in steps
        ]
        if direction == "upgrade":
            return tuple(up)
        assert all("," not in end for _, end, _ in up), f"{self.name} has branches: say how to go down"
        return tuple((end, start, start) for start, end, _ in reversed(up))

    @property
    def middle(self) -> str | None:
        """A revision in the middle of a history that is one line; None for a short one or another."""
        ends = [end for _, end, _ in self.hops("upgrade")]
        return ends[len(ends) // 2 - 1] if len(ends) > 2 and not self.down else None

    def rows_at(self, revision: str, dialect: str) -> str:
        """Return the SQL for *revision*: what stands below ``-- at <revision> [<dialect>]`` in the file."""
        if self.rows is None or not self.rows.exists():
            return ""
        wanted = []
        taken = False
        for line in self.rows.read_text("utf-8").splitlines():
            head = re.fullmatch(r"-- at (\S+)(?: (\w+))?", line)
            if head is not None:
                taken = head[1] == revision and head[2] in (None, dialect)
            elif taken:
                wanted.append(line)
        return "\n".join(wanted)


class Differs(AssertionError):
    """Two databases that should be equal and are not, or a script that its engine refused."""


@dataclass
class Walk:
    """Two databases on one way: *ours* gets scripts, *theirs* is brought along by Alembic."""

    case: Case
    live: Live
    ours: Database
    theirs: Database

    def go(self, direction: str, hops: Sequence[Hop], *, rows: bool = False) -> None:
        """Take *hops*, comparing after each. *rows*: insert those of the case. Raises: Differs."""
        for start, end, target in hops:
            self.hop(direction, start, end, target)
            if rows and (sql := self.case.rows_at(target, self.ours.dialect)):
                if isinstance(self.ours, MySQLDatabase):
                    sql = f"SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES');\n{sql}"
                self.ours.run_script(sql)
                self.theirs.run_script(sql)

    def hop(self, direction: str, start: str, end: str, target: str) -> None:
        """Take one hop and compare. Raises: Differs."""
        what = f"{self.case.name}, {self.ours.engine}: {direction} {start}:{end}"
        try:
            text = script(self.case, f"{start}:{end}", self.ours, direction)
        except SqlgenError as refused:
            alembic = self._alembic(direction, target)
            raise Differs(f"{what}: sqlgen refuses: {refused}\nAlembic: {alembic}") from None
        try:
            self.ours.run_script(text)
        except ScriptFailed as failed:
            alembic = self._alembic(direction, target)
            raise Differs(f"{what}: the script fails: {failed}\nAlembic: {alembic}\n{text}") from None
        alembic = self._alembic(direction, target)
        if alembic != "runs":
            raise Differs(f"{what}: our script runs, Alembic fails: {alembic}\n{text}")
        compare(facts(self.ours), facts(self.theirs), f"{what} gives another database", text)

    def _alembic(self, direction: str, target: str) -> str:
        case, options = self.case, self.case.options
        if case.url_variable:
            environment = {**options.environment, case.url_variable: self.theirs.url}
            options = replace(options, environment=environment)
        try:
            self.live.run(direction, case.live_folder or case.folder, self.theirs, target, options)
        except AlembicFailed as failed:
            return str(failed)
        return "runs"


def compare(mine: str, wanted: str, what: str, text: str = "") -> None:
    """Compare two texts of facts. Raises: Differs, with their difference and *text* below it."""
    if mine != wanted:
        lines = wanted.splitlines(), mine.splitlines()
        diff = "\n".join(difflib.unified_diff(*lines, "wanted", "sqlgen", lineterm="", n=2))
        raise Differs(f"{what}:\n{diff}\n\n{text}")


def script(case: Case, range_text: str, database: Database, direction: str = "upgrade") -> str:
    """Return sqlgen's script of a range, for the very server that *database* is on."""
    target = Target(database.dialect, server_version=server_version(database))
    direction_: Any = direction
    with MonkeyPatch.context() as patch, warnings.catch_warnings():
        # What the projects use is theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        for variable, value in case.options.environment.items():
            patch.setenv(variable, value)
        if "FLASK_APP" in case.options.environment:
            patch.chdir(case.folder)
        return compile_range(case.project(), range_text, target, direction=direction_).text()


def server_version(database: Database) -> str:
    """Return the server's own version as --server-version takes it."""
    parts = database.version.split(".")
    return parts[0] if database.dialect == "postgresql" else ".".join(parts[:2])


def facts(database: Database) -> str:
    """Return all that must be equal: schema, rows, and the next number of each sequence."""
    if isinstance(database, PostgreSQLDatabase):
        schema = database.dump_catalogue()
    else:
        schema = database.dump()
    text = schema + database.dump_data() + "".join(f"{line}\n" for line in numbers(database))
    if database.dialect == "mysql":
        # Alembic leaves out the parentheses that CREATE TABLE gave an expression; now() is a word then.
        # A default that is dropped leaves a trace where its form had been the other one.
        text = text.replace("| now() |", "| CURRENT_TIMESTAMP |").replace(
            "| None | DEFAULT_GENERATED |", "| None |  |"
        )
    return _VARYING.sub("<made at the run>", text)


# A moment of today, and an UUID of version 4 that no test wrote.
_TODAY = time.strftime("%Y-%m-%d", time.gmtime())
_VARYING = re.compile(
    rf"{_TODAY} \d\d:\d\d:\d\d(\.\d+)?"
    + time.strftime(r"|datetime\.datetime\(%Y, %m, %d, [\d, ]+\)", time.gmtime()).replace(" 0", " ")
    + "|(?!00000000)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
)


def numbers(database: Database) -> list[str]:
    """Return how far each sequence or automatic number has come."""
    if isinstance(database, PostgreSQLDatabase):
        rows = database.query(
            "SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences ORDER BY 1"
        )
    elif isinstance(database, MySQLDatabase):
        rows = database.query(
            "SELECT table_name, auto_increment FROM information_schema.tables"
            " WHERE table_schema = DATABASE() AND auto_increment IS NOT NULL ORDER BY 1"
        )
    else:
        has = database.query("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
        rows = database.query("SELECT name, seq FROM sqlite_sequence ORDER BY 1") if has else []
    return [f"next number {name}: {value}" for name, value in rows]
