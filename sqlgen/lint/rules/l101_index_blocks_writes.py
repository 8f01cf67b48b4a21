"""L101: an index is built while writes wait."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("L101", "an index is built while writes wait")
def index_blocks_writes(script: Judged) -> Iterator[Hit]:
    """A plain CREATE INDEX reads the whole table, and nobody can write to it until that is done.

    Exempt: tables that the script has made, temporary ones, ones known to be empty; engines that build
    online.
    """
    for action in script.actions:
        fact = script.fact(action)
        if action.kind not in KINDS or fact is None or fact.writes != "yes":
            continue
        if not script.is_exempt(action.table, action):
            yield Hit(action, f"writes to {action.table} wait until the index {_name(action)} is built")


KINDS = ("create_index", "create_unique_index")


def _name(action: Action) -> str:
    match action.operation:
        case o.CreateIndex(index=index):
            return index.name or "without a name"
        case o.AddColumn(indexes=indexes):
            return ", ".join(index.name or "" for index in indexes)
    return ""
