"""Follows a history change by change and tells what the server would refuse in it, each cause once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlgen import operations as o
from sqlgen.apply import dropped_constraint
from sqlgen.checks import objects, parts
from sqlgen.checks.doubts import Doubts, only_rows
from sqlgen.checks.faults import SchemaFault
from sqlgen.checks.known import Known
from sqlgen.checks.memory import Memory
from sqlgen.checks.register import Register
from sqlgen.dialect import Dialect
from sqlgen.operations import Change, Moment, Operation
from sqlgen.reflection.advance import advancing
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
        self._advance = advancing(dialect)
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
        """Return what the server would refuse in *change*, without what has been told before.

        Changes nothing: `take` does, once the change is known to happen.
        """
        operation = change.operation
        if operation.origin.revision != self._revision:
            self._previous, self._revision = self._revision, operation.origin.revision
        if self._doubts.blind or isinstance(operation, o.ExecuteSql):
            return ()
        found = {
            fault.about: fault
            for fault in reversed(list(self._found(operation, self._before(change).schema)))
        }
        return tuple(fault for about, fault in reversed(found.items()) if about not in self._told)

    def first_fault_of(self, change: Change) -> SchemaFault | None:
        """Return the first of the faults of *change*, or None; what came before the run is asked for, too."""
        change.moment_before.schema  # noqa: B018 - who asks must know, whatever it costs
        return next(iter(self.faults_of(change)), None)

    def take(self, change: Change, faults: Sequence[SchemaFault] = ()) -> None:
        """Remember *change*, of which *faults* have been told."""
        operation = change.operation
        before, after = self._before(change), change.moment_after
        if before is self._own:
            after = self._own = before.then(operation, self._advance)
        else:
            self._own = None
        if isinstance(operation, o.ExecuteSql):
            if not only_rows(operation.sql):
                self._memory.note_raw(operation, before, after)
                self._doubts.note_raw(operation.sql)
            return
        if self._doubts.blind:
            return
        self._told.update(fault.about for fault in faults)
        self._note(operation, before)
        self._memory.note(operation)
        if faults:
            self._follow_up(operation)

    def inherit(self, earlier: Checker) -> None:
        """Take over what *earlier* remembers of the changes before the run."""
        self._memory.inherit(earlier._memory)
        self._doubts.inherit(earlier._doubts)
        self._previous = self._previous or earlier._revision

    def at_rest(self) -> tuple[object, ...]:
        """Return what is remembered for who comes later, as plain values."""
        return (self._memory.at_rest(), self._doubts.at_rest(), self._revision)

    def recall(self, rest: Any) -> Checker:
        """Remember nothing but what `at_rest` has returned."""
        memory, doubts, self._revision = rest
        self._memory, self._doubts = Memory.of(memory), Doubts.of(doubts)
        return self

    def _before(self, change: Change) -> Moment:
        """Return the moment before *change*: the run's own, or that of what can be known at no cost."""
        if self._own is not None and not change.moment_before.is_known:
            return self._own
        return change.moment_before

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

    def _of_batch(self, batch: o.AlterTable, known: Known) -> Iterator[SchemaFault]:
        """Yield the faults of the parts, each with the schema that the parts before it leave."""
        missing = list(known.missing_table(batch.table)) if batch.copy_from is None else []
        yield from missing
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
            schema = self._advance(part, schema)

    def _note(self, operation: Operation, before: Moment) -> None:
        match operation:
            case o.AlterTable():
                if operation.copy_from is not None:
                    self._doubts.loosen(operation.table)
                for part in operation.operations:
                    self._note(part, before)
                    before = before.then(part, self._advance)
            case o.DropConstraint():
                table = before.schema.table(operation.table)
                if table is None or dropped_constraint(operation, table) is None:
                    # Which one it was is not known, so neither are the others.
                    self._doubts.loosen(operation.table)
            case _:
                self._doubts.note(operation, before)
