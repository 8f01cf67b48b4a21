"""What a write of one table does to the tables that refer to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.select import Translator
from sqlgen.rows.state import State, TableRows, refers
from sqlgen.rows.updating import set_places
from sqlgen.rows.writing import Writer
from sqlgen.rows.written import Outcome
from sqlgen.schema import ForeignKey, ObjectName, Table

_KEEPS = ("", "NO ACTION", "RESTRICT")


def acts(table: Table, on: ObjectName) -> bool:
    """Tell whether deleting or updating rows of *on* changes rows of *table* that refer to them."""
    return any(
        refers(key, on) and (_action(key.ondelete) not in _KEEPS or _action(key.onupdate) not in _KEEPS)
        for key in table.foreign_keys
    )


def _action(text: str | None) -> str:
    return (text or "").upper()


def written(tree: Any, state: State, dialect: Dialect) -> Outcome:
    """Do a write and what follows from it. Raises: NotEvaluable; the caller undoes what was done."""
    writer = Writer(Translator(state, dialect))
    return written_by(writer, tree)


def written_by(writer: Writer, tree: Any) -> Outcome:
    """Do a write with *writer*, and what follows from it. Raises: NotEvaluable."""
    outcome = writer.write(tree)
    state = writer.state
    if not outcome.rowcount:
        return outcome
    if isinstance(tree, exp.Delete):
        _deleted(outcome.table, state, writer.dialect)
    elif isinstance(tree, exp.Update):
        rows = state.known[outcome.table]
        forget_updated(outcome.table, [rows.names[at] for at in set_places(tree, rows, writer.place)], state)
    return outcome


def forget_updated(name: ObjectName, columns: list[str], state: State) -> None:
    """Forget the tables whose rows follow when *columns* of *name* change."""
    for child in list(state.referring(name)):
        for key in child.table.foreign_keys:
            if not refers(key, name) or _action(key.onupdate) in _KEEPS:
                continue
            if not key.referred_columns or set(key.referred_columns) & set(columns):
                state.forget(child.table.name, f"keys of {name} that it refers to were changed")


def _deleted(name: ObjectName, state: State, dialect: Dialect) -> None:
    """Rows of *name* are gone: do what the foreign keys of other tables say."""
    for child in list(state.referring(name)):
        for key in child.table.foreign_keys:
            if refers(key, name):
                _orphans(child.table.name, key, name, state, dialect)


def _orphans(child: ObjectName, key: ForeignKey, parent: ObjectName, state: State, dialect: Dialect) -> None:
    rows, referred = state.known.get(child), state.known[parent]
    if rows is None:
        return
    primary = referred.table.primary_key
    columns = key.referred_columns or (primary.columns if primary is not None else ())
    action = _action(key.ondelete)
    if not state.embedded.run(f"SELECT 1 FROM {rows.stored} LIMIT 1"):
        return
    readable = len(columns) == len(key.columns) and all(
        name in owner.names and name not in owner.unknowable
        for owner, names in ((rows, key.columns), (referred, columns))
        for name in names
    )
    enforced = dialect.facts.rows.foreign_keys == "enforced"
    if not enforced:
        if action not in _KEEPS:
            state.forget(child, f"whether rows of {parent} take it along depends on the connection")
        return
    if not readable:
        state.forget(child, f"rows of {parent} that it may refer to were deleted")
        return
    places = _without_parent(rows, key.columns, referred, columns, state)
    if not places:
        return
    if action == "CASCADE":
        for place in places:
            state.embedded.run(f"DELETE FROM {rows.stored} WHERE n = ?", [place])
        state.known[child] = replace(rows, in_order=False)
        if child != parent or places:
            _deleted(child, state, dialect)
    elif action == "SET NULL":
        sets = ", ".join(f"c{rows.at(column)} = NULL" for column in key.columns)
        for place in places:
            state.embedded.run(f"UPDATE {rows.stored} SET {sets} WHERE n = ?", [place])
        state.known[child] = replace(rows, in_order=False)
    else:
        raise NotEvaluable(f"rows of {child} refer to what is deleted")


def _without_parent(
    rows: TableRows, columns: tuple[str, ...], referred: TableRows, keys: tuple[str, ...], state: State
) -> list[int]:
    present = " AND ".join(f"child.c{rows.at(name)} IS NOT NULL" for name in columns)
    same = " AND ".join(
        f"child.c{rows.at(name)} = parent.c{referred.at(other)}"
        for name, other in zip(columns, keys, strict=True)
    )
    found = state.embedded.run(
        f"SELECT n FROM {rows.stored} AS child WHERE {present}"
        f" AND NOT EXISTS (SELECT 1 FROM {referred.stored} AS parent WHERE {same}) ORDER BY n"
    )
    return [row[0] for row in found]
