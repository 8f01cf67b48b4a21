"""The two worlds of a little program: a real server, and a replay that knows only what was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.ddl import ExecutableDDLElement

from sqlgen.dialect import Dialect
from sqlgen.operations import Change, Operation
from sqlgen.origin import Origin
from sqlgen.raw_sql import effects_of
from sqlgen.replay.data import bulk_insert, operations_for
from sqlgen.replay.recorder import Recorder
from sqlgen.rows import Result, Rows, UnknownRows
from sqlgen.schema import Schema

HERE = Origin("versions/one.py", 1)


@dataclass(frozen=True)
class Do:
    """Done, and nothing asked."""

    statement: Any
    parameters: Any = None


@dataclass(frozen=True)
class Write:
    """Done, and asked for its rowcount, its keys and what it returns."""

    statement: Any
    parameters: Any = None


@dataclass(frozen=True)
class Read:
    """Asked."""

    statement: Any
    parameters: Any = None
    ordered: bool = False


@dataclass(frozen=True)
class Bulk:
    """``op.bulk_insert``."""

    table: sa.Table
    rows: list[dict[str, Any]]


Step = Do | Write | Read | Bulk


class Offline:
    """A replay: every change is noted, and questions go to `Rows`."""

    def __init__(self, dialect: Dialect, *, complete: bool = False) -> None:
        self.dialect = dialect
        self.rows = Rows(dialect)
        self.changes: list[Change] = []
        self.recorder = Recorder(
            dialect, self._take, lambda: Schema(complete=complete), {}, effects=effects_of(dialect)
        )

    def _take(self, change: Change) -> None:
        self.changes.append(change)
        self.rows.note(change)

    def record(self, operation: Operation) -> None:
        self.recorder.record(operation)

    def do(self, statement: Any, parameters: Any = None) -> None:
        """Take a statement into the script."""
        statement = without_returning(statement)
        for operation in operations_for(self.recorder, statement, parameters):
            self.recorder.record(operation)

    def step(self, step: Step) -> Any:
        """Do a step; return what was asked, or the refusal."""
        if isinstance(step, Bulk):
            operation = bulk_insert(self.recorder, step.table, step.rows)
            if operation is not None:
                self.record(operation)
            return None
        if isinstance(step, Do):
            self.do(step.statement, step.parameters)
            return None
        if isinstance(step, Read):
            return self._asked(step)
        answer = self._asked(step)
        self.do(step.statement, step.parameters)
        return answer

    def _asked(self, step: Read | Write) -> Any:
        try:
            return self.rows.execute(step.statement, step.parameters)
        except UnknownRows as error:
            return error


def without_returning(statement: Any) -> Any:
    """Return the statement as the script has it: nobody is there to fetch what it returns."""
    if getattr(statement, "_returning", None):
        statement = statement._generate()
        statement._returning = ()
    return statement


class Live:
    """A real server."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def step(self, step: Step) -> Any:
        if isinstance(step, Bulk):
            self.connection.execute(step.table.insert(), step.rows)
            return None
        statement = sa.text(step.statement) if isinstance(step.statement, str) else step.statement
        if isinstance(statement, ExecutableDDLElement):
            self.connection.execute(statement)
            return None
        result = self.connection.execute(statement, step.parameters or {})
        if isinstance(step, Do):
            return None
        rows = tuple(tuple(row) for row in result) if result.returns_rows else ()
        keys: tuple[Any, ...] | None = None
        many = isinstance(step.parameters, list)
        if isinstance(step, Write) and result.context.isinsert and not many and not rows:
            try:
                keys = tuple(result.inserted_primary_key)
            except (sa.exc.InvalidRequestError, TypeError):
                keys = None
        return Answer(tuple(result.keys()) if result.returns_rows else (), rows, result.rowcount, keys)


@dataclass(frozen=True)
class Answer:
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    rowcount: int
    keys: tuple[Any, ...] | None


def difference(step: Read | Write, live: Answer, ours: Result) -> str | None:
    """Return what our answer has wrong, or None."""
    one, other = live.rows, ours.rows
    if isinstance(step, Write) and not getattr(step.statement, "_returning", ()):
        # SQLAlchemy has fetched what it made the server return.
        other = ()
    elif live.columns != ours.columns:
        return f"columns {live.columns} against our {ours.columns}"
    if not getattr(step, "ordered", False):
        one, other = _sorted(one), _sorted(other)
    if [*map(shape, one)] != [*map(shape, other)]:
        return f"rows {one} against our {other}"
    if isinstance(step, Write):
        if live.rowcount != ours.rowcount and live.rowcount != -1:
            return f"rowcount {live.rowcount} against our {ours.rowcount}"
        if live.keys is not None and ours.inserted_primary_keys:
            known = [
                (a, b) for a, b in zip(live.keys, ours.inserted_primary_keys[0], strict=True) if b is not None
            ]
            if any(a != b for a, b in known if a is not None):
                return f"keys {live.keys} against our {ours.inserted_primary_keys}"
    return None


def shape(row: Iterable[Any]) -> list[tuple[str, str]]:
    """Return a row with the types of its values, so that 1, True and 1.0 differ."""
    return [(type(value).__name__, repr(value)) for value in row]


def _sorted(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=repr))
