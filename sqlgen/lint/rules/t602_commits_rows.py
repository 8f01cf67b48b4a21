"""T602: a statement commits the rows changed before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.statement import Kind


@rule("T602", "a statement commits the rows changed before it")
def commits_rows(script: Judged) -> Iterator[Hit]:
    """Here every DDL commits: if a revision fails behind it, the rows that it has changed stay changed.

    Told once a revision.
    Exempt: revisions that change rows last, or not at all; temporary tables.
    """
    changed: dict[str | None, Action] = {}
    told = set()
    for action in script.actions:
        revision = action.origin.revision
        if action.kind == "rows":
            changed.setdefault(revision, action)
            continue
        ddl = action.statement.kind is Kind.DDL and not script.locks.has("temporary", action.code[:30])
        session = re.match(r"(SET|SELECT|PRAGMA|LOCK|UNLOCK|START|BEGIN)\b", action.code, re.I)
        if ddl and session is None and revision in changed and revision not in told:
            told.add(revision)
            yield Hit(action, f"it commits what {changed[revision].origin} has changed")
