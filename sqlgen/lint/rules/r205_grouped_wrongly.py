"""R205: actions are put together, or kept apart, at a cost."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import by_statement, words_of


@rule("R205", "actions are put together, or kept apart, at a cost")
def grouped_wrongly(script: Judged) -> Iterator[Hit]:
    """One ALTER with several actions takes the slowest algorithm that one of them needs; two that both make
    the table anew, one behind the other, do so twice.

    Exempt: actions that are all slow in one statement, or all fast; tables that are new or known to be empty.
    """
    last: Action | None = None
    for actions in by_statement(script.actions):
        facts = {a.kind: fact for a in actions if (fact := script.fact(a)) is not None and fact.algorithm}
        first = next((a for a in actions if a.kind in facts), actions[0])
        if not facts or script.is_exempt(first.table, first):
            continue
        fast = [kind for kind, fact in facts.items() if not fact.rewrite]
        slow = [kind for kind, fact in facts.items() if fact.rewrite]
        if fast and slow and len({id(a.operation) for a in actions if a.kind in facts}) > 1:
            together = f"{words_of(fast[0])} takes a moment alone"
            yield Hit(
                first, f"{together}, and waits here for {words_of(slow[0])}, which makes {first.table} anew"
            )
        if slow and last is not None and last.table == first.table:
            yield Hit(
                first, f"{first.table} is made anew twice, here and at {last.origin}: one ALTER would do"
            )
        last = first if slow else None
