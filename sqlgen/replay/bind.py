"""The bind that scripts get: a real SQLAlchemy Connection of the target's dialect, on no database.

What it executes goes to `sqlgen.replay.questions`; transactions are the script's frame, so beginning and
committing say nothing, and undoing what is in the script already is refused.
"""

from __future__ import annotations

from contextlib import nullcontext
from copy import copy
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool

from sqlgen.replay import dbapi
from sqlgen.replay.offline_dialect import offline_dialect
from sqlgen.replay.questions import Questions
from sqlgen.replay.recorder import Recorder


class OfflineTransaction:
    """What ``bind.begin()`` returns: the statements within are part of the script's transaction."""

    is_active = True
    nested = False

    def __init__(self, connection: OfflineConnection) -> None:
        self.connection = connection

    def __enter__(self) -> OfflineTransaction:
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self.commit()

    def commit(self) -> None:
        """Do nothing: the script's frame commits."""

    def close(self) -> None:
        """Undo what was not committed, which is nothing or refused."""

    def rollback(self) -> None:
        """Raise NeedsDatabase: what was to be undone is in the script already."""
        self.connection.rollback()


class OfflineConnection(Connection):
    """A Connection whose statements become part of the script and whose questions are answered or refused.

    *sqlgen_apart*: it is another one than the script's own, which sees nothing that is not committed.
    """

    sqlgen_apart = False

    @property
    def _questions(self) -> Questions:
        engine: Any = self.engine
        questions: Questions = engine._sqlgen_questions
        return questions

    def execute(self, statement: Any, *parameters: Any, **kw: Any) -> Any:
        """Execute as SQLAlchemy does; a plain string counts as text, as before SQLAlchemy 2.0."""
        statement = _executable(statement)
        if len(parameters) > 1 and all(isinstance(p, (dict, tuple)) for p in parameters):
            options = parameters[1] if len(parameters) == 2 and kw == {} else None
            if not (isinstance(options, dict) and set(options) <= _OPTIONS):
                parameters = (list(parameters),)
        values = {key: kw.pop(key) for key in list(kw) if key not in ("execution_options", "parameters")}
        if values:
            parameters = (values,)
        return super().execute(statement, *parameters, **kw)

    def scalar(self, statement: Any, *parameters: Any, **kw: Any) -> Any:
        """Execute and return the first value."""
        return super().scalar(_executable(statement), *parameters, **kw)

    def scalars(self, statement: Any, *parameters: Any, **kw: Any) -> Any:
        """Execute and return the first values."""
        return super().scalars(_executable(statement), *parameters, **kw)

    def begin(self) -> Any:
        """Return a transaction within the script's own."""
        return super().begin() if self._transaction is None else OfflineTransaction(self)

    def connect(self, *_: Any, **__: Any) -> OfflineConnection:
        """Return the connection itself, as before SQLAlchemy 2.0."""
        return self

    def commit(self) -> None:
        """Do nothing: the script's frame commits."""

    def rollback(self) -> None:
        """Raise NeedsDatabase where something would have to be undone that is in the script already."""
        self._questions.refuse_rollback()

    def close(self) -> None:
        """Do nothing: the run's connection stays open."""

    def __exit__(self, *_: Any) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The dialect's name, as of an engine."""
        return self.dialect.name

    @property
    def url(self) -> Any:
        """The URL, as of an engine."""
        return self.engine.url

    def _run_ddl_visitor(self, visitorcallable: Any, element: Any, **kw: Any) -> None:
        """Take ``Table.create(bind)``, ``metadata.create_all(bind)`` and the like into the script."""
        from sqlgen.replay.ddl_visit import visit

        with self._questions.asked_by(self):
            visit(self._questions.recorder, self, visitorcallable, element, kw)

    def _next_value(self, sequence: Any) -> Any:
        return self._questions.unknown(f"the next value of {sequence.name}")

    def _default_value(self, statement: str) -> Any:
        return self._questions.unknown(statement)


class OfflineEngine(Engine):
    """An Engine that has one connection, beside the script's own unless it is redirected to that."""

    _connection_cls = OfflineConnection
    _sqlgen_connection: OfflineConnection

    def connect(self) -> Any:
        """Return the connection."""
        return self._sqlgen_connection

    def begin(self) -> Any:
        """Return a context that gives the connection."""
        return nullcontext(self._sqlgen_connection)

    def execute(self, *arguments: Any, **keywords: Any) -> Any:
        """Execute, as engines did before SQLAlchemy 2.0."""
        return self._sqlgen_connection.execute(*arguments, **keywords)

    def dispose(self, close: bool = True) -> None:
        """Do nothing: there is nothing to close."""


_OPTIONS = {
    "autocommit", "isolation_level", "stream_results", "max_row_buffer", "yield_per", "schema_translate_map",
    "compiled_cache", "logging_token", "no_parameters", "preserve_rowcount", "synchronize_session",
}  # fmt: skip


def new_bind(recorder: Recorder, url: Any = None) -> OfflineConnection:
    """Return the connection of a run; *url* is the declared one, where there is one."""
    questions = Questions(recorder, getattr(url, "database", None))
    dialect = offline_dialect(recorder.dialect, questions.reflector, recorder.savepoints)
    pool = StaticPool(lambda: dbapi.Connection(questions.execute), dialect=dialect)  # type: ignore[arg-type]
    address = url if url is not None else sa.engine.URL.create(recorder.dialect.sqlalchemy.name)
    engine: Any = OfflineEngine(
        pool, dialect, address, query_cache_size=0, execution_options={"compiled_cache": None}
    )
    engine._sqlgen_questions = questions
    connection, other = OfflineConnection(engine), OfflineConnection(engine)
    other.sqlgen_apart = True
    engine._sqlgen_connection = other
    connection.begin()
    other.begin()
    return connection


def engine_of(connection: OfflineConnection) -> OfflineEngine:
    """Return an engine whose every connection is *connection* itself."""
    engine: Any = copy(connection.engine)
    engine._sqlgen_connection = connection
    made: OfflineEngine = engine
    return made


def _executable(statement: Any) -> Any:
    return sa.text(statement) if isinstance(statement, str) else statement
