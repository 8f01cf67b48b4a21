"""A script as rules see it: its actions with what each locks, and what is new or empty when they run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property

from sqlgen import operations as o
from sqlgen.lint.actions import Action
from sqlgen.lint.facts import Fact, Locks
from sqlgen.lint.others import other_tables
from sqlgen.lint.refine import refined
from sqlgen.project.lint_settings import LintSettings
from sqlgen.schema import ObjectName
from sqlgen.script.script import Script
from sqlgen.statement import Kind


@dataclass(frozen=True, slots=True)
class Locked:
    """A table that an action locks. *named*: the statement names it; *reads*, *writes* as in `Fact`."""

    table: ObjectName
    lock: str
    reads: str
    writes: str
    named: bool

    @property
    def is_strong(self) -> bool:
        """Whether readers or writers of the table are stopped at all."""
        return self.reads != "no" or self.writes != "no"

    @property
    def stops(self) -> str:
        """Who is stopped, in words: ``reads and writes``, ``writes``."""
        both = [word for word, how in (("reads", self.reads), ("writes", self.writes)) if how != "no"]
        return " and ".join(both) or "other DDL"


@dataclass(slots=True)
class _Life:
    """How long a table that the script makes has one name: the numbers of the actions."""

    begin: int
    transaction: int
    end: float = float("inf")


def _end(made: Mapping[ObjectName, list[_Life]], name: ObjectName, action: Action) -> _Life | None:
    """End the life of *name*, if it has one, and return it."""
    life = next((one for one in made.get(name, ()) if one.begin <= action.number <= one.end), None)
    if life is not None:
        life.end = action.number
    return life


def _rename(made: dict[ObjectName, list[_Life]], old: ObjectName, new: ObjectName, action: Action) -> None:
    life = _end(made, old, action)
    if life is not None:
        made.setdefault(new, []).append(_Life(action.number, life.transaction))


class Judged:
    """What rules ask: `actions` in their order, and the methods below."""

    def __init__(
        self, script: Script, locks: Locks, settings: LintSettings, actions: tuple[Action, ...]
    ) -> None:
        self.script = script
        self.dialect = script.dialect
        self.locks = locks
        self.settings = settings
        self.actions = actions
        self._marks: dict[str, int | None] = {}

    @cached_property
    def _created(self) -> Mapping[ObjectName, list[_Life]]:
        """The tables and views that the script makes, under each name that they get, in their order."""
        made: dict[ObjectName, list[_Life]] = {}
        for action in self.actions:
            match action.operation:
                case o.CreateTable(table=table):
                    made.setdefault(table.name, []).append(_Life(action.number, action.transaction))
                case o.CreateView(view=view):
                    made.setdefault(view.name, []).append(_Life(action.number, action.transaction))
                case o.DropTable(table=name) | o.DropView(name=name):
                    _end(made, name, action)
                case o.RenameTable(table=old, new_name=new):
                    _rename(made, old, ObjectName(new, old.schema), action)
                case o.MoveTable(table=old, new_name=moved):
                    _rename(made, old, moved, action)
        return made

    @cached_property
    def _added(self) -> Mapping[tuple[ObjectName, str], int]:
        return {
            (op.table, op.column.name): action.number
            for action in reversed(self.actions)
            if isinstance(op := action.operation, o.AddColumn)
        }

    def fact(self, action: Action) -> Fact | None:
        """Return what is known of *action* on this table: of the making anew, where it takes one."""
        kind = "table_rebuild" if action.rebuilds else refined(action, self.locks)
        return self.locks.facts.get(kind)

    def is_new(self, table: ObjectName | None, action: Action, *, same_transaction: bool = False) -> bool:
        """Tell whether the script itself has made *table* before *action*, or in its own transaction."""
        if table is None:
            return False
        return any(
            life.begin <= action.number <= life.end
            and (not same_transaction or life.transaction == action.transaction)
            for life in self._created.get(table, ())
        )

    def is_exempt(self, table: ObjectName | None, action: Action) -> bool:
        """Tell whether *table* is new here, temporary, or known to be empty, so that no lock matters."""
        if table is None or self.is_new(table, action):
            return True
        known = action.before.table(table)
        if known is not None and any("TEMP" in word.upper() for word in known.prefixes):
            return True
        return any(fnmatchcase(str(table), pattern) for pattern in self.settings.empty_tables)

    def is_added(self, table: ObjectName | None, column: str | None, action: Action) -> bool:
        """Tell whether the script has added *column* before *action*."""
        if table is None or column is None:
            return False
        return self._added.get((table, column), action.number + 1) <= action.number

    def locked(self, action: Action) -> Iterator[Locked]:
        """Yield all tables that *action* locks, those that it does not name too, new and empty ones apart."""
        fact = self.fact(action)
        if fact is None:
            return
        if action.table is not None and fact.lock and not self.is_exempt(action.table, action):
            yield Locked(action.table, fact.lock, fact.reads, fact.writes, True)
        if not fact.others:
            return
        for table in other_tables(fact.others, action):
            if table != action.table and not self.is_exempt(table, action):
                yield Locked(table, fact.others_lock, fact.others_reads, fact.others_writes, False)

    def is_long(self, action: Action) -> bool:
        """Tell whether *action* holds up others of a table in use for as long as its work takes."""
        fact = self.fact(action)
        if fact is None:
            return False
        return (fact.scan or fact.rewrite) and not self.is_exempt(action.table, action)

    def said_before(self, mark: str, action: Action) -> bool:
        """Tell whether the script has said *mark*, a pattern's name, before *action*."""
        said_at = self._said_at(mark)
        if said_at is None:
            return False
        at = self._text.find(action.statement.sql)
        return at < 0 or said_at < at

    def _said_at(self, mark: str) -> int | None:
        if mark not in self._marks:
            pattern = self.locks.patterns.get(mark)
            match = pattern.search(self._text) if pattern is not None else None
            self._marks[mark] = match.start() if match is not None else None
        return self._marks[mark]

    @cached_property
    def _text(self) -> str:
        """What the script says, its guard left out."""
        sections = tuple(
            replace(one, statements=tuple(s for s in one.statements if s.kind is not Kind.VERSION))
            for one in self.script.sections
        )
        return replace(self.script, sections=sections).text(plain=True)

    def by_transaction(self) -> Iterator[list[Action]]:
        """Yield the actions of each transaction."""
        found: dict[int, list[Action]] = {}
        for action in self.actions:
            found.setdefault(action.transaction, []).append(action)
        yield from found.values()
