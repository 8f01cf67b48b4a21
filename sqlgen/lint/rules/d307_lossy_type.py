"""D307: values may not fit the new type."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import new_type, old_type


@rule("D307", "values may not fit the new type")
def lossy_type(script: Judged) -> Iterator[Hit]:
    """A shorter string, a smaller number, a date without its time: values are cut, or the script ends there.

    Exempt: tables that are new or known to be empty.
    """
    for action in script.actions:
        if action.lossy and not script.is_exempt(action.table, action):
            yield Hit(
                action,
                f"{action.place}: not every value that fits {old_type(action)} fits {new_type(action)}",
            )
