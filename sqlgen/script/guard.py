"""The guard: before anything is touched, the script proves that it runs where it must, or halts for good.

The server is of the dialect and not older than the target; no other run is in progress; the version table
holds exactly the rows that the range starts from. Each row of it that moves later is found, or all halts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.dialect import Dialect
from sqlgen.history.steps import VersionChange, VersionDelete, VersionInsert, VersionUpdate
from sqlgen.literals import string_literal
from sqlgen.origin import Origin
from sqlgen.script.script import Script, Section
from sqlgen.script.session import session
from sqlgen.spelling import Spelling
from sqlgen.statement import Kind, Statement

GUARD_SERVER = Spelling("guard_server", "major minor patch lock single too_old not_alone")
GUARD = Spelling("guard", "table revisions count single message")
VERSION_MOVED = Spelling("version_moved", "statement single message")
GUARD_RELEASE = Spelling("guard_release", "lock")


def guarded(script: Script) -> Script:
    """Return *script* with the statements that guard it, and the version table that they read."""
    numbers = [number for number, section in enumerate(script.sections) if section.step is not None]
    if not numbers:
        return script
    before, rest = script.sections[: numbers[0]], script.sections[numbers[0] :]
    opening, closing = tuple(_opening(script)), tuple(_release(script))
    start = [Section(None, opening, role="start", version_table=script.version_table)] if opening else []
    end = [Section(None, closing, role="end")] if closing else []
    single = script.is_one_transaction
    moving = (_moving(section, script, single=single) for section in rest)
    return replace(script, sections=(*before, *start, *moving, *end))


def _moving(section: Section, script: Script, *, single: bool) -> Section:
    """Return *section*, each change of the version table's rows seen to."""
    dialect, step = script.dialect, section.step
    if step is None or not script.guarded or not VERSION_MOVED.is_had_by(dialect):
        return section
    at = [number for number, s in enumerate(section.statements) if s.kind is Kind.VERSION]
    if not at:
        return section
    statements = list(section.statements)
    for number, change in zip(at, step.version_changes, strict=True):
        statements[number] = _seen_to(statements[number], change, dialect, single=single)
    return replace(section, statements=tuple(statements))


def _seen_to(statement: Statement, change: VersionChange, dialect: Dialect, *, single: bool) -> Statement:
    """Return *statement* as one that halts the script where it does not find just the row that it moves."""
    match change:
        case VersionInsert():
            return statement
        case VersionUpdate():
            lost = f"the version table does not hold {change.old}, which becomes {change.new}"
        case VersionDelete():
            lost = f"the version table does not hold {change.id}, which leaves it"
    message = string_literal(lost, dialect)
    sql = VERSION_MOVED.spell(dialect, statement=statement.sql, single=single, message=message)
    return replace(statement, sql=sql, block=dialect.facts.script.version_table_block)


def _opening(script: Script) -> Iterator[Statement]:
    dialect, table = script.dialect, script.version_table
    yield from session(script)
    if script.guarded and GUARD_SERVER.is_had_by(dialect):
        version = [*(dialect.sqlalchemy.server_version_info or dialect.version), 0, 0][:3]
        major, minor, patch = map(str, version)
        sql = GUARD_SERVER.spell(
            dialect,
            major=major,
            minor=minor,
            patch=patch,
            lock=_lock(script),
            single=script.is_one_transaction,
            too_old=string_literal(f"this script is written for {dialect.title} or later", dialect),
            not_alone=string_literal("another migration of this database is in progress", dialect),
        )
        yield _statement(script, sql, f"guard: {dialect.title} or later, and no other run")
    if not script.start and script.direction != "downgrade":
        (step, *_) = (section.step for section in script.sections if section.step is not None)
        created = table.create(dialect, Origin(step.revision.where, 0, step.revision.id))
        yield replace(created, transactional=created.transactional and script.is_one_transaction)
    if script.guarded:
        # Some engines show a message as one of a list, up to its first comma.
        at, to = " + ".join(script.start) or "base", " + ".join(script.end) or "base"
        verb = {"upgrade": "upgrades", "downgrade": "downgrades"}.get(script.direction, "stamps")
        message = string_literal(f"this script {verb} {at} to {to}: this database is not at {at}", dialect)
        sql = GUARD.spell(
            dialect,
            table=table.quoted(dialect),
            revisions=[string_literal(revision, dialect) for revision in sorted(script.start)],
            count=str(len(script.start)),
            single=script.is_one_transaction,
            message=message,
        )
        yield _statement(script, sql, f"guard: at {at}")


def _release(script: Script) -> Iterator[Statement]:
    """Give back a lock that no transaction's end gives back."""
    dialect = script.dialect
    if script.guarded and GUARD_RELEASE.is_had_by(dialect) and not script.is_one_transaction:
        sql = GUARD_RELEASE.spell(dialect, lock=_lock(script))
        yield replace(_statement(script, sql, "guard: the run is over"), transactional=False)


def _lock(script: Script) -> str:
    table = script.version_table
    return string_literal(".".join(part for part in (table.schema, table.name) if part), script.dialect)


def _statement(script: Script, sql: str, description: str) -> Statement:
    facts = script.dialect.facts.script
    return Statement(
        sql,
        Origin("", 0),
        Kind.VERSION,
        description,
        transactional=facts.guard_in_transaction and script.is_one_transaction,
        block=facts.version_table_block,
    )
