"""Views, materialized views and triggers: kept as they are written, with the tables that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlgen.expressions import renamed_in
from sqlgen.operations import CreateTrigger, CreateView, DropTrigger, DropView, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.dependents import without_views
from sqlgen.raw_sql.found import same_name
from sqlgen.raw_sql.moving import rename_object
from sqlgen.raw_sql.reader import Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.schema import ObjectName, Trigger, View


def create_view(reader: Reader) -> Iterator[Operation]:
    """Read what stands at VIEW in CREATE ... VIEW. Raises: NotRead."""
    reader.expect("VIEW")
    if_not_exists = reader.if_not_exists()
    name = reader.new_object()
    known = names.known_name(name, reader.schema.views, reader.dialect)
    if if_not_exists and known is not None:
        return
    materialized = "MATERIALIZED" in reader.words[: reader.position]
    view = View(known or name, reader.statement.sql, tables_read(reader), materialized)
    yield CreateView(reader.context.origin, view)


# FROM inside their parentheses does not name a table.
_FROM_OF_FUNCTIONS = ("EXTRACT", "SUBSTRING", "TRIM", "OVERLAY", "POSITION")


def tables_read(reader: Reader) -> tuple[ObjectName, ...]:
    """Return what stands after FROM and JOIN from here on, in that order, each once."""
    found: dict[ObjectName, None] = {}
    local = _common_table_expressions(reader)
    openers: list[str] = []
    while not reader.ended:
        token = reader.take()
        if token.text == "(":
            openers.append(reader.keyword(-2))
        elif token.text == ")" and openers:
            openers.pop()
        elif token.kind is TokenKind.WORD and token.value in ("FROM", "JOIN"):
            distinct = token.value == "FROM" and reader.keyword(-2) == "DISTINCT" and _compares(reader)
            if not distinct and not (openers and openers[-1] in _FROM_OF_FUNCTIONS):
                _add_tables(reader, found, local)
    return tuple(found)


def _compares(reader: Reader) -> bool:
    return reader.keyword(-3) in ("IS", "NOT")


def _common_table_expressions(reader: Reader) -> frozenset[str]:
    """Return the names that WITH gives to queries: ``name AS (`` or ``name (columns) AS (``."""
    found = set()
    tokens: Sequence[str] = [token.text.upper() for token in reader.tokens]
    for at, text in enumerate(tokens):
        if text == "AS" and tokens[at + 1 : at + 2] in (["("], ["MATERIALIZED"], ["NOT"]):
            before = at - 1
            while before > 0 and tokens[at - 1] == ")" and tokens[before] != "(":
                before -= 1
            before -= 1 if tokens[before] == "(" else 0
            if before > 0 and tokens[before - 1] in ("WITH", "RECURSIVE", ","):
                found.add(tokens[before].strip('"`[]'))
    return frozenset(found)


def _add_tables(reader: Reader, found: dict[ObjectName, None], local: frozenset[str]) -> None:
    while True:
        reader.accept_any("ONLY", "LATERAL")
        if reader.at("(") or not reader.at_name:
            return
        name = reader.table()
        if not reader.at("(") and not (name.schema is None and name.name.upper() in local):
            found.setdefault(name)
        # FROM a AS x, b AS y
        reader.accept("AS")
        if reader.at_name and reader.keyword(1) == ",":
            reader.take()
        if not reader.accept(","):
            return


def drop_view(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP. Raises: NotRead."""
    reader.accept("MATERIALIZED")
    reader.expect("VIEW")
    reader.if_exists()
    dropped = reader.listed(reader.new_object)
    cascade = reader.accept("CASCADE")
    reader.accept_any("RESTRICT", "CONSTRAINTS")
    reader.expect_end()
    for name in dropped:
        known = names.known_name(name, reader.schema.views, reader.dialect) or name
        if cascade:
            yield from without_views(reader.context, known)
        yield DropView(reader.context.origin, known)


def alter_view(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER. Raises: NotRead."""
    reader.accept("MATERIALIZED")
    start = reader.position
    reader.expect("VIEW")
    reader.if_exists()
    name = reader.new_object()
    if reader.at("AS") or reader.at("("):
        reader.position = start
        yield from create_view(reader)
        return
    known = names.known_name(name, reader.schema.views, reader.dialect)
    if known is not None:
        yield from rename_object(reader, known)
    elif reader.at("RENAME", "TO") or reader.at("SET", "SCHEMA"):
        yield DropView(reader.context.origin, name)


def create_trigger(reader: Reader) -> Iterator[Operation]:
    """Read what stands at TRIGGER in CREATE ... TRIGGER. Raises: NotRead."""
    reader.expect("TRIGGER")
    if_not_exists = reader.if_not_exists()
    name = reader.new_object()
    reader.skip_to("ON")
    reader.expect("ON")
    if reader.at_any(("DATABASE", "ALL", "SCHEMA")) or reader.keyword(1) == "SCHEMA":
        return
    table = reader.table()
    if if_not_exists and _known_trigger(reader, name, None) is not None:
        return
    yield CreateTrigger(reader.context.origin, Trigger(name, table, reader.statement.sql))


def drop_trigger(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP. Raises: NotRead."""
    reader.expect("TRIGGER")
    reader.if_exists()
    while True:
        name = reader.new_object()
        table = reader.table() if reader.accept("ON") and not reader.at_any(("DATABASE", "ALL")) else None
        known = _known_trigger(reader, name, table)
        yield DropTrigger(reader.context.origin, known.name if known is not None else name, table)
        if not reader.accept(","):
            break


def _known_trigger(reader: Reader, name: ObjectName, table: ObjectName | None) -> Trigger | None:
    found = (
        trigger
        for trigger in reader.schema.triggers.values()
        if same_name(trigger.name.name, name.name, reader.dialect) and table in (None, trigger.table)
    )
    return next(found, None)


def alter_trigger(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER: RENAME TO; any other form defines it anew. Raises: NotRead."""
    renamed = "RENAME" in reader.words
    if not renamed and reader.dialect.facts.ddl.alone_in_batch:
        yield from create_trigger(reader)
        return
    if not renamed:
        return
    reader.expect("TRIGGER")
    name = reader.new_object()
    table = reader.table() if reader.accept("ON") else None
    reader.expect("RENAME", "TO")
    new = ObjectName(reader.name(), name.schema)
    trigger = _known_trigger(reader, name, table)
    if trigger is not None:
        sql = renamed_in(trigger.sql, trigger.name.name, new.name)
        yield DropTrigger(reader.context.origin, trigger.name, trigger.table)
        yield CreateTrigger(reader.context.origin, replace(trigger, name=new, sql=sql))
