"""What a question to the catalogue is refused with: it names the SQL and what was not understood."""

from __future__ import annotations

from sqlgen.errors import SqlgenError

_LONGEST = 160


class NotAnswerable(SqlgenError):
    """A question to the server's catalogue that the schema does not answer exactly."""

    def __init__(self, sql: str, reason: str, hint: str | None = None) -> None:
        line = " ".join(sql.split())
        shown = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
        super().__init__(
            f"this question to the server's catalogue has no certain answer: {shown}: {reason}",
            hint=hint
            or "Ask with sqlalchemy.inspect(bind), or let the SQL itself decide (IF EXISTS, a DO block).",
        )
        self.sql = sql
        self.reason = reason


class Unanswerable(Exception):
    """The reason alone, on its way to where the SQL is known."""


class InDoubt(Unanswerable):
    """What may be there, or may have another shape, would be part of the answer."""
