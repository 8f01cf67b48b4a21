"""The elements of an index."""

from __future__ import annotations

from sqlgen.raw_sql import names
from sqlgen.raw_sql.reader import Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.schema import IndexPart, ObjectName


def read_index_parts(reader: Reader, table: ObjectName) -> tuple[IndexPart, ...]:
    """Read ``(a, lower(b), c DESC)``. Raises: NotRead."""
    reader.expect("(")
    parts = []
    while True:
        parts.append(_part(reader, table))
        if not reader.accept(","):
            break
    reader.expect(")")
    return tuple(parts)


_BEHIND_COLUMN = ("", ",", ")", "ASC", "DESC", "NULLS", "COLLATE")


def _part(reader: Reader, table: ObjectName) -> IndexPart:
    start = reader.position
    first, following = reader.peek(), reader.peek(1)
    text = reader.skip_to(",", ")")
    known = reader.context.table(table)
    named = first.kind in (TokenKind.WORD, TokenKind.QUOTED) or (
        # https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
        first.kind is TokenKind.STRING and known is not None and known.column(first.value) is not None
    )
    prefix_length = following.text == "(" and reader.tokens[start + 2].kind is TokenKind.NUMBER
    operator_class = (
        following.kind in (TokenKind.WORD, TokenKind.QUOTED) and following.value not in _OPERATORS
    )
    if not named or not (following.value in _BEHIND_COLUMN or prefix_length or operator_class):
        return IndexPart(text)
    name = names.column_name(names.folded(first, reader.dialect), reader.context.table(table), reader.dialect)
    return IndexPart(name if reader.position == start + 1 else text, name)


_OPERATORS = ("AND", "OR", "IS", "NOT", "IN", "LIKE", "BETWEEN", "AT")
