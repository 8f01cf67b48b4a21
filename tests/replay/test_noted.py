"""Changes noted without their schemas, and given back with them."""

from __future__ import annotations

from sqlgen import operations as o
from sqlgen.apply import apply
from sqlgen.operations import Change, Moment
from sqlgen.origin import Origin
from sqlgen.replay.noted import NotedChanges
from sqlgen.schema import Column, ObjectName, Schema, Table, Type

HERE = Origin("r1.py", 1)


def _table(name: str) -> o.CreateTable:
    return o.CreateTable(HERE, Table(ObjectName(name), (Column("id", Type("INTEGER")),)), construct=object())


def _noted(moment: Moment, operation: o.Operation, noted: NotedChanges) -> Change:
    change = Change(operation, moment, moment.then(operation, apply), autocommit=True)
    noted.note(change)
    return change


def test_changes_come_back_with_the_same_schemas() -> None:
    noted = NotedChanges(apply)
    start = Moment(None, None, Schema)
    added = o.AddColumn(HERE, ObjectName("a"), Column("x", Type("TEXT")), construct=object())
    first = _noted(start, _table("a"), noted)
    second = _noted(first.moment_after, added, noted)
    # A savepoint was rolled back: what comes next follows on an earlier moment.
    third = _noted(first.moment_after, _table("b"), noted)
    back = list(noted.changes())
    assert [change.operation for change in back] == [c.operation for c in (first, second, third)]
    assert [change.before for change in back] == [c.before for c in (first, second, third)]
    assert [change.after for change in back] == [c.after for c in (first, second, third)]
    assert all(change.autocommit for change in back)


def test_a_log_forgotten_begins_anew() -> None:
    noted = NotedChanges(apply)
    start = Moment(None, None, Schema)
    first = _noted(start, _table("a"), noted)
    noted.clear()
    assert list(noted.changes()) == []
    second = _noted(first.moment_after, _table("b"), noted)
    (back,) = noted.changes()
    assert back.before == second.before and set(back.after.tables) == {ObjectName("a"), ObjectName("b")}
