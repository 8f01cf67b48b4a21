"""Known rows moved into the new shape that an operation gives their table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.rows.embedded import UNKNOWABLE
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.kinds import TEXTS, Kind
from sqlgen.rows.numbering import above_highest, keeps_numbers
from sqlgen.rows.select import Translator
from sqlgen.rows.state import State, TableRows, create, empty_rows, kinds_of
from sqlgen.rows.writing import Writer
from sqlgen.rows.written import HIDDEN
from sqlgen.schema import Column, Identity, ObjectName, Schema, Table

_UNSEEN_OPTION = re.compile(r"inherits|partition")


def reshape(
    operation: o.Operation, state: State, dialect: Dialect, after: Schema, change: o.Change | None
) -> None:
    """Do *operation*, which leads to the schema *after*, to the known rows."""
    match operation:
        case o.CreateTable():
            _created(operation, state, dialect, after, change)
        case o.DropTable():
            state.known.pop(operation.table, None)
            state.reasons.pop(operation.table, None)
            state.tainted.discard(operation.table)
        case o.RenameTable():
            _renamed(operation, state, after)
        case o.MakeOpaque():
            for name in operation.tables:
                state.forget(name, operation.reason)
            if not operation.tables:
                state.forget_all(operation.reason)
        case o.AlterEnum():
            _relabelled(operation, state)
        case _:
            _altered(operation, state, dialect, after)


def _created(
    op: o.CreateTable, state: State, dialect: Dialect, after: Schema, change: o.Change | None
) -> None:
    name = op.table.name
    if op.if_not_exists and not _was_absent(name, state, change):
        if name not in state.known:
            state.reasons[name] = "it may have been there before (IF NOT EXISTS)"
        return
    table = after.table(name)
    if table is None:
        return
    state.reasons.pop(name, None)
    if any(_UNSEEN_OPTION.search(key) and value for key, value in table.options):
        state.tainted.add(name)
    if name in state.tainted:
        state.reasons[name] = "other tables may be part of it"
        return
    state.known[name] = empty_rows(table, replace_schema(state, after), dialect)


def replace_schema(state: State, schema: Schema) -> State:
    """Return *state* with its schema advanced."""
    state.schema = schema
    return state


def _was_absent(name: ObjectName, state: State, change: o.Change | None) -> bool:
    if name in state.schema.tables:
        return False
    if name in state.schema.dropped:
        return True
    before = change.before if change is not None else None
    return before is not None and before.table(name) is None and (before.complete or name in before.dropped)


def _renamed(op: o.RenameTable, state: State, after: Schema) -> None:
    new = ObjectName(op.new_name, op.table.schema)
    rows, reason = state.known.pop(op.table, None), state.reasons.pop(op.table, None)
    if op.table in state.tainted:
        state.tainted.discard(op.table)
        state.tainted.add(new)
    table = after.table(new)
    if rows is not None and table is not None:
        state.known[new] = replace(rows, table=table)
    elif reason is not None:
        state.reasons[new] = reason
    _take_over(state, after)


def _take_over(state: State, after: Schema) -> None:
    """Let the known tables have what the schema says of them now: foreign keys that point elsewhere."""
    for name, rows in list(state.known.items()):
        table = after.table(name)
        if table is not None and table is not rows.table and _names(table) == rows.names:
            state.known[name] = replace(rows, table=table)


def _names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


def _relabelled(op: o.AlterEnum, state: State) -> None:
    """A label got another name: rows that held it hold the new one."""
    old = state.schema.enums.get(op.enum.name)
    for name, rows in list(state.known.items()):
        hidden = set(rows.unknowable)
        kinds = list(rows.kinds)
        for at, kind in enumerate(rows.kinds):
            if kind.name == "label" and old is not None and kind.labels == old.labels:
                kinds[at] = replace(kind, labels=op.enum.labels)
                if not set(old.labels) <= set(op.enum.labels):
                    hidden.add(rows.names[at])
        state.known[name] = replace(rows, kinds=tuple(kinds), unknowable=frozenset(hidden))


def _altered(op: o.Operation, state: State, dialect: Dialect, after: Schema) -> None:
    name = getattr(op, "table", None)
    if not isinstance(name, ObjectName):
        return
    rows, table = state.known.get(name), after.table(name)
    if rows is None:
        return
    if table is None:
        state.forget(name, "what was done to it is not known")
        return
    if table == rows.table:
        return
    state.schema = after
    try:
        state.known[name] = _moved(op, rows, table, state, dialect)
    except NotEvaluable as refusal:
        state.forget(name, refusal.reason)
    _take_over(state, after)


def _moved(op: o.Operation, rows: TableRows, table: Table, state: State, dialect: Dialect) -> TableRows:
    """Return the rows in a new table of the shape *table*. Raises: NotEvaluable."""
    kinds = kinds_of(table, state.schema.enums, dialect)
    old_name = {}
    if isinstance(op, o.AlterColumn) and op.new_name is not o.KEEP:
        old_name[op.new_name] = op.column
    hidden = {name for name in rows.unknowable if name in _names(table)}
    hidden |= {new for new, old in old_name.items() if old in rows.unknowable}
    old = state.embedded.run(f"SELECT * FROM {rows.stored} ORDER BY n")
    fillers: list[Callable[[tuple[Any, ...]], Any]] = []
    for column, kind in zip(table.columns, kinds, strict=True):
        source = old_name.get(column.name, column.name)
        if source in rows.names:
            at = rows.at(source)
            same = _keeps_values(rows.table.columns[at], column, rows.kinds[at], kind)
            if isinstance(op, o.AlterColumn) and op.using is not None and source == op.column:
                same = False
            if not same and old:
                hidden.add(column.name)
            fillers.append(_copy(at) if same or not old else _hide(state))
        else:
            value = _fill(column, kind, rows, bool(old), state, dialect)
            if value is HIDDEN and old:
                hidden.add(column.name)
            fillers.append(_hide(state) if value is HIDDEN else _constant(value))
    new = replace(rows, table=table, stored=state.new_name(), kinds=kinds, unknowable=frozenset(hidden))
    numbered = new.numbered
    if numbered is not None and rows.numbered is None:
        plain = not old and (numbered.identity is None or numbered.identity == Identity())
        new = replace(new, next_key=1 if plain else None)
    elif isinstance(op, o.AlterColumn) and numbered is not None and op.default is not o.KEEP:
        new = replace(new, next_key=None)
    if keeps_numbers(table) and not keeps_numbers(rows.table):
        # The rows are put into it, and what was given out before was not kept.
        highest = above_highest(rows, state.embedded)
        new = replace(new, next_key=None if highest is None else max(highest, 1), entered=True)
    create(new, state.embedded)
    marks = ", ".join("?" * (len(kinds) + 1))
    for row in old:
        values = [filler(row) for filler in fillers]
        state.embedded.run(f"INSERT INTO {new.stored} VALUES ({marks})", [row[0], *values])
    return new


def _copy(at: int) -> Callable[[tuple[Any, ...]], Any]:
    return lambda row: row[at + 1]


def _constant(value: Any) -> Callable[[tuple[Any, ...]], Any]:
    return lambda row: value


def _hide(state: State) -> Callable[[tuple[Any, ...]], Any]:
    def marker(row: tuple[Any, ...]) -> str:
        state.made += 1
        return f"{UNKNOWABLE}{state.made}"

    return marker


def _fill(column: Column, kind: Kind, rows: TableRows, has_rows: bool, state: State, dialect: Dialect) -> Any:
    """Return what a new column holds in the rows that are there."""
    if not has_rows:
        return None if column.nullable else HIDDEN
    if column.autoincrement or column.identity is not None or column.computed is not None:
        return HIDDEN
    return Writer(Translator(state, dialect)).default(column, kind)


def _keeps_values(old: Column, new: Column, before: Kind, after: Kind) -> bool:
    """Tell whether every value of the old type is the same value in the new one."""
    if old.type.sql == new.type.sql:
        return True
    if before.name != after.name:
        return before.name in ("text", "label") and after.name == "text" and after.size is None
    if before.unsigned != after.unsigned:
        return False
    if before.name == "decimal":
        # A scale that grows writes more digits.
        return before.scale == after.scale and _fits(before.size, after.size)
    if before.name in (*TEXTS, "bytes"):
        return before.name == "text" and _fits(before.size, after.size)
    if before.name == "label":
        return set(before.labels) <= set(after.labels)
    return _fits(before.size, after.size)


def _fits(before: int | None, after: int | None) -> bool:
    return after is None or (before is not None and before <= after)
