"""What is certain at one operation of a history: present, absent, or not known and taken on trust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.checks.doubts import Doubts
from sqlgen.checks.faults import DoesNotExist, ExistsAlready, SchemaFault, did_you_mean
from sqlgen.checks.memory import Cause, Key, Memory
from sqlgen.checks.register import TITLES, Holder, Register
from sqlgen.dialect import Dialect
from sqlgen.origin import Origin
from sqlgen.schema import ObjectName, Schema, Table
from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """The schema that an operation finds, and how far it can be relied on.

    *started*: the table as a batch found it, where the engine makes it anew and so takes old names, too.
    """

    schema: Schema
    origin: Origin
    dialect: Dialect
    memory: Memory
    doubts: Doubts
    register: Register
    previous: str | None
    """The revision before this one in the script."""
    exempt: ObjectName
    """The version table, which no revision makes."""
    started: Table | None = None
    arriving: str | None = None
    """The column that the operation itself adds."""

    def at(self, schema: Schema, started: Table | None) -> Known:
        """Return the same within a batch, before its next part."""
        self.register.follow(schema)
        return replace(self, schema=schema, started=started)

    # --- tables ---

    def is_absent(self, name: ObjectName) -> bool:
        """Tell whether it is certain that there is no such table, view or sequence."""
        schema = self.schema
        if name in schema.tables or name == self.exempt:
            return False
        gone = name in schema.dropped or (schema.complete and name.schema is None)
        if not gone or name in schema.views or name in schema.sequences or self.doubts.presence(name, schema):
            return False
        return self._exact or all(
            other.name.lower() != name.name.lower() for other in (*schema.tables, *schema.views)
        )

    def is_present(self, name: ObjectName) -> bool:
        """Tell whether it is certain that there is such a table."""
        return name in self.schema.tables and not self.doubts.presence(name, self.schema)

    def shape_of(self, name: ObjectName) -> Table | None:
        """Return the table, if its columns are certain."""
        table = self.schema.table(name)
        return table if table is not None and not self.doubts.shape(name, self.schema) else None

    def parts_of(self, name: ObjectName) -> Table | None:
        """Return the table, if its constraints and indexes are certain, too."""
        table = self.schema.table(name)
        return table if table is not None and not self.doubts.parts(name, self.schema) else None

    def missing_table(self, name: ObjectName) -> Iterator[SchemaFault]:
        """Yield a fault if there is certainly no such table."""
        if self.is_absent(name):
            key: Key = ("table", name)
            near = did_you_mean(name.name, (t.name for t in self.schema.tables if t.schema == name.schema))
            yield self.missing(
                key, f'table "{name}"', near or "No revision creates it, nor does the baseline."
            )

    # --- columns ---

    def missing_columns(
        self, name: ObjectName, columns: tuple[str, ...], *, why: str = ""
    ) -> Iterator[SchemaFault]:
        """Yield a fault for each of *columns* that the table certainly lacks; *why* begins the sentence."""
        table = self.shape_of(name)
        for column in dict.fromkeys(columns):
            if self._lacks(name, table, column):
                known = [c.name for c in table.columns] if table is not None else []
                near = did_you_mean(column, known) or f"Its columns: {', '.join(known)}."
                yield self.missing(("column", name, column), f'{why}column "{name}.{column}"', near)

    def _lacks(self, name: ObjectName, table: Table | None, column: str) -> bool:
        if column == self.arriving or (name, column) in self.doubts.columns:
            return False
        if table is None:
            doubtful = self.doubts.shape(name, self.schema)
            return not doubtful and self.memory.is_gone(("column", name, column))
        if table.column(column) is not None:
            return False
        if self.started is not None and self.started.name == name and self.started.column(column) is not None:
            return False
        return self._exact or all(c.name.lower() != column.lower() for c in table.columns)

    @property
    def _exact(self) -> bool:
        """Whether names that differ in case only are different, on this engine and as SQLAlchemy quotes."""
        return self.dialect.facts.ddl.identifier_case == "lower"

    def same(self, one: str, other: str) -> bool:
        """Tell whether two names may be one to the server."""
        return one == other if self._exact else one.lower() == other.lower()

    # --- faults ---

    def missing(self, key: Key, subject: str, otherwise: str) -> DoesNotExist:
        """Return the fault that the object of *key* is not there; *otherwise*: the hint without a cause."""
        cause = self.memory.why_gone(key)
        what = f"{subject} does not exist{self._since(cause)}"
        hint = otherwise if cause is None else self._way_out(cause)
        return DoesNotExist(what, self.origin, (*key, cause), hint)

    def _since(self, cause: Cause | None) -> str:
        if cause is not None and cause.origin.revision == self.origin.revision:
            return " any more"
        return f" after revision {self.previous}" if self.previous is not None else ""

    def _way_out(self, cause: Cause) -> str:
        if cause.new_name is not None:
            return cause.told()
        return cause.told(go_on="Do this before, or take this line out.")

    def existing(self, key: Key, subject: str, made_at: Origin | None) -> ExistsAlready:
        """Return the fault that the object of *key* is there already."""
        made = f"It was created at {made_at}. " if made_at is not None else ""
        return ExistsAlready(
            f"{subject} already exists",
            self.origin,
            ("existing", *key),
            f"{made}Drop or rename one of them, or take this line out.",
        )

    def taken(self, wanted: Holder) -> Iterator[SchemaFault]:
        """Yield a fault if the name of *wanted* is certainly taken."""
        holder = self.register.holder(wanted)
        if holder is None or self._too_long(wanted.name):
            return
        certain = self.parts_of(holder.table) if holder.kind not in ("table", "type") else None
        if holder.kind == "table":
            certain = self.schema.table(holder.table) if self.is_present(holder.table) else None
        elif holder.kind == "type" and self.schema.opaque_by(holder.table) is not None:
            return
        if certain is None and holder.kind != "type":
            return
        key: Key = ("name", wanted.table.schema, wanted.name)
        made_at = self.memory.where_made(_key_of(holder), certain)
        if holder.kind == wanted.kind and (holder.table == wanted.table or holder.kind in ("table", "type")):
            yield self.existing(key, f'{TITLES[wanted.kind]} "{wanted.name}"', made_at)
            return
        made = f" of {made_at}" if made_at is not None else ""
        yield ExistsAlready(
            f'{TITLES[wanted.kind]} "{wanted.name}" cannot have its name: {holder.title} has it',
            self.origin,
            ("existing", *key),
            f"Give it another name, or rename the {TITLES[holder.kind]}{made}.",
        )

    def _too_long(self, name: str) -> bool:
        return len(name.encode()) > self.dialect.facts.ddl.identifier_limit


def _key_of(holder: Holder) -> Key:
    match holder.kind:
        case "table":
            return ("table", holder.table)
        case "type":
            return ("type", holder.table)
        case "index":
            return ("index", holder.table.schema, holder.name)
    return ("constraint", holder.table, holder.name)
