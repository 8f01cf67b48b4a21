"""A schema as SQLAlchemy's Inspector tells it, and as raw SQL was read, in one comparable shape."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from sqlgen.dialect import Dialect
from sqlgen.raw_sql.constructs import is_raw
from sqlgen.rendering import type_sql
from sqlgen.schema import Column, Schema, Table, Unique

Shape = dict[str, Any]


def reflected(url: str, dialect: Dialect) -> dict[str, Shape]:
    """Return what the server says, a shape for each table."""
    engine = sa.create_engine(url)
    try:
        inspector = sa.inspect(engine)
        return {name: _server_shape(inspector, name, dialect) for name in sorted(inspector.get_table_names())}
    finally:
        engine.dispose()


def _server_shape(inspector: sa.Inspector, table: str, dialect: Dialect) -> Shape:
    key = inspector.get_pk_constraint(table)
    uniques = inspector.get_unique_constraints(table)
    return {
        "columns": [
            (
                c["name"],
                spelled(c["type"], dialect),
                c["nullable"],
                c["default"] is not None or "computed" in c,
            )
            for c in inspector.get_columns(table)
        ],
        "key": (list(key["constrained_columns"]), key.get("name")),
        "foreign keys": _foreign_keys(inspector, table, dialect),
        "unique": sorted((u["column_names"], u["name"]) for u in uniques),
        "indexes": sorted(
            (i["name"], [c for c in i["column_names"] if c is not None], bool(i["unique"]))
            for i in inspector.get_indexes(table)
            if "duplicates_constraint" not in i
            and i["name"] not in {u["name"] for u in uniques}
            # MariaDB makes an index for each foreign key, and keeps it.
            and not str(i["name"]).startswith("fk_")
        ),
        "checks": len(inspector.get_check_constraints(table)),
    }


def _foreign_keys(inspector: sa.Inspector, table: str, dialect: Dialect) -> list[Any]:
    if dialect.name != "sqlite":
        return sorted(
            (
                f["constrained_columns"],
                f["referred_table"],
                f["referred_columns"],
                f["options"].get("ondelete"),
            )
            for f in inspector.get_foreign_keys(table)
        )
    # SQLAlchemy does not find ON DELETE of every inline key.
    with inspector.engine.connect() as connection:  # type: ignore[union-attr]
        rows = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').all()
    keys: dict[int, Any] = {}
    for number, _, referred, own, other, _, ondelete, _ in sorted(rows, key=lambda row: row[:2]):
        key = keys.setdefault(number, ([], referred, [], None if ondelete == "NO ACTION" else ondelete))
        key[0].append(own)
        key[2].append(other or "id")
    return sorted(keys.values(), key=lambda key: key[0])


def spelled(type_: Any, dialect: Dialect) -> str:
    """Return a type's spelling, without what a server adds or takes away when it stores it."""
    if dialect.name == "sqlite":
        return f"{type_.__visit_name__}({getattr(type_, 'length', None)})"
    if isinstance(type_, sa.types.NullType):
        return ""
    text = type_sql(type_, dialect)
    if dialect.name == "mariadb":
        text = text.partition(" CHARACTER SET")[0]
        text = re.sub(r"(INT|INTEGER|YEAR)\(\d+\)", r"\1", text)
        text = {"BOOL": "TINYINT", "JSON": "LONGTEXT"}.get(text, text)
    # SQLAlchemy 2.0 does not ask PostgreSQL for collations.
    text = text.partition(" COLLATE")[0]
    return "CHAR(1)" if text == "CHAR" else text


def read(schema: Schema, dialect: Dialect) -> dict[str, Shape]:
    """Return what was read, a shape for each table."""
    return {name.name: _read_shape(schema.tables[name], dialect) for name in schema.tables}


def _read_shape(table: Table, dialect: Dialect) -> Shape:
    key = table.primary_key
    # One object on such an engine; SQLAlchemy tells both as constraints.
    both = dialect.facts.ddl.unique_is_index
    return {
        "columns": [
            (
                c.name,
                None if is_raw(c.type) else spelled(c.type.construct, dialect),
                c.nullable,
                c.default is not None or c.computed is not None or _by_sequence(c, dialect),
            )
            for c in table.columns
        ],
        "key": (list(key.columns), _key_name(table, dialect)) if key else ([], None),
        "foreign keys": sorted(
            (list(f.columns), f.referred.name, list(f.referred_columns), f.ondelete)
            for f in table.foreign_keys
        ),
        "unique": sorted(
            [(list(c.columns), c.name) for c in table.constraints if isinstance(c, Unique)]
            + [(list(i.columns), i.name) for i in table.indexes if both and i.unique]
        ),
        "indexes": sorted(
            (i.name, list(i.columns), i.unique)
            for i in table.indexes
            if not i.generated
            and not (both and i.unique)
            and not (dialect.name == "sqlite" and len(i.columns) < len(i.parts))
        ),
        "checks": len(table.checks),
    }


def _by_sequence(column: Column, dialect: Dialect) -> bool:
    return dialect.name == "postgresql" and column.autoincrement and column.identity is None


def _key_name(table: Table, dialect: Dialect) -> str | None:
    key = table.primary_key
    assert key is not None
    if not dialect.facts.ddl.names_primary_key:
        return None
    return key.name


def without_types_not_read(server: dict[str, Shape], ours: dict[str, Shape]) -> None:
    """Take the type from the server's columns whose type is known by its text only."""
    for name in server.keys() & ours.keys():
        columns = server[name]["columns"]
        for at, own in enumerate(ours[name]["columns"][: len(columns)]):
            if own[1] is None:
                columns[at] = (columns[at][0], None, *columns[at][2:])


def lines(shapes: dict[str, Shape]) -> list[str]:
    """Return one line for each fact, so that a difference is easy to see."""
    found = []
    for table, shape in sorted(shapes.items()):
        found.append(f"table {table}")
        for kind, facts in shape.items():
            found += [f"{table} {kind}: {fact}" for fact in (facts if isinstance(facts, list) else [facts])]
    return found
