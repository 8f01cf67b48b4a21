"""The table in which an engine keeps the greatest numbers that it gave out, where statements may name it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlglot import exp

from sqlgen.dialect import Dialect
from sqlgen.expressions import speaks_of
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.numbering import above_highest, keeps_numbers
from sqlgen.rows.scope import table_called
from sqlgen.rows.select import unknown
from sqlgen.rows.state import State, TableRows, empty_rows
from sqlgen.schema import Column, ObjectName, Table, Type


def name_of_numbers(dialect: Dialect) -> ObjectName | None:
    """Return the table's name, None on an engine that has no such table."""
    name = dialect.facts.rows.numbers_table
    return ObjectName(name) if name else None


def show(tree: Any, state: State, dialect: Dialect) -> None:
    """Let *tree*, which asks, find the table of numbers as it is. Raises: NotEvaluable: that is not known."""
    name = name_of_numbers(dialect)
    if name is None or name not in _tables(tree, state, dialect):
        return
    if not any(keeps_numbers(table) for table in state.schema.tables.values()):
        raise NotEvaluable(f"no table is known that {name} keeps the number of", tables=(name,))
    asked = _asked_names(tree, dialect)
    if asked is None:
        raise NotEvaluable(f"which tables {name} keeps the numbers of is not known", tables=(name,))
    keepers = _keepers(state)
    for wanted in asked:
        alike = next((n for n in state.known if not n.schema and n.name.lower() == wanted.lower()), None)
        if alike is None:
            raise NotEvaluable(unknown(ObjectName(wanted), state).reason, tables=(name,))
        if alike.name in keepers and keepers[alike.name].next_key is None:
            raise NotEvaluable(f"the next number of {alike} is not known", tables=(name,))
    _put(name, {wanted: keepers[wanted] for wanted in asked if wanted in keepers}, state, dialect)


@contextmanager
def followed(tree: Any, state: State, dialect: Dialect) -> Iterator[None]:
    """Let what the block does to the table of numbers be the tables' next numbers after it."""
    name = name_of_numbers(dialect)
    if name is None or name not in _tables(tree, state, dialect):
        yield
        return
    _put(name, _keepers(state), state, dialect)
    yield
    kept = state.known.pop(name, None)
    state.reasons.pop(name, None)
    if kept is None or kept.unknowable:
        forget(state)
        return
    found: dict[str, list[int | None]] = {}
    for table, number in state.embedded.run(f"SELECT c0, c1 FROM {kept.stored}"):
        found.setdefault(table, []).append(number)
    for table, rows in _keepers(state).items():
        if table in found or rows.next_key is not None:
            state.known[ObjectName(table)] = _renumbered(rows, found.get(table, []), state)


def forget_mentioned(sql: str, state: State, dialect: Dialect) -> None:
    """Forget the next numbers where *sql*, which is not followed, speaks of their table."""
    name = name_of_numbers(dialect)
    if name is not None and speaks_of(sql.replace("'", " "), name.name):
        forget(state)


def forget(state: State) -> None:
    """Forget the next numbers of all tables."""
    for name, rows in list(state.known.items()):
        state.known[name] = replace(rows, next_key=None)


def _tables(tree: Any, state: State, dialect: Dialect) -> set[ObjectName]:
    """Return the tables that *tree* names."""
    named = (table for table in tree.find_all(exp.Table) if isinstance(table.this, exp.Identifier))
    # The table is of no revision's making, so that nothing tells how its name is written.
    called = (table_called(table, state, dialect) for table in named)
    return {ObjectName(name.name.lower(), name.schema) for name in called}


def _keepers(state: State) -> dict[str, TableRows]:
    """Return the known tables whose greatest number is kept."""
    return {
        name.name: rows for name, rows in state.known.items() if not name.schema and keeps_numbers(rows.table)
    }


def _put(name: ObjectName, keepers: dict[str, TableRows], state: State, dialect: Dialect) -> None:
    """Make the table of numbers as it is for *keepers*; it has a row for a table that was written."""
    columns = tuple(
        Column(column, Type(kind))
        for column, kind in zip(dialect.facts.rows.numbers_columns, ("TEXT", "INTEGER"), strict=True)
    )
    rows = empty_rows(Table(name, columns), state, dialect)
    for table, keeper in keepers.items():
        if keeper.entered and keeper.next_key is not None:
            state.embedded.run(
                f"INSERT INTO {rows.stored} (c0, c1) VALUES (?, ?)", [table, keeper.next_key - 1]
            )
    state.known[name] = rows


def _renumbered(rows: TableRows, found: list[int | None], state: State) -> TableRows:
    highest = above_highest(rows, state.embedded)
    if len(found) > 1 or None in found or highest is None:
        return replace(rows, next_key=None)
    kept = [number + 1 for number in found if number is not None]
    return replace(rows, next_key=max([highest, *kept, 1]), entered=bool(found))


def _asked_names(tree: Any, dialect: Dialect) -> list[str] | None:
    """Return the tables whose rows *tree* asks for by name, None where it asks for others, too."""
    if isinstance(tree, exp.Insert) and isinstance(tree.expression, exp.Values):
        return []
    where = tree.args.get("where")
    if len(list(tree.find_all(exp.Table))) != 1 or where is None:
        return None
    conditions = [where.this]
    while conditions:
        condition = conditions.pop().unnest()
        if isinstance(condition, exp.And):
            conditions += [condition.this, condition.expression]
            continue
        if isinstance(condition, exp.EQ):
            column, values = condition.this, [condition.expression]
            if isinstance(column, exp.Literal):
                column, values = condition.expression, [column]
        elif isinstance(condition, exp.In):
            column, values = condition.this, condition.expressions
        else:
            continue
        of_names = isinstance(column, exp.Column) and (
            column.name.lower() == dialect.facts.rows.numbers_columns[0]
        )
        if of_names and values and all(isinstance(v, exp.Literal) and v.is_string for v in values):
            return [value.this for value in values]
    return None
