"""D304: CASCADE takes what nobody has named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.read import without_groups
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import by_statement, views_of


@rule("D304", "CASCADE takes what nobody has named")
def cascade(script: Judged) -> Iterator[Hit]:
    """What depends on the object is dropped, or emptied, without being named in the script.

    Exempt: an object that the script has made, or on which, as far as the history tells, nothing depends.
    """
    for actions in by_statement(script.actions):
        action = next((a for a in reversed(actions) if a.table is not None), actions[-1])
        code = without_groups(action.code)
        if not action.raw or re.match(r"(DROP|TRUNCATE|ALTER)\b", code, re.I) is None:
            continue
        if not script.locks.has("cascade", re.sub(r"\bON\s+(DELETE|UPDATE)\s+CASCADE", "", code, flags=re.I)):
            continue
        if action.table is None:
            yield Hit(action, "CASCADE takes whatever depends on it")
            continue
        dependents = [
            f"the foreign key of {child.name}" for child, _ in actions[0].before.referring_to(action.table)
        ]
        dependents += [f"the view {view}" for view in views_of(actions[0].before, action.table)]
        if dependents and not script.is_exempt(action.table, action):
            yield Hit(action, f"CASCADE takes {', '.join(dependents)} with {action.table}")
