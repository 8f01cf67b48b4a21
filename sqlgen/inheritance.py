"""What a change of a table does to those that inherit from it or are parts of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlgen import operations as o
from sqlgen.schema import Check, ObjectName, Schema

Apply = Callable[[o.Operation, Schema], Schema]
_CHANGES = (
    o.AddColumn,
    o.DropColumn,
    o.AlterColumn,
    o.AddConstraint,
    o.DropConstraint,
    o.RenameConstraint,
    o.CreateIndex,
    o.DropIndex,
    o.CreateTrigger,
    o.DropTrigger,
)


def inherit(op: o.Inherit, schema: Schema) -> Schema:
    """Remember that a table inherits from another, or that it does so no more."""
    children: tuple[ObjectName, ...] = schema.children.get(op.parent, ())
    others = tuple(child for child in children if child != op.table)
    new = (*others, op.table) if op.inherits else others
    return replace(schema, children=schema.children.with_(op.parent, new))


def passed_on(op: o.Operation, schema: Schema, apply: Apply) -> Schema:
    """Return *schema*, in which *op* changed a table, with its children changed, too.

    What is not certain to be the same for a child makes the child opaque.
    """
    name: ObjectName | None = getattr(op, "table", None) if isinstance(op, _CHANGES) else None
    children: tuple[ObjectName, ...] = schema.children.get(name, ()) if name is not None else ()
    for child in children:
        schema = apply(_for_child(op, child), schema)
    return schema


def _for_child(op: Any, child: ObjectName) -> o.Operation:
    plain = not getattr(op, "constraints", ()) and not getattr(op, "indexes", ())
    if isinstance(op, o.AddColumn) and plain and op.column.identity is None:
        return replace(op, table=child, construct=None)
    if isinstance(op, o.AlterColumn) and not op.checks_to_add and not isinstance(op.comment, str):
        return replace(op, table=child)
    if (
        isinstance(op, o.AddConstraint)
        and isinstance(op.constraint, Check)
        and op.constraint.name is not None
    ):
        return replace(op, table=child)
    return o.MakeOpaque(op.origin, (child,), f"it inherits from {op.table}, which is changed here")
