"""S705: an index serves nothing that another does not."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity
from sqlgen.schema import Index, PrimaryKey, Unique


@rule("S705", "an index serves nothing that another does not", Severity.INFO)
def redundant_index(script: Judged) -> Iterator[Hit]:
    """Its columns begin another index, a primary key or a unique one: it costs at every write, and saves
    nothing.

    Exempt: unique indexes; indexes with expressions, conditions or options.
    """
    for action in script.actions:
        if not isinstance(action.operation, o.CreateIndex):
            continue
        index, table = action.operation.index, action.table_after
        if index.unique or not _plain(index) or table is None:
            continue
        others = [
            (other.columns, f"index {other.name}")
            for other in table.indexes
            if _plain(other) and not other.generated
        ]
        others = [(columns, name) for columns, name in others if name != f"index {index.name}"]
        others += [
            (c.columns, f"constraint {c.name or c.columns}")
            for c in table.constraints
            if isinstance(c, PrimaryKey | Unique)
        ]
        for columns, name in others:
            if columns[: len(index.columns)] == index.columns:
                yield Hit(action, f"{index.name} on {table.name} is the beginning of {name}")
                break


def _plain(index: Index) -> bool:
    return len(index.columns) == len(index.parts) and not index.options
