"""L114: the statement does not say which algorithm it may take."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import SPEEDS, by_statement
from sqlgen.report.finding import Severity


@rule("L114", "the statement does not say which algorithm it may take", Severity.INFO)
def not_pinned(script: Judged) -> Iterator[Hit]:
    """Without ALGORITHM= and LOCK= the server takes a slower way in silence where the fast one is not to be
    had.

    Told once a statement, with the slowest algorithm that one of its parts needs.
    Exempt: tables that are new or known to be empty; statements that say it.
    """
    for actions in by_statement(script.actions):
        facts = [fact for action in actions if (fact := script.fact(action)) is not None and fact.algorithm]
        first = actions[0]
        if not facts or script.locks.has("pinned", first.code) or first.code[:5].upper() != "ALTER":
            continue
        table = next((action.table for action in actions if action.table is not None), None)
        if script.is_exempt(table, first):
            continue
        worst = max(facts, key=lambda fact: (SPEEDS.index(fact.algorithm), CLAUSES.index(fact.clause)))
        clause = f", LOCK={worst.clause}" if worst.clause else ""
        yield Hit(first, f"foretold for this change of {table}: ALGORITHM={worst.algorithm}{clause}")


CLAUSES = ("", "NONE", "SHARED", "EXCLUSIVE")
