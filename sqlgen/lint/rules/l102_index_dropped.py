"""L102: an index is dropped under a strong lock."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import stopped


@rule("L102", "an index is dropped under a strong lock")
def index_dropped(script: Judged) -> Iterator[Hit]:
    """A plain DROP INDEX takes the table's strongest lock, if only for a moment, and queues behind every
    reader.

    Exempt: tables that are new, or dropped by the same script; indexes that the script has made.
    """
    made: set[str | None] = set()
    dropped = {(a.operation.table, a.number) for a in script.actions if isinstance(a.operation, o.DropTable)}
    for action in script.actions:
        match action.operation:
            case o.CreateIndex(index=index):
                made.add(index.name)
            case o.DropIndex(name=name) if action.kind == "drop_index" and name not in made:
                gone = any(table == action.table and number > action.number for table, number in dropped)
                fact = script.fact(action)
                if (
                    fact is not None
                    and fact.is_strong
                    and not gone
                    and not script.is_exempt(action.table, action)
                ):
                    yield Hit(
                        action, f"dropping {name} stops {stopped(fact)} of {action.table} ({fact.lock})"
                    )
