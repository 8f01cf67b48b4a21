"""A DBAPI without a database: its cursors hand what they are to execute to one function.

Knows nothing of SQLAlchemy; `sqlgen.replay.bind` builds an engine on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a statement gave. *rows* None: it gives none.

    *refuse* raises the error for whoever asks for what is not known: the rows where *rows_unknown*, the
    number of rows, the key that the server made up.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] | None = None
    rowcount: Any = -1
    lastrowid: Any = None
    refuse: Callable[[], Any] | None = None

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
        """The number of rows, or a value that refuses to be looked at."""
        return self._answer.rowcount

    @property
    def lastrowid(self) -> Any:
        """The key of the last row, or a value that refuses to be looked at."""
        return self._answer.lastrowid

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
            if self._answer.rows is None and self._answer.refuse is not None:
                self._answer.refuse()
            self._left = iter(self._answer.rows or ())
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


class Unknown:
    """A value that only a database could tell: any look at it raises *refuse*'s error."""

    def __init__(self, refuse: Callable[[], Any]) -> None:
        object.__setattr__(self, "_refuse", refuse)

    def _look(self, *_: Any, **__: Any) -> Any:
        return object.__getattribute__(self, "_refuse")()

    __int__ = __index__ = __float__ = __str__ = __repr__ = __bool__ = __format__ = __len__ = __iter__ = _look
    __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __getitem__ = (
        _look
    )
    __mod__ = __call__ = __getattr__ = __neg__ = __rmul__ = __contains__ = _look

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return bool(self._look())

    def __hash__(self) -> int:
        return id(self)
