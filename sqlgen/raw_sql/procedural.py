"""What may do anything: blocks, calls, dynamic SQL; and what is not understood. It makes objects opaque."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlgen.operations import MakeOpaque, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.default_constraints import dropped_by_query
from sqlgen.raw_sql.reader import Context
from sqlgen.raw_sql.split import RawStatement
from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.raw_sql.touched import Everything, touched, with_strings
from sqlgen.schema import ObjectName

# What a script's author may say of a statement that cannot be followed.
_DECLARED = re.compile(r"sqlgen:\s*touches\s+([^\n*]+)", re.I)


def declared(sql: str, context: Context) -> tuple[ObjectName, ...] | None:
    """Return what a comment ``-- sqlgen: touches a, b`` says; empty for ``nothing``, None without one."""
    said = _DECLARED.search(sql) if "sqlgen:" in sql else None
    if said is None:
        return None
    found = []
    for text in said[1].split(","):
        parts = [part.strip().strip('"`[]') for part in text.strip().split(".")]
        if parts[-1] and parts[-1].lower() != "nothing":
            name = ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None)
            found.append(names.table_name(name, context.schema, context.dialect))
    return tuple(found)


def opaque(statement: RawStatement, context: Context, reason: str) -> MakeOpaque:
    """Return the effect of a statement not understood: on what it changes, else on all that it names."""
    objects: tuple[ObjectName, ...] = ()
    if statement.tokens[0].value in ("CREATE", "ALTER", "DROP"):
        try:
            objects = touched(statement.tokens, context)
        except Everything:
            objects = ()
    return MakeOpaque(
        context.origin, objects or named_tables(statement.tokens, context), _with_text(reason, statement)
    )


def _with_text(reason: str, statement: RawStatement) -> str:
    return f'{reason}, in "{first_words(statement)}"' if '"' not in reason else reason


def read_block(body: RawStatement, context: Context, shown: RawStatement) -> Iterator[Operation]:
    """Read what a block or a routine runs: what its statements may change is opaque.

    *shown*: the statement that the message tells of.
    """
    try:
        objects = touched(body.tokens, context)
    except Everything:
        reason = (
            f'"{first_words(shown)}" runs SQL that is put together when it runs, which may change any table'
        )
        tables = named_tables(body.tokens, context)
        tokens = list(with_strings(body.tokens, context))
        yield dropped_by_query(context, tokens, tables) or MakeOpaque(context.origin, (), reason)
        return
    if not objects:
        return
    tokens = list(with_strings(body.tokens, context))
    reason = f'what "{first_words(shown)}" does is not followed'
    yield dropped_by_query(context, tokens, objects) or MakeOpaque(context.origin, objects, reason)


def named_tables(tokens: Iterable[Token], context: Context) -> tuple[ObjectName, ...]:
    """Return the tables that *tokens* name, strings and bodies looked into, each once, in order."""
    found: dict[ObjectName, None] = {}
    everything = list(with_strings(tokens, context))
    for at in range(len(everything)):
        name = _name_at(everything, at, context)
        if name is None:
            continue
        table = names.table_name(name, context.schema, context.dialect)
        known = table in context.schema.tables or table in context.schema.opaque
        if known or _after_table_word(everything, at):
            found.setdefault(table)
    return tuple(found)


def _name_at(tokens: Sequence[Token], at: int, context: Context) -> ObjectName | None:
    if tokens[at].kind not in _NAMES or (at and tokens[at - 1].text == "."):
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
    return before >= 0 and tokens[before].kind is TokenKind.WORD and tokens[before].value == "TABLE"


def first_words(statement: RawStatement) -> str:
    """Return the beginning of a statement, for a message."""
    words = " ".join(" ".join(token.text for token in statement.tokens[:5]).split())
    return words if len(words) <= 40 else f"{words[:37]}..."
