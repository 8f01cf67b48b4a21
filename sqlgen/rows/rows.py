"""What is known of rows during one replay: changes are noted, and read when somebody asks."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError
from sqlgen.operations import Change
from sqlgen.rows import cascades, numbers
from sqlgen.rows.cutting import cut
from sqlgen.rows.embedded import UNKNOWABLE, Embedded
from sqlgen.rows.errors import NotEvaluable, UnknownRows
from sqlgen.rows.headings import headings
from sqlgen.rows.nothing import Emptiness
from sqlgen.rows.playing import Player
from sqlgen.rows.questions import Asked, OutColumn, asked
from sqlgen.rows.reading import QUERIES, WRITES, called, parsed_statement, tables_read
from sqlgen.rows.results import processed
from sqlgen.rows.scope import Expr
from sqlgen.rows.select import ShapeOf, Translator
from sqlgen.rows.state import State
from sqlgen.rows.transaction import only_asked
from sqlgen.rows.values import loaded
from sqlgen.rows.writing import Writer
from sqlgen.rows.written import Outcome
from sqlgen.schema import ObjectName


@dataclass(frozen=True, slots=True)
class Result:
    """An answer. *rows*: processed by the types of the columns, as SQLAlchemy's own result gives them.

    *rowcount*: -1 where it says nothing. *inserted_primary_keys*: one for each inserted row, in the order
    of the key's columns; None stands for a value that the server makes. *notes*: what the answer rests on.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    rowcount: int = -1
    inserted_primary_keys: tuple[tuple[Any, ...], ...] = ()
    lastrowid: int | None = None
    returns_rows: bool = False
    notes: tuple[str, ...] = ()


class Question:
    """A statement asked at one point of the script; answered when `result` is called, at the latest then."""

    def __init__(
        self, rows: Rows, statement: Any, parameters: Any, sql: str | None, assumed: frozenset[ObjectName]
    ) -> None:
        self._rows = rows
        self._asked = (statement, parameters, sql, assumed)
        self._answer: Result | UnknownRows | None = None

    def result(self) -> Result:
        """Return the answer. Raises: UnknownRows."""
        if self._answer is None:
            self._rows._play_to(self)
        answer = self._answer
        assert answer is not None
        if isinstance(answer, UnknownRows):
            raise answer
        return answer

    def _settle(self, player: Player) -> None:
        """Find the answer at this point of the log."""
        statement, parameters, sql, assumed = self._asked
        try:
            self._answer = self._rows._answer(player, statement, parameters, sql, assumed)
        except UnknownRows as error:
            self._answer = error


@dataclass(slots=True)
class _Log:
    entries: list[Change | weakref.ref[Question]] = field(default_factory=list)
    played: int = 0


class Rows:
    """The rows of one replay. *shape_of*: the table that the schema of the moment has under a name."""

    def __init__(self, dialect: Dialect, shape_of: ShapeOf | None = None) -> None:
        self.dialect = dialect
        self._shape_of = shape_of
        self._log = _Log()
        self._player: Player | None = None

    def note(self, change: Change) -> None:
        """Note *change*; what it does is worked out when rows are asked for."""
        self._log.entries.append(change)

    def question(
        self,
        statement: Any,
        parameters: Any = None,
        *,
        sql: str | None = None,
        assume_empty: Iterable[ObjectName] = (),
    ) -> Question:
        """Return *statement* as a question about this point of the script, to be answered when wanted.

        For a write: what it would do; it is done when its change is noted, which comes after this.
        *assume_empty*: tables of which no row is taken to match. Arguments as of `execute`.
        """
        question = Question(self, statement, parameters, sql, frozenset(assume_empty))
        # One that nobody holds any more is not answered.
        self._log.entries.append(weakref.ref(question))
        return question

    def execute(
        self,
        statement: Any,
        parameters: Any = None,
        *,
        sql: str | None = None,
        assume_empty: Iterable[ObjectName] = (),
    ) -> Result:
        """Return what executing *statement* gives at this point of the script; nothing is changed by it.

        *statement*: a text, a construct, or what SQLAlchemy compiled with named parameters (then *parameters*
        are its final ones); *sql*: the finished text, if the caller has it. Raises: UnknownRows.
        """
        return self.question(statement, parameters, sql=sql, assume_empty=assume_empty).result()

    def knows(
        self, statement: Any, parameters: Any = None, *, sql: str | None = None
    ) -> tuple[ObjectName, ...]:
        """Return the tables of *statement* whose rows are not known; none of them is read by a guess."""
        player = self._played()
        try:
            asks = asked(statement, parameters, self.dialect, sql)
            found: dict[ObjectName, None] = {}
            for text in asks.texts:
                tree = parsed_statement(text, self.dialect)
                found |= dict.fromkeys(tables_read(tree, player.state, self.dialect))
        except NotEvaluable:
            return ()
        return tuple(name for name in found if name not in player.state.known)

    # --- the log ----------------------------------------------------------------------------------

    def _played(self) -> Player:
        """Return the player after all that was noted."""
        if self._player is None:
            self._player = Player(State(Embedded(self.dialect.facts.rows)), self.dialect)
        log = self._log
        while log.played < len(log.entries):
            entry = log.entries[log.played]
            log.played += 1
            if isinstance(entry, Change):
                self._player.play(entry)
                continue
            question = entry()
            if question is not None:
                question._settle(self._player)
        log.entries.clear()
        log.played = 0
        return self._player

    def _play_to(self, question: Question) -> None:
        self._played()

    # --- answers ----------------------------------------------------------------------------------

    def _answer(
        self, player: Player, statement: Any, parameters: Any, sql: str | None, assumed: frozenset[ObjectName]
    ) -> Result:
        shown = sql or ""
        try:
            asks = asked(statement, parameters, self.dialect, sql)
            shown = asks.texts[0] if asks.texts else ""
            results = []
            with only_asked(player.state):
                for text in asks.texts:
                    shown = text
                    results.append(self._one(player, text, asks, assumed))
        except NotEvaluable as refusal:
            raise UnknownRows(refusal.reason, refusal.tables, refusal.columns, shown) from refusal
        except UnknownRows:
            raise
        except SqlgenError as error:
            raise UnknownRows(error.what, sql=shown) from error
        return _joined(results)

    def _one(self, player: Player, text: str, asks: Asked, assumed: frozenset[ObjectName]) -> Result:
        tree = parsed_statement(text, self.dialect)
        translator = Translator(player.state, self.dialect, assumed, self._shape_of)
        own = next((name for name in called(tree) if name in player.state.routines), None)
        if numbers.name_of_numbers(self.dialect) not in assumed:
            numbers.show(tree, player.state, self.dialect)
        if isinstance(tree, QUERIES):
            if any(True for _ in tree.find_all(*WRITES)):
                raise NotEvaluable("a query that writes")
            nothing = self._nothing(translator, tree, text, asks)
            _refuse_own(None if nothing is not None else own)
            return nothing or self._query(translator, tree, text, asks)
        if isinstance(tree, WRITES):
            return self._write(player, translator, tree, asks, assumed, own)
        raise NotEvaluable(f"{tree.key.upper()} is not evaluated")

    def _nothing(self, translator: Translator, tree: Any, text: str, asks: Asked) -> Result | None:
        """Return the answer of a query that surely finds no row, None where one may be found."""
        empty = Emptiness(translator.state, self.dialect, translator.assumed, self._shape_of)
        if not empty.of_query(tree):
            return None
        if asks.columns:
            return Result(_names((), asks.columns), returns_rows=True, rowcount=0)
        own = empty.names(tree)
        names = headings(text, tree, own, self.dialect) if own is not None else None
        return Result(names, (), 0, returns_rows=True) if names is not None else None

    def _query(self, translator: Translator, tree: Any, text: str, asks: Asked) -> Result:
        query = translator.query(tree)
        found = translator.state.embedded.run(query.sql)
        notes: list[str] = []
        found = cut(found, query, translator.state.embedded, notes)
        rows = self._shown([row[: len(query.columns)] for row in found], query.columns, asks.columns)
        names = (
            _names(query.names, asks.columns)
            if asks.columns
            else headings(text, tree, query.names, self.dialect)
        )
        return Result(names, rows, len(rows), returns_rows=True, notes=tuple(notes))

    def _shown(
        self, found: list[tuple[Any, ...]], columns: tuple[Expr, ...], out: tuple[OutColumn, ...]
    ) -> tuple[tuple[Any, ...], ...]:
        if out and len(out) != len(columns):
            raise NotEvaluable("the text gives other columns than the construct names")
        facts = self.dialect.facts.rows
        shown = []
        for row in found:
            values = []
            for at, (value, column) in enumerate(zip(row, columns, strict=True)):
                if isinstance(value, str) and value.startswith(UNKNOWABLE):
                    raise NotEvaluable("the server makes a value that is read")
                plain = loaded(value, column.kind, facts)
                values.append(processed(plain, out[at].type, self.dialect) if out else plain)
            shown.append(tuple(values))
        return tuple(shown)

    def _write(
        self,
        player: Player,
        translator: Translator,
        tree: Any,
        asks: Asked,
        assumed: frozenset[ObjectName],
        own: str | None,
    ) -> Result:
        writer = Writer(translator)
        name = writer.target(tree)
        if player._has_trigger(name):
            raise NotEvaluable(f"a trigger stands on {name}", tables=(name,))
        if name in assumed and name not in player.state.known and not isinstance(tree, exp.Insert):
            return Result(
                rowcount=0, columns=tuple(c.key for c in asks.columns), returns_rows=bool(asks.columns)
            )
        named = asks.columns or tree.args.get("returning") is None
        if named and Emptiness(player.state, self.dialect, assumed, self._shape_of).of_write(tree):
            return Result(
                rowcount=0, columns=tuple(c.key for c in asks.columns), returns_rows=bool(asks.columns)
            )
        _refuse_own(own)
        outcome = cascades.written_by(writer, tree)
        return self._written(outcome, asks)

    def _written(self, outcome: Outcome, asks: Asked) -> Result:
        keys = tuple(tuple(_key(value) for value in key) for key in outcome.keys)
        result = Result(
            rowcount=outcome.rowcount, inserted_primary_keys=keys, lastrowid=outcome.generated_key
        )
        returned = outcome.returned
        if returned is None:
            return result
        rows = self._shown(list(outcome.returned_rows), returned.columns, asks.columns)
        return replace(result, rows=rows, columns=_names(returned.names, asks.columns), returns_rows=True)


def _refuse_own(function: str | None) -> None:
    """Raises: NotEvaluable: a function of the script's own is called for a row."""
    if function is not None:
        raise NotEvaluable(f"the function {function} is the script's own")


def _key(value: Any) -> Any:
    """Return a value of a key, None where the server makes it."""
    return None if isinstance(value, str) and value.startswith(UNKNOWABLE) else value


def _names(names: tuple[str, ...], out: tuple[OutColumn, ...]) -> tuple[str, ...]:
    return tuple(column.key for column in out) if out else names


def _joined(results: list[Result]) -> Result:
    """Return the results of one statement for several sets of parameters as one."""
    if len(results) == 1:
        return results[0]
    first = results[0] if results else Result()
    return replace(
        first,
        rows=tuple(row for result in results for row in result.rows),
        rowcount=sum(result.rowcount for result in results),
        inserted_primary_keys=tuple(key for result in results for key in result.inserted_primary_keys),
        lastrowid=results[-1].lastrowid if results else None,
    )
