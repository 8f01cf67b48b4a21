"""Procedural blocks that only guard a statement: IF NOT EXISTS (...) THEN, EXCEPTION WHEN duplicate_object.

Such a block says what shall be there afterwards. Where its conditions ask the server's catalogue, the schema
at hand gives the answer; any other block makes tables opaque.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sqlgen.operations import MakeOpaque, Operation, ReplaceTable
from sqlgen.raw_sql import names
from sqlgen.raw_sql.calls import EXPRESSION, TEXT
from sqlgen.raw_sql.conditions import answer, exists, exists_in
from sqlgen.raw_sql.ensured import ensured
from sqlgen.raw_sql.existence import Answer
from sqlgen.raw_sql.procedural import read_block
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.raw_sql.routines import bodies, describes
from sqlgen.raw_sql.split import RawStatement
from sqlgen.raw_sql.tokens import Token, TokenKind, tokenize
from sqlgen.raw_sql.touched import with_strings
from sqlgen.raw_sql.words import words
from sqlgen.scan import UnclosedQuote
from sqlgen.schema import ObjectName

_LATE = words("EXCEPTION ELSE ELSIF ELSEIF END")


def read_guarded(reader: Reader) -> Iterator[Operation]:
    """Read DO, DECLARE, BEGIN, IF, WHILE. What is more than a guard makes objects opaque."""
    yield from read_body(_body(reader), reader.context, reader.statement)


def read_body(body: RawStatement, context: Context, shown: RawStatement) -> Iterator[Operation]:
    """Return the effect of what a block or a routine runs; *shown* is the statement to tell of."""
    before = context.schema
    try:
        operations = list(_Block(body, context).read())
    except (NotRead, UnclosedQuote):
        context.schema = before
        operations = list(read_block(body, context, shown))
    context.tolerant = False
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
        self.answers: dict[str, Answer] = {}
        """Variables that tell whether something is there."""
        self.returned = False
        """RETURN was read in what is done."""
        self.done = 0
        self.kept = 0
        """How many statements under a guard had nothing to do, and how many had."""

    def read(self) -> Iterator[Operation]:
        """Return what the block ensures. Raises: NotRead."""
        reader = self.reader
        self._label()
        if reader.accept("DECLARE"):
            if self.context.dialect.facts.ddl.alone_in_batch:
                raise NotRead("variables")
            self._declarations()
        yield from self._statements(guarded=False)
        while reader.accept(";") or reader.accept("/"):
            pass
        reader.expect_end()

    def _label(self) -> None:
        """Go past ``<<name>>``."""
        if self.reader.accept("<", "<"):
            self.reader.name()
            self.reader.expect(">", ">")

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
        if self.returned:
            raise NotRead("RETURN before the end")
        self._label()
        if reader.accept("BEGIN"):
            yield from self._begin(guarded=guarded)
        elif reader.accept("IF"):
            yield from self._if()
        elif reader.at_any(("FOR", "WHILE", "LOOP", "FOREACH", "CASE", "OPEN", "FETCH", "GOTO")):
            raise NotRead(reader.peek().text)
        elif reader.at("RETURN"):
            self.returned = True
            self._skip_statement()
        elif reader.at("SELECT") and self._asks():
            pass
        elif reader.at_any(("RAISE", "NULL", "PRINT", "COMMIT")):
            self._skip_statement()
        else:
            yield from self._plain(guarded=guarded)

    def _asks(self) -> bool:
        """Read ``SELECT count(*) INTO n FROM catalogue WHERE ...``; tell whether it was one."""
        reader = self.reader
        start = reader.position
        self._skip_statement()
        tokens = reader.tokens[start : reader.position]
        into = next((at for at, token in enumerate(tokens) if token.value == "INTO"), None)
        if into is None or into + 2 > len(tokens):
            reader.position = start
            return False
        variable = tokens[into + 1].value
        query = RawStatement(self.body.source, (*tokens[:into], *tokens[into + 2 :]))
        inner = Reader(query, self.context)
        try:
            if inner.at("SELECT", "EXISTS"):
                inner.position += 2
                found = exists(inner)
            else:
                found = exists_in(inner)
            inner.expect_end()
        except NotRead:
            reader.position = start
            return False
        self.answers[variable] = found
        return True

    def _begin(self, *, guarded: bool) -> Iterator[Operation]:
        reader = self.reader
        handled = self._has_handler()
        done, kept = self.done, self.kept
        yield from self._statements(guarded=guarded or handled)
        if handled and self.done > done and self.kept > kept:
            # The first error leaves the rest of the block undone.
            raise NotRead("a block of which one statement fails")
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
        if not self.context.dialect.facts.ddl.alone_in_batch:
            reader.skip_to("THEN")
            held = self._answer(start)
            reader.expect("THEN")
            yield from self._branch(held, start)
            while reader.accept_any("ELSIF", "ELSEIF"):
                start = reader.position
                reader.skip_to("THEN")
                other = self._answer(start)
                reader.expect("THEN")
                yield from self._branch(_both(_opposite(held), other), start)
                held = _either(held, other)
            if reader.accept("ELSE"):
                yield from self._branch(_opposite(held), start)
            reader.expect("END", "IF")
            return
        self._skip_condition()
        held = self._answer(start)
        yield from self._branch(held, start, one=True)
        if reader.at("ELSE") or reader.at(";", "ELSE"):
            reader.accept(";")
            reader.expect("ELSE")
            yield from self._branch(_opposite(held), start, one=True)

    def _answer(self, start: int) -> Answer:
        tokens = self.reader.tokens[start : self.reader.position]
        return answer(RawStatement(self.body.source, tokens), self.context, self.answers)

    def _branch(self, held: Answer, start: int, *, one: bool = False) -> Iterator[Operation]:
        """Read the statements of a branch: done, left out, or done where they are still to be done.

        *start*: where the condition begins.
        """
        before, begin = self.context.schema, self.reader.position
        # What is left out must still be read, to find its end.
        read = self._statement if one else self._statements
        operations = list(read(guarded=held is not True))
        if held is False:
            self.context.schema = before
            self.returned = False
            return
        if held is None and self.returned:
            raise NotRead("RETURN")
        if held is None and operations:
            self._check_subject(start, begin)
            if any(isinstance(operation, MakeOpaque) for operation in operations):
                raise NotRead("what a branch does")
        yield from operations

    def _check_subject(self, start: int, begin: int) -> None:
        """Raises: NotRead: the condition asks about something else than the branch changes."""
        asked = _texts(self.reader.tokens[start:begin])
        changed = {
            token.value.lower()
            for token in with_strings(self.reader.tokens[begin : self.reader.position], self.context)
        }
        if not asked or not asked <= changed:
            raise NotRead("a condition that the schema does not answer")

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
        from sqlgen.raw_sql.effects import read_statement, read_text

        inner = self._take_statement()
        if inner.tokens[0].value == "PERFORM":
            select = replace(inner.tokens[0], value="SELECT")
            yield from read_statement(RawStatement(inner.source, (select, *inner.tokens[1:])), self.context)
            return
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
            needed = list(ensured(operations, self.context))
            self.done += len(needed) < len(operations)
            # Names that are settled change nothing.
            self.kept += any(not isinstance(operation, ReplaceTable) for operation in needed)
            operations = needed
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


def _texts(condition: Sequence[Token]) -> set[str]:
    """Return the names in a condition's strings, but for those that tell only a schema or a kind."""
    found = set()
    for before, token in pairwise(condition):
        if token.kind is TokenKind.STRING and before.kind in (TokenKind.MARK, TokenKind.WORD):
            found |= {part.strip('[]"').lower() for part in token.value.split(".")}
    return found - {"public", "dbo", "u", "v", "p", "r", "f", "c", "t", "i", "base table", "n"}


def _opposite(held: Answer) -> Answer:
    return None if held is None else not held


def _both(one: Answer, other: Answer) -> Answer:
    return False if one is False or other is False else None if None in (one, other) else True


def _either(one: Answer, other: Answer) -> Answer:
    return True if one or other else None if None in (one, other) else False


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


def read_call(reader: Reader) -> Iterator[Operation]:
    """Read CALL, EXEC, EXECUTE. Raises: NotRead."""
    from sqlgen.raw_sql.effects import read_text
    from sqlgen.raw_sql.moving import stored_rename

    start = reader.position
    reader.take()
    reader.accept("IMMEDIATE")
    if not reader.at("(") and reader.peek().kind is not TokenKind.STRING:
        name = reader.object_name()
        if name.name.upper() == "SP_RENAME":
            yield from stored_rename(reader)
            return
        if name.name.upper() != "SP_EXECUTESQL":
            yield from called(name, reader)
            return
        start = reader.position - 1
    inner = RawStatement(reader.statement.source, reader.tokens[start:])
    try:
        text = _literal_sql(inner, reader.context)
    except NotRead:
        yield from read_block(reader.statement, reader.context, reader.statement)
        return
    yield from read_text(text, reader.context)


def called(name: ObjectName, reader: Reader) -> Iterator[Operation]:
    """Return the effect of running the routine *name*: that of its body, where the history made it."""
    from sqlgen.raw_sql.effects import read_text

    context = reader.context
    if describes(name):
        return
    known = names.known_name(name, context.schema.routines, context.dialect)
    if known is None:
        reason = f'what the procedure "{name}" does is not known: no revision creates it'
        yield MakeOpaque(context.origin, (), reason)
        return
    if known in context.running:
        raise NotRead("a routine that calls itself")
    routine = context.schema.routines[known]
    kind, text = routine.definitions[0]
    if kind == TEXT:
        yield from read_text(text, context)
        return
    found = bodies(routine, context)
    if kind == EXPRESSION and not _has_verb(found[0], context):
        yield MakeOpaque(context.origin, (), f'the text of "{name}" is put together when it runs')
        return
    if kind == EXPRESSION:
        yield from read_block(found[0], context, reader.statement)
        return
    context.running.append(known)
    try:
        if len(found) == 1:
            yield from read_body(found[0], context, reader.statement)
        else:
            for body in found:
                yield from read_block(body, context, reader.statement)
    finally:
        context.running.pop()


def _has_verb(body: RawStatement, context: Context) -> bool:
    return any(
        token.value in ("CREATE", "ALTER", "DROP", "RENAME") for token in with_strings(body.tokens, context)
    )
