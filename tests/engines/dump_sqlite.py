"""Reads a SQLite schema as normalised text: the same for a table altered, rebuilt, or made at once."""

from __future__ import annotations

import sqlite3
from typing import Any

from tests.engines.sqlite_text import normalised, read_table

Row = tuple[Any, ...]


def dump(connection: sqlite3.Connection) -> str:
    """Return one fact a line; column order is kept, all else is ordered by name."""
    lines: list[str] = []
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    ).fetchall()
    for kind, name, sql in rows:
        if kind == "table" and not sql.upper().startswith("CREATE VIRTUAL"):
            lines += [f"table {name}: {fact}" for fact in _table(connection, name, sql)]
        elif kind != "index":
            lines.append(f"{kind} {name}: {normalised(sql)}")
    return "".join(f"{line}\n" for line in lines)


def _table(connection: sqlite3.Connection, name: str, sql: str) -> list[str]:
    text = read_table(sql)
    facts = [f"options {text.options}"] if text.options else []
    for _, column, kind, not_null, default, key, hidden in _pragma(connection, "table_xinfo", name):
        facts.append(
            f"column {column} {normalised(kind)} {'not null' if not_null else 'null'}"
            f" default {_default(default)} key {key} hidden {hidden}"
            f" {' '.join(sorted(text.columns[_as_read(column)]))}".rstrip()
        )
    return facts + sorted(text.constraints) + _foreign_keys(connection, name) + _indexes(connection, name)


def _default(text: str | None) -> str:
    """Return a column's default, None where it has none. SQLite takes one in double quotes for a string."""
    if text is None:
        return "-"
    return text if text.startswith('"') else normalised(text)


def _as_read(column: str) -> str:
    """Return a column's name as ``read_table`` gives it."""
    return normalised('"' + column.replace('"', '""') + '"')


def _foreign_keys(connection: sqlite3.Connection, table: str) -> list[str]:
    keys: dict[int, list[Row]] = {}
    for number, position, *rest in _pragma(connection, "foreign_key_list", table):
        keys.setdefault(number, []).append((position, *rest))
    facts = []
    for rows in keys.values():
        _, referred, _, _, on_update, on_delete, match = rows[0]
        pairs = sorted((position, own, theirs) for position, _, own, theirs, *_ in rows)
        # Without columns a key refers to the primary key.
        primary = _primary_key(connection, referred)
        theirs = [theirs or primary[position] for position, _, theirs in pairs]
        facts.append(
            f"references {', '.join(own for _, own, _ in pairs)} -> {referred}({', '.join(theirs)})"
            f" on update {on_update} on delete {on_delete} match {match}"
        )
    return sorted(facts)


def _primary_key(connection: sqlite3.Connection, table: str) -> list[str]:
    columns = _pragma(connection, "table_xinfo", table)
    return [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]]


def _indexes(connection: sqlite3.Connection, table: str) -> list[str]:
    facts = []
    for _, index, unique, origin, partial in _pragma(connection, "index_list", table):
        columns = [row for row in _pragma(connection, "index_xinfo", index) if row[5]]
        described = ", ".join(
            f"{column or '(expression)'}{' desc' if descending else ''} collate {collation}"
            for _, _, column, descending, collation, _ in columns
        )
        # An index that a constraint made has a name by its number, and no text.
        name = index if origin == "c" else "of a constraint"
        text = ""
        if partial or any(row[2] is None for row in columns):
            (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
            text = " as " + normalised(sql).partition(" on ")[2]
        facts.append(f"index {name}{' unique' if unique else ''} ({described}){text}")
    return sorted(facts)


def _pragma(connection: sqlite3.Connection, pragma: str, name: str) -> list[Row]:
    return connection.execute(f"SELECT * FROM pragma_{pragma}(?)", (name,)).fetchall()
