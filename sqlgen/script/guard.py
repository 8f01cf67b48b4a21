"""The guard: before anything is touched, the script proves that the database is where it must be, or halts.

The version table must hold exactly the rows that the range starts from; of a range from base, none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.literals import string_literal
from sqlgen.origin import Origin
from sqlgen.script.version_table import VersionTable
from sqlgen.spelling import Spelling
from sqlgen.statement import Kind, Statement

GUARD = Spelling("guard", "table revisions count message")
GUARD_HALT = Spelling("guard_halt", "table revisions count")


def guard(
    table: VersionTable, start: Sequence[str], end: Sequence[str], direction: str, dialect: Dialect
) -> list[Statement]:
    """Return the statements that halt the script where the version table does not hold just *start*."""
    # Some engines show a message as one of a list, up to its first comma.
    at, to = " + ".join(start) or "base", " + ".join(end) or "base"
    verb = {"upgrade": "upgrades", "downgrade": "downgrades"}.get(direction, "stamps")
    message = f"this script {verb} {at} to {to}: this database is not at {at}"
    values: dict[str, Any] = {
        "table": table.quoted(dialect),
        "revisions": [string_literal(revision, dialect) for revision in sorted(start)],
        "count": str(len(start)),
    }
    texts = [GUARD.spell(dialect, message=string_literal(message, dialect), **values)]
    if GUARD_HALT.is_had_by(dialect):
        texts.append(GUARD_HALT.spell(dialect, **values))
    block = dialect.facts.script.version_table_block
    within = dialect.facts.script.guard_in_transaction
    return [
        Statement(sql, Origin("", 0), Kind.VERSION, f"guard: at {at}", transactional=within, block=block)
        for sql in texts
    ]
