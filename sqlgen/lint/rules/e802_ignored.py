"""E802: the server reads it and does nothing."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.lint.judged import Judged
from sqlgen.lint.others import keys_of
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import by_statement


@rule("E802", "the server reads it and does nothing")
def ignored(script: Judged) -> Iterator[Hit]:
    """The statement succeeds, and what it asks for is not there: REFERENCES in a column's definition, a
    CHECK before the version that keeps it, a foreign key where connections have to switch them on.

    Told of connections once a script.
    Exempt: the clause of the table; versions that have it; tables without foreign keys.
    """
    told = False
    forgets = script.dialect.facts.ddl.forgets_inline_references
    for actions in by_statement(script.actions):
        first = actions[0]
        code = first.code.upper()
        if first.raw and forgets and code.count(" REFERENCES ") > code.count("FOREIGN KEY"):
            yield Hit(first, "REFERENCES in a column's definition makes no foreign key")
        for newer in script.locks.newer:
            if newer.silent and script.dialect.version < newer.since and newer.pattern.search(first.code):
                yield Hit(
                    first, f"{newer.what} are kept from version {'.'.join(map(str, newer.since))} on only"
                )
        keys = [
            key
            for action in actions
            if action.kind.startswith(("create_table_fk", "add_fk"))
            for key in keys_of(action)
        ]
        if keys and not told and "keys_per_connection" in script.locks.traits:
            told = True
            yield Hit(
                first, f"the foreign key to {keys[0].referred} holds only in connections that switch it on"
            )
