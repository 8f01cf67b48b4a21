"""ALTER COLUMN, MODIFY, CHANGE and RENAME COLUMN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlgen.operations import AddConstraint, AlterColumn, CreateIndex, Operation
from sqlgen.raw_sql.columns import ColumnDraft, null_default, read_column, read_expression, read_generated
from sqlgen.raw_sql.constraints import read_state
from sqlgen.raw_sql.constructs import type_of
from sqlgen.raw_sql.dependents import changed_table
from sqlgen.raw_sql.found import find_constraint
from sqlgen.raw_sql.identity import changed_identity
from sqlgen.raw_sql.reader import NotRead, Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.raw_sql.types import read_type
from sqlgen.schema import Column, Constraint, Default, ForeignKey, ObjectName, PrimaryKey, Unique


def rename_column(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """Read ``[COLUMN] old TO new``. Raises: NotRead."""
    if reader.at("COLUMN") and reader.keyword(1) != "TO":
        reader.take()
    old = reader.column(table)
    reader.expect("TO")
    yield AlterColumn(reader.context.origin, table, old, new_name=reader.name())


def alter_column(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """Read ``ALTER [COLUMN] c ...``, also of a constraint or an index. Raises: NotRead."""
    reader.expect("ALTER")
    if reader.accept("CONSTRAINT"):
        yield from _constraint_altered(reader, table)
        return
    if reader.at_any(("INDEX", "CHECK")) and reader.peek(1).kind in (TokenKind.WORD, TokenKind.QUOTED):
        # Only whether it is enforced or visible.
        reader.skip_to(",")
        return
    reader.accept("COLUMN")
    reader.if_exists()
    column = reader.column(table)
    changes = _altered(reader, table, column)
    if changes:
        yield AlterColumn(reader.context.origin, table, column, **changes)


def _constraint_altered(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """When it is checked; of others, only whether it is enforced."""
    name = reader.name()
    known = reader.context.table(table)
    found = find_constraint(known, name, reader.dialect) if known is not None else None
    changed: Constraint | None = found
    while (state := read_state(reader)) is not None:
        if isinstance(changed, (Unique, ForeignKey)) and state:
            if state.get("deferrable") is False:
                state["initially"] = None
            changed = replace(changed, **state)
    reader.skip_to(",")
    if known is not None and changed != found and changed is not None:
        constraints = tuple(changed if c is found else c for c in known.constraints)
        yield changed_table(reader.context, replace(known, constraints=constraints))


def _altered(reader: Reader, table: ObjectName, column: str) -> dict[str, Any]:
    if reader.accept("TYPE") or reader.accept("SET", "DATA", "TYPE"):
        return _typed(reader)
    if reader.accept("SET", "DEFAULT"):
        return _new_default(reader, read_expression(reader), table, column)
    if reader.accept("SET", "NOT", "NULL"):
        return {"nullable": False}
    if reader.accept("DROP", "NOT", "NULL"):
        return {"nullable": True}
    if reader.accept("DROP", "DEFAULT"):
        return {"default": None} | _no_longer_numbered(reader, table, column)
    if reader.accept("DROP", "IDENTITY"):
        reader.if_exists()
        return {"default": None, "autoincrement": False}
    if reader.accept("DROP", "EXPRESSION"):
        reader.if_exists()
        return {"default": None}
    if reader.at("ADD", "GENERATED"):
        reader.position += 2
        identity, _ = read_generated(reader)
        return {"default": identity}
    if reader.at("RESTART") or (reader.at("SET") and reader.keyword(1) in _SETS_OF_IDENTITY):
        return _identity_changed(reader, table, column)
    if reader.at_any(("SET", "RESET")) and reader.keyword(1) in _HARMLESS:
        reader.skip_to(",")
        return {}
    if reader.at_any(("SET", "DROP", "ADD", "RESTART", "RESET")):
        raise NotRead(f"ALTER COLUMN ... {reader.peek().text} {reader.peek(1).text}")
    return _redefined(reader, table, column)


_HARMLESS = ("STATISTICS", "STORAGE", "COMPRESSION", "(", "VISIBLE", "INVISIBLE")
_SETS_OF_IDENTITY = (
    "GENERATED",
    "INCREMENT",
    "START",
    "MINVALUE",
    "MAXVALUE",
    "CACHE",
    "CYCLE",
    "NO",
    "RESTART",
)


def _new_default(reader: Reader, text: str, table: ObjectName, column: str) -> dict[str, Any]:
    if text.upper() == "NULL":
        known = reader.context.table(table)
        old = known.column(column) if known is not None else None
        return {"default": null_default(old.type if old is not None else None, reader.dialect)}
    if not text.lower().startswith("nextval("):
        return {"default": Default(text)}
    # What SERIAL makes, as dumps write it: https://www.postgresql.org/docs/15/datatype-numeric.html
    name = f"{table.name}_{column}_seq"
    there = ObjectName(name, table.schema)
    # One that stands for itself is not behind the column.
    apart = there in reader.schema.sequences and reader.schema.sequences[there] != (table, column)
    return {"default": None if name in text and not apart else Default(text), "autoincrement": True}


def _no_longer_numbered(reader: Reader, table: ObjectName, column: str) -> dict[str, Any]:
    known = reader.context.table(table)
    old = known.column(column) if known is not None else None
    return {"autoincrement": False} if old is not None and old.autoincrement else {}


def _typed(reader: Reader) -> dict[str, Any]:
    spelled = read_type(reader)
    if reader.accept("COLLATE"):
        spelled = spelled.collated(reader.object_name().name)
    changes: dict[str, Any] = {"type": type_of(spelled, reader.schema, reader.dialect)}
    if reader.accept("USING"):
        changes["using"] = reader.skip_to(",")
    reader.accept_any("CASCADE", "RESTRICT")
    return changes


def _identity_changed(reader: Reader, table: ObjectName, column: str) -> dict[str, Any]:
    """SET GENERATED ALWAYS, SET INCREMENT BY 2, RESTART."""
    known = reader.context.table(table)
    old = known.column(column) if known is not None else None
    start = reader.position
    text = reader.skip_to(",").upper()
    if old is None or old.identity is None or "SET" not in text:
        return {}
    end = reader.position
    reader.position = start
    changed = old.identity
    while reader.position < end:
        if reader.accept("SET", "GENERATED"):
            changed = replace(changed, always=reader.accept("ALWAYS"))
            reader.accept("BY", "DEFAULT")
        elif reader.accept("RESTART"):
            if reader.accept("WITH") or reader.peek().kind is TokenKind.NUMBER:
                reader.number()
        else:
            reader.expect("SET")
            changed = changed_identity(reader, changed)
    return {"default": changed}


def _redefined(reader: Reader, table: ObjectName, column: str) -> dict[str, Any]:
    """``ALTER COLUMN c type [COLLATE x] [NULL | NOT NULL]``: what is not said is NULL."""
    draft = read_column(reader, table, name=column)
    if draft.type is None:
        raise NotRead("ALTER COLUMN without a type")
    return {"type": draft.type, "nullable": draft.nullable is not False}


def modify_column(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """Read ``MODIFY [COLUMN] ...``. Raises: NotRead."""
    reader.expect("MODIFY")
    if reader.at_any(("CONSTRAINT", "PRIMARY", "UNIQUE", "PARTITION", "DEFAULT", "LOB", "NESTED")):
        reader.skip_to("ADD", "DROP", "MODIFY", "RENAME", ",")
        return
    grouped = not reader.at("COLUMN") and reader.accept("(")
    while True:
        reader.accept("COLUMN")
        reader.if_exists()
        name = reader.column(table)
        yield from _definition(reader, table, name, read_column(reader, table, name=name), new_name=None)
        if not grouped or not reader.accept(","):
            break
    if grouped:
        reader.expect(")")


def change_column(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """Read ``CHANGE [COLUMN] old new ...``. Raises: NotRead."""
    reader.expect("CHANGE")
    reader.accept("COLUMN")
    reader.if_exists()
    old, new = reader.column(table), reader.name()
    draft = read_column(reader, table, name=new)
    yield from _definition(reader, table, old, draft, new_name=new if new != old else None)


def _definition(
    reader: Reader, table: ObjectName, column: str, draft: ColumnDraft, *, new_name: str | None
) -> Iterator[Operation]:
    whole = reader.dialect.facts.strategy.alter_column == "full_definition"
    changes = _whole(draft) if whole else _partial(draft)
    known = reader.context.table(table)
    if whole and known is not None and (old := known.column(column)) is not None:
        changes |= _kept_by_key(old, column, known.primary_key)
    if new_name is not None:
        changes["new_name"] = new_name
    if draft.first and known is not None and known.columns[0].name != column:
        changes["insert_before"] = known.columns[0].name
    origin = reader.context.origin
    yield AlterColumn(origin, table, column, **changes, insert_after=draft.after)
    for constraint in draft.constraints:
        yield AddConstraint(origin, table, constraint)
    for index in draft.indexes:
        yield CreateIndex(origin, table, index)


def _whole(draft: ColumnDraft) -> dict[str, Any]:
    """What is left out of the definition is lost."""
    column = draft.column(nullable=True)
    return {
        "type": column.type,
        "nullable": column.nullable,
        "default": column.computed or column.default,
        "comment": column.comment,
        "autoincrement": column.autoincrement,
        "on_update": column.on_update,
    }


def _kept_by_key(old: Column, column: str, key: PrimaryKey | None) -> dict[str, Any]:
    return {"nullable": False} if key is not None and column in key.columns else {}


def _partial(draft: ColumnDraft) -> dict[str, Any]:
    """Only what is said changes."""
    changes: dict[str, Any] = {}
    if draft.type is not None:
        changes["type"] = draft.type
    if draft.nullable is not None:
        changes["nullable"] = draft.nullable
    if draft.default_said:
        changes["default"] = draft.default
    if draft.identity is not None or draft.computed is not None:
        changes["default"] = draft.identity or draft.computed
    return changes
