"""C404: a rule is added that programs in use may break."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import words_of
from sqlgen.report.finding import Severity


@rule("C404", "a rule is added that programs in use may break", Severity.INFO)
def tightened(script: Judged) -> Iterator[Hit]:
    """What running programs write may break the new rule from the moment that it is there.

    Exempt: rules on columns that the script has added; tables that are new.
    """
    for action in script.actions:
        if not action.kind.startswith(KINDS) or script.is_exempt(action.table, action):
            continue
        columns = getattr(getattr(action.operation, "constraint", None), "columns", (action.column,))
        if columns and all(script.is_added(action.table, column, action) for column in columns):
            continue
        yield Hit(
            action, f"{words_of(action.kind)} on {action.place}: writers that break it fail from now on"
        )


KINDS = ("set_not_null", "add_check", "add_unique", "add_fk", "add_exclude", "create_unique_index")
