"""Words that rules share: what an action is called, who has to wait, what a type becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlgen import operations as o
from sqlgen.expressions import speaks_of
from sqlgen.lint.actions import Action
from sqlgen.lint.facts import Fact
from sqlgen.lint.judged import Locked
from sqlgen.schema import ObjectName, Schema

SPEEDS = ("INSTANT", "NOCOPY", "INPLACE", "COPY")
"""Algorithms, the fastest first."""

_KINDS = {
    "set_not_null": "SET NOT NULL",
    "set_not_null_prechecked": "SET NOT NULL",
    "drop_not_null": "DROP NOT NULL",
    "set_default": "SET DEFAULT",
    "drop_default": "DROP DEFAULT",
    "create_index": "CREATE INDEX",
    "create_unique_index": "CREATE UNIQUE INDEX",
    "create_index_online": "CREATE UNIQUE INDEX",
    "drop_index": "DROP INDEX",
    "drop_column": "DROP COLUMN",
    "rename_column": "RENAME COLUMN",
    "rename_table": "RENAME TABLE",
    "comment": "COMMENT",
    "table_rebuild": "making the table anew",
    "rebuild_force": "making the table anew",
}
_CONSTRAINTS = {
    "pk": "PRIMARY KEY",
    "fk": "FOREIGN KEY",
    "check": "CHECK",
    "unique": "UNIQUE",
    "exclude": "EXCLUDE",
}


def words_of(kind: str) -> str:
    """Return what a kind of action is called in messages."""
    if kind in _KINDS:
        return _KINDS[kind]
    verb, _, rest = kind.partition("_")
    constraint = _CONSTRAINTS.get(rest.split("_")[0])
    if constraint is not None and verb in ("add", "drop"):
        return f"{verb.upper()} {constraint}"
    if kind.startswith("add_column"):
        return "ADD COLUMN"
    if kind.startswith(("type_", "enum_")):
        return "the change of type"
    return kind.replace("_", " ")


def what(action: Action) -> str:
    """Return what *action* does, in a few words."""
    return (
        f"{words_of(action.kind)} ({action.column})" if action.column is not None else words_of(action.kind)
    )


def stopped(fact: Fact) -> str:
    """Return who has to wait: ``reads and writes``, ``writes``."""
    both = [word for word, how in (("reads", fact.reads), ("writes", fact.writes)) if how != "no"]
    return " and ".join(both) or "other DDL"


def tables_in_words(locked: Iterable[Locked]) -> str:
    """Return the tables with who has to wait at each: ``reads and writes of a, writes of b wait``."""
    parts = [f"{one.stops} of {one.table}" for one in locked if one.is_strong]
    return f"{', '.join(parts)} wait"


def constraint_name(action: Action) -> str:
    """Return the name of the constraint that *action* adds, or its kind where it has none."""
    constraint = getattr(action.operation, "constraint", None)
    name = getattr(constraint, "name", None)
    return str(name) if name is not None else f"the {words_of(action.kind).removeprefix('ADD ')}"


def old_type(action: Action) -> str:
    """Return the type that the column had."""
    table = action.table_before
    column = table.column(action.column or "") if table is not None else None
    return column.type.sql if column is not None else "its type"


def new_type(action: Action) -> str:
    """Return the type that the column gets."""
    match action.operation:
        case o.AlterColumn(type=type_) if type_ is not o.KEEP:
            return type_.sql
    return "another character set" if action.kind == "type_charset_collation" else "another type"


def retyped(action: Action) -> str:
    """Return both types: ``INTEGER to BIGINT``."""
    return f"{old_type(action)} to {new_type(action)}"


def views_of(schema: Schema, table: ObjectName, column: str | None = None) -> list[str]:
    """Return the views that read *table*, and speak of *column* where one is given."""
    return [
        str(view.name)
        for view in schema.views.values()
        if table in view.refers_to and (column is None or speaks_of(view.sql, column) or "*" in view.sql)
    ]


_SELECT = re.compile(r"\bAS\s+SELECT\s+(?:DISTINCT\s+)?(.*?)\s+FROM\b", re.I | re.S)


def view_columns(sql: str) -> list[str] | None:
    """Return the names of the view's columns, or None where they cannot be told from its text."""
    match = _SELECT.search(sql)
    if match is None or "*" in match[1]:
        return None
    text = match[1]
    while (shorter := re.sub(r"\([^()]*\)", "", text)) != text:
        text = shorter
    return [re.split(r"[\s.]", part.strip())[-1].strip('"`[]').lower() for part in text.split(",")]


def by_statement(actions: Sequence[Action]) -> Iterator[list[Action]]:
    """Yield the actions of each statement."""
    found: dict[int, list[Action]] = {}
    for action in actions:
        found.setdefault(id(action.statement), []).append(action)
    yield from found.values()
