"""A script's text: the only place that knows its layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlgen.dialect import Dialect
from sqlgen.history.steps import RevisionStep
from sqlgen.operations import Assumption
from sqlgen.scan import pieces
from sqlgen.script.script import LiveStep, Script, Section
from sqlgen.statement import Kind, Statement

WIDTH = 100


def write(script: Script, *, plain: bool = False) -> str:
    """Return the text of *script*, one newline at its end; the same value gives the same bytes."""
    return "".join(_Writer(script, plain).parts()).rstrip("\n") + "\n"


class _Writer:
    def __init__(self, script: Script, plain: bool) -> None:
        self._script = script
        self._dialect = script.dialect
        self._facts = script.dialect.facts.script
        self._plain = plain
        self._open = False
        self._number = 0
        self._rebuilding = _rebuilding(script)

    def parts(self) -> Iterator[str]:
        script = self._script
        if not self._plain:
            yield _header(script)
        elif script.made_up:
            yield "".join(f"-- {self._safe(line)}\n" for line in _warning(script))
        for command in self._facts.clients[script.client]:
            yield f"{command}\n\n" if not self._plain else f"{command}\n"
        for command in self._facts.prologue:
            yield self._frame(command)
        unheld = script.rebuilds and not script.transactions.enabled
        if unheld:
            for command in (*self._facts.rebuild_before, *self._facts.rebuild_begin):
                yield self._frame(command)
        for section in script.sections:
            yield from self._section(section)
        if unheld:
            for command in self._facts.rebuild_check:
                yield self._frame(command)
        yield from self._commit()
        for command in self._facts.epilogue if script.guarded else ():
            yield self._frame(command)
        if script.live is not None and not self._plain:
            yield "".join(f"-- {self._safe(line)}\n" for line in _by_hand(script, script.live)) + "\n"
        if script.assumptions and not self._plain:
            yield from self._assumptions("This script rests on what was assumed:", script.assumptions)

    def _section(self, section: Section) -> Iterator[str]:
        if section.apart:
            yield from self._commit()
        if not self._plain and section.step is not None:
            yield _rule(_title(section.step), self._dialect)
        elif not self._plain and section.role == "behind":
            yield _rule("env.py, behind the revisions", self._dialect)
        if section.assumptions and not self._plain:
            yield from self._assumptions("Assumed here, and not known:", section.assumptions)
        last_note = None
        for statement in section.statements:
            if statement.transactional:
                yield from self._begin()
            else:
                yield from self._commit()
            note = _note(statement)
            if not self._plain and note != last_note:
                yield f"-- {self._safe(note)}\n"
                last_note = note
            if statement.comment and not self._plain:
                yield "".join(f"--   {self._safe(line)}\n" for line in statement.comment.strip().splitlines())
            yield self._statement(statement)
        if self._facts.commit_after_revision and section.role in ("revision", "behind"):
            yield self._frame(self._facts.commit)
        elif self._script.transactions.per_revision and section.step is not None:
            yield from self._commit()

    def _assumptions(self, title: str, assumptions: Sequence[Assumption]) -> Iterator[str]:
        lines = [title, *(f"  {assumption.origin}   {assumption.text}" for assumption in assumptions)]
        yield "".join(f"-- {self._safe(line)}\n" for line in lines) + "\n"

    def _begin(self) -> Iterator[str]:
        if self._script.transactions.enabled and not self._open:
            self._open = True
            self._number += 1
            rebuilding = self._number in self._rebuilding
            for command in self._facts.rebuild_before if rebuilding else ():
                yield self._frame(command)
            yield self._frame(self._facts.begin)
            for command in self._facts.rebuild_begin if rebuilding else ():
                yield self._frame(command)

    def _commit(self) -> Iterator[str]:
        if self._open:
            self._open = False
            for command in self._facts.rebuild_check if self._number in self._rebuilding else ():
                yield self._frame(command)
            for command in self._facts.guard_check if self._script.guarded else ():
                yield self._frame(command)
            yield self._frame(self._facts.commit)

    def _frame(self, sql: str) -> str:
        return self._end(sql + self._facts.terminator)

    def _end(self, text: str) -> str:
        if self._facts.separator:
            text += f"\n{self._facts.separator}"
        return text + ("\n" if self._plain else "\n\n")

    def _statement(self, statement: Statement) -> str:
        facts = self._facts
        sql = statement.sql
        if _ends_in_comment(sql, self._dialect):
            sql += "\n"
        if not statement.block:
            return self._end(sql + facts.terminator)
        text = sql + (facts.block_terminator or facts.terminator)
        if facts.block_begin:
            text = f"{facts.block_begin}\n{text}\n{facts.block_end}"
        return self._end(text)

    def _safe(self, text: str) -> str:
        for harmful, harmless in self._facts.comment_replacements.items():
            text = text.replace(harmful, harmless)
        return " ".join(text.split()) if "\n" in text else text.rstrip()


def _rebuilding(script: Script) -> set[int]:
    """Return the numbers, from 1, of the transactions in which a table is made anew."""
    found: set[int] = set()
    number, is_open = 0, False
    for section in script.sections:
        is_open = is_open and not section.apart
        for statement in section.statements:
            if statement.transactional and not is_open:
                number += 1
            is_open = statement.transactional
            if statement.rebuilds:
                found.add(number)
        is_open = is_open and not (script.transactions.per_revision and section.step is not None)
    return found


def _ends_in_comment(sql: str, dialect: Dialect) -> bool:
    last_line = sql.rsplit("\n", 1)[-1]
    if "--" not in last_line and "#" not in last_line:
        return False
    *_, last = pieces(sql, dialect.facts.quoting)
    return last.kind == "comment" and not last.text.endswith("*/")


def _note(statement: Statement) -> str:
    """Return the comment above a statement: where it comes from and what it does."""
    if statement.kind in (Kind.VERSION, Kind.FRAME):
        return statement.description
    where = str(statement.origin)
    return f"{where}   {statement.description}" if statement.description else where


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _ends(step: RevisionStep) -> str:
    """Return ``a1 -> a2``, the way that Alembic's log has it; base has a name here."""
    before = ", ".join(step.from_) or "base"
    after = ", ".join(step.to) or "base"
    return f"{before} -> {after}"


def _title(step: RevisionStep) -> str:
    return f"{_ends(step)}   {_one_line(step.revision.message)}"


def _rule(title: str, dialect: Dialect) -> str:
    text = f"-- {title}".rstrip()
    for harmful, harmless in dialect.facts.script.comment_replacements.items():
        text = text.replace(harmful, harmless)
    return f"{text} {'-' * max(3, WIDTH - len(text) - 1)}\n\n"


def _by_hand(script: Script, live: LiveStep) -> Iterator[str]:
    """Yield the lines that say what has to be done behind *script*."""
    yield f"Next, by hand: revision {live.revision} ({_one_line(live.message)}) reads rows, so run it live:"
    yield f"    {live.command}"
    yield f"  It asks at {live.where}: {live.question}"
    if script.part is not None and script.part[0] < script.part[1]:
        yield f"Then part {script.part[0] + 1} of {script.part[1]}, which halts where that has not been run."


def _header(script: Script) -> str:
    title = f"{script.project}: " if script.project else ""
    start = ", ".join(script.start) or "base"
    end = ", ".join(script.end) or "base"
    left = f"-- {title}{script.direction} {start} -> {end}"
    right = script.dialect.title + (f", {script.database}" if script.database else "")
    gap = max(3, WIDTH - len(left) - len(right))
    lines = [f"{left}{' ' * gap}{right}", "--"]
    steps = [section for section in script.sections if section.step is not None]
    names = [_ends(section.step) for section in steps if section.step is not None]
    width = min(max(map(len, names), default=0), 40)
    for name, section in zip(names, steps, strict=True):
        assert section.step is not None
        count = sum(1 for s in section.statements if s.kind is not Kind.VERSION)
        message = _one_line(section.step.revision.message)
        noun = "statement" if count == 1 else "statements"
        lines.append(f"--   {name:<{width}}   {message}  ({count} {noun})".rstrip())
    lines.append("--")
    if script.part is not None:
        lines.append(
            f"-- Part {script.part[0]} of {script.part[1]}: between the parts a revision is run live."
        )
    if script.made_up:
        lines += [*(f"-- {line}" for line in _warning(script)), "--"]
    if script.guarded:
        lines.append(f"-- Halts before it touches anything, where the database is not at {start}.")
        facts = script.dialect.facts.script
        if not facts.guard_holds:
            lines.append(f"-- The client must stop at the first error ({facts.stopping_client}).")
    lines.append(f"-- {_promise(script)}")
    text = "\n".join(lines) + "\n\n"
    for harmful, harmless in script.dialect.facts.script.comment_replacements.items():
        text = text.replace(harmful, harmless)
    return text


def _warning(script: Script) -> Iterator[str]:
    """Yield the lines that keep people from running *script*, whose values are not real."""
    yield "NOT TO BE RUN: it is frozen for comparison. What these calls returned in it is made up:"
    for call in script.made_up:
        yield f"  {call.origin}   {call.text}"


def _promise(script: Script) -> str:
    """Say what happens when a statement fails."""
    if not script.transactions.enabled:
        return (
            f"{script.dialect.facts.title} commits each DDL statement by itself: no transaction holds it all."
        )
    if any(not s.transactional for s in script.statements if s.kind in (Kind.DDL, Kind.DML)):
        return "Several transactions: some statements must run outside one."
    if any(section.apart for section in script.sections):
        return "Several transactions, as env.py divides them."
    if script.transactions.per_revision:
        return "One transaction for each revision."
    facts = script.dialect.facts.script
    client = facts.stopping_client if not facts.clients[script.client] else ""
    condition = f", where the client stops at the first error ({client})" if client else ""
    return f"One transaction: all of it happens or none{condition}."
