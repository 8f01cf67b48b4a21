"""The verdict on two scripts: same, cosmetic, equivalent where that is proved, else different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlgen.dialect import Dialect
from sqlgen.golden.compare.atoms import ALL, Atom, atoms_of
from sqlgen.golden.compare.changes import changes
from sqlgen.golden.compare.frame import Frame, neutral, short
from sqlgen.golden.compare.objects import differences
from sqlgen.golden.compare.reading import Key, Read, Unreadable, read_script
from sqlgen.golden.compare.trace import trace_of
from sqlgen.golden.compare.versions import Versions, moves
from sqlgen.golden.outcome import Comparison, Edit, StatementChange, Verdict
from sqlgen.operations import MakeOpaque
from sqlgen.origin import Origin
from sqlgen.raw_sql.effects import read_statement
from sqlgen.raw_sql.reader import Context
from sqlgen.schema import Schema

_CHANGING = frozenset(
    ("create", "alter", "drop", "insert", "update", "delete", "merge", "replace", "truncate", "grant")
)

_SHOWN = 3


@dataclass
class _Side:
    """One script, followed from START. *schema*: the one that it leaves."""

    reads: Sequence[Read]
    atoms: list[Atom]
    frame: Frame
    versions: Versions
    schema: Schema
    unread: list[str]


def compare(old: str, new: str, dialect: Dialect, start: Schema) -> Comparison:
    """Compare the accepted script *old* with today's *new*, both run where the schema is *start*.

    EQUIVALENT is said only where it is proved: both scripts do the same deeds, and those that touch the same
    do them in the same order. What cannot be read is never taken for less than a deed that touches all.
    """
    if old == new:
        return Comparison(Verdict.SAME)
    try:
        olds, news = read_script(old, dialect), read_script(new, dialect)
    except Unreadable as error:
        return Comparison(Verdict.DIFFERENT, effects=(f"cannot be compared: {error}",))
    if _shape(olds, dialect) == _shape(news, dialect):
        return Comparison(Verdict.COSMETIC)
    common = frozenset(one.key for one in olds) & frozenset(one.key for one in news)
    before, after = _follow(olds, dialect, start, common), _follow(news, dialect, start, common)
    statements = changes(olds, news)
    faults = [f"today, {fault}" for fault in _faults(after) if fault not in _faults(before)]
    faults += [f"accepted, {fault}" for fault in _faults(before) if fault not in _faults(after)]
    if not faults and trace_of(before.atoms) == trace_of(after.atoms):
        return Comparison(Verdict.EQUIVALENT, statements, notes=tuple(_notes(before, after, statements)))
    effects = [*faults, *_effects(before, after, statements)]
    return Comparison(Verdict.DIFFERENT, statements, tuple(dict.fromkeys(effects)))


def _shape(reads: Sequence[Read], dialect: Dialect) -> list[tuple[Key, int]]:
    """Return what makes scripts the same but for comments and layout."""
    return [(one.key, one.batch if dialect.facts.script.separator else 0) for one in reads]


def _follow(reads: Sequence[Read], dialect: Dialect, start: Schema, common: frozenset[Key]) -> _Side:
    context = Context(dialect, Origin("", 0), start)
    side = _Side(reads, [], Frame(), Versions(), start, [])
    pending = False
    for batch, is_move in _batches(reads, dialect):
        if is_move:
            side.versions.take(batch, dialect)
            side.frame.uncommitted = pending = True
            continue
        for atom in _deeds(batch, context, side, common):
            table = side.versions.table
            if pending and (ALL in atom.writes or table in atom.reads | atom.writes):
                side.atoms.append(side.versions.atom())
                pending = False
            side.atoms.append(atom)
            side.frame.uncommitted = atom.rows
    if pending:
        side.atoms.append(side.versions.atom())
    side.schema = context.schema
    if side.frame.open or (side.frame.uncommitted and dialect.facts.script.commit_after_revision):
        side.frame.faults.append("what it does is not committed at its end")
    return side


def _deeds(batch: Sequence[Read], context: Context, side: _Side, common: frozenset[Key]) -> Iterator[Atom]:
    dialect = context.dialect
    if len(batch) > 1:
        # What stands in one batch is compiled together, and shares variables.
        for one in batch:
            _advance(one, context, side, common)
        about_locks = [neutral(one, side.frame, dialect) for one in batch]
        if not all(about_locks):
            key = tuple(part for one in batch for part in (*one.key, ";"))
            yield Atom(key, frozenset(), frozenset((ALL,)), rows=True)
        return
    (one,) = batch
    if neutral(one, side.frame, dialect):
        return
    before = context.schema
    _advance(one, context, side, common)
    yield from atoms_of(one, before, context.schema, dialect)


def _batches(reads: Sequence[Read], dialect: Dialect) -> Iterator[tuple[list[Read], bool]]:
    """Yield what runs together, and whether it moves a row of the version table."""
    together = bool(dialect.facts.ddl.alone_in_batch)
    at = 0
    while at < len(reads):
        end = at + moves(reads, at, dialect)
        is_move = end > at
        if not is_move:
            end = at + 1
        while together and end < len(reads) and _one_batch(reads[end - 1], reads[end]):
            # More than the move and its check stands in this batch.
            end += 1
            is_move = False
        yield list(reads[at:end]), is_move
        at = end


def _one_batch(one: Read, other: Read) -> bool:
    return one.batch == other.batch and one.raw is not None and other.raw is not None


def _advance(read: Read, context: Context, side: _Side, common: frozenset[Key]) -> None:
    """Follow what *read* does to the schema."""
    if read.raw is None or (_is_guard(read) and read.key in common):
        return
    context.origin = Origin("", read.line)
    for operation in read_statement(read.raw, context):
        if isinstance(operation, MakeOpaque):
            side.unread.append(f"line {read.line} cannot be read: {operation.reason}")


def _is_guard(read: Read) -> bool:
    """Tell whether *read* only looks whether the database is at START, as sqlgen writes it."""
    if read.raw is None or not read.heading.startswith("guard: "):
        return False
    text = "".join(c if c.isalpha() or c == "_" else " " for c in read.sql.lower())
    return _CHANGING.isdisjoint(text.split())


def _faults(side: _Side) -> list[str]:
    return [*side.frame.faults, *side.versions.faults]


def _notes(before: _Side, after: _Side, statements: Sequence[StatementChange]) -> Iterator[str]:
    for word, old, new in (
        ("transactions", before.frame.begins, after.frame.begins),
        ("commits", before.frame.commits, after.frame.commits),
    ):
        if old != new:
            yield f"{word}: {old} -> {new}"
    for lock in before.frame.locks:
        if lock not in after.frame.locks:
            yield f"no more: {lock}"
    for lock in after.frame.locks:
        if lock not in before.frame.locks:
            yield f"now: {lock}"
    olds = [note for atom in before.atoms for note in atom.notes]
    news = [note for atom in after.atoms for note in atom.notes]
    for note in dict.fromkeys((*olds, *news)):
        if olds.count(note) != news.count(note):
            yield f"{note}: {olds.count(note)} -> {news.count(note)} times"
    moved = sum(change.edit is Edit.MOVED for change in statements)
    if moved:
        yield f"{moved} {'statement stands' if moved == 1 else 'statements stand'} at another place"


def _effects(before: _Side, after: _Side, statements: Sequence[StatementChange]) -> Iterator[str]:
    found = list(differences(before.schema, after.schema))
    yield from found
    if before.versions.effect != after.versions.effect:
        yield f"version table: {before.versions.effect} before, now {after.versions.effect}"
    yield from (f"accepted, {text}" for text in before.unread if text not in after.unread)
    yield from (f"today, {text}" for text in after.unread if text not in before.unread)
    data = [change for change in statements if _is_data(change)]
    if data:
        yield f"rows: {len(data)} of the statements that write rows differ"
    if not found and not data:
        yield "not proved to be the same:"
        told = [change for change in statements if change.edit is not Edit.MOVED] or list(statements)
        for change in told[:_SHOWN]:
            line = change.new_line or change.old_line
            yield f"  {change.edit.value}, line {line}: {short(change.new or change.old or '')}"
        if len(told) > _SHOWN:
            yield f"  and {len(told) - _SHOWN} more statements"


def _is_data(change: StatementChange) -> bool:
    if change.edit is Edit.MOVED:
        return False
    sql = (change.new or change.old or "").lstrip().upper()
    writes = sql.startswith(("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "TRUNCATE"))
    return writes and "VERSION_NUM" not in sql


def stricter(comparison: Comparison, why: str) -> Comparison:
    """Return *comparison* as DIFFERENT where it was EQUIVALENT, because of *why*."""
    if comparison.verdict is not Verdict.EQUIVALENT:
        return comparison
    return replace(comparison, verdict=Verdict.DIFFERENT, effects=(why,), notes=comparison.notes)
