"""Follows a history change by change and tells what the server would refuse in it, each cause once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sqlgen import operations as o
from sqlgen.apply import apply, dropped_constraint
from sqlgen.checks import objects, parts
from sqlgen.checks.doubts import Doubts, only_rows
from sqlgen.checks.faults import SchemaFault
from sqlgen.checks.known import Known
from sqlgen.checks.memory import Memory
from sqlgen.checks.register import Register
from sqlgen.dialect import Dialect
from sqlgen.operations import Change, Moment, Operation
from sqlgen.schema import ObjectName, Schema, Table

_CHECKS: dict[type[Operation], Callable[[Any, Known], Iterator[SchemaFault]]] = {
    o.CreateTable: objects.create_table,
    o.DropTable: objects.drop_table,
    o.RenameTable: objects.rename_table,
    o.SetTableComment: objects.table_comment,
    o.AddColumn: objects.add_column,
    o.DropColumn: objects.drop_column,
    o.AlterColumn: objects.alter_column,
    o.CreateEnum: objects.create_enum,
    o.DropEnum: objects.drop_enum,
    o.InsertRows: objects.insert_rows,
    o.AddConstraint: parts.add_constraint,
    o.DropConstraint: parts.drop_constraint,
    o.CreateIndex: parts.create_index,
    o.DropIndex: parts.drop_index,
}


class Checker:
    """Is fed every change of a run, in order; remembers what later messages need.

    *from_base*: nothing lies before the run, so that its schema costs nothing to know. Else the schema is
    asked only where something else has made it known, and before that, what the run itself did counts.
    *version_table*: the one table that no revision makes.
    """

    def __init__(self, dialect: Dialect, *, from_base: bool, version_table: ObjectName) -> None:
        self._dialect = dialect
        self._from_base = from_base
        self._version_table = version_table
        self._memory = Memory()
        self._doubts = Doubts(dialect.facts.checks.keys_switch)
        self._register = Register(dialect)
        self._own: Moment | None = None if from_base else Moment(None, None, Schema)
        self._told: set[tuple[object, ...]] = set()
        self._revision: str | None = None
        self._previous: str | None = None

    def faults_of(self, change: Change) -> tuple[SchemaFault, ...]:
        """Return what the server would refuse in *change*, without what has been told before."""
        operation = change.operation
        before, after = self._moments(change)
        if operation.origin.revision != self._revision:
            self._previous, self._revision = self._revision, operation.origin.revision
        if isinstance(operation, o.ExecuteSql):
            if not only_rows(operation.sql):
                self._memory.note_raw(operation, before, after)
                self._doubts.note_raw(operation.sql)
            return ()
        if self._doubts.blind:
            return ()
        faults = tuple(self._new(self._found(operation, before.schema)))
        self._memory.note(operation)
        if faults:
            self._follow_up(operation)
        return faults

    def _follow_up(self, operation: Operation) -> None:
        """Do not rely on what a faulty *operation* was to bring: what comes of that is no other fault."""
        match operation:
            case o.CreateTable(table=table):
                self._doubts.doubt(table.name)
            case o.RenameTable(table=name, new_name=new_name):
                self._doubts.doubt(ObjectName(new_name, name.schema))
            case o.AlterColumn(table=name, new_name=str(new_name)):
                self._doubts.doubt_column(name, new_name)
            case o.AlterTable():
                for part in operation.operations:
                    self._follow_up(part)

    def _moments(self, change: Change) -> tuple[Moment, Moment]:
        """Return the moments around *change*: the run's own, or those of what can be known at no cost."""
        if self._own is not None and not change.moment_before.is_known:
            before = self._own
            self._own = before.then(change.operation, apply)
            return before, self._own
        self._own = None
        return change.moment_before, change.moment_after

    def _found(self, operation: Operation, schema: Schema) -> Iterator[SchemaFault]:
        self._register.follow(schema)
        known = Known(
            schema,
            operation.origin,
            self._dialect,
            self._memory,
            self._doubts,
            self._register,
            self._previous,
            self._version_table,
        )
        if isinstance(operation, o.AlterTable):
            yield from self._of_batch(operation, known)
            return
        check = _CHECKS.get(type(operation))
        if check is not None:
            yield from check(operation, known)
        self._note(operation, schema)

    def _of_batch(self, batch: o.AlterTable, known: Known) -> Iterator[SchemaFault]:
        """Yield the faults of the parts, each with the schema that the parts before it leave."""
        missing = list(known.missing_table(batch.table)) if batch.copy_from is None else []
        yield from missing
        if batch.copy_from is not None:
            self._doubts.loosen(batch.table)
        if missing or batch.copy_from is not None:
            return
        anew = self._dialect.facts.strategy.batch == "rebuild_table"
        started = known.schema.table(batch.table) or Table(batch.table, ())
        schema = known.schema
        for part in batch.operations:
            check = _CHECKS.get(type(part))
            if check is not None:
                yield from check(
                    part, replace(known.at(schema, started if anew else None), origin=part.origin)
                )
            self._note(part, schema)
            schema = apply(part, schema)

    def _note(self, operation: Operation, schema: Schema) -> None:
        self._doubts.note(operation, schema)
        if isinstance(operation, o.DropConstraint):
            table = schema.table(operation.table)
            if table is None or dropped_constraint(operation, table) is None:
                # Which one it was is not known, so neither are the others.
                self._doubts.loosen(operation.table)

    def _new(self, faults: Iterator[SchemaFault]) -> Iterator[SchemaFault]:
        """Yield those of *faults* that are not told yet."""
        for fault in faults:
            if fault.about not in self._told:
                self._told.add(fault.about)
                yield fault
