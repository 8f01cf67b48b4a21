"""A DBAPI without a database: its cursors hand what they are to execute to one function.

Knows nothing of SQLAlchemy; `sqlgen.replay.bind` builds an engine on it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlgen.errors import SqlgenError
from sqlgen.values import dataclass

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Answer:
    """What a statement gave. *columns* empty: no rows come of it.

    *rows*, and *lastrowid*, may be functions that find out when somebody asks, and raise where nobody knows.
    """

    columns: tuple[str, ...] = ()
    rows: Rows | Callable[[], Rows] | None = None
    rowcount: Any = -1
    lastrowid: Any = None

    @property
    def returns_rows(self) -> bool:
        """Whether there is a result to fetch, known or not."""
        return bool(self.columns)


Execute = Callable[[str, Any, Any], Answer]
"""*(statement, parameters, context)*: *context* is SQLAlchemy's, or None for a raw cursor."""


class Cursor:
    """Executes one statement at a time."""

    arraysize = 1

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        self._answer = Answer()
        self._left: Iterator[tuple[Any, ...]] | None = None

    @property
    def description(self) -> list[tuple[Any, ...]] | None:
        """Name and six unknowns for each column; None where no rows come."""
        if not self._answer.returns_rows:
            return None
        return [(name, None, None, None, None, None, None) for name in self._answer.columns]

    @property
    def rowcount(self) -> Any:
        """The number of rows, or what stands for it."""
        return self._answer.rowcount

    @property
    def lastrowid(self) -> Any:
        """The key of the last row, or what stands for it where it is not known."""
        key = self._answer.lastrowid
        return key() if callable(key) else key

    def execute(self, statement: str, parameters: Any = None, context: Any = None) -> Cursor:
        """Execute *statement*. Raises: whatever taking it raises."""
        self._answer = self._execute(statement, parameters, context)
        self._left = None
        return self

    def executemany(self, statement: str, parameters: Sequence[Any], context: Any = None) -> Cursor:
        """Execute *statement* once for each of *parameters*."""
        if context is not None:
            return self.execute(statement, parameters, context)
        for one in parameters:
            self.execute(statement, one)
        return self

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        if self._left is None:
            rows = self._answer.rows
            self._left = iter((rows() if callable(rows) else rows) or ())
        return self._left

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None."""
        return next(self._rows(), None)

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        """Return the next *size* rows."""
        rows = self._rows()
        return [row for _, row in zip(range(size or self.arraysize), rows, strict=False)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows that are left."""
        return list(self._rows())

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows()

    def close(self) -> None:
        """Do nothing; there is nothing to close."""

    def setinputsizes(self, *_: Any, **__: Any) -> None:
        """Do nothing."""

    setoutputsize = setinputsizes


class Connection:
    """A connection to no database."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        self.autocommit = False

    def cursor(self, *_: Any, **__: Any) -> Cursor:
        """Return a new cursor."""
        return Cursor(self._execute)

    def execute(self, statement: str, parameters: Any = None) -> Cursor:
        """Execute at once, as sqlite3's and psycopg's connections can."""
        return self.cursor().execute(statement, parameters)

    def commit(self) -> None:
        """Do nothing: the script's frame commits."""

    rollback = close = commit


class Module:
    """What stands for the driver's module; its exceptions are those that scripts may catch."""

    paramstyle = "named"
    apilevel = "2.0"
    threadsafety = 1
    sqlite_version_info: tuple[int, ...] = (99, 0, 0)
    Binary = bytes

    class Error(Exception):
        """The base of a driver's errors."""

    class InterfaceError(Error):
        """Of the DBAPI."""

    class DatabaseError(Error):
        """Of the DBAPI."""

    class DataError(DatabaseError):
        """Of the DBAPI."""

    class OperationalError(DatabaseError):
        """Of the DBAPI."""

    class IntegrityError(DatabaseError):
        """Of the DBAPI."""

    class InternalError(DatabaseError):
        """Of the DBAPI."""

    class ProgrammingError(DatabaseError):
        """Of the DBAPI."""

    class NotSupportedError(DatabaseError):
        """Of the DBAPI."""


UNKNOWN = "<known only to the database>"
"""What a value that nobody knows looks like in a message that a script prints."""


class Later:
    """Stands for *value()*, worked out when somebody looks; *told* raises what that raises.

    Printed, one that nobody knows is `UNKNOWN`, and *shown* is called: it must not get into SQL.
    """

    __slots__ = ("_shown", "_told", "_value")

    def __init__(
        self, value: Callable[[], Any], told: Callable[[SqlgenError], Any], shown: Callable[[], None]
    ) -> None:
        self._value = value
        self._told = told
        self._shown = shown

    def _find(self) -> Any:
        try:
            return self._value()
        except SqlgenError as error:
            return self._told(error)

    def _text(self, make: Callable[[Any], str]) -> str:
        try:
            return make(self._value())
        except SqlgenError:
            self._shown()
            return UNKNOWN

    def __str__(self) -> str:
        return self._text(str)

    def __repr__(self) -> str:
        return self._text(repr)

    def __format__(self, spec: str) -> str:
        return self._text(lambda value: format(value, spec))

    def __hash__(self) -> int:
        # The mapper keeps its objects by their keys, known or not.
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other or bool(self._find() == (other._find() if isinstance(other, Later) else other))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._find(), name)


def _looking(name: str) -> Any:
    function = getattr(operator, name)

    def look(self: Later, *others: Any) -> Any:
        found = [other._find() if isinstance(other, Later) else other for other in others]
        return function(self._find(), *found)

    return look


def _reversed(name: str) -> Any:
    function = getattr(operator, name)
    return lambda self, other: function(other, self._find())


for _name in ("ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "floordiv", "mod", "neg", "index"):
    setattr(Later, f"__{_name}__", _looking(f"__{_name}__"))
for _name in ("add", "sub", "mul", "mod"):
    setattr(Later, f"__r{_name}__", _reversed(f"__{_name}__"))
for _name, _kind in (("int", int), ("float", float), ("bool", bool)):
    setattr(Later, f"__{_name}__", lambda self, kind=_kind: kind(self._find()))
