"""What may do anything: blocks, calls, dynamic SQL; and what is not understood. It makes tables opaque."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlgen.operations import MakeOpaque, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.default_constraints import dropped_by_query
from sqlgen.raw_sql.reader import Context
from sqlgen.raw_sql.split import RawStatement
from sqlgen.raw_sql.tokens import Token, TokenKind, tokenize
from sqlgen.raw_sql.words import SHAPELESS, words
from sqlgen.scan import UnclosedQuote
from sqlgen.schema import ObjectName

_DDL = words("CREATE ALTER DROP RENAME EXECUTE EXEC CALL SP_EXECUTESQL SP_RENAME")
_BETWEEN = words("OR REPLACE CONSTRAINT FORMAT IMMEDIATE (")
_LEAVE_SHAPE = SHAPELESS - {"DATABASE", "SCHEMA", "OWNED"} | {"VIEW", "MATERIALIZED"}


def opaque(statement: RawStatement, context: Context, reason: str) -> MakeOpaque:
    """Return the effect of a statement that is not understood: on the tables that it names, else on all."""
    return MakeOpaque(context.origin, named_tables(statement.tokens, context), reason)


def read_block(statement: RawStatement, context: Context) -> Iterator[Operation]:
    """Read an anonymous block or a call: without DDL in it the schema stays."""
    tokens = list(_with_strings(statement.tokens, context))
    if not changes_schema(tokens):
        return
    tables = named_tables(statement.tokens, context)
    reason = f'what "{_first_words(statement)}" does is not followed'
    yield dropped_by_query(context, tokens, tables) or MakeOpaque(context.origin, tables, reason)


def changes_schema(tokens: Sequence[Token]) -> bool:
    """Tell whether DDL or dynamic SQL stands among *tokens*, strings followed by what is in them."""
    return any(
        token.kind is TokenKind.WORD and token.value in _DDL and not _harmless(tokens[at : at + 6])
        for at, token in enumerate(tokens)
    )


def _harmless(tokens: Sequence[Token]) -> bool:
    """CREATE FUNCTION and the like; EXECUTE FUNCTION of a trigger; EXECUTE 'GRANT', judged by its text."""
    rest = [token for token in tokens[1:] if token.value not in _BETWEEN]
    if not rest:
        return False
    if tokens[0].value in ("EXECUTE", "EXEC") and rest[0].kind is TokenKind.STRING:
        return len(rest) > 1 and rest[1].kind is TokenKind.WORD
    return rest[0].kind is TokenKind.WORD and rest[0].value in _LEAVE_SHAPE


def named_tables(tokens: Iterable[Token], context: Context) -> tuple[ObjectName, ...]:
    """Return the tables that *tokens* name, strings and bodies looked into, each once, in order."""
    found: dict[ObjectName, None] = {}
    everything = list(_with_strings(tokens, context))
    for at in range(len(everything)):
        name = _name_at(everything, at, context)
        if name is None:
            continue
        table = names.table_name(name, context.schema, context.dialect)
        known = table in context.schema.tables or table in context.schema.opaque
        if known or _after_table_word(everything, at):
            found.setdefault(table)
    return tuple(found)


def _with_strings(tokens: Iterable[Token], context: Context) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.kind is TokenKind.STRING and re.search(r"\w", token.value):
            try:
                inner = tokenize(token.value, context.dialect.facts.quoting)
            except UnclosedQuote:
                # A part of a statement that is put together elsewhere.
                inner = tokenize(
                    re.sub(r"['\"`\[\]$]", " ", token.value).replace("/*", "  "),
                    context.dialect.facts.quoting,
                )
            yield from _with_strings(inner, context)


def _name_at(tokens: Sequence[Token], at: int, context: Context) -> ObjectName | None:
    if tokens[at].kind not in (TokenKind.WORD, TokenKind.QUOTED):
        return None
    if at and tokens[at - 1].text == ".":
        return None
    first = names.folded(tokens[at], context.dialect)
    if at + 2 < len(tokens) and tokens[at + 1].text == "." and tokens[at + 2].kind in _NAMES:
        second = names.folded(tokens[at + 2], context.dialect)
        long = ObjectName(second, first)
        if _after_table_word(tokens, at) or names.known_name(long, context.schema.tables, context.dialect):
            return long
    return ObjectName(first)


_NAMES = (TokenKind.WORD, TokenKind.QUOTED)
_SKIPPED = ("IF", "NOT", "EXISTS", "ONLY")


def _after_table_word(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether TABLE, ALTER TABLE IF EXISTS ONLY and the like stand before."""
    if tokens[at].kind is TokenKind.WORD and tokens[at].value in _SKIPPED:
        return False
    before = at - 1
    while before >= 0 and tokens[before].value in _SKIPPED and tokens[before].kind is TokenKind.WORD:
        before -= 1
    if before < 0 or tokens[before].kind is not TokenKind.WORD or tokens[before].value != "TABLE":
        return False
    # In a function's body RETURNS TABLE names no table, and format('... TABLE %I') none that can be known.
    return before == 0 or tokens[before - 1].value in _MAKES_TABLE


_MAKES_TABLE = words("CREATE ALTER DROP TEMP TEMPORARY UNLOGGED FOREIGN RENAME IGNORE VIRTUAL")


def _first_words(statement: RawStatement) -> str:
    words = " ".join(" ".join(token.text for token in statement.tokens[:3]).split())
    return words if len(words) <= 40 else f"{words[:37]}..."
