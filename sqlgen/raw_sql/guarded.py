"""Procedural blocks that only guard a statement: IF NOT EXISTS (...) THEN, EXCEPTION WHEN duplicate_object.

Such a block says what shall be there afterwards. Where its conditions ask the server's catalogue, the schema
at hand gives the answer; any other block makes tables opaque.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlgen.operations import Operation
from sqlgen.raw_sql.ensured import ensured
from sqlgen.raw_sql.procedural import opaque, read_block
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.raw_sql.split import RawStatement
from sqlgen.raw_sql.tokens import Token, TokenKind, tokenize
from sqlgen.raw_sql.words import words

_CATALOGUE = words(
    "INFORMATION_SCHEMA PG_TYPE PG_CLASS PG_CONSTRAINT PG_INDEXES PG_INDEX PG_ATTRIBUTE PG_ENUM PG_TABLES "
    "PG_VIEWS PG_MATVIEWS PG_TRIGGER PG_NAMESPACE PG_EXTENSION PG_ROLES TO_REGCLASS TO_REGTYPE SYS OBJECT_ID "
    "COL_LENGTH INDEXPROPERTY SCHEMA_ID TYPE_ID USER_TABLES USER_TAB_COLUMNS USER_INDEXES USER_CONSTRAINTS "
    "USER_SEQUENCES ALL_TABLES ALL_TAB_COLUMNS ALL_INDEXES ALL_CONSTRAINTS SYSOBJECTS SYSCOLUMNS SYSINDEXES"
)
# A condition on these asks for more than whether something is there.
_BEYOND_EXISTENCE = words(
    "DATA_TYPE UDT_NAME IS_NULLABLE COLUMN_DEFAULT CHARACTER_MAXIMUM_LENGTH ATTNOTNULL ATTTYPID NULLABLE"
)
_LATE = words("EXCEPTION ELSE ELSIF ELSEIF END")


def read_guarded(reader: Reader) -> Iterator[Operation]:
    """Read DO, DECLARE, BEGIN, IF, WHILE. What is more than a guard makes tables opaque."""
    context = reader.context
    before = context.schema
    try:
        operations = list(_Block(_body(reader), context).read())
    except NotRead:
        context.schema = before
        operations = list(read_block(reader.statement, context))
        if not operations:
            return
    yield from operations


def _body(reader: Reader) -> RawStatement:
    """Return the block itself; of DO, what stands in its string."""
    if not reader.at("DO"):
        return reader.statement
    text = next((token.value for token in reader.tokens if token.kind is TokenKind.STRING), None)
    if text is None:
        raise NotRead("DO without a body")
    return RawStatement(text, tuple(tokenize(text, reader.dialect.facts.quoting)))


class _Block:
    """Walks over a block's tokens; each statement inside goes to the reader of its kind."""

    def __init__(self, body: RawStatement, context: Context) -> None:
        self.body = body
        self.context = context
        self.reader = Reader(body, context)

    def read(self) -> Iterator[Operation]:
        """Return what the block ensures. Raises: NotRead."""
        reader = self.reader
        if reader.accept("DECLARE"):
            if self.context.dialect.facts.ddl.alone_in_batch:
                raise NotRead("variables")
            self._declarations()
        yield from self._statements(guarded=False)
        while reader.accept(";") or reader.accept("/"):
            pass
        reader.expect_end()

    def _declarations(self) -> None:
        reader = self.reader
        while not reader.ended and not reader.at("BEGIN"):
            token = reader.take()
            if token.kind is TokenKind.WORD and token.value in ("CURSOR", "PROCEDURE", "FUNCTION"):
                raise NotRead(token.text)

    def _statements(self, *, guarded: bool) -> Iterator[Operation]:
        reader = self.reader
        while not reader.ended and reader.keyword() not in _LATE:
            if reader.accept(";"):
                continue
            yield from self._statement(guarded=guarded)

    def _statement(self, *, guarded: bool) -> Iterator[Operation]:
        reader = self.reader
        if reader.accept("BEGIN"):
            yield from self._begin(guarded=guarded)
        elif reader.accept("IF"):
            yield from self._if()
        elif reader.at_any(("FOR", "WHILE", "LOOP", "FOREACH", "CASE", "OPEN", "FETCH", "GOTO")):
            raise NotRead(reader.peek().text)
        elif reader.at_any(("RAISE", "RETURN", "NULL", "PRINT", "PERFORM", "COMMIT", "EXIT")):
            self._skip_statement()
        else:
            yield from self._plain(guarded=guarded)

    def _begin(self, *, guarded: bool) -> Iterator[Operation]:
        reader = self.reader
        handled = guarded or self._has_handler()
        yield from self._statements(guarded=handled)
        if reader.accept("EXCEPTION"):
            self._handlers()
        reader.expect("END")
        if reader.peek().kind is TokenKind.WORD and reader.keyword(1) in (";", ""):
            reader.take()

    def _has_handler(self) -> bool:
        """Tell whether the block just begun catches errors."""
        depth = 0
        for token in self.reader.tokens[self.reader.position :]:
            if token.kind is not TokenKind.WORD:
                continue
            if token.value in ("BEGIN", "CASE"):
                depth += 1
            elif token.value == "EXCEPTION" and not depth:
                return True
            elif token.value == "END":
                depth -= 1
        return False

    def _handlers(self) -> None:
        """Go past WHEN ... THEN ...; what they do must change nothing."""
        reader = self.reader
        depth = 0
        while not reader.ended:
            if not depth and reader.at("END"):
                return
            token = reader.take()
            if token.kind is not TokenKind.WORD:
                continue
            if token.value in ("CREATE", "ALTER", "DROP", "EXECUTE"):
                raise NotRead("DDL in an exception handler")
            opens = token.value in ("IF", "CASE", "BEGIN", "LOOP") and reader.keyword(-2) != "END"
            closes = token.value == "END"
            depth += opens - closes
            if closes:
                reader.accept_any("IF", "CASE", "LOOP")
        raise NotRead("a block without END")

    def _if(self) -> Iterator[Operation]:
        reader = self.reader
        start = reader.position
        procedural = not self.context.dialect.facts.ddl.alone_in_batch
        if procedural:
            reader.skip_to("THEN")
            condition = reader.tokens[start : reader.position]
            reader.expect("THEN")
            _check_condition(condition)
            yield from self._statements(guarded=True)
            reader.expect("END", "IF")
            return
        self._skip_condition()
        _check_condition(reader.tokens[start : reader.position])
        yield from self._statement(guarded=True)
        if reader.at("ELSE") or reader.at(";", "ELSE"):
            raise NotRead("ELSE")

    def _skip_condition(self) -> None:
        """Go past a condition that no THEN ends: comparisons of groups, joined by AND and OR."""
        reader = self.reader
        while not reader.ended:
            if reader.at("("):
                reader.skip_group()
            elif reader.keyword() in (
                "CREATE",
                "ALTER",
                "DROP",
                "BEGIN",
                "EXEC",
                "EXECUTE",
                "INSERT",
                "UPDATE",
            ):
                return
            else:
                reader.take()
        raise NotRead("IF without a statement")

    def _plain(self, *, guarded: bool) -> Iterator[Operation]:
        from sqlgen.raw_sql.effects import read_text

        inner = self._take_statement()
        before = self.context.schema
        operations: Sequence[Operation]
        self.context.tolerant = guarded
        if inner.tokens[0].value in ("EXECUTE", "EXEC"):
            operations = list(read_text(_literal_sql(inner, self.context), self.context))
        else:
            operations = list(read_text(inner.sql, self.context))
        self.context.tolerant = False
        if guarded:
            self.context.schema = before
            operations = list(ensured(operations, self.context))
        yield from operations

    def _take_statement(self) -> RawStatement:
        start = self.reader.position
        self._skip_statement()
        tokens: tuple[Token, ...] = self.reader.tokens[start : self.reader.position]
        if not tokens:
            raise NotRead("an empty statement")
        return RawStatement(self.body.source, tokens)

    def _skip_statement(self) -> None:
        reader = self.reader
        depth = 0
        while not reader.ended:
            token = reader.peek()
            if token.kind is TokenKind.MARK:
                if token.value == ";" and not depth:
                    return
                depth += (token.value == "(") - (token.value == ")")
            elif not depth and reader.at("END") and self.context.dialect.facts.ddl.alone_in_batch:
                return
            reader.position += 1


def _check_condition(condition: Sequence[Token]) -> None:
    """Raises: NotRead: a condition that the schema does not answer."""
    found = {token.value for token in condition if token.kind is not TokenKind.STRING}
    found |= {token.value.upper() for token in condition if token.kind is TokenKind.QUOTED}
    if not found & _CATALOGUE or found & _BEYOND_EXISTENCE or "OR" in found:
        raise NotRead("a condition that is not about what exists")


def _literal_sql(statement: RawStatement, context: Context) -> str:
    """Return what EXECUTE [IMMEDIATE] 'text' runs. Raises: NotRead: it is put together."""
    reader = Reader(statement, context)
    reader.take()
    reader.accept("IMMEDIATE")
    grouped = reader.accept("(")
    text = reader.string()
    if grouped:
        reader.expect(")")
    reader.expect_end()
    return text


# Stored procedures of the server that describe or refresh, and change no shape.
_DESCRIBING = words(
    "SP_ADDEXTENDEDPROPERTY SP_UPDATEEXTENDEDPROPERTY SP_DROPEXTENDEDPROPERTY SP_REFRESHVIEW "
    "SP_SETTRIGGERORDER SP_REFRESHSQLMODULE SP_UPDATESTATS SP_RECOMPILE SP_TABLEOPTION SP_HELP "
    "SP_ADDROLEMEMBER SP_GETAPPLOCK SP_RELEASEAPPLOCK SP_DBCMPTLEVEL SP_CONFIGURE SP_INDEXOPTION"
)


def read_call(reader: Reader) -> Iterator[Operation]:
    """Read CALL, EXEC, EXECUTE. Raises: NotRead."""
    from sqlgen.raw_sql.effects import read_text
    from sqlgen.raw_sql.moving import stored_rename

    start = reader.position
    reader.take()
    reader.accept("IMMEDIATE")
    if not reader.at("(") and reader.peek().kind is not TokenKind.STRING:
        name = reader.object_name().name.upper()
        if name in _DESCRIBING:
            return
        if name == "SP_RENAME":
            yield from stored_rename(reader)
            return
        if name != "SP_EXECUTESQL":
            raise NotRead("what the procedure does is not known")
        start = reader.position - 1
    inner = RawStatement(reader.statement.source, reader.tokens[start:])
    try:
        text = _literal_sql(inner, reader.context)
    except NotRead:
        yield opaque(reader.statement, reader.context, "the SQL is put together when it runs")
        return
    yield from read_text(text, reader.context)
