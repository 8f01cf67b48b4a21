"""What raw SQL does to the schema, as operations: each statement handed to the reader of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sqlgen.dialect import Dialect
from sqlgen.operations import Effects, MakeOpaque, Operation
from sqlgen.origin import Origin
from sqlgen.raw_sql import calls
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.raw_sql.split import RawStatement, statements
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.raw_sql.words import SHAPELESS, words
from sqlgen.scan import UnclosedQuote
from sqlgen.schema import Schema

# No effect on the shape of anything.
HARMLESS = words(
    "INSERT UPDATE DELETE MERGE REPLACE TRUNCATE VALUES TABLE SET RESET SHOW PRAGMA GRANT REVOKE DENY "
    "LOCK UNLOCK ANALYZE ANALYSE VACUUM EXPLAIN COMMIT ROLLBACK SAVEPOINT RELEASE START ABORT END REINDEX "
    "CLUSTER REFRESH CHECKPOINT DISCARD LISTEN NOTIFY UNLISTEN USE COPY FETCH PRINT OPTIMIZE REPAIR FLUSH "
    "DESCRIBE DESC SECURITY REASSIGN DEALLOCATE LOAD HANDLER KILL PURGE AUDIT NOAUDIT WAITFOR "
    "RAISERROR THROW RETURN SAVE DBCC CHECKSUM CHECK CACHE HELP XA ATTACH DETACH"
)
_FIRST_WORD = re.compile(r"(?:\s+|--[^\n]*\n|/\*(?!M?!)(?:[^*]|\*(?!/))*\*/)*([A-Za-z]+)")
_CATALOGUE = re.compile(r"\b(pg_(?!temp)\w+|sqlite_(master|schema)|writable_schema)\b", re.I)
_INTO = re.compile(r"\binto\b", re.I)


def effects_of(dialect: Dialect) -> Effects:
    """Return the reader of raw SQL of *dialect*: what it is given comes back as operations.

    What cannot be read makes the objects that it names opaque, or all where it names none.
    """

    def effects(sql: str, origin: Origin, schema: Schema) -> tuple[Operation, ...]:
        if _plainly_harmless(sql, dialect, schema):
            return ()
        context = Context(dialect, origin, schema)
        return tuple(read_text(sql, context))

    return effects


def _plainly_harmless(sql: str, dialect: Dialect, schema: Schema) -> bool:
    """Tell by the first word alone; one statement only, and nothing that it could hide."""
    first = _FIRST_WORD.match(sql)
    if first is None or dialect.facts.ddl.alone_in_batch or ";" in sql.rstrip("; \t\r\n"):
        return False
    word = first[1].upper()
    if word in ("SELECT", "WITH"):
        if len(schema.routines) or _INTO.search(sql) is not None:
            return False
        return calls.ONE_CALL.match(sql, first.start(1)) is None and calls.SHAPING.search(sql) is None
    if word == "SET":
        return "@" not in sql
    return word in HARMLESS and _CATALOGUE.search(sql) is None


def read_text(sql: str, context: Context) -> Iterator[Operation]:
    """Return the operations of all statements of *sql*; the context's schema is advanced by each."""
    try:
        divided = statements(sql, context.dialect)
    except UnclosedQuote as error:
        yield from _advanced(iter([MakeOpaque(context.origin, (), error.what)]), context)
        return
    for statement in divided:
        yield from read_statement(statement, context)


def read_statement(statement: RawStatement, context: Context) -> Iterator[Operation]:
    """Return the operations of one statement, the context's schema advanced by each."""
    from sqlgen.raw_sql.procedural import declared, opaque

    start = context.schema
    made: list[Operation] = []
    said = declared(statement.source, context)
    if said is not None:
        if said:
            yield from _advanced(
                iter([MakeOpaque(context.origin, said, "its comment says that it touches it")]), context
            )
        return
    try:
        made += _advanced(_operations(statement, context), context)
    except (NotRead, UnclosedQuote) as error:
        # Half of a statement is not taken for the whole.
        context.schema = start
        made = list(_advanced(iter([opaque(statement, context, str(error))]), context))
    yield from made


def _advanced(operations: Iterator[Operation], context: Context) -> Iterator[Operation]:
    for operation in operations:
        context.advance(operation)
        yield operation


def _operations(statement: RawStatement, context: Context) -> Iterator[Operation]:
    reader = Reader(statement, context)
    word = reader.keyword()
    if word == "SET" and reader.peek(1).text[:1] == "@":
        return calls.set_variables(reader)
    if word in HARMLESS:
        return _written_catalogue(statement, context)
    handler = _STATEMENTS.get(word)
    if handler is None:
        if reader.peek().kind is TokenKind.MARK and word == "(":
            return iter(())
        raise NotRead(f'a statement that begins with "{reader.peek().text}" is not understood')
    return handler(reader)


def _written_catalogue(statement: RawStatement, context: Context) -> Iterator[Operation]:
    """DML is harmless, but for what writes the server's own catalogue."""
    words = [token.value.upper() for token in statement.tokens[:6]]
    target = next(
        (w for w in words[1:] if w not in ("INTO", "FROM", "ONLY", "OR", "IGNORE", ".", "PG_CATALOG")), ""
    )
    writes = words[0] in ("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE")
    if writes and _CATALOGUE.fullmatch(target):
        from sqlgen.raw_sql.catalogue import written_catalogue

        yield from written_catalogue(statement, context, target.lower())


def _create(reader: Reader) -> Iterator[Operation]:
    from sqlgen.raw_sql import create_table, indexes, moving, named_types, routines, schemas, views

    reader.expect("CREATE")
    _skip_creation_words(reader)
    if indexes.at_index(reader):
        return indexes.create_index(reader)
    start = reader.position
    while reader.accept_any(
        "TEMP", "TEMPORARY", "RECURSIVE", "MATERIALIZED", "CONSTRAINT", "GLOBAL", "LOCAL"
    ):
        pass
    match reader.keyword():
        case "VIEW":
            return views.create_view(reader)
        case "TRIGGER":
            return views.create_trigger(reader)
        case "SEQUENCE":
            return moving.create_sequence(reader)
        case "SCHEMA" | "DATABASE":
            return schemas.create_schema(reader)
        case "EXTENSION":
            return schemas.create_extension(reader)
        case "FUNCTION" | "PROCEDURE" | "PROC":
            return routines.create_routine(reader)
        case "TYPE":
            return named_types.create_type(reader)
        case "DOMAIN":
            return named_types.create_domain(reader)
        case word if word in SHAPELESS:
            return iter(())
    reader.position = start
    if reader.keyword() in ("FOREIGN", "EXTERNAL") and reader.keyword(1) != "TABLE":
        return iter(())
    return create_table.create_table(reader)


def _skip_creation_words(reader: Reader) -> None:
    reader.accept("OR", "REPLACE")
    reader.accept("OR", "ALTER")
    while reader.at_any(
        ("ALGORITHM", "DEFINER", "SQL", "FORCE", "NOFORCE", "NO", "EDITIONABLE", "NONEDITIONABLE")
    ):
        word = reader.take().value
        if word == "SQL":
            reader.expect("SECURITY")
            reader.take()
        elif reader.accept("="):
            reader.take()
            if reader.accept("@") or reader.peek().text.startswith("@"):
                reader.take()
            elif reader.at("("):
                reader.skip_group()


def _drop(reader: Reader) -> Iterator[Operation]:
    from sqlgen.raw_sql import create_table, dropping, named_types, routines, schemas, views

    reader.expect("DROP")
    word = reader.keyword()
    if word in ("TABLE", "TEMPORARY", "EXTERNAL") or reader.at("FOREIGN", "TABLE"):
        return create_table.drop_table(reader)
    match word:
        case "INDEX":
            return dropping.drop_index(reader)
        case "VIEW" | "MATERIALIZED":
            return views.drop_view(reader)
        case "TRIGGER":
            return views.drop_trigger(reader)
        case "TYPE" | "DOMAIN":
            return named_types.drop_type(reader)
        case "SEQUENCE":
            return schemas.drop_sequence(reader)
        case "SCHEMA" | "DATABASE":
            return schemas.drop_schema(reader)
        case "EXTENSION":
            return schemas.drop_extension(reader)
        case "FUNCTION" | "PROCEDURE" | "PROC" | "ROUTINE":
            return routines.drop_routine(reader)
        case "OWNED":
            raise NotRead("DROP OWNED")
    if word in SHAPELESS or word == "FOREIGN":
        return iter(())
    raise NotRead(f"DROP {reader.peek().text} is not understood")


def _alter(reader: Reader) -> Iterator[Operation]:
    from sqlgen.raw_sql import alter_table, moving, named_types, routines, schemas, views

    reader.expect("ALTER")
    _skip_creation_words(reader)
    word = reader.keyword()
    if word in ("TABLE", "IGNORE", "ONLINE", "OFFLINE") or reader.at("FOREIGN", "TABLE"):
        return alter_table.alter_table(reader)
    match word:
        case "INDEX":
            return moving.alter_index(reader)
        case "SEQUENCE":
            return moving.alter_sequence(reader)
        case "TYPE" | "DOMAIN":
            return named_types.alter_type(reader)
        case "VIEW" | "MATERIALIZED":
            return views.alter_view(reader)
        case "SCHEMA":
            return schemas.alter_schema(reader)
        case "EXTENSION":
            return schemas.alter_extension(reader)
        case "FUNCTION" | "PROCEDURE" | "PROC" | "ROUTINE":
            if reader.dialect.facts.ddl.alone_in_batch:
                # The body is another one from here on.
                return routines.create_routine(reader)
            return routines.alter_routine(reader)
        case "TRIGGER":
            return views.alter_trigger(reader)
    if word in SHAPELESS or word == "FOREIGN":
        return iter(())
    raise NotRead(f"ALTER {reader.peek().text} is not understood")


def _select(reader: Reader) -> Iterator[Operation]:
    from sqlgen.raw_sql.create_table import select_into

    yield from calls.called_in(reader)
    yield from select_into(reader)


def _rename(reader: Reader) -> Iterator[Operation]:
    from sqlgen.raw_sql.moving import rename_tables

    return rename_tables(reader)


def _comment(reader: Reader) -> Iterator[Operation]:
    from sqlgen.raw_sql.schemas import comment_on

    return comment_on(reader)


def _block(reader: Reader) -> Iterator[Operation]:
    from sqlgen.raw_sql.guarded import read_guarded

    return read_guarded(reader)


def _begin(reader: Reader) -> Iterator[Operation]:
    if reader.keyword(1) in _TRANSACTION or len(reader.tokens) == 1:
        return iter(())
    return _block(reader)


_TRANSACTION = words(
    "TRAN TRANSACTION WORK ISOLATION READ DEFERRED IMMEDIATE EXCLUSIVE CONCURRENT NOT DISTRIBUTED DEFERRABLE"
)


def _call(reader: Reader) -> Iterator[Operation]:
    from sqlgen.raw_sql.guarded import read_call

    return read_call(reader)


def _import(reader: Reader) -> Iterator[Operation]:
    """IMPORT FOREIGN SCHEMA."""
    raise NotRead("the tables that it brings are not known")


_STATEMENTS: dict[str, Callable[[Reader], Iterator[Operation]]] = {
    "CREATE": _create,
    "DROP": _drop,
    "ALTER": _alter,
    "SELECT": _select,
    "WITH": _select,
    "RENAME": _rename,
    "COMMENT": _comment,
    "DO": _block,
    "DECLARE": _block,
    "BEGIN": _begin,
    "IF": _block,
    "WHILE": _block,
    "CALL": _call,
    "EXEC": _call,
    "EXECUTE": _call,
    "PREPARE": calls.prepare,
    "IMPORT": _import,
}
