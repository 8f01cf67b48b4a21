"""What a script says about transactions and locks, which is no deed of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sqlgen.dialect import Dialect
from sqlgen.golden.compare.reading import Read


@dataclass
class Frame:
    """What a script says about transactions. *faults*: what cannot run, or leaves its work uncommitted."""

    begins: int = 0
    commits: int = 0
    open: bool = False
    uncommitted: bool = False
    faults: list[str] = field(default_factory=list)
    locks: list[str] = field(default_factory=list)


# Settings and statements about locks alone, whatever the engine.
_LOCKS = re.compile(
    r"(SET|ALTER SESSION SET|PRAGMA)( LOCAL| SESSION)? "
    r"(LOCK_TIMEOUT|LOCK_WAIT_TIMEOUT|INNODB_LOCK_WAIT_TIMEOUT|STATEMENT_TIMEOUT|DDL_LOCK_TIMEOUT|BUSY_TIMEOUT)"
    r"\b( (TO|=))? ?\S+"
    r"|LOCK TABLE (?!.*\b(NOWAIT)\b).*"
)
_BEGIN = re.compile(r"BEGIN( (TRANSACTION|WORK|TRAN))?|START TRANSACTION")
_COMMIT = re.compile(r"COMMIT( (TRANSACTION|WORK|TRAN))?|END( TRANSACTION)?")
_ROLLBACK = re.compile(r"(ROLLBACK|ABORT)\b(?!.* TO )")


def neutral(read: Read, frame: Frame, dialect: Dialect) -> bool:
    """Tell whether *read* is about transactions or locks alone, and note it in *frame*."""
    if read.raw is None:
        return False
    text = " ".join(read.key)
    upper = text.upper()
    script = dialect.facts.script
    if upper == script.begin.upper() or _BEGIN.fullmatch(upper):
        if frame.open:
            frame.faults.append(f"line {read.line} begins a transaction within another")
        frame.begins += 1
        frame.open = True
        return True
    if upper == script.commit.upper() or _COMMIT.fullmatch(upper):
        frame.commits += 1
        if not frame.open and not script.commit_after_revision:
            frame.faults.append(f"line {read.line} commits, and no transaction is open")
        frame.open = frame.uncommitted = False
        return True
    if _ROLLBACK.match(upper):
        frame.open = frame.uncommitted = False
        return False
    if _LOCKS.fullmatch(upper):
        frame.locks.append(" ".join(read.sql.split()))
        return True
    if frame.open and any(
        re.match(pattern, read.sql, re.IGNORECASE | re.DOTALL)
        for pattern in dialect.facts.ddl.non_transactional
    ):
        frame.faults.append(f"line {read.line} cannot run within a transaction: {short(read.sql)}")
    return False


def short(sql: str) -> str:
    """Return *sql* on one line, cut where it is long."""
    text = " ".join(sql.split())
    return text if len(text) <= 70 else f"{text[:67]}..."
