"""What a SQLite database holds, one line a fact, asked of its PRAGMAs."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator


def facts(connection: sqlite3.Connection) -> list[str]:
    """Return the facts, sorted."""
    return sorted(_facts(connection))


def _facts(connection: sqlite3.Connection) -> Iterator[str]:
    listed = (
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    for kind, name, table, sql in connection.execute(listed).fetchall():
        if kind == "trigger":
            yield f"trigger {name} on {table}"
        elif kind == "view":
            yield f"view {name}"
        elif kind == "table":
            yield f"table {name}"
            yield from _table(connection, name, sql)


def spelled(type_: str) -> str:
    """Return a type's name without blanks, upper case."""
    return "".join(type_.upper().partition(" COLLATE ")[0].replace('"', "").split())


def _table(connection: sqlite3.Connection, table: str, sql: str) -> Iterator[str]:
    key = []
    for at, name, type_, not_null, default, in_key, hidden in connection.execute(
        f'PRAGMA table_xinfo("{table}")'
    ):
        kind = spelled(re.sub(r"(?i)\s*generated always", "", type_))
        rest = " NOT NULL" if not_null else ""
        rest += " COMPUTED" if hidden in (2, 3) else " DEFAULT" if default is not None else ""
        yield f"column {table} {at + 1:02} {name} {kind}{rest}"
        if in_key:
            key.append((in_key, name))
    if key:
        yield f"primary key {table} ({','.join(name for _, name in sorted(key))})"
    yield from _foreign_keys(connection, table)
    for _, name, unique, origin, partial in connection.execute(f'PRAGMA index_list("{table}")').fetchall():
        parts = [row[2] for row in connection.execute(f'PRAGMA index_info("{name}")')]
        columns = ",".join(part for part in parts if part is not None)
        if origin == "u":
            yield f"unique {table} ({columns})"
        elif origin == "c":
            kind = "unique index" if unique else "index"
            yield f"{kind} {table} {name} ({columns}) {len(parts)} btree{' WHERE' * partial}"
    bare = re.sub(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", "''", sql, flags=re.DOTALL)
    checks = re.findall(r"(?i)\bcheck\s*[(]", bare)
    yield f"checks {table} {len(checks)}"


def _foreign_keys(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    keys: dict[int, tuple[list[str], str, list[str], str]] = {}
    rows = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    for number, _, referred, own, other, on_update, on_delete, _ in sorted(rows, key=lambda row: row[:2]):
        actions = "/".join("" if action == "NO ACTION" else action for action in (on_delete, on_update))
        key = keys.setdefault(number, ([], referred, [], actions))
        key[0].append(own)
        if other is not None:
            key[2].append(other)
    for own_columns, referred, columns, actions in keys.values():
        if not columns:
            described = connection.execute(f'PRAGMA table_info("{referred}")').fetchall()
            columns += [name for _, name, *_, in_key in described if in_key]
        yield f"foreign key {table} ({','.join(own_columns)}) to {referred} ({','.join(columns)}) {actions}"
