"""What rows cannot be told: the error for the caller, and the reason inside the room."""

from __future__ import annotations

from sqlgen.errors import SqlgenError
from sqlgen.schema import ObjectName


class UnknownRows(SqlgenError):
    """A question about rows that only the database can answer.

    *tables*: those whose rows are not known; *columns*: those whose values the server makes
    (``table.column``); *reason*: one line.
    """

    def __init__(
        self, reason: str, tables: tuple[ObjectName, ...] = (), columns: tuple[str, ...] = (), sql: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.tables = tables
        self.columns = columns
        self.sql = sql


class NotEvaluable(Exception):
    """A part of a statement whose value on the target cannot be proved here; within the room only."""

    def __init__(
        self, reason: str, *, tables: tuple[ObjectName, ...] = (), columns: tuple[str, ...] = ()
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.tables = tables
        self.columns = columns
