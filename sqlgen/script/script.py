"""A finished script as values: sections of statements, and the segments that run in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sqlgen.dialect import Dialect
from sqlgen.history.steps import RevisionStep
from sqlgen.operations import Assumption, Change
from sqlgen.project.session_settings import SessionSettings
from sqlgen.script.version_table import VersionTable
from sqlgen.statement import Kind, Statement
from sqlgen.values import dataclass

Role = Literal["before", "start", "revision", "behind", "end"]
"""What a section holds: what env.py executes before the revisions; the version table and the guard; one
revision; what env.py executes behind the revisions; the guard's end."""


@dataclass(frozen=True, slots=True)
class Section:
    """The statements of one revision, its version rows last; *step* None: those before or behind them all.

    *assumptions*: what its script was told though nobody could know it. *changes*: what the statements were
    made of, where that was asked for, each with its own before rebuilds were joined. *apart*: it begins
    another transaction. *version_table*: the one that a guard in it reads.
    """

    step: RevisionStep | None
    statements: tuple[Statement, ...]
    assumptions: tuple[Assumption, ...] = ()
    changes: tuple[tuple[Change, tuple[Statement, ...]], ...] = ()
    role: Role = "revision"
    apart: bool = False
    version_table: VersionTable | None = None


@dataclass(frozen=True)
class Transactions:
    """How a script is divided. *enabled* False: the engine commits each statement by itself."""

    enabled: bool
    per_revision: bool


@dataclass(frozen=True)
class LiveStep:
    """A revision that must be run live behind a script, because its own script reads rows.

    *command* does it; *where* is the line that asks, *question* what it asks.
    """

    revision: str
    message: str
    command: str
    where: str
    question: str


@dataclass(frozen=True)
class Script:
    """All that a range does to one database, complete.

    *direction* is ``upgrade``, ``downgrade`` or ``stamp``; *start* and *end* are the version table's rows
    before and after. *database* is env.py's name for the target, where it has several. *guarded*: it halts
    before it touches anything, where the version table is not at *start*. *session*: what it sets for its
    session, *client*: who runs it, as the dialect's facts name clients. *live*: what must be run behind it by
    hand; *part*: its number among the scripts of a range that is divided so, and how many they are.
    *made_up*: calls whose values in it are not real, so that it must not be run; *asked*: all calls through
    which it may come out otherwise in another run, where that was watched.
    """

    project: str
    dialect: Dialect
    direction: str
    range_text: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    sections: tuple[Section, ...]
    transactions: Transactions
    version_table: VersionTable
    database: str | None = None
    guarded: bool = True
    session: SessionSettings = SessionSettings()
    client: str = "any"
    live: LiveStep | None = None
    part: tuple[int, int] | None = None
    made_up: tuple[Assumption, ...] = ()
    asked: tuple[Assumption, ...] = ()

    @property
    def statements(self) -> Iterator[Statement]:
        """All statements, in order, without the frame."""
        for section in self.sections:
            yield from section.statements

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """All that the script rests on and nobody could know, in order."""
        return tuple(assumption for section in self.sections for assumption in section.assumptions)

    @property
    def is_one_transaction(self) -> bool:
        """Whether all of it happens or none, as far as the server can see to it."""
        transactions = self.transactions
        return (
            transactions.enabled
            and not transactions.per_revision
            and not any(section.apart for section in self.sections)
            and all(s.transactional for s in self.statements if s.kind in (Kind.DDL, Kind.DML))
        )

    @property
    def rebuilds(self) -> bool:
        """Whether a table is made anew, so that the frame must see to foreign keys."""
        return any(statement.rebuilds for statement in self.statements)

    def text(self, *, plain: bool = False) -> str:
        """Return the script as it is written to a file; *plain*: statements only."""
        from sqlgen.script.writer import write

        return write(self, plain=plain)
