"""The bind that scripts get: takes statements into the script, refuses questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import TextClause

from sqlgen.replay import data
from sqlgen.replay.errors import NeedsDatabase
from sqlgen.replay.recorder import Recorder

_READS = ("SHOW", "PRAGMA TABLE", "DESCRIBE", "EXPLAIN")


class NoResult:
    """What executing gives back: any question to it is one that only a database can answer."""

    def __init__(self, bind: OfflineBind, sql: str) -> None:
        self._bind = bind
        self._sql = sql

    def close(self) -> None:
        """Do nothing; there is nothing to close."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._bind.refuse(f"{name} of {_first_line(self._sql)}")

    def __iter__(self) -> Iterator[Any]:
        self._bind.refuse(f"rows of {_first_line(self._sql)}")


class OfflineTransaction:
    """What ``bind.begin()`` returns: the statements within are part of the script's transaction."""

    is_active = True

    def __init__(self, bind: OfflineBind) -> None:
        self.connection = bind

    def __enter__(self) -> OfflineBind:
        return self.connection

    def __exit__(self, *_: Any) -> None:
        return None

    def commit(self) -> None:
        """Do nothing: the script's frame commits."""

    close = commit

    def rollback(self) -> None:
        """Raise NeedsDatabase: what was to be undone is in the script already."""
        self.connection.rollback()


class OfflineBind:
    """Stands for the target database: DDL and DML become part of the script.

    ``bind.engine`` and ``bind.connect()`` are the bind itself.
    """

    def __init__(self, recorder: Recorder, url: Any = None) -> None:
        self._recorder = recorder
        self.dialect = recorder.dialect.sqlalchemy
        self.info: dict[str, Any] = {}
        self.url = url if url is not None else sa.engine.URL.create(self.dialect.name)

    @property
    def engine(self) -> OfflineBind:
        """The bind itself."""
        return self

    @property
    def name(self) -> str:
        """The dialect's name, as of an engine."""
        return self.dialect.name

    @property
    def closed(self) -> bool:
        """False: it is always open."""
        return False

    def refuse(self, question: str) -> NoReturn:
        """Raise the error for a question that needs a database."""
        error = NeedsDatabase(self._recorder.origin(), question)
        self._recorder.remember(error)
        raise error

    def execute(self, statement: Any, *parameters: Any, **_: Any) -> NoResult:
        """Take a statement into the script. Raises: NeedsDatabase: one that asks for a description.

        A SELECT may be there for what its functions do; it is refused when its rows are asked for.
        """
        values: Any = parameters[0] if len(parameters) == 1 else (list(parameters) or None)
        sql = str(getattr(statement, "text", statement)) if _is_text(statement) else ""
        if sql.lstrip(" (\n\t").upper().startswith(_READS):
            self.refuse(_first_line(sql))
        if isinstance(statement, UpdateBase) and statement._returning:
            self.refuse(f"rows returned by {_first_line(str(statement))}")
        for operation in data.operations_for(self._recorder, statement, values):
            self._recorder.record(operation)
        return NoResult(self, sql or str(statement))

    def exec_driver_sql(self, statement: str, parameters: Any = None, **_: Any) -> NoResult:
        """Take a text that goes to the driver as it is. Raises: NeedsDatabase: one that reads."""
        if parameters:
            self.refuse(f"driver parameters of {_first_line(statement)}")
        if getattr(self.dialect, "default_paramstyle", "") in ("format", "pyformat"):
            # Such drivers take %% for a percent sign, also where no parameters are given.
            statement = statement.replace("%%", "%")
        return self.execute(sa.text(statement.replace(":", "\\:")))

    def scalar(self, statement: Any, *_: Any, **__: Any) -> NoReturn:
        """Raise NeedsDatabase."""
        self.refuse(_first_line(str(statement)))

    scalars = scalar

    def execution_options(self, **_: Any) -> OfflineBind:
        """Return the bind itself."""
        return self

    def connect(self) -> OfflineBind:
        """Return the bind itself, which can also be entered as a context."""
        return self

    def __enter__(self) -> OfflineBind:
        return self

    def __exit__(self, *_: Any) -> None:
        return None

    def begin(self) -> OfflineTransaction:
        """Return a transaction within the script's own, which gives the bind when entered."""
        return OfflineTransaction(self)

    begin_nested = begin

    def in_transaction(self) -> bool:
        """Return True."""
        return True

    def commit(self) -> None:
        """Do nothing: the script's frame commits."""

    close = commit

    def rollback(self) -> None:
        """Raise NeedsDatabase: what was to be undone is in the script already."""
        self.refuse("rollback")

    def _run_ddl_visitor(self, visitor: Any, element: Any, **kw: Any) -> None:
        """Take ``Table.create(bind)``, ``metadata.create_all(bind)`` and the like into the script."""
        from sqlgen.replay.ddl_visit import visit

        visit(self._recorder, self, visitor, element, kw)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        self.refuse(f"bind.{name}")


@sa.inspection._inspects(OfflineBind)
def _inspect(bind: OfflineBind) -> NoReturn:
    bind.refuse("sqlalchemy.inspect(bind)")


def _is_text(statement: Any) -> bool:
    return isinstance(statement, (str, TextClause))


def _first_line(sql: str) -> str:
    line = " ".join(sql.split())
    return line if len(line) <= 100 else line[:97] + "..."
