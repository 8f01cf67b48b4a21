"""T601: a statement cannot be part of the transaction."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import by_statement
from sqlgen.report.finding import Severity


@rule("T601", "a statement cannot be part of the transaction", Severity.INFO)
def own_transaction(script: Judged) -> Iterator[Hit]:
    """The script commits before it: if it fails, what came before stays.

    Exempt: what can be taken back with the rest.
    """
    if not script.script.transactions.enabled:
        return
    for actions in by_statement(script.actions):
        first = actions[0]
        if not first.statement.transactional:
            yield Hit(first, "the script commits before this statement, which runs by itself")
