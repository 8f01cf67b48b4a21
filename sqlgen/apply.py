"""The schema advanced by operations: one small function each, no dialect, no SQL.

What an operation refers to and the schema does not know is left alone: the table is pre-existing, or the
fault is reported where statements are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any, TypeGuard

from sqlgen import operations as o
from sqlgen.expressions import renamed_in as renamed_in
from sqlgen.expressions import speaks_of
from sqlgen.inheritance import inherit, passed_on
from sqlgen.origin import Origin
from sqlgen.schema import (
    NO_NAMES,
    Check,
    Column,
    Computed,
    Constraint,
    Default,
    Exclude,
    ForeignKey,
    Identity,
    Index,
    IndexPart,
    ObjectName,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)

KINDS: dict[str, type[Constraint]] = {
    "check": Check,
    "foreignkey": ForeignKey,
    "primary": PrimaryKey,
    "unique": Unique,
}


def apply(operation: o.Operation, schema: Schema) -> Schema:
    """Return the schema after *operation*. Pure; an unknown kind of operation changes nothing."""
    handler = _HANDLERS.get(type(operation))
    if handler is None:
        return schema
    after = handler(operation, schema)
    return passed_on(operation, after, apply) if len(after.children) else after


def _create_table(op: o.CreateTable, schema: Schema) -> Schema:
    if op.if_not_exists and schema.table(op.table.name) is not None:
        return schema
    return schema.with_known_table(op.table)


def _drop_table(op: o.DropTable, schema: Schema) -> Schema:
    schema = _without_sequences(schema, op.table, None)
    schema = replace(schema.without_table(op.table), opaque=schema.opaque.without(op.table))
    for name, trigger in schema.triggers.items():
        if trigger.table == op.table:
            schema = replace(schema, triggers=schema.triggers.without(name))
    return schema


def _rename_table(op: o.RenameTable, schema: Schema) -> Schema:
    return _moved_table(schema, op.table, ObjectName(op.new_name, op.table.schema))


def _move_table(op: o.MoveTable, schema: Schema) -> Schema:
    return _moved_table(schema, op.table, op.new_name)


def _moved_table(schema: Schema, old: ObjectName, new: ObjectName) -> Schema:
    for parent, children in schema.children.items():
        moved_children = tuple(new if child == old else child for child in children)
        others = schema.children.without(parent)
        schema = replace(schema, children=others.with_(new if parent == old else parent, moved_children))
    table = schema.table(old)
    unread = schema.opaque_by(old)
    schema = replace(_gone(schema, old), dropped=schema.dropped.without(new).with_(old, True))
    if unread is not None:
        # Nobody knows its shape under the new name either.
        schema = replace(schema, opaque=schema.opaque.with_(new, unread))
    if table is None:
        return schema
    indexes = tuple(_moved_index(index, old, new) for index in table.indexes)
    schema = schema.without_table(old).with_table(replace(table, name=new, indexes=indexes))
    schema = _with_new_owners(schema, (old, None), (new, None))
    for other, _ in list(schema.referring_to(old)):
        current = schema.table(other.name)
        assert current is not None
        schema = schema.with_table(_map_constraints(current, lambda c: _retargeted(c, old, new)))
    for name, trigger in schema.triggers.items():
        sql = renamed_in(trigger.sql, old.name, new.name)
        on = new if trigger.table == old else trigger.table
        moved_trigger = replace(trigger, table=on, sql=sql, edited=trigger.edited or sql != trigger.sql)
        others = schema.triggers.without(name)
        schema = replace(schema, triggers=others.with_(moved_trigger.key, moved_trigger))
    for name, view in schema.views.items():
        if old in view.refers_to:
            refers_to = tuple(new if other == old else other for other in view.refers_to)
            sql = renamed_in(view.sql, old.name, new.name)
            moved = replace(view, refers_to=refers_to, sql=sql, edited=True)
            schema = replace(schema, views=schema.views.with_(name, moved))
    return schema


def _moved_index(index: Index, old: ObjectName, new: ObjectName) -> Index:
    definition = index.definition
    if definition is not None:
        # Behind ON stands the table, before the columns, whose names may be the same.
        head, parenthesis, rest = definition.partition("(")
        definition = renamed_in(head, old.name, new.name) + parenthesis + rest
    return replace(index, definition=definition, construct=None, edited=True)


def _retargeted(constraint: Constraint, old: ObjectName, new: ObjectName) -> Constraint:
    if isinstance(constraint, ForeignKey) and constraint.referred == old:
        return replace(constraint, referred=new)
    return constraint


def _map_constraints(table: Table, change: Callable[[Constraint], Constraint]) -> Table:
    return replace(table, constraints=tuple(change(c) for c in table.constraints))


def _replace_table(op: o.ReplaceTable, schema: Schema) -> Schema:
    return schema.with_table(op.table)


def _on_table(schema: Schema, name: ObjectName, change: Callable[[Table], Table]) -> Schema:
    table = schema.table(name)
    return schema if table is None else schema.with_table(change(table))


def _add_column(op: o.AddColumn, schema: Schema) -> Schema:
    def change(table: Table) -> Table:
        if table.column(op.column.name) is not None:
            return table
        columns = placed(table.columns, op.column, op.insert_before, op.insert_after)
        constraints = table.constraints
        if op.constraints or op.checks:
            constraints += tuple(_made_at(op.origin, c) for c in op.constraints + op.checks)
        return table.with_parts(columns, constraints, table.indexes + op.indexes)

    return _on_table(schema, op.table, change)


def placed(
    columns: tuple[Column, ...], column: Column, before: str | None, after: str | None
) -> tuple[Column, ...]:
    """Return *columns* with *column* put before or after the named one, else at the end."""
    if before is None and after is None:
        return (*columns, column)
    for at, other in enumerate(columns):
        if other.name == before:
            return (*columns[:at], column, *columns[at:])
        if other.name == after:
            return (*columns[: at + 1], column, *columns[at + 1 :])
    return (*columns, column)


def _without_sequences(schema: Schema, table: ObjectName, column: str | None) -> Schema:
    """Return the schema without the sequences that *column*, or any of the table, owns."""
    for name, owner in schema.sequences.items():
        if owner is not None and owner[0] == table and column in (None, owner[1]):
            schema = replace(_gone(schema, name), sequences=schema.sequences.without(name))
    return schema


def _drop_column(op: o.DropColumn, schema: Schema) -> Schema:
    schema = _without_sequences(schema, op.table, op.column)
    return _on_table(schema, op.table, lambda table: without_column(table, op.column))


def without_column(table: Table, name: str) -> Table:
    """Return *table* without the column, and without the constraints and indexes that cover it."""
    return replace(
        table,
        columns=tuple(c for c in table.columns if c.name != name),
        constraints=tuple(c for c in table.constraints if not covers(c, name)),
        indexes=tuple(i for i in table.indexes if not mentions(i, name)),
    )


def narrowed(table: Table, name: str) -> Table:
    """Return *table* without the column, its keys and indexes with the columns that are left to them.

    https://dev.mysql.com/doc/refman/8.0/en/alter-table.html (ADD and DROP COLUMN)
    """
    return replace(
        table,
        columns=tuple(c for c in table.columns if c.name != name),
        constraints=tuple(c for c in (_narrowed_key(c, name) for c in table.constraints) if c is not None),
        indexes=tuple(i for i in (_narrowed_index(i, name) for i in table.indexes) if i is not None),
    )


def _narrowed_key(constraint: Constraint, name: str) -> Constraint | None:
    if not covers(constraint, name):
        return constraint
    left = tuple(column for column in constraint.columns if column != name)
    if not left or not isinstance(constraint, (PrimaryKey, Unique)):
        return None
    return replace(constraint, columns=left)


def _narrowed_index(index: Index, name: str) -> Index | None:
    if not mentions(index, name):
        return index
    parts = tuple(part for part in index.parts if part.column != name)
    options = tuple((key, _without_key(value, name)) for key, value in index.options)
    left = replace(index, parts=parts, options=options, definition=None, construct=None)
    # What is left of it may be an expression over the column.
    return left if parts and not mentions(left, name) else None


def _without_key(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return {key: of for key, of in value.items() if key != name}
    return value


def covers(constraint: Constraint, column: str) -> bool:
    """Tell whether a constraint of the column's own table is about *column*."""
    if isinstance(constraint, (Check, Exclude)) and speaks_of(constraint.sql, column):
        return True
    return column in constraint.columns


def mentions(index: Index, column: str) -> bool:
    """Tell whether *index* covers *column*, also inside an expression or its WHERE."""
    if any(
        part.column == column if part.column is not None else speaks_of(part.sql, column)
        for part in index.parts
    ):
        return True
    return any(_names(value, column) for _, value in index.options)


def _names(value: Any, column: str) -> bool:
    if isinstance(value, str):
        return speaks_of(value, column)
    return isinstance(value, (list, tuple)) and column in value


def altered_column(op: o.AlterColumn, column: Column) -> Column:
    """Return *column* as it is after *op*."""
    changes: dict[str, Any] = {}
    if op.type is not o.KEEP:
        changes["type"] = op.type
    if op.nullable is not o.KEEP:
        changes["nullable"] = op.nullable
    if op.comment is not o.KEEP:
        changes["comment"] = op.comment
    if op.autoincrement is not o.KEEP:
        changes["autoincrement"] = op.autoincrement
    if op.on_update is not o.KEEP:
        changes["on_update"] = op.on_update
    if op.new_name is not o.KEEP:
        changes["name"] = op.new_name
    match op.default:
        case None:
            changes |= {"default": None, "identity": None, "computed": None}
        case Default():
            changes["default"] = op.default
        case Identity():
            changes["identity"] = changed_identity(op.default, column.identity)
        case Computed():
            changes["computed"] = op.default
    return replace(column, **changes)


def changed_identity(said: Identity, had: Identity | None) -> Identity:
    """Return the identity after *said*, which leaves as it was what it does not speak of."""
    if had is None:
        return said
    given = {f.name: value for f in fields(said) if (value := getattr(said, f.name)) is not None}
    if given.get("minvalue") is not None:
        given.setdefault("nominvalue", None)
    if given.get("maxvalue") is not None:
        given.setdefault("nomaxvalue", None)
    if given.get("nominvalue"):
        given["minvalue"] = None
    if given.get("nomaxvalue"):
        given["maxvalue"] = None
    return replace(had, **given)


def _alter_column(op: o.AlterColumn, schema: Schema) -> Schema:
    table = schema.table(op.table)
    column = table.column(op.column) if table is not None else None
    if table is None or column is None:
        return schema
    if column.sequence is not None and (op.default is None or isinstance(op.default, Default)):
        schema, column = _without_its_sequence(schema, table.name, column)
    if op.default is None and op.autoincrement is True:
        schema, column = _with_its_sequence(schema, table.name, column)
    new = altered_column(op, column)
    columns = tuple([new if c.name == op.column else c for c in table.columns])
    if op.insert_before is not None or op.insert_after is not None:
        columns = placed(tuple(c for c in columns if c is not new), new, op.insert_before, op.insert_after)
    constraints = table.constraints
    if op.checks_to_drop:
        constraints = tuple(c for c in constraints if c.name is None or c.name not in op.checks_to_drop)
    table = table.with_parts(columns, constraints + op.checks_to_add, table.indexes)
    schema = schema.with_table(renamed_column(table, op.column, new.name))
    if new.name != op.column:
        for other, key in list(schema.referring_to(op.table)):
            current = schema.table(other.name)
            assert current is not None
            names = tuple(new.name if c == op.column else c for c in key.referred_columns)
            schema = schema.with_table(
                replace(
                    current,
                    constraints=tuple(
                        replace(c, referred_columns=names) if c == key else c for c in current.constraints
                    ),
                )
            )
        schema = _renamed_in_triggers(schema, op.table, op.column, new.name)
        schema = _with_new_owners(schema, (op.table, op.column), (op.table, new.name))
    return schema


def _with_new_owners(
    schema: Schema, old: tuple[ObjectName, str | None], new: tuple[ObjectName, str | None]
) -> Schema:
    """Return *schema* with the sequences of a renamed column, or of each column of a table, owned by it."""
    for name, owner in schema.sequences.items():
        if owner is not None and owner[0] == old[0] and old[1] in (None, owner[1]):
            owned_by = (new[0], new[1] or owner[1])
            schema = replace(schema, sequences=schema.sequences.with_(name, owned_by))
    return schema


def _without_its_sequence(schema: Schema, table: ObjectName, column: Column) -> tuple[Schema, Column]:
    """Return *column* numbering itself no more, and the schema with the sequence that was behind it.

    That of a SERIAL stays, and goes with the column; that of an identity goes.
    https://www.postgresql.org/docs/15/datatype-numeric.html#DATATYPE-SERIAL
    """
    if column.identity is None and column.sequence is not None:
        name = ObjectName(column.sequence, table.schema)
        schema = replace(schema, sequences=schema.sequences.with_(name, (table, column.name)))
    return schema, replace(column, autoincrement=False, sequence=None)


def _with_its_sequence(schema: Schema, table: ObjectName, column: Column) -> tuple[Schema, Column]:
    """Return *column* with the sequence that belongs to it behind it, and the schema without that."""
    for name, owner in schema.sequences.items():
        if owner == (table, column.name):
            schema = replace(schema, sequences=schema.sequences.without(name))
            return schema, replace(column, sequence=name.name)
    return schema, column


def _renamed_in_triggers(schema: Schema, table: ObjectName, old: str, new: str) -> Schema:
    """Keep the text of the table's triggers true, which servers do by themselves.

    Where a trigger speaks of another table that has a column of that name, its text is not known any more:
    it is left empty, and who needs it says so.
    """
    for name, trigger in schema.triggers.items():
        if not speaks_of(trigger.sql, table.name) or not speaks_of(trigger.sql, old):
            continue
        others = (t for t in schema.tables.values() if t.name != table and t.column(old) is not None)
        certain = not any(speaks_of(trigger.sql, other.name.name) for other in others)
        sql = renamed_in(trigger.sql, old, new) if certain else ""
        edited = replace(trigger, sql=sql, edited=True)
        schema = replace(schema, triggers=schema.triggers.with_(name, edited))
    return schema


def renamed_column(table: Table, old: str, new: str) -> Table:
    """Return *table* with constraints and indexes speaking of *new* where they spoke of *old*."""
    if old == new:
        return table

    def names(columns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if c == old else c for c in columns)

    def constraint(c: Constraint) -> Constraint:
        if isinstance(c, (Check, Exclude)):
            return replace(c, columns=names(c.columns), sql=renamed_in(c.sql, old, new))
        return replace(c, columns=names(c.columns))

    def column(c: Column) -> Column:
        if c.computed is None or not speaks_of(c.computed.sql, old):
            return c
        return replace(c, computed=replace(c.computed, sql=renamed_in(c.computed.sql, old, new)))

    def part(p: IndexPart) -> IndexPart:
        if p.column is not None:
            return IndexPart(new, new) if p.column == old else p
        return IndexPart(renamed_in(p.sql, old, new))

    def index(i: Index) -> Index:
        definition = renamed_in(i.definition, old, new) if i.definition is not None else None
        options = tuple((key, option(value)) for key, value in i.options)
        # The construct speaks of the old column.
        return replace(
            i,
            parts=tuple(part(p) for p in i.parts),
            definition=definition,
            options=options,
            construct=i.construct if not mentions(i, old) else None,
            edited=i.edited or definition != i.definition,
        )

    def option(value: Any) -> Any:
        if isinstance(value, str):
            return renamed_in(value, old, new)
        if isinstance(value, (list, tuple)):
            return type(value)(new if item == old else item for item in value)
        return value

    return replace(
        table,
        columns=tuple(column(c) for c in table.columns),
        constraints=tuple(constraint(c) for c in table.constraints),
        indexes=tuple(index(i) for i in table.indexes),
    )


def _create_index(op: o.CreateIndex, schema: Schema) -> Schema:
    def change(table: Table) -> Table:
        if any(index.name == op.index.name for index in table.indexes):
            return table
        return table.with_parts(table.columns, table.constraints, (*table.indexes, op.index))

    return _on_table(schema, op.table, change)


def table_of_index(schema: Schema, name: str, of_schema: str | None = None) -> Table | None:
    """Return the table that has an index called *name*, or None."""
    found = schema.having_index(name)
    return next((t for t in found if of_schema is None or t.name.schema == of_schema), None)


def _drop_index(op: o.DropIndex, schema: Schema) -> Schema:
    owner = op.table
    if owner is None or schema.table(owner) is None:
        found = table_of_index(schema, op.name, op.schema)
        owner = found.name if found is not None else None
    if owner is None:
        return schema
    return _on_table(
        schema,
        owner,
        lambda table: _without_index(table, op.name),
    )


def _without_index(table: Table, name: str) -> Table:
    indexes = tuple(i for i in table.indexes if i.name != name)
    if len(indexes) < len(table.indexes):
        return replace(table, indexes=indexes)
    # Where a unique constraint is an index, one goes by the name of the other.
    constraints = (c for c in table.constraints if not isinstance(c, Unique) or c.name != name)
    return replace(table, constraints=tuple(constraints))


def _add_constraint(op: o.AddConstraint, schema: Schema) -> Schema:
    constraint = _made_at(op.origin, op.constraint)
    return _on_table(schema, op.table, lambda table: with_constraint(table, constraint))


def _made_at(origin: Origin, constraint: Constraint) -> Constraint:
    return replace(constraint, origin=origin)


def with_constraint(table: Table, constraint: Constraint) -> Table:
    """Return *table* with *constraint*; it takes the place of one of its name, as does a primary key."""
    # Only a table that is made anew gets the same name twice; Alembic's batch mode then keeps the newer.
    constraints = tuple(c for c in table.constraints if c.name is None or c.name != constraint.name)
    columns = table.columns
    if isinstance(constraint, PrimaryKey):
        constraints = tuple(c for c in constraints if not isinstance(c, PrimaryKey))
        # The columns of a primary key cannot be NULL, on every engine.
        columns = tuple(replace(c, nullable=False) if c.name in constraint.columns else c for c in columns)
    return replace(table, columns=columns, constraints=(*constraints, constraint), definition=None)


def dropped_constraint(op: o.DropConstraint, table: Table) -> Constraint | None:
    """Return the constraint of *table* that *op* means: by its name, else the only one of its kind.

    A name that the history never gave is one that the server, or a naming convention for batches, made up
    for a constraint without a name: made of its columns, so that these tell it.
    """
    kind: Any = KINDS[op.kind] if op.kind is not None else Constraint
    if op.name is None:
        return _dropped_without_name(op, table, kind)
    named: Any = table.constraint(op.name)
    if named is not None:
        found: Constraint | None = named if isinstance(named, kind) else None
        return found
    unnamed = [c for c in table.constraints if c.name is None and isinstance(c, kind)]
    of_columns = [c for c in unnamed if c.columns and all(name in op.name for name in c.columns)]
    return _only(of_columns or (unnamed if op.kind is not None else []))


def _dropped_without_name(op: o.DropConstraint, table: Table, kind: Any) -> Constraint | None:
    """Return the constraint that is dropped by what it is alone.

    What autogenerate writes for constraints without names: a downgrade drops what the upgrade of the same
    revision made, in the reverse order. Else it must be the only one that can be meant.
    """
    of_kind: list[Constraint] = [c for c in table.constraints if isinstance(c, kind)]
    unnamed = [c for c in of_kind if c.name is None or c.made_up]
    revision = op.origin.revision
    own = [c for c in of_kind if revision is not None and _revision(c, table) == revision]
    own_unnamed = [c for c in own if c.name is None or c.made_up]
    if own_unnamed and (op.kind is not None or len(own_unnamed) == 1):
        return own_unnamed[-1]
    if op.kind is None:
        return _only(unnamed)
    return _only(own) or _only(unnamed) or _only(of_kind)


def _revision(constraint: Constraint, table: Table) -> str | None:
    origin = constraint.origin or table.origin
    return origin.revision if origin is not None else None


def _only(candidates: Sequence[Constraint]) -> Constraint | None:
    return candidates[0] if len(candidates) == 1 else None


def _drop_constraint(op: o.DropConstraint, schema: Schema) -> Schema:
    def change(table: Table) -> Table:
        found = dropped_constraint(op, table)
        if found is None and op.kind == "primary":
            found = table.primary_key
        constraints = tuple(c for c in table.constraints if c is not found)
        indexes = table.indexes
        if found is None and op.kind in ("unique", None):
            # Where a unique constraint is an index, one goes by the name of the other.
            indexes = tuple(i for i in indexes if i.name != op.name or not i.unique)
        return replace(table, constraints=constraints, indexes=indexes)

    return _on_table(schema, op.table, change)


def _set_table_comment(op: o.SetTableComment, schema: Schema) -> Schema:
    return _on_table(schema, op.table, lambda table: replace(table, comment=op.comment))


def _create_enum(op: o.CreateEnum, schema: Schema) -> Schema:
    schema = _made(schema, op.enum.name)
    return replace(schema, enums=schema.enums.with_(op.enum.name, op.enum))


def _drop_enum(op: o.DropEnum, schema: Schema) -> Schema:
    schema = _gone(schema, op.name)
    return replace(schema, enums=schema.enums.without(op.name))


def _made(schema: Schema, name: ObjectName) -> Schema:
    """What is made anew is known, whatever was there before."""
    return replace(schema, opaque=schema.opaque.without(name), dropped=schema.dropped.without(name))


def _gone(schema: Schema, name: ObjectName) -> Schema:
    return replace(schema, opaque=schema.opaque.without(name), dropped=schema.dropped.with_(name, True))


def _alter_enum(op: o.AlterEnum, schema: Schema) -> Schema:
    return replace(schema, enums=schema.enums.with_(op.enum.name, op.enum))


def _rename_constraint(op: o.RenameConstraint, schema: Schema) -> Schema:
    return _on_table(
        schema,
        op.table,
        lambda table: _map_constraints(
            table, lambda c: replace(c, name=op.new_name) if c.name == op.name else c
        ),
    )


def _rename_index(op: o.RenameIndex, schema: Schema) -> Schema:
    def renamed(index: Index) -> Index:
        if index.name != op.name:
            return index
        definition = renamed_in(index.definition, op.name, op.new_name) if index.definition else None
        return replace(index, name=op.new_name, definition=definition, edited=True)

    if op.table is None:
        return schema
    return _on_table(
        schema, op.table, lambda table: replace(table, indexes=tuple(renamed(i) for i in table.indexes))
    )


def _create_sequence(op: o.CreateSequence, schema: Schema) -> Schema:
    return replace(_made(schema, op.name), sequences=schema.sequences.with_(op.name, op.owned_by))


def _drop_sequence(op: o.DropSequence, schema: Schema) -> Schema:
    return replace(_gone(schema, op.name), sequences=schema.sequences.without(op.name))


def _create_view(op: o.CreateView, schema: Schema) -> Schema:
    return replace(_made(schema, op.view.name), views=schema.views.with_(op.view.name, op.view))


def _drop_view(op: o.DropView, schema: Schema) -> Schema:
    return replace(_gone(schema, op.name), views=schema.views.without(op.name))


def _create_trigger(op: o.CreateTrigger, schema: Schema) -> Schema:
    return replace(schema, triggers=schema.triggers.with_(op.trigger.key, op.trigger))


def _drop_trigger(op: o.DropTrigger, schema: Schema) -> Schema:
    keys = [
        key
        for key, trigger in schema.triggers.items()
        if key.name == op.name.name and op.table in (None, trigger.table)
    ]
    for key in keys:
        schema = replace(schema, triggers=schema.triggers.without(key))
    return schema


def _make_opaque(op: o.MakeOpaque, schema: Schema) -> Schema:
    everything = (*schema.tables, *schema.views, *schema.enums, *schema.sequences, *schema.opaque)
    opaque = schema.opaque
    for name in op.tables or everything:
        opaque = opaque.with_(name, op)
    if op.tables:
        return replace(schema, opaque=opaque)
    # It may have made or dropped any table: what the schema does not have may be there, and the reverse.
    return replace(schema, opaque=opaque, dropped=NO_NAMES, complete=False, unread=op)


def _create_schema(op: o.CreateSchema, schema: Schema) -> Schema:
    return replace(schema, schemas=schema.schemas.with_(ObjectName(op.name), True))


def _drop_schema(op: o.DropSchema, schema: Schema) -> Schema:
    return replace(schema, schemas=schema.schemas.without(ObjectName(op.name)))


def _create_extension(op: o.CreateExtension, schema: Schema) -> Schema:
    name = ObjectName(op.extension.name)
    return replace(schema, extensions=schema.extensions.with_(name, op.extension))


def _drop_extension(op: o.DropExtension, schema: Schema) -> Schema:
    return replace(schema, extensions=schema.extensions.without(ObjectName(op.name)))


def _create_routine(op: o.CreateRoutine, schema: Schema) -> Schema:
    return replace(schema, routines=schema.routines.with_(op.routine.name, op.routine))


def _drop_routine(op: o.DropRoutine, schema: Schema) -> Schema:
    return replace(schema, routines=schema.routines.without(op.name))


def _execute_sql(op: o.ExecuteSql, schema: Schema) -> Schema:
    if op.effects is None:
        return schema
    for effect in op.effects(op.sql, op.origin, schema):
        schema = apply(effect, schema)
    return schema


def _name_constraints(op: o.NameConstraints, schema: Schema) -> Schema:
    names = dict(op.names)

    def named(constraint: Constraint) -> Constraint:
        return replace(constraint, name=names[constraint]) if constraint in names else constraint

    return _on_table(schema, op.table, lambda table: _map_constraints(table, named))


def _reshape_table(op: o.ReshapeTable, schema: Schema) -> Schema:
    def change(table: Table) -> Table:
        said = [c for c in op.constraints if isinstance(c, Check) and c.name is None]
        if said:
            # CHECKs without names are said anew together: what a live run does not read, it does not keep.
            texts = {check.sql for check in said}
            kept = (c for c in table.constraints if not _unnamed_check(c) or c.sql in texts)
            table = replace(table, constraints=tuple(kept))
        for constraint in op.constraints:
            if _is_new(constraint, table):
                table = with_constraint(table, constraint)
        names = {index.name for index in table.indexes}
        return replace(
            table,
            columns=_in_order(table.columns, op.order),
            indexes=(*table.indexes, *(index for index in op.indexes if index.name not in names)),
            options=tuple({**dict(table.options), **dict(op.options)}.items()),
        )

    return _on_table(schema, op.table, change)


def _unnamed_check(constraint: Constraint) -> TypeGuard[Check]:
    return isinstance(constraint, Check) and constraint.name is None


def _is_new(constraint: Constraint, table: Table) -> bool:
    """Tell whether *table* has no such constraint, by its name or by what it says."""
    return all(
        replace(_bare(other), name=constraint.name) != _bare(constraint)
        and (constraint.name is None or other.name != constraint.name)
        for other in table.constraints
    )


def _bare(constraint: Constraint) -> Constraint:
    # Which columns a CHECK names is found in some ways of saying it only.
    return replace(constraint, columns=()) if isinstance(constraint, Check) else constraint


def _in_order(columns: tuple[Column, ...], groups: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """Return *columns* so that each of a group stands somewhere before the next, sorted as Alembic does it.

    Round by round those that wait for no other, in their order; what waits in a circle stays behind.
    """
    before: dict[str, set[str]] = {column.name: set() for column in columns}
    for group in groups:
        for first, then in pairwise(group):
            if first in before and then in before and first != then:
                before[then].add(first)
    waiting, done = list(columns), []
    while waiting:
        names = {column.name for column in waiting}
        free = [column for column in waiting if not before[column.name] & names] or waiting
        done += free
        waiting = [column for column in waiting if column not in free]
    return tuple(done)


def described_table(op: o.AlterTable, schema: Schema) -> Table | None:
    """Return the table that the script describes, where the history does not know it; else None.

    Nor where the script gives names to constraints that have none in the history, in order to drop them.
    """
    known = schema.table(op.table)
    if op.copy_from is None or known is None or op.table in schema.opaque:
        return op.copy_from
    drops = (part for part in op.operations if isinstance(part, o.DropConstraint))
    return op.copy_from if any(dropped_constraint(part, known) is None for part in drops) else None


def _alter_table(op: o.AlterTable, schema: Schema) -> Schema:
    described = described_table(op, schema)
    if described is not None:
        schema = replace(schema.with_table(described), opaque=schema.opaque.without(op.table))
    for part in op.operations:
        schema = apply(part, schema)
    return _on_table(schema, op.table, _rewritten)


def _rewritten(table: Table) -> Table:
    """A batch may make the table anew, whatever it does: no text stays as it was."""
    indexes = tuple(i if i.definition is None else replace(i, edited=True) for i in table.indexes)
    return replace(table, indexes=indexes, definition=None)


_HANDLERS: dict[type[o.Operation], Callable[[Any, Schema], Schema]] = {
    o.CreateTable: _create_table,
    o.DropTable: _drop_table,
    o.RenameTable: _rename_table,
    o.MoveTable: _move_table,
    o.Inherit: inherit,
    o.ReplaceTable: _replace_table,
    o.AddColumn: _add_column,
    o.DropColumn: _drop_column,
    o.AlterColumn: _alter_column,
    o.CreateIndex: _create_index,
    o.DropIndex: _drop_index,
    o.AddConstraint: _add_constraint,
    o.DropConstraint: _drop_constraint,
    o.SetTableComment: _set_table_comment,
    o.CreateEnum: _create_enum,
    o.DropEnum: _drop_enum,
    o.AlterEnum: _alter_enum,
    o.RenameConstraint: _rename_constraint,
    o.RenameIndex: _rename_index,
    o.CreateSequence: _create_sequence,
    o.DropSequence: _drop_sequence,
    o.CreateView: _create_view,
    o.DropView: _drop_view,
    o.CreateTrigger: _create_trigger,
    o.DropTrigger: _drop_trigger,
    o.CreateSchema: _create_schema,
    o.DropSchema: _drop_schema,
    o.CreateExtension: _create_extension,
    o.DropExtension: _drop_extension,
    o.CreateRoutine: _create_routine,
    o.DropRoutine: _drop_routine,
    o.MakeOpaque: _make_opaque,
    o.ExecuteSql: _execute_sql,
    o.AlterTable: _alter_table,
    o.NameConstraints: _name_constraints,
    o.ReshapeTable: _reshape_table,
}
