"""Operations as actions: which kinds of facts a typed operation amounts to on the schema that it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlgen import operations as o
from sqlgen.expressions import speaks_of
from sqlgen.lint.facts import Locks
from sqlgen.lint.type_changes import type_change
from sqlgen.schema import (
    Check,
    Column,
    Computed,
    Constraint,
    Default,
    Exclude,
    ForeignKey,
    Identity,
    ObjectName,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)

_STRINGS = re.compile(r"'(?:[^']|'')*'")
_CAST = re.compile(r"::\s*[\w\"\[\]. ]+(?:\([\d, ]*\))?(?:\[\])?")


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind with what it is about; *lossy*: values may be cut, or may not fit."""

    kind: str
    table: ObjectName | None
    column: str | None = None
    lossy: bool = False


def sorts_of(operation: o.Operation, before: Schema, code: str, raw: bool, locks: Locks) -> Iterator[Sort]:
    """Yield what *operation* amounts to, in the order of its parts; nothing for what locks nothing.

    *code*: the text of its statements; *raw*: the author wrote them, so that parts are within one statement.
    """
    sorter = _SORTERS.get(type(operation))
    if sorter is not None:
        yield from sorter(operation, _Found(before, code, raw, locks))


@dataclass(frozen=True, slots=True)
class _Found:
    schema: Schema
    code: str
    raw: bool
    locks: Locks

    def marked(self, mark: str) -> bool:
        return self.locks.has(mark, self.code)


def _create_table(op: o.CreateTable, found: _Found) -> Iterator[Sort]:
    fact = "create_table_fk" if op.table.foreign_keys else "create_table"
    yield Sort(fact, op.table.name)


def _insert_rows(op: o.InsertRows, found: _Found) -> Iterator[Sort]:
    yield Sort("rows", op.table)


def _drop_table(op: o.DropTable, found: _Found) -> Iterator[Sort]:
    partition = any(op.table in children for children in found.schema.children.values())
    yield Sort(
        "drop_partition" if partition and "drop_partition" in found.locks.facts else "drop_table", op.table
    )


def _rename_table(op: o.RenameTable, found: _Found) -> Iterator[Sort]:
    yield Sort("rename_table", op.table)


def _move_table(op: o.MoveTable, found: _Found) -> Iterator[Sort]:
    yield Sort("rename_table" if op.new_name.schema == op.table.schema else "move_to_schema", op.table)


def _add_column(op: o.AddColumn, found: _Found) -> Iterator[Sort]:
    column, inline = op.column, op.constraints if found.raw else ()
    yield Sort(_column_kind(op, column, found), op.table, column.name)
    if op.checks or any(isinstance(c, Check) for c in inline):
        yield Sort("add_column_check", op.table, column.name)
    if (op.insert_before or op.insert_after) and "add_column_in_place" in found.locks.facts:
        yield Sort("add_column_in_place", op.table, column.name)
    if op.inline_references or any(isinstance(c, ForeignKey) for c in inline):
        yield Sort("add_column_fk", op.table, column.name)
    if any(isinstance(c, Unique) for c in inline) or op.inline_primary_key:
        yield Sort("add_column_unique", op.table, column.name)
    if not found.raw:
        for constraint in op.constraints:
            if not (op.inline_references and isinstance(constraint, ForeignKey)):
                yield from _constraint(op.table, constraint, found)
        for index in op.indexes:
            yield Sort("create_unique_index" if index.unique else "create_index", op.table)


def _column_kind(op: o.AddColumn, column: Column, found: _Found) -> str:
    if column.computed is not None:
        stored = column.computed.persisted
        if stored is None:
            stored = (
                re.search(r"\bvirtual\b", found.code, re.I) is None
                and "virtual_by_default" not in found.locks.traits
            )
        return "add_column_generated_stored" if stored else "add_column_generated_virtual"
    if column.identity is not None or column.autoincrement or found.locks.has("numbers", column.type.sql):
        return "add_column_identity"
    domain = _named_type(column, found.schema)
    if domain == "domain":
        return "add_column_domain"
    if column.default is None or column.default.sql.strip().upper() == "NULL":
        return "add_column_nullable" if column.nullable else "add_column_not_null_no_default"
    volatile = is_volatile(column.default.sql, found.locks)
    return "add_column_volatile_default" if volatile else "add_column_const_default"


def is_volatile(default: str, locks: Locks) -> bool:
    """Tell whether each row gets a value of its own, or the engine has to work it out row by row."""
    return locks.has("volatile", _CAST.sub("", _STRINGS.sub("''", default)).strip())


def _named_type(column: Column, schema: Schema) -> str | None:
    name, _, rest = column.type.sql.rpartition(".")
    del name
    for known, value in schema.enums.items():
        if known.name == rest.strip('"'):
            kind: str = value.kind
            return kind
    return None


def _drop_column(op: o.DropColumn, found: _Found) -> Iterator[Sort]:
    yield Sort("drop_column", op.table, op.column)


def _alter_column(op: o.AlterColumn, found: _Found) -> Iterator[Sort]:
    table = found.schema.table(op.table)
    column = table.column(op.column) if table is not None else None
    if op.new_name is not o.KEEP and op.new_name != op.column:
        yield Sort("rename_column", op.table, op.column)
    if op.type is not o.KEEP:
        yield from _retyped(op, op.type, table, column, found)
    if op.nullable is not o.KEEP and (column is None or column.nullable != op.nullable):
        yield Sort(_not_null(op, table, found) if not op.nullable else "drop_not_null", op.table, op.column)
    yield from _defaulted(op, column, found)
    if op.comment is not o.KEEP and (column is None or column.comment != op.comment):
        yield Sort("comment", op.table, op.column)
    if (op.insert_before or op.insert_after) and "reorder_column" in found.locks.facts:
        yield Sort("reorder_column", op.table, op.column)


def _retyped(
    op: o.AlterColumn, new: Any, table: Table | None, column: Column | None, found: _Found
) -> Iterator[Sort]:
    old = column.type if column is not None else op.existing.type
    if old is o.KEEP:
        yield Sort("type_using_any", op.table, op.column)
        return
    change = type_change(old, new, table, found.locks)
    if change is None:
        return
    kind, lossy = change
    if op.using is not None and op.using.strip().strip('"').casefold() != op.column.casefold():
        kind = "type_using_any" if not kind.startswith("type_timestamp") else kind
    yield Sort(kind if kind in found.locks.facts else "type_using_any", op.table, op.column, lossy)


def _not_null(op: o.AlterColumn, table: Table | None, found: _Found) -> str:
    """A CHECK that proves that there is no NULL spares the scan."""
    proven = table is not None and any(
        re.fullmatch(rf'\(*\s*"?{re.escape(op.column)}"?\s+is\s+not\s+null\s*\)*', check.sql.strip(), re.I)
        for check in table.checks
    )
    return (
        "set_not_null_prechecked"
        if proven and "set_not_null_prechecked" in found.locks.facts
        else "set_not_null"
    )


def _defaulted(op: o.AlterColumn, column: Column | None, found: _Found) -> Iterator[Sort]:
    match op.default:
        case None:
            if column is not None and column.computed is not None:
                yield Sort("drop_expression", op.table, op.column)
            elif column is None or column.default is not None:
                yield Sort("drop_default", op.table, op.column)
        case Default() if column is None or column.default != op.default:
            yield Sort("set_default", op.table, op.column)
        case Computed():
            yield Sort("set_expression", op.table, op.column)
        case Identity():
            yield Sort("set_default", op.table, op.column)


def _create_index(op: o.CreateIndex, found: _Found) -> Iterator[Sort]:
    if found.marked("online") and "create_index_online" in found.locks.facts:
        yield Sort("create_index_online", op.table)
    elif found.schema.children.get(op.table) and "create_index_partitioned" in found.locks.facts:
        yield Sort("create_index_partitioned", op.table)
    else:
        yield Sort("create_unique_index" if op.index.unique else "create_index", op.table)


def _drop_index(op: o.DropIndex, found: _Found) -> Iterator[Sort]:
    online = found.marked("online") and "drop_index_online" in found.locks.facts
    yield Sort(
        "drop_index_online" if online else "drop_index", op.table or index_owner(op.name, found.schema)
    )


def index_owner(name: str, schema: Schema) -> ObjectName | None:
    """Return the table that has the index called *name*."""
    for table in schema.tables.values():
        if any(index.name == name for index in table.indexes):
            owner: ObjectName = table.name
            return owner
    return None


def _rename_index(op: o.RenameIndex, found: _Found) -> Iterator[Sort]:
    yield Sort("rename_index", op.table or index_owner(op.name, found.schema))


def _add_constraint(op: o.AddConstraint, found: _Found) -> Iterator[Sort]:
    yield from _constraint(op.table, op.constraint, found)


def _constraint(table: ObjectName, constraint: Constraint, found: _Found) -> Iterator[Sort]:
    using = "_using_index" if found.marked("using_index") else ""
    unchecked = "_not_valid" if found.marked("not_validated") else ""
    match constraint:
        case PrimaryKey():
            yield Sort(f"add_pk{using}", table)
        case Unique():
            yield Sort(f"add_unique{using}", table)
        case ForeignKey():
            yield Sort(f"add_fk{unchecked}", table)
        case Check():
            yield Sort(f"add_check{unchecked}", table)
        case Exclude():
            yield Sort("add_exclude", table)


_DROPPED = {"primary": "drop_pk", "foreignkey": "drop_fk", "check": "drop_check", "unique": "drop_unique"}
_KINDS = {PrimaryKey: "drop_pk", ForeignKey: "drop_fk", Check: "drop_check", Unique: "drop_unique"}


def _drop_constraint(op: o.DropConstraint, found: _Found) -> Iterator[Sort]:
    constraint = dropped_constraint(op, found.schema)
    kind = _KINDS.get(type(constraint)) if constraint is not None else None
    yield Sort(kind or _DROPPED.get(op.kind or "", "drop_check"), op.table)


def dropped_constraint(op: o.DropConstraint, schema: Schema) -> Constraint | None:
    """Return what *op* drops, where the schema knows it."""
    table = schema.table(op.table)
    if table is None:
        return None
    if op.name is None:
        return table.primary_key if op.kind == "primary" else None
    return table.constraint(op.name)


def _comment(op: o.SetTableComment, found: _Found) -> Iterator[Sort]:
    yield Sort("comment", op.table)


def _create_enum(op: o.CreateEnum, found: _Found) -> Iterator[Sort]:
    yield Sort("enum_create", None)


def _alter_enum(op: o.AlterEnum, found: _Found) -> Iterator[Sort]:
    known = found.schema.enums.get(op.enum.name)
    if known is None or known.labels == op.enum.labels:
        return
    added = len(op.enum.labels) > len(known.labels)
    yield Sort("enum_add_value" if added else "enum_rename_value", None)


def _create_view(op: o.CreateView, found: _Found) -> Iterator[Sort]:
    known = op.view.name in found.schema.views
    yield Sort(
        "replace_view" if known and "replace_view" in found.locks.facts else "create_view", op.view.name
    )


def _drop_view(op: o.DropView, found: _Found) -> Iterator[Sort]:
    yield Sort("drop_view", op.name)


def _create_trigger(op: o.CreateTrigger, found: _Found) -> Iterator[Sort]:
    yield Sort("create_trigger", op.trigger.table)


def _drop_schema(op: o.DropSchema, found: _Found) -> Iterator[Sort]:
    yield Sort("drop_schema", None)


def _rename_constraint(op: o.RenameConstraint, found: _Found) -> Iterator[Sort]:
    yield Sort("rename_constraint", op.table)


_SORTERS: dict[type[o.Operation], Callable[[Any, _Found], Iterator[Sort]]] = {
    o.InsertRows: _insert_rows,
    o.CreateTable: _create_table,
    o.DropTable: _drop_table,
    o.RenameTable: _rename_table,
    o.MoveTable: _move_table,
    o.AddColumn: _add_column,
    o.DropColumn: _drop_column,
    o.AlterColumn: _alter_column,
    o.CreateIndex: _create_index,
    o.DropIndex: _drop_index,
    o.RenameIndex: _rename_index,
    o.AddConstraint: _add_constraint,
    o.DropConstraint: _drop_constraint,
    o.RenameConstraint: _rename_constraint,
    o.SetTableComment: _comment,
    o.CreateEnum: _create_enum,
    o.AlterEnum: _alter_enum,
    o.CreateView: _create_view,
    o.DropView: _drop_view,
    o.CreateTrigger: _create_trigger,
    o.DropSchema: _drop_schema,
}


def expression_users(table: Table, column: str) -> list[str]:
    """Return what is worked out from *column* and has to be worked out anew with it, in words."""
    users = [
        f"CHECK {c.name or c.sql}" for c in table.checks if column in c.columns or speaks_of(c.sql, column)
    ]
    for index in table.indexes:
        expressions = [part.sql for part in index.parts if part.column is None]
        conditions = [str(value) for key, value in index.options if key.endswith("_where")]
        definition = index.definition or ""
        if " where " in definition.lower():
            conditions.append(re.split(r"\bwhere\b", definition, flags=re.I)[-1])
        if any(speaks_of(text, column) for text in (*expressions, *conditions)):
            users.append(f"index {index.name}")
    return users
