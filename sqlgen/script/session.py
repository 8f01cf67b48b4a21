"""What a script sets for its session before it begins: one statement for each setting that is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.literals import string_literal
from sqlgen.origin import Origin
from sqlgen.script.script import Script
from sqlgen.spelling import Spelling
from sqlgen.statement import Kind, Statement

LOCK_TIMEOUT = Spelling("session_lock_timeout", "milliseconds seconds single")
STATEMENT_TIMEOUT = Spelling("session_statement_timeout", "milliseconds seconds single")
TIME_ZONE = Spelling("session_time_zone", "zone single")
SEARCH_PATH = Spelling("session_search_path", "schemas single")
STRICT = Spelling("session_strict", "mode")


class NoSuchSessionSetting(SqlgenError):
    """A setting of the session that the dialect does not have. *setting*: its key."""

    def __init__(self, setting: str, dialect: Dialect) -> None:
        super().__init__(
            f"{dialect.title} has no {setting} for a session",
            hint=f"Say it only for the dialects that have it: [session.DIALECT] with {setting} = ...",
        )
        self.setting = setting


def session(script: Script) -> Iterator[Statement]:
    """Yield the statements that prepare the session of *script*. Raises: NoSuchSessionSetting."""
    settings, dialect = script.session, script.dialect
    timeouts = (
        ("lock_timeout", LOCK_TIMEOUT, settings.lock_timeout),
        ("statement_timeout", STATEMENT_TIMEOUT, settings.statement_timeout),
    )
    for setting, spelling, length in timeouts:
        if length is not None:
            seconds = str(-(-length // 1000))
            yield _said(script, setting, spelling, milliseconds=str(length), seconds=seconds)
    if settings.time_zone is not None:
        yield _said(script, "time_zone", TIME_ZONE, zone=string_literal(settings.time_zone, dialect))
    if settings.search_path is not None:
        schemas = [dialect.sqlalchemy.identifier_preparer.quote(name) for name in settings.search_path]
        yield _said(script, "search_path", SEARCH_PATH, schemas=schemas)
    if settings.strict:
        mode = string_literal(",STRICT_ALL_TABLES", dialect)
        yield _said(script, "strict", STRICT, mode=mode)


def _said(script: Script, setting: str, spelling: Spelling, **values: Any) -> Statement:
    dialect = script.dialect
    if not spelling.is_had_by(dialect):
        raise NoSuchSessionSetting(setting, dialect)
    if "single" in spelling.offered.split():
        values["single"] = script.is_one_transaction
    within = dialect.facts.script.guard_in_transaction and script.is_one_transaction
    return Statement(
        spelling.spell(dialect, **values),
        Origin("", 0),
        Kind.FRAME,
        f"session: {setting}",
        transactional=within,
    )
