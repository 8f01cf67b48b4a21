"""L111: a partition's change stops the whole table."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import tables_in_words


@rule("L111", "a partition's change stops the whole table")
def partitions_locked(script: Judged) -> Iterator[Hit]:
    """Making, attaching, detaching or dropping a partition, and an index on the parent, lock more than the
    partition: the parent, the default partition, all partitions.

    Exempt: tables that the script has made; a parent that has no partitions yet.
    """
    kinds = (
        "create_partition",
        "attach_partition",
        "detach_partition",
        "drop_partition",
        "create_index_partitioned",
    )
    for action in script.actions:
        if action.kind not in kinds:
            continue
        if action.kind == "create_partition" and action.table is not None and action.raw:
            known = action.before.table(action.table)
            if known is not None and not action.before.children.get(action.table):
                continue
        tables = [locked for locked in script.locked(action) if locked.is_strong]
        if tables:
            hint = None
            others = [locked.table for locked in tables if not locked.named]
            if action.kind == "detach_partition" and any("default" in t.name.lower() for t in others):
                hint = "DETACH PARTITION ... CONCURRENTLY is refused while there is a default partition."
            yield Hit(action, tables_in_words(iter(tables)), hint)
