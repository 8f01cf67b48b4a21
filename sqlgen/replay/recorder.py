"""The recorder: takes the operations of a running script, with their lines, and hands on the changes.

Knows which revision runs and what the schema is at this moment; knows nothing of statements.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import sqlalchemy as sa

from sqlgen.dialect import Dialect
from sqlgen.errors import InternalError, SqlgenError
from sqlgen.operations import (
    Assumption,
    Change,
    Effects,
    ExecuteSql,
    InsertRows,
    MakeOpaque,
    Moment,
    Operation,
)
from sqlgen.origin import Origin
from sqlgen.reflection.advance import advancing, named
from sqlgen.replay.caught import RefusedByServer, is_caught
from sqlgen.replay.dbapi import UNKNOWN
from sqlgen.replay.errors import AbortsTransaction, NeedsDatabase
from sqlgen.replay.incomplete import refuse_incomplete
from sqlgen.replay.noted import NotedChanges
from sqlgen.replay.savepoints import Savepoints
from sqlgen.schema import ObjectName, Schema, Table

if TYPE_CHECKING:
    # It reads SQL; a run in which nobody asks for rows does without.
    from sqlgen.rows import Rows

Sink = Callable[[Change], None]
Policy = Literal["refuse", "empty", "silent"]
"""What is done where the rows of a table are not known: refuse the question; answer it as if no row matched,
and say so; or answer so without a word, in a replay whose statements nobody runs."""


class Recorder:
    """Receives operations while scripts run.

    *files*: absolute file names of the revision scripts, each with the path and revision shown for it.
    *contradiction* tells what the server would refuse in a change.
    *start* works out the schema at START when it is first asked for. *own_tables()* are there beside the
    history's: the version table. *recorded* counts the operations of the revision that runs.
    """

    def __init__(
        self,
        dialect: Dialect,
        sink: Sink,
        start: Callable[[], Schema],
        files: Mapping[str, Origin],
        *,
        metadata: Any = None,
        effects: Effects | None = None,
        source_dialect: str | None = None,
        assume: Callable[[Assumption], None] = lambda assumption: None,
        contradiction: Callable[[Change], SqlgenError | None] = lambda change: None,
        policy: Policy = "refuse",
    ) -> None:
        self.dialect = dialect
        self.source_dialect = source_dialect
        self.effects = effects
        self.moment = Moment(None, None, lambda: named(Schema(), start(), dialect))
        self._advance = advancing(dialect)
        self.committed = self.moment
        """What another connection than the script's own sees."""
        self.hidden = 0
        """How many operations since are not committed."""
        self.apart = False
        """Whether it is another connection that executes now."""
        self._by_others = 0
        # Elsewhere the engine, or its driver, commits with DDL.
        self._ddl_waits = dialect.facts.ddl.transactional and dialect.facts.ddl.tells_transactional
        self.metadata = metadata
        self.autocommit = False
        self._refusal: SqlgenError | None = None
        self.types: dict[Any, Any] = {}
        self.stubs: dict[str, Any] = {}
        self.assume = assume
        self._contradiction = contradiction
        self.policy = policy
        self.recorded = 0
        self.own_tables: Callable[[], tuple[Table, ...]] = tuple
        self.own_names: frozenset[ObjectName] = frozenset()
        self.savepoints = Savepoints(self)
        self._known: tuple[Schema, Schema] | None = None
        self._rows: Rows | None = None
        self._noted = NotedChanges(self._advance)
        self._unknown_shown = False
        self._sink = sink
        self._files = files
        self._current = Origin("", 0)

    def enter(self, origin: Origin) -> None:
        """Note that the script of *origin* runs from now on."""
        self._current = origin
        self._refusal = None
        self.recorded = 0

    def leave(self) -> None:
        """Note that no revision runs any more: what comes now comes from env.py."""
        self._current = Origin("", 0)

    @property
    def schema(self) -> Schema:
        """The schema of this moment."""
        return self.moment.schema

    def commit(self) -> None:
        """Note that other connections see all that was done."""
        self.committed, self.hidden, self._by_others = self.moment, 0, 0

    @property
    def schema_seen(self) -> Schema:
        """The schema as the connection sees it that asks now.

        Raises: NeedsDatabase: both connections have done something, and what each sees is not followed.
        """
        if not (self.apart and self._ddl_waits and self.hidden):
            return self.known_schema
        if self._by_others:
            self.refuse("what a second connection sees", "it has made changes beside the script's own")
        return self._known_at(self.committed)

    @property
    def known_schema(self) -> Schema:
        """The schema of this moment, as a live connection would see it: with the version table."""
        return self._known_at(self.moment)

    def _known_at(self, moment: Moment) -> Schema:
        schema = moment.schema
        if self._known is None or self._known[0] is not schema:
            known = schema
            for table in self.own_tables():
                if table.name not in known.tables:
                    known = known.with_table(table)
            self._known = schema, known
        return self._known[1]

    def origin(self) -> Origin:
        """Return the line of a revision script that is running now.

        The nearest frame in a revision script: a helper inside the script is named at the line that wrote
        the op. call, a helper outside it at the script's line that called it.
        """
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            known = self._files.get(frame.f_code.co_filename)
            # env.py calls all that runs: it is the place only of what it says itself.
            if known is not None and (known.revision is not None or not self._current.path):
                return Origin(known.path, frame.f_lineno, self._current.revision)
            frame = frame.f_back
        return self._current

    def remember(self, error: SqlgenError) -> None:
        """Note a refusal that a script is told of; it counts also where the script catches it."""
        self._refusal = self._refusal or error

    def refuse(self, question: str, why: str = "") -> NoReturn:
        """Raise NeedsDatabase for *question*, and *why*; it counts also where the script catches it."""
        self.told(NeedsDatabase(self.origin(), question, why=why))

    def told(self, error: SqlgenError) -> NoReturn:
        """Raise *error* in the script's face; it counts also where the script catches it."""
        error.where = error.where or self.origin()
        self.remember(error)
        raise error

    def shown_unknown(self) -> None:
        """Note that the script has printed a value that nobody knows; it must not get into SQL."""
        self._unknown_shown = True

    @property
    def rows(self) -> Rows:
        """What is known of rows; worked out from all that was recorded when first asked for."""
        if self._rows is None:
            from sqlgen.rows import Rows

            self._rows = Rows(self.dialect, self._table_of_now)
            for change in self._noted.changes():
                self._rows.note(change)
            self._noted.clear()
        return self._rows

    def _table_of_now(self, name: ObjectName) -> Table | None:
        return self.schema.table(name)

    def forget_rows(self) -> None:
        """Note that what was recorded of rows is not what the script does: none is known any more."""
        self._rows = None
        self._noted.clear()

    def _note(self, change: Change) -> None:
        if self._rows is not None:
            self._rows.note(change)
        elif self.policy != "silent":
            self._noted.note(change)

    def settle(self) -> None:
        """Raise the refusal that the script has caught and gone on from, if there is one.

        Scripts wrap live calls in ``try ... except Exception``; what they do then rests on an answer that
        no database gave.
        """
        if self._refusal is not None:
            raise self._refusal

    def record(self, operation: Operation) -> None:
        """Take *operation*: advance the moment and hand on the change."""
        refuse_incomplete(operation)
        before = self._knowing_own_tables(operation) if self.own_names else self.moment
        after = before.then(operation, self._advance)
        change = Change(operation, before, after, self.autocommit)
        if is_caught():
            self._refuse_as_live(change)
        self.moment = after
        self.recorded += 1
        if self.apart:
            self._by_others += 1
        elif self._ddl_waits or isinstance(operation, (ExecuteSql, InsertRows)):
            self.hidden += 1
        self._note(change)
        if self.autocommit and not self.apart:
            self.commit()
        if self._unknown_shown and UNKNOWN in repr(operation):
            self.refuse(f"a value that is known only to the database, in {type(operation).__name__}")
        if not self.savepoints.take(change):
            self.hand_on(change)

    def _knowing_own_tables(self, operation: Operation) -> Moment:
        """Return the moment, the version table being known in it where *operation* changes that."""
        if isinstance(operation, ExecuteSql):
            # env.py, or the history, may make it in a shape of its own.
            named = any(name.name in operation.sql for name in self.own_names)
            if not named or "CREATE TABLE" in operation.sql.upper():
                return self.moment
        else:
            table = getattr(operation, "table", None)
            if not isinstance(table, ObjectName) or table not in self.own_names:
                return self.moment
        self.own_names = frozenset()

        def known(_: Operation | None, schema: Schema) -> Schema:
            for own in self.own_tables():
                if own.name not in schema.tables and schema.opaque_by(own.name) is None:
                    schema = schema.with_table(own)
            return schema

        return Moment(self.moment, None, known)

    def _refuse_as_live(self, change: Change) -> None:
        """Raise what the server would if it certainly refused *change*; the script catches it and goes on."""
        fault = self._contradiction(change)
        if fault is not None:
            aborts = self.dialect.facts.ddl.errors_abort_transactions
            if aborts and self.policy != "silent" and not self.autocommit and not self.savepoints.are_open:
                self.remember(AbortsTransaction(change.operation.origin, fault, self.dialect.title))
                raise RefusedByServer(fault)
            text = f"left out, as the server would refuse it and the script goes on: {fault.what}"
            self.assume(Assumption(change.operation.origin, text))
            raise RefusedByServer(fault)

    def lose_track(self, error: SqlgenError) -> None:
        """Note that the revision that runs cannot be replayed: from now on any object may have any shape."""
        self.savepoints.clear()
        where = error.where if isinstance(error.where, Origin) else self._current
        reason = f"revision {self._current.revision} could not be replayed: {error.what}"
        self.record(MakeOpaque(where, (), reason, failed=True))

    def hand_on(self, change: Change) -> None:
        """Give *change* to the sink. Raises: what lowering it raises, InternalError."""
        operation = change.operation
        try:
            self._sink(change)
        except SqlgenError as error:
            if error.where is None:
                error.where = operation.origin
            raise
        except Exception as error:
            # Else it would look as if the script that runs now had raised it.
            raise InternalError(error, where=operation.origin) from error

    def new_metadata(self) -> sa.MetaData:
        """Return an empty MetaData with the naming convention of the project's own."""
        convention = getattr(self.metadata, "naming_convention", None)
        return sa.MetaData(naming_convention=convention) if convention else sa.MetaData()
