"""V506: IF NOT EXISTS takes a broken index for a good one."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("V506", "IF NOT EXISTS takes a broken index for a good one")
def invalid_index(script: Judged) -> Iterator[Hit]:
    """A build that failed leaves an index that is not used; the next one, with IF NOT EXISTS, does nothing
    and says that all is well.

    Exempt: a DROP INDEX of that name before it in the script.
    """
    dropped: set[str] = set()
    for action in script.actions:
        match action.operation:
            case o.DropIndex(name=name):
                dropped.add(name)
            case o.CreateIndex(index=index) if action.kind == "create_index_online":
                if script.locks.has("if_not_exists", action.code) and index.name not in dropped:
                    yield Hit(action, f"an index {index.name} that an earlier try left broken stays so")
