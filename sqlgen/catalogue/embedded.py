"""The schema made in the embedded engine, where this is the target's own: what it tells of it is exact."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import sqlalchemy as sa

from sqlgen.catalogue.contents import Contents
from sqlgen.catalogue.types import unknown
from sqlgen.errors import SqlgenError
from sqlgen.rendering import ddl_sql
from sqlgen.sa_bridge import to_index, to_table
from sqlgen.schema import Check, Constraint, ObjectName, Schema, Table


def build(connection: sqlite3.Connection, contents: Contents) -> frozenset[ObjectName]:
    """Make all objects of the schema in *connection*; return those that it refuses to make."""
    schema = contents.schema
    refused: list[ObjectName] = []
    for name, table in schema.tables.items():
        if schema.opaque_by(name) or not _make_table(connection, table, contents):
            refused.append(name)
    for name, view in schema.views.items():
        if schema.opaque_by(name) or not _made(connection, view.sql):
            refused.append(name)
    for trigger in schema.triggers.values():
        if trigger.table not in refused and not _made(connection, trigger.sql):
            refused.append(trigger.table)
    return frozenset(refused)


def _make_table(connection: sqlite3.Connection, table: Table, contents: Contents) -> bool:
    if table.name.schema not in (None, contents.default_schema):
        return False
    dialect = contents.dialect
    ordered = tuple(sorted(table.constraints, key=_in_text))
    made = to_table(
        Table(
            ObjectName(table.name.name),
            table.columns,
            ordered,
            options=table.options,
            prefixes=table.prefixes,
        )
    )
    try:
        statements = [table.definition or ddl_sql(sa.schema.CreateTable(made), dialect)]
        for index in table.indexes:
            definition = index.definition
            statements.append(definition or ddl_sql(sa.schema.CreateIndex(to_index(index, made)), dialect))
    except SqlgenError:
        return False
    return all(_made(connection, statement) for statement in statements)


def _in_text(constraint: Constraint) -> bool:
    """Sort a CHECK within a column's definition before those of the table."""
    return not (isinstance(constraint, Check) and constraint.of_column)


def _made(connection: sqlite3.Connection, sql: str) -> bool:
    try:
        connection.execute(sql)
    except sqlite3.Error:
        return False
    return True


def _as_written(schema: Schema) -> Iterator[str]:
    """Yield the names of what still has the text that a raw statement gave it."""
    for table in schema.tables.values():
        if table.definition is not None:
            yield table.name.name
        for index in table.indexes:
            if index.definition is not None and index.name is not None and not index.edited:
                yield index.name
    for name, view in schema.views.items():
        if not view.edited:
            yield name.name
    for trigger in schema.triggers.values():
        if not trigger.edited:
            yield trigger.name.name


def relations(connection: sqlite3.Connection, contents: Contents) -> list[dict[str, object]]:
    """Return what the engine's own catalogue says, as rows of `_relation`.

    The text of what an operation made is not certain: Alembic live and a script of ours divide it into other
    lines. Nor is that of what was altered or renamed.
    """
    as_written = {name.lower() for name in _as_written(contents.schema)}
    rows = []
    place = contents.default_schema
    for kind, name, table, sql in connection.execute(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_master"
    ):
        certain = sql is None or name.lower() in as_written
        text = sql if certain else unknown(f"the text that {name} was made with")
        rows.append(
            {
                "real": 1,
                "schema": place,
                "schema_id": contents.id("schema", place),
                "relation": name,
                "relation_id": contents.id("relation", place, name),
                "kind": kind,
                "table_name": table,
                "table_id": contents.id("relation", place, table),
                "definition": text,
            }
        )
    return rows
