"""Constraints of a table as rows: their names, also those that the server makes up, and columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlgen.catalogue.contents import Contents, Row, name_of
from sqlgen.catalogue.indexes import add_index, add_index_of, listed, position_of, quoted
from sqlgen.catalogue.types import unknown
from sqlgen.expressions import speaks_of
from sqlgen.reflection.errors import UnknownShape
from sqlgen.reflection.indexes_of_keys import indexes_with_those_of_keys
from sqlgen.reflection.made_up_names import constraint_names
from sqlgen.schema import (
    Check,
    Constraint,
    Exclude,
    ForeignKey,
    Index,
    PrimaryKey,
    Table,
    Unique,
)

KINDS: dict[type[Constraint], str] = {
    PrimaryKey: "p",
    Unique: "u",
    ForeignKey: "f",
    Check: "c",
    Exclude: "x",
}
_INDEXED = {"p": "primary", "u": "unique", "f": "foreignkey", "x": "exclude"}


def add_keys(contents: Contents, table: Table) -> None:
    """Add the rows of the table's constraints and indexes."""
    numbered = iter(range(1, 10_000))
    names = constraint_names(table, contents.schema, contents.dialect)
    for constraint, name in sorted(
        zip(table.constraints, names, strict=True), key=lambda pair: not isinstance(pair[0], PrimaryKey)
    ):
        _add_constraint(contents, table, constraint, _name(name), numbered)
    for index in _indexes(contents, table):
        add_index(contents, table, index, next(numbered))
        if index.unique and index.name is not None and contents.dialect.facts.ddl.unique_is_index:
            # https://dev.mysql.com/doc/refman/8.0/en/information-schema-table-constraints-table.html
            _add_constraint(
                contents, table, Unique(index.columns, index.name), index.name, numbered, indexed=False
            )
    facts = contents.dialect.facts.catalogue
    if facts.not_null_name:
        _add_not_null(contents, table)
    if facts.default_constraints:
        _add_default_constraints(contents, table)
    if facts.foreign_key_triggers:
        _add_internal_triggers(contents, table)


def _indexes(contents: Contents, table: Table) -> Sequence[Index]:
    """Return the indexes, with those that the server makes for foreign keys."""
    if "foreignkey" not in contents.dialect.facts.catalogue.indexed:
        return table.indexes
    names = constraint_names(table, contents.schema, contents.dialect)
    behind = {_name(name) for c, name in zip(table.constraints, names, strict=True) if isinstance(c, Unique)}
    every = indexes_with_those_of_keys(table, contents.schema, contents.dialect)
    return [index for index in every if index in table.indexes or index.name not in behind]


def _name(name: Callable[[], str | None]) -> str | None:
    try:
        return name()
    except UnknownShape as error:
        return unknown(error.what)


def _positions(contents: Contents, table: Table, columns: Sequence[str]) -> str:
    return json.dumps([position_of(table, column) for column in columns])


def _add_constraint(
    contents: Contents,
    table: Table,
    constraint: Constraint,
    name: str | None,
    numbered: Iterator[int],
    *,
    indexed: bool = True,
) -> None:
    kind = KINDS[type(constraint)]
    facts = contents.dialect.facts
    place = contents.place(table.name)
    columns = constraint.columns
    if isinstance(constraint, Check):
        columns = tuple(c.name for c in table.columns if speaks_of(constraint.sql, c.name))
    constraint_id = contents.id("constraint", *name_of(table.name), name or f"?{next(numbered)}")
    row: Row = {
        "constraint_name": name,
        "constraint_id": constraint_id,
        "kind": kind,
        "can_defer": int(bool(getattr(constraint, "deferrable", None))),
        "deferred": int((getattr(constraint, "initially", None) or "").upper() == "DEFERRED"),
        "positions": _positions(contents, table, columns),
        "index_id": 0,
        "referred_id": 0,
        "generated_name": int(constraint.name is None),
        "column_name": columns[0] if len(columns) == 1 else None,
        "column_position": position_of(table, columns[0]) if len(columns) == 1 else 0,
    }
    if isinstance(constraint, ForeignKey):
        row |= _reference(contents, table, constraint)
    if isinstance(constraint, Check):
        row["clause"] = row["definition"] = unknown(
            f"the text of CHECK ({constraint.sql}), which the server rewrites"
        )
    if isinstance(constraint, Exclude):
        row["definition"] = unknown("the text of an EXCLUDE constraint")
    if isinstance(constraint, (PrimaryKey, Unique)):
        words = "PRIMARY KEY" if kind == "p" else "UNIQUE"
        row["definition"] = f"{words} ({listed(contents, columns)}){_deferral(row)}"
        if constraint.options:
            row["definition"] = unknown("the definition of a constraint with options")
    if indexed and kind != "f" and _INDEXED.get(kind) in facts.catalogue.indexed:
        number = next(numbered)
        row["index_id"] = add_index_of(contents, table, columns, str(name), kind, number, constraint)
        row["index_name"] = name
    contents.add("_constraint", **place, **row)
    _add_key_columns(contents, table, constraint, columns, row)


def _reference(contents: Contents, table: Table, key: ForeignKey) -> Row:
    referred: Table | None = contents.schema.table(key.referred)
    if contents.schema.opaque_by(key.referred) is not None:
        referred = None
    columns = referred_columns(key, referred)
    schema = contents.schema_of(key.referred)
    at = f"FOREIGN KEY ({listed(contents, key.columns)}) REFERENCES "
    preparer = contents.dialect.sqlalchemy.identifier_preparer
    target = f"{key.referred.schema}." if key.referred.schema else ""
    target = f"{target}{quoted(contents, key.referred.name)}({listed(contents, columns or ())})"
    actions = ""
    if key.match and key.match.upper() == "FULL":
        actions += " MATCH FULL"
    if (update := _action(key.onupdate)) != "NO ACTION":
        actions += f" ON UPDATE {update}"
    if (delete := _action(key.ondelete)) != "NO ACTION":
        actions += f" ON DELETE {delete}"
    deferral = _deferral(
        {"can_defer": key.deferrable, "deferred": (key.initially or "").upper() == "DEFERRED"}
    )
    not_valid = any(name.endswith("_not_valid") and value for name, value in key.options)
    certain = columns is not None and not (key.options and not not_valid)
    rule = contents.dialect.facts.catalogue.no_action
    del preparer
    return {
        "definition": f"{at}{target}{actions}{deferral}{' NOT VALID' if not_valid else ''}"
        if certain
        else unknown("the definition of a foreign key to a table that is not known"),
        "referred_schema": schema,
        "referred_table": key.referred.name,
        "referred_id": contents.id("relation", schema, key.referred.name),
        "referred_constraint": _referred_constraint(contents, referred, columns),
        "on_update": rule if update == "NO ACTION" else update,
        "on_delete": rule if delete == "NO ACTION" else delete,
        "match": {"FULL": "f", "PARTIAL": "p"}.get((key.match or "").upper(), "s"),
        "referred_positions": _positions(contents, referred, columns)
        if referred is not None and columns
        else unknown("the columns of a table that is not known"),
    }


def referred_columns(key: ForeignKey, referred: Table | None) -> tuple[str, ...] | None:
    """Return the columns that *key* refers to; None where they are not known."""
    if key.referred_columns:
        return key.referred_columns
    own = referred.primary_key if referred is not None else None
    return own.columns if own is not None else None


def _referred_constraint(
    contents: Contents, referred: Table | None, columns: tuple[str, ...] | None
) -> str | None:
    if referred is None or columns is None:
        return unknown("the key of a table that is not known")
    names = constraint_names(referred, contents.schema, contents.dialect)
    found = [
        _name(name)
        for constraint, name in zip(referred.constraints, names, strict=True)
        if isinstance(constraint, (PrimaryKey, Unique)) and set(constraint.columns) == set(columns)
    ]
    return found[0] if len(found) == 1 else unknown("which of several keys a foreign key refers to")


def _action(action: str | None) -> str:
    return " ".join((action or "NO ACTION").upper().split())


def _deferral(row: Row) -> str:
    text = " DEFERRABLE" if row["can_defer"] or row["deferred"] else ""
    return text + (" INITIALLY DEFERRED" if row["deferred"] else "")


def _add_key_columns(
    contents: Contents, table: Table, constraint: Constraint, columns: Sequence[str], row: Row
) -> None:
    place = contents.place(table.name)
    shared = {key: row.get(key) for key in ("constraint_name", "constraint_id", "kind")}
    referred: tuple[str, ...] | None = None
    other: Table | None = None
    if isinstance(constraint, ForeignKey):
        other = contents.schema.table(constraint.referred)
        referred = referred_columns(constraint, other)
        shared |= {key: row[key] for key in ("referred_schema", "referred_table", "referred_id")}
    for at, column in enumerate(columns):
        extra: Row = {}
        if isinstance(constraint, ForeignKey):
            there = referred[at] if referred is not None and at < len(referred) else None
            extra = {
                "referred_column": there or unknown("a column of a table that is not known"),
                "referred_position": position_of(other, there) if other is not None and there else None,
                "unique_position": _place_in_key(other, referred, at),
            }
        contents.add(
            "_key_column",
            **place,
            **shared,
            column_name=column,
            position=at + 1,
            column_position=position_of(table, column),
            **extra,
        )


def _place_in_key(other: Table | None, referred: tuple[str, ...] | None, at: int) -> Any:
    if other is None or referred is None:
        return unknown("the key of a table that is not known")
    keys = [
        c
        for c in other.constraints
        if isinstance(c, (PrimaryKey, Unique)) and set(c.columns) == set(referred)
    ]
    if len(keys) != 1:
        return unknown("which of several keys a foreign key refers to")
    return keys[0].columns.index(referred[at]) + 1


def _add_not_null(contents: Contents, table: Table) -> None:
    key = table.primary_key
    form = contents.dialect.facts.catalogue.not_null_name
    for at, column in enumerate(table.columns, 1):
        in_key = key is not None and column.name in key.columns
        if column.nullable and not (in_key or column.identity or column.autoincrement):
            continue
        name = unknown("the names of NOT NULL constraints")
        contents.add(
            "_constraint",
            **contents.place(table.name),
            kind="n",
            can_defer=0,
            deferred=0,
            constraint_name=name if form == "unknown" else made_up(form.format(position=at)),
            column_name=column.name,
            constraint_id=contents.id("constraint", *name_of(table.name), f"not null {at}"),
        )


def made_up(text: str) -> str:
    """Return a text of which only the form is known: it may be compared with others, but not be given out."""
    from sqlgen.catalogue.shapes import MADE_UP

    return f"{text}{MADE_UP}"


def _add_default_constraints(contents: Contents, table: Table) -> None:
    from sqlgen.catalogue.columns import type_of
    from sqlgen.catalogue.defaults import shown_default

    for at, column in enumerate(table.columns, 1):
        if column.default is None:
            continue
        contents.add(
            "_constraint",
            **contents.place(table.name),
            kind="d",
            column_name=column.name,
            column_position=at,
            constraint_name=unknown(f"the name that the server gives to the default of {column.name}"),
            constraint_id=contents.id("constraint", *name_of(table.name), f"default {column.name}"),
            definition=shown_default(
                column, type_of(contents, column), contents.dialect, table.name
            ), generated_name=1,
        )  # fmt: skip


def _add_internal_triggers(contents: Contents, table: Table) -> None:
    """A foreign key is kept by two triggers on each of its tables: https://www.postgresql.org/docs/15/catalog-pg-trigger.html"""
    for key in table.foreign_keys:
        for on in (table.name, key.referred):
            for half in ("a", "b"):
                contents.add(
                    "_trigger", **contents.place(on), internal=1,
                    trigger_name=made_up(f"RI_ConstraintTrigger_{half}_16384"),
                    trigger_id=contents.id("trigger", *name_of(table.name), str(key), *name_of(on), half),
                )  # fmt: skip
