"""L107: a lock is waited for without a limit."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("L107", "a lock is waited for without a limit")
def no_wait_limit(script: Judged) -> Iterator[Hit]:
    """Who waits for a strong lock makes all later statements on the table wait behind it, plain reads too.

    Told once a revision, at the first such lock.
    Exempt: scripts that set a limit before; revisions that touch nothing but what the script has made.
    """
    told = set()
    for action in script.actions:
        tables = [locked for locked in script.locked(action) if locked.is_strong]
        if not tables or action.origin.revision in told or script.said_before("wait_limit", action):
            continue
        told.add(action.origin.revision)
        names = ", ".join(str(locked.table) for locked in tables)
        yield Hit(
            action, f"the lock on {names} ({tables[0].lock}) is waited for as the server's default says"
        )
