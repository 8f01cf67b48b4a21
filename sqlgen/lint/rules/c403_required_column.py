"""C403: a new column must be given, and old rows and programs do not give it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule


@rule("C403", "a new column must be given, and old rows and programs do not give it")
def required_column(script: Judged) -> Iterator[Hit]:
    """NOT NULL without a default: refused where there are rows, or filled with a made-up zero; it passes on
    the empty tables of a test. Programs that run do not name the column when they insert.

    Exempt: tables that are new or known to be empty.
    """
    for action in script.actions:
        if action.kind == "add_column_not_null_no_default" and not script.is_exempt(action.table, action):
            yield Hit(action, f"{action.place} is NOT NULL and has no default")
