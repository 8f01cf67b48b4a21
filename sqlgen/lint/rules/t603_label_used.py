"""T603: a label is used before it is committed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity
from sqlgen.schema import ObjectName


@rule("T603", "a label is used before it is committed", Severity.ERROR)
def label_used(script: Judged) -> Iterator[Hit]:
    """The server refuses a value of an enum in the transaction that has added it.

    Exempt: from version 17 on, a type that the same transaction has made; uses behind a commit.
    """
    for actions in script.by_transaction():
        added: dict[str, ObjectName] = {}
        made: set[ObjectName] = set()
        for action in actions:
            match action.operation:
                case o.CreateEnum(enum=enum):
                    made.add(enum.name)
                case o.AlterEnum(enum=enum):
                    known = action.before.enums.get(enum.name)
                    old = known.labels if known is not None else ()
                    if enum.name not in made or script.dialect.version < (17,):
                        added |= {label: enum.name for label in enum.labels if label not in old}
                    continue
            if re.match(r"ALTER\s+TYPE\b", action.code, re.I):
                continue
            for label, name in added.items():
                if f"'{label}'" in action.statement.sql:
                    yield Hit(action, f"'{label}' of {name} is not to be used before the commit")
                    break
