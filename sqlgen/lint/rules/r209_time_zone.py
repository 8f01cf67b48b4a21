"""R209: the session's time zone decides what the change does."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import retyped


@rule("R209", "the session's time zone decides what the change does")
def time_zone(script: Judged) -> Iterator[Hit]:
    """Between TIMESTAMP and TIMESTAMP WITH TIME ZONE the values are taken in the session's zone: other
    instants elsewhere, and a rewrite of the table unless it is UTC.

    Exempt: scripts that set the zone before; tables that are new or known to be empty.
    """
    for action in script.actions:
        if action.kind != "type_timestamp_to_timestamptz" or script.is_exempt(action.table, action):
            continue
        if not script.said_before("time_zone", action):
            yield Hit(
                action,
                f"{action.place}: {retyped(action)} depends on the time zone of whoever runs the script",
            )
