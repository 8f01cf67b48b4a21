"""L105: a constraint is validated in the transaction that added it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.schema import ObjectName


@rule("L105", "a constraint is validated in the transaction that added it")
def validated_at_once(script: Judged) -> Iterator[Hit]:
    """VALIDATE CONSTRAINT stops nobody by itself, but the lock of ADD CONSTRAINT is kept until the commit.

    Exempt: tables that the same transaction has made.
    """
    for actions in script.by_transaction():
        added: dict[ObjectName | None, Action] = {}
        for action in actions:
            if action.kind in ("add_fk_not_valid", "add_check_not_valid"):
                added[action.table] = action
            elif (
                action.kind in ("validate_fk", "validate_check")
                and action.table in added
                and not script.is_exempt(action.table, action)
            ):
                where = added[action.table].origin
                yield Hit(
                    action, f"{action.table} is read while the lock of ADD CONSTRAINT ({where}) is held"
                )
