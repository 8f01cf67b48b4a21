"""Defaults that are constraints with names of their own, dropped by statements that look the name up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlgen.operations import AlterColumn, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.reader import Context
from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.schema import Column, ObjectName, Table


def _has_them(context: Context) -> bool:
    return context.dialect.facts.strategy.drop_column == "drop_dependents"


def dropped_by_name(context: Context, table: Table, constraint: str) -> Operation | None:
    """Return the operation behind DROP CONSTRAINT DF__table__column__1A2B, if it is told by the name."""
    if not _has_them(context) or not constraint.upper().startswith("DF"):
        return None
    named = [c for c in table.columns if c.default is not None and c.name.lower() in constraint.lower()]
    longest = max(named, key=lambda c: len(c.name), default=None)
    return _without_default(context, table.name, longest) if longest is not None else None


def dropped_by_query(
    context: Context, tokens: Sequence[Token], tables: Sequence[ObjectName]
) -> Operation | None:
    """Return the operation behind a block that asks sys.default_constraints for a name and drops that.

    *tokens*: the block's, strings followed by what is in them. None where it may do anything else, too.
    """
    words = [token.value if token.kind is TokenKind.WORD else "" for token in tokens]
    known = context.table(tables[0]) if len(tables) == 1 else None
    if not _has_them(context) or "DEFAULT_CONSTRAINTS" not in words or known is None:
        return None
    for word, following in zip(words, (*words[1:], ""), strict=True):
        if word in ("CREATE", "RENAME", "TRUNCATE", "SP_RENAME") or (word, following) in _OTHER_CHANGES:
            return None
        if (word == "DROP" and following != "CONSTRAINT") or (word == "ALTER" and following != "TABLE"):
            return None
    strings = [token.value for token in tokens if token.kind is TokenKind.STRING]
    columns = {names.column_name(text, known, context.dialect) for text in strings}
    found = [column for column in known.columns if column.name in columns]
    return _without_default(context, known.name, found[0]) if len(found) == 1 else None


_OTHER_CHANGES = (("ALTER", "COLUMN"), ("DROP", "COLUMN"), ("ADD", "CONSTRAINT"))


def _without_default(context: Context, table: ObjectName, column: Column) -> Operation:
    return AlterColumn(context.origin, table, column.name, default=None)
