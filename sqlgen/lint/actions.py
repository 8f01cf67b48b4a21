"""An action: one thing that a script does to one object, between the schema before it and the one after."""

from __future__ import annotations

from dataclasses import dataclass

from sqlgen.operations import Operation
from sqlgen.origin import Origin
from sqlgen.schema import ObjectName, Schema, Table
from sqlgen.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that a script does.

    kind         that of its fact: ``create_index``, ``set_not_null`` ... (see dialects/*/locks.toml)
    operation    what asked for it; None where it was read from the statement's text
    statement    the finished statement that does it
    code         that statement's text without comments, strings emptied, on one line
    table        the table that it is about, or None
    column       the column that it is about, or None
    other        another table that its text names: the partition, the parent
    transaction  the number of its transaction in the script; each is its own where the server commits by
    itself number       its place among the script's actions
    raw          the author wrote the statement
    rebuilds     the table is made anew to bring it about
    lossy        values may be cut, or may not fit
    """

    kind: str
    operation: Operation | None
    statement: Statement
    code: str
    before: Schema
    after: Schema
    table: ObjectName | None = None
    column: str | None = None
    other: ObjectName | None = None
    transaction: int = 0
    number: int = 0
    raw: bool = False
    rebuilds: bool = False
    lossy: bool = False

    @property
    def origin(self) -> Origin:
        """The line that asked for it."""
        return self.statement.origin

    @property
    def table_before(self) -> Table | None:
        """The table as the action finds it, where the schema knows it."""
        return self.before.table(self.table) if self.table is not None else None

    @property
    def table_after(self) -> Table | None:
        """The table as the action leaves it, where the schema knows it."""
        return self.after.table(self.table) if self.table is not None else None

    @property
    def place(self) -> str:
        """The table, or the column with it, as messages name them."""
        if self.column is not None:
            return f"{self.table}.{self.column}"
        return str(self.table)
