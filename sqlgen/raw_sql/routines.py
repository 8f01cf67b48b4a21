"""Functions and procedures: kept as they are written, and looked into when they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sqlgen.operations import AlterColumn, CreateRoutine, DropRoutine, DropTrigger, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.calls import EXPRESSION, TEXT
from sqlgen.raw_sql.reader import Context, Reader
from sqlgen.raw_sql.split import RawStatement
from sqlgen.raw_sql.tokens import Token, TokenKind, tokenize
from sqlgen.raw_sql.words import words
from sqlgen.schema import ObjectName, Routine

# Stored procedures of the server that describe or refresh, and change no shape.
_DESCRIBING = words(
    "SP_ADDEXTENDEDPROPERTY SP_UPDATEEXTENDEDPROPERTY SP_DROPEXTENDEDPROPERTY SP_REFRESHVIEW "
    "SP_SETTRIGGERORDER SP_REFRESHSQLMODULE SP_UPDATESTATS SP_RECOMPILE SP_TABLEOPTION SP_HELP "
    "SP_ADDROLEMEMBER SP_GETAPPLOCK SP_RELEASEAPPLOCK SP_DBCMPTLEVEL SP_CONFIGURE SP_INDEXOPTION "
    "SP_BINDRULE SP_UNBINDRULE SP_HELPTEXT SP_SPACEUSED SP_WHO SP_SETAPPROLE"
)
_PACKAGES = words("DBMS_STATS DBMS_OUTPUT DBMS_LOCK DBMS_SESSION DBMS_UTILITY DBMS_RANDOM")


def describes(name: ObjectName) -> bool:
    """Tell whether it is one of the server's own procedures that change no table."""
    return name.name.upper() in _DESCRIBING or (name.schema or "").upper() in _PACKAGES


def create_routine(reader: Reader) -> Iterator[Operation]:
    """Read what stands at FUNCTION, PROCEDURE, PROC in CREATE. Raises: NotRead."""
    reader.take()
    if_not_exists = reader.if_not_exists()
    name = reader.new_object()
    arguments = _arguments(reader.skip_group()) if reader.at("(") else ""
    routines = reader.schema.routines
    known = names.known_name(name, routines, reader.dialect)
    definition = (arguments, reader.statement.sql)
    if known is None:
        yield CreateRoutine(reader.context.origin, Routine(name, (definition,)))
    elif not if_not_exists:
        others = tuple(d for d in routines[known].definitions if _overloads(reader) and d[0] != arguments)
        yield CreateRoutine(reader.context.origin, Routine(known, (*others, definition)))


def _overloads(reader: Reader) -> bool:
    # The one engine whose functions differ by arguments is the one whose bodies are strings.
    return reader.dialect.facts.quoting.dollar_quotes


def _arguments(text: str) -> str:
    return re.sub(r"\s*\b(default\b|=).*?(?=,|$)", "", " ".join(text.lower().split()))


def _same_arguments(created: str, dropped: str) -> bool:
    """``a int, b text`` is dropped as ``int, text`` or as it was made."""
    ours, theirs = created.split(","), dropped.split(",")
    return len(ours) == len(theirs) and all(
        f" {one.strip()}".endswith(f" {other.strip()}") for one, other in zip(ours, theirs, strict=True)
    )


def drop_routine(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP. Raises: NotRead."""
    reader.take()
    reader.if_exists()
    dropped = []
    while True:
        name = reader.new_object()
        dropped.append((name, _arguments(reader.skip_group()) if reader.at("(") else None))
        if not reader.accept(","):
            break
    cascade = reader.accept("CASCADE")
    for name, arguments in dropped:
        yield from _dropped(reader.context, name, arguments, cascade=cascade)


def _dropped(
    context: Context, name: ObjectName, arguments: str | None, *, cascade: bool
) -> Iterator[Operation]:
    known = names.known_name(name, context.schema.routines, context.dialect)
    if cascade:
        yield from without_callers(context, known or name)
    if known is None:
        return
    definitions = context.schema.routines[known].definitions
    left = (
        ()
        if arguments is None or len(definitions) == 1
        else tuple(d for d in definitions if not _same_arguments(d[0], arguments))
    )
    if left and len(left) < len(definitions):
        yield CreateRoutine(context.origin, Routine(known, left))
    elif not left:
        yield DropRoutine(context.origin, known)


def without_callers(context: Context, name: ObjectName) -> Iterator[Operation]:
    """Drop what CASCADE takes along: the triggers that run the function, the defaults that call it."""
    call = re.compile(rf'\b"?{re.escape(name.name)}"?\s*\(', re.I)
    for trigger in list(context.schema.triggers.values()):
        if call.search(trigger.sql.rpartition("EXECUTE")[2] or trigger.sql):
            yield DropTrigger(context.origin, trigger.name, trigger.table)
    for table in list(context.schema.tables.values()):
        for column in table.columns:
            if column.default is not None and call.search(column.default.sql):
                yield AlterColumn(context.origin, table.name, column.name, default=None)


def alter_routine(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER: RENAME TO, SET SCHEMA. Raises: NotRead."""
    reader.take()
    name = reader.new_object()
    if reader.at("("):
        reader.skip_group()
    known = names.known_name(name, reader.schema.routines, reader.dialect)
    if known is None:
        return
    if reader.accept("RENAME", "TO"):
        new = ObjectName(reader.name(), known.schema)
    elif reader.accept("SET", "SCHEMA"):
        new = names.without_default_schema(ObjectName(known.name, reader.name()), reader.dialect)
    else:
        return
    routine = reader.schema.routines[known]
    yield DropRoutine(reader.context.origin, known)
    yield CreateRoutine(reader.context.origin, replace(routine, name=new))


def bodies(routine: Routine, context: Context) -> list[RawStatement]:
    """Return what the routine runs, for each of its definitions."""
    return [_body(arguments, sql, context) for arguments, sql in routine.definitions]


def _body(arguments: str, sql: str, context: Context) -> RawStatement:
    quoting = context.dialect.facts.quoting
    tokens = tokenize(sql, quoting)
    if arguments in (TEXT, EXPRESSION):
        return RawStatement(sql, tuple(tokens))
    for before, token in pairwise(tokens):
        if before.value == "AS" and token.kind is TokenKind.STRING:
            return RawStatement(token.value, tuple(tokenize(token.value, quoting)))
    return RawStatement(sql, tuple(tokens[_body_start(tokens) :]))


def _body_start(tokens: Sequence[Token]) -> int:
    for at, token in enumerate(tokens):
        if token.kind is TokenKind.WORD and token.value in ("BEGIN", "DECLARE"):
            return at
        if token.kind is TokenKind.WORD and token.value in ("AS", "IS") and at > 2:
            return at + 1
    # CREATE PROCEDURE p() DROP TABLE t
    verbs = (
        at
        for at, token in enumerate(tokens)
        if at > 2 and token.value in ("DROP", "ALTER", "CREATE", "RENAME")
    )
    return next(verbs, len(tokens))
