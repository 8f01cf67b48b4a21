"""What raw SQL was read to make, one line a fact, as its sisters tell it of a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from sqlgen.dialect import Dialect
from sqlgen.reflection.made_up_names import index_name, name_of
from sqlgen.schema import (
    Check,
    Column,
    Constraint,
    Exclude,
    ForeignKey,
    Index,
    ObjectName,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from tests.raw_sql.case_files import start
from tests.raw_sql.reading import schema_after

TypeSpeller = Callable[[str], str]


def facts(schema: Schema, dialect: Dialect, spelled: TypeSpeller) -> list[str]:
    """Return the facts, sorted; *spelled* says how the server spells a type."""
    return sorted(_facts(schema, dialect, spelled))


def _facts(schema: Schema, dialect: Dialect, spelled: TypeSpeller) -> Iterator[str]:
    yield from (f"schema {name.name}" for name in schema.schemas)
    yield from (f"extension {name.name}" for name in schema.extensions if name.name != "plpgsql")
    for name, enum in schema.enums.items():
        yield f"{enum.kind} {name}{' ' * bool(enum.labels)}{','.join(enum.labels)}"
    yield from (f"sequence {name}" for name in schema.sequences)
    for name, view in schema.views.items():
        yield f"{'materialized ' * view.materialized}view {name}"
        yield from (_index(str(name), index) for index in view.indexes)
    for trigger in schema.triggers.values():
        yield f"trigger {trigger.name.name} on {trigger.table}"
    for name, routine in schema.routines.items():
        yield from (
            f"routine {name}"
            for arguments, _ in routine.definitions
            if arguments not in ("text", "expression")
        )
    for name, table in schema.tables.items():
        if {"TEMP", "TEMPORARY"} & set(table.prefixes):
            continue
        yield f"table {name}"
        yield from _table(table, schema, dialect, spelled)


def _table(table: Table, schema: Schema, dialect: Dialect, spelled: TypeSpeller) -> Iterator[str]:
    for at, column in enumerate(table.columns):
        spelling = f"{spelled(column.type.sql)}{_rest(column, dialect)}"
        yield f"column {table.name} {at + 1:02} {column.name} {spelling}"
    if table.comment is not None:
        yield f"comment {table.name} -- {table.comment}"
    for constraint in table.constraints:
        yield _constraint(table, constraint, schema, dialect)
    for index in table.indexes:
        yield _index(str(table.name), index, index.name or index_name(index, table, schema, dialect))


def _rest(column: Column, dialect: Dialect) -> str:
    text = "" if column.nullable else " NOT NULL"
    if column.computed is not None:
        text += " COMPUTED"
    elif column.identity is not None:
        text += " ALWAYS" if column.identity.always else " IDENTITY"
    elif column.autoincrement:
        text += " SERIAL"
    elif column.default is not None:
        text += " DEFAULT"
    return text + (f" -- {column.comment}" if column.comment is not None else "")


def _constraint(table: Table, constraint: Constraint, schema: Schema, dialect: Dialect) -> str:
    name = name_of(constraint, table, schema, dialect)
    columns = f" ({','.join(constraint.columns)})"
    match constraint:
        case PrimaryKey():
            return f"primary key {table.name} {name}{columns}"
        case Unique():
            return f"unique {table.name} {name}{columns}{_deferred(constraint)}"
        case Check():
            return f"check {table.name} {name}"
        case Exclude():
            return f"exclude {table.name} {name}"
        case ForeignKey():
            referred = f" to {constraint.referred} ({','.join(constraint.referred_columns)})"
            ondelete = (constraint.ondelete or "").partition(" (")[0]
            actions = f" {ondelete}/{constraint.onupdate or ''}"
            return f"foreign key {table.name} {name}{columns}{referred}{actions}{_deferred(constraint)}"


def _deferred(constraint: Unique | ForeignKey) -> str:
    deferred = constraint.initially == "DEFERRED"
    return " DEFERRABLE" * bool(constraint.deferrable or deferred) + " DEFERRED" * deferred


def _index(table: str, index: Index, made_up: str = "") -> str:
    options = {key.partition("_")[2]: value for key, value in index.options}
    kind = "unique index" if index.unique else "index"
    method = options.get("using", "btree")
    where = " WHERE" if "where" in options else ""
    what = f"{kind} {table} {index.name or made_up}"
    return f"{what} ({','.join(index.columns)}) {len(index.parts)} {method}{where}"


def of_objects(facts: list[str], names: set[str]) -> list[str]:
    """Return those facts that are not about one of *names*."""
    return [fact for fact in facts if not names & set(fact.replace("(", " ").split()[:4])]


def known(facts: list[str], schema: Schema) -> list[str]:
    """Return the facts about what the schema claims to know."""
    opaque = {str(name) for name in schema.opaque}
    kept = of_objects(facts, opaque)
    if schema.unread is None:
        return kept
    objects = {*schema.tables, *schema.views, *schema.enums, *schema.sequences} - set(schema.opaque)
    names = {str(name) for name in objects}
    return [fact for fact in kept if names & set(fact.split()[:4])]


@lru_cache
def started_from(name: str, complete: bool) -> Schema:
    """Return the schema that every case of the engine starts from; *complete*: from an empty database."""
    return schema_after(name, start(name), start=Schema(complete=complete))


def opaque(schema: Schema) -> set[str]:
    """Return the objects whose shape is said to be unknown; ``*`` where that is any."""
    return {str(name) for name in schema.opaque} if schema.unread is None else {"*"}


def compare(ours: list[str], server: list[str]) -> None:
    """Fail, naming each fact that one of both does not tell."""
    missing, invented = sorted(set(server) - set(ours)), sorted(set(ours) - set(server))
    told = [*(f"- {fact}" for fact in missing), *(f"+ {fact}" for fact in invented)]
    assert not told, "\n".join(["", *told])
    assert ours == server


def object_name(text: str) -> ObjectName:
    """Return ``schema.name`` as a value."""
    schema, _, last = text.rpartition(".")
    return ObjectName(last, schema or None)
