"""Functions called by a query for what they do, and texts that are kept to be run: PREPARE, SET @sql."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlgen.operations import CreateRoutine, MakeOpaque, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.reader import NotRead, Reader
from sqlgen.raw_sql.split import RawStatement
from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.schema import ObjectName, Routine

TEXT = "text"
"""Stands for the arguments where a definition is a text to be run as it is."""
EXPRESSION = "expression"
"""The same where the definition is an expression that makes such a text."""

# A query that is nothing but one call: nobody reads its result, so it is made for what it does.
ONE_CALL = re.compile(r"(?:SELECT|PERFORM)\s+(?:(?:\*\s+)?FROM\s+)?[\w.\"]+\s*\(", re.I)
# Functions of well-known extensions that change the tables that their arguments name.
SHAPING = re.compile(
    r"\b(?:add|drop|recover|discard)geometry\w*\s*\(|\bupdategeometrysrid\b|\bpopulate_geometry_columns\b"
    r"|\b(?:create|drop)_hypertable\b|\bset_chunk_time_interval\b|\bcreate_(?:distributed|reference)_table\b",
    re.I,
)


def called_in(reader: Reader) -> Iterator[Operation]:
    """Return the effect of the functions that a query calls. Raises: NotRead."""
    from sqlgen.raw_sql.guarded import called
    from sqlgen.raw_sql.procedural import read_block

    if SHAPING.search(reader.statement.sql):
        raise NotRead("a function that changes tables")
    known = _known_routines(reader)
    alone = ONE_CALL.match(reader.statement.sql) is not None and not _reads_rows(reader)
    if alone and len(known) == 1 and _called_name(reader) == known[0]:
        yield from called(known[0], reader)
    elif known:
        # Called for each row, for some, or for none.
        yield from read_block(reader.statement, reader.context, reader.statement)
    elif alone and not _harmless(reader):
        reason = f'what the function "{_called_name(reader)}" does is not known: no revision creates it'
        yield MakeOpaque(reader.context.origin, (), reason)


def _known_routines(reader: Reader) -> list[ObjectName]:
    routines = reader.schema.routines
    if not len(routines):
        return []
    called = (_name_at(reader, at) for at in range(len(reader.tokens)) if reader.keyword(at + 1) == "(")
    known = (names.known_name(name, routines, reader.dialect) for name in called if name is not None)
    return list(dict.fromkeys(name for name in known if name is not None))


def _name_at(reader: Reader, at: int) -> ObjectName | None:
    tokens = reader.tokens
    if tokens[at].kind not in (TokenKind.WORD, TokenKind.QUOTED):
        return None
    qualified = at >= 2 and tokens[at - 1].text == "." and tokens[at - 2].kind is not TokenKind.MARK
    schema = names.folded(tokens[at - 2], reader.dialect) if qualified else None
    return ObjectName(names.folded(tokens[at], reader.dialect), schema)


def _called_name(reader: Reader) -> ObjectName | None:
    at = next(at for at, token in enumerate(reader.tokens) if token.text == "(")
    name = _name_at(reader, at - 1)
    return (
        names.known_name(name, reader.schema.routines, reader.dialect) or name if name is not None else None
    )


def _reads_rows(reader: Reader) -> bool:
    """Tell whether it reads a table, and so calls the function once for each row."""
    words = reader.words
    start = 3 if words[:3] == ["SELECT", "*", "FROM"] else 1
    return "FROM" in words[start:] or "WHERE" in words


def _harmless(reader: Reader) -> bool:
    name = _called_name(reader)
    if name is None:
        return True
    if name.schema is not None and name.schema.lower() in ("pg_catalog", "sys", "information_schema"):
        return True
    called = str(name).lower()
    return any(re.fullmatch(pattern, called) for pattern in reader.dialect.facts.ddl.harmless_functions)


def prepare(reader: Reader) -> Iterator[Operation]:
    """Read ``PREPARE s FROM 'text'`` or ``FROM @variable``; where it is AS, only DML can be prepared."""
    reader.expect("PREPARE")
    name = ObjectName(reader.name())
    if reader.accept("FROM"):
        yield _kept(reader, name, reader.tokens[reader.position :])
    else:
        yield CreateRoutine(reader.context.origin, Routine(name, ((TEXT, ""),)))


def set_variables(reader: Reader) -> Iterator[Operation]:
    """Read ``SET @sql = ...``: a text that PREPARE may take up."""
    reader.expect("SET")
    while True:
        name = ObjectName(reader.take().text.lower())
        start = reader.position
        reader.accept_any("=", ":=")
        if reader.position == start:
            return
        start = reader.position
        reader.skip_to(",")
        yield _kept(reader, name, reader.tokens[start : reader.position])
        if not reader.accept(","):
            return


def _kept(reader: Reader, name: ObjectName, tokens: Sequence[Token]) -> Operation:
    inner = Reader(RawStatement(reader.statement.source, tuple(tokens)), reader.context)
    kept = reader.schema.routines.get(ObjectName(tokens[0].text.lower())) if len(tokens) == 1 else None
    if kept is not None:
        return CreateRoutine(reader.context.origin, replace(kept, name=name))
    try:
        text = constant(inner)
        inner.expect_end()
        definition = (TEXT, text)
    except NotRead:
        definition = (EXPRESSION, inner.text(0, len(tokens)))
    return CreateRoutine(reader.context.origin, Routine(name, (definition,)))


def constant(reader: Reader) -> str:
    """Return the text that an expression makes, if the schema tells it. Raises: NotRead."""
    from sqlgen.raw_sql.conditions import answer_at

    if reader.accept("("):
        reader.accept("SELECT")
        text = constant(reader)
        reader.expect(")")
        return text
    if reader.peek().text.startswith("@"):
        kept = reader.schema.routines.get(ObjectName(reader.take().text.lower()))
        if kept is None or kept.definitions[0][0] != TEXT:
            raise NotRead("a variable")
        return str(kept.definitions[0][1])
    if reader.accept("CONCAT", "("):
        parts = reader.listed(lambda: constant(reader))
        reader.expect(")")
        return "".join(parts)
    if reader.accept("IF", "("):
        held = answer_at(reader)
        reader.expect(",")
        first = constant(reader)
        reader.expect(",")
        second = constant(reader)
        reader.expect(")")
        if held is None:
            raise NotRead("a condition that the schema does not answer")
        return first if held else second
    return reader.string()
