"""D308: a definition is replaced and loses what is not said again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.schema import Column


@rule("D308", "a definition is replaced and loses what is not said again")
def definition_replaced(script: Judged) -> Iterator[Hit]:
    """MODIFY, CHANGE and ALTER COLUMN write the whole definition anew on these engines: a NOT NULL, a
    default or a comment that is left out is gone, without a word.

    Exempt: statements that say all of it again; tables that are new.
    """
    told: set[int] = set()
    for action in script.actions:
        op, before, after = action.operation, action.table_before, action.table_after
        if not action.raw or not isinstance(op, o.AlterColumn) or before is None or after is None:
            continue
        if id(op) in told or REPLACES.search(action.code) is None or script.is_exempt(action.table, action):
            continue
        told.add(id(op))
        name = op.column if op.new_name is o.KEEP else op.new_name
        old, new = before.column(op.column), after.column(name)
        lost = list(_lost(old, new, action.code)) if old is not None and new is not None else []
        if lost:
            yield Hit(action, f"{action.table}.{op.column} loses its {' and '.join(lost)}")


REPLACES = re.compile(r"\b(MODIFY|CHANGE|ALTER\s+COLUMN)\b", re.I)


def _lost(old: Column, new: Column, code: str) -> Iterator[str]:
    if not old.nullable and new.nullable and re.search(r"(?<!NOT )(?<!DEFAULT )\bNULL\b", code, re.I) is None:
        yield "NOT NULL"
    if old.default is not None and new.default is None and "DROP DEFAULT" not in code.upper():
        yield f"default {old.default.sql}"
    if old.comment is not None and new.comment is None:
        yield "comment"
    if old.on_update is not None and new.on_update is None:
        yield "ON UPDATE"
    if old.autoincrement and not new.autoincrement:
        yield "numbering"
