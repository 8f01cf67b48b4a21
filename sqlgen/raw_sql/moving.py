"""Objects that get another name or another schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.operations import (
    AlterColumn,
    CreateSequence,
    CreateView,
    DropSequence,
    DropView,
    MakeOpaque,
    MoveTable,
    Operation,
    RenameConstraint,
    RenameIndex,
    RenameTable,
)
from sqlgen.raw_sql import names
from sqlgen.raw_sql.dependents import changed_table
from sqlgen.raw_sql.found import find_constraint, find_index, table_with_index
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.schema import ObjectName


def rename_tables(reader: Reader) -> Iterator[Operation]:
    """Read ``RENAME TABLE a TO b, c TO d`` or ``RENAME a TO b``. Raises: NotRead."""
    reader.expect("RENAME")
    reader.accept("TABLE")
    while True:
        reader.if_exists()
        old = reader.table()
        reader.expect("TO")
        new = reader.new_object()
        view = names.known_name(old, reader.schema.views, reader.dialect)
        if view is not None:
            known = reader.schema.views[view]
            yield DropView(reader.context.origin, view)
            yield CreateView(reader.context.origin, replace(known, name=ObjectName(new.name, view.schema)))
            if not reader.accept(","):
                break
            continue
        if new.schema is not None and new.schema != old.schema:
            yield from move_table(reader.context, old, new)
        else:
            yield RenameTable(reader.context.origin, old, new.name)
        if not reader.accept(","):
            break
    reader.expect_end()


def move_table(context: Context, old: ObjectName, new: ObjectName) -> Iterator[Operation]:
    """Give a table another schema, and maybe another name."""
    if old == new:
        return
    unknown = context.table(old) is None and context.schema.opaque_by(old) is None
    yield MoveTable(context.origin, old, new)
    if unknown:
        yield MakeOpaque(context.origin, (new,), f"it was {old}, which is not known")


def rename_object(reader: Reader, view: ObjectName) -> Iterator[Operation]:
    """Read what follows the name of a view in ALTER VIEW or ALTER TABLE. Raises: NotRead."""
    known = reader.schema.views[view]
    origin = reader.context.origin
    if reader.at("RENAME", "TO"):
        reader.position += 2
        new = ObjectName(reader.name(), view.schema)
    elif reader.accept("SET", "SCHEMA"):
        new = names.without_default_schema(ObjectName(view.name, reader.name()), reader.dialect)
    else:
        # Ownership, options, defaults and column names of a view.
        return
    yield DropView(origin, view)
    yield CreateView(origin, replace(known, name=new))


def renamed_constraint(context: Context, table: ObjectName, old: str, new: str) -> Iterator[Operation]:
    """Rename a constraint; one without a name gets it."""
    known = context.table(table)
    found = find_constraint(known, old, context.dialect) if known is not None else None
    if known is not None and found is not None:
        if found.name is not None:
            yield RenameConstraint(context.origin, table, found.name, new)
            return
        constraints = tuple(replace(c, name=new) if c is found else c for c in known.constraints)
        yield changed_table(context, replace(known, constraints=constraints))
    elif known is not None and find_index(known, old, context.dialect) is None:
        yield MakeOpaque(context.origin, (table,), f'its constraint "{old}" is not known')
    elif known is None:
        yield RenameConstraint(context.origin, table, old, new)


def renamed_index(context: Context, old: str, new: str, table: ObjectName | None) -> Iterator[Operation]:
    """Rename an index; one behind a constraint takes the constraint along."""
    known = context.table(table) if table is not None else None
    if known is None and table is None:
        known = table_with_index(context.schema, ObjectName(old), context.dialect)
    if known is None:
        # The index of a constraint may be renamed as an index, too.
        for candidate in context.schema.tables.values():
            if table is None and find_constraint(candidate, old, context.dialect) is not None:
                known = candidate
    if known is None:
        for view in context.schema.views.values():
            if any(index.name == old for index in view.indexes):
                indexes = tuple(replace(i, name=new) if i.name == old else i for i in view.indexes)
                yield CreateView(context.origin, replace(view, indexes=indexes))
                return
        yield RenameIndex(context.origin, old, new, table)
        return
    index = find_index(known, old, context.dialect)
    if index is None:
        yield from renamed_constraint(context, known.name, old, new)
    elif index.name is not None:
        yield RenameIndex(context.origin, index.name, new, known.name)
    else:
        indexes = tuple(replace(i, name=new) if i is index else i for i in known.indexes)
        yield changed_table(context, replace(known, indexes=indexes))


def alter_index(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER. Raises: NotRead."""
    reader.expect("INDEX")
    if reader.accept("ALL", "IN", "TABLESPACE"):
        return
    reader.if_exists()
    name = reader.object_name()
    if not reader.accept("RENAME", "TO"):
        # Storage, rebuilding, visibility, partitions.
        return
    new = reader.name()
    reader.expect_end()
    yield from renamed_index(reader.context, name.name, new, None)


def alter_sequence(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER. Raises: NotRead."""
    reader.expect("SEQUENCE")
    reader.if_exists()
    name = reader.new_object()
    if reader.accept("RENAME", "TO"):
        new = ObjectName(reader.name(), name.schema)
    elif reader.accept("SET", "SCHEMA"):
        new = names.without_default_schema(ObjectName(name.name, reader.name()), reader.dialect)
    elif "OWNED" in reader.words:
        reader.skip_to("OWNED")
        yield from _owned(reader, name)
        return
    else:
        return
    yield from renamed_sequence(reader.context, name, new)


def renamed_sequence(context: Context, old: ObjectName, new: ObjectName) -> Iterator[Operation]:
    """Give a sequence another name; its owner stays."""
    owner = context.schema.sequences.get(old)
    yield DropSequence(context.origin, old)
    yield CreateSequence(context.origin, new, owner)


def _owned(reader: Reader, name: ObjectName) -> Iterator[Operation]:
    """OWNED BY table.column: the sequence goes with it; one as SERIAL makes it is the column's own."""
    reader.expect("OWNED", "BY")
    if reader.accept("NONE") and not reader.at("."):
        yield CreateSequence(reader.context.origin, name)
        return
    column = reader.object_name().name
    table = names.table_name(reader.owner(), reader.schema, reader.dialect)
    known = reader.context.table(table)
    found = known.column(column) if known is not None else None
    behind = found is not None and found.autoincrement and found.default is None
    if behind and name.name == f"{table.name}_{column}_seq":
        yield DropSequence(reader.context.origin, name)
    else:
        yield CreateSequence(reader.context.origin, name, owned_by=(table, column))


def create_sequence(reader: Reader) -> Iterator[Operation]:
    """Read what stands at SEQUENCE in CREATE ... SEQUENCE. Raises: NotRead."""
    reader.expect("SEQUENCE")
    if_not_exists = reader.if_not_exists()
    name = reader.new_object()
    if if_not_exists and name in reader.schema.sequences:
        return
    yield CreateSequence(reader.context.origin, name)
    reader.skip_to("OWNED")
    if not reader.ended:
        yield from _owned(reader, name)


def stored_rename(reader: Reader) -> Iterator[Operation]:
    """Read the arguments of sp_rename: ``'t.c', 'new', 'COLUMN'``. Raises: NotRead."""
    arguments = []
    while not reader.ended:
        if reader.peek().text.startswith("@") and reader.keyword(1) == "=":
            reader.position += 2
        arguments.append(reader.string())
        if not reader.accept(","):
            break
    reader.expect_end()
    if len(arguments) not in (2, 3):
        raise NotRead("sp_rename with other than two or three arguments")
    parts = [part.strip('[]"') for part in arguments[0].split(".")]
    kind = arguments[2].upper() if len(arguments) == 3 else "OBJECT"
    yield from _stored_rename(reader, parts, arguments[1], kind)


def _stored_rename(reader: Reader, parts: list[str], new: str, kind: str) -> Iterator[Operation]:
    context = reader.context
    if kind in ("COLUMN", "INDEX") and len(parts) > 1:
        owner = ObjectName(parts[-2], parts[-3] if len(parts) > 2 else None)
        table = names.table_name(owner, reader.schema, reader.dialect)
        if kind == "INDEX":
            yield from renamed_index(context, parts[-1], new, table)
        else:
            column = names.column_name(parts[-1], context.table(table), reader.dialect)
            yield AlterColumn(context.origin, table, column, new_name=new)
        return
    name = ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None)
    table = names.table_name(name, reader.schema, reader.dialect)
    if context.table(table) is None:
        for candidate in reader.schema.tables.values():
            if find_constraint(candidate, parts[-1], reader.dialect) is not None:
                yield from renamed_constraint(context, candidate.name, parts[-1], new)
                return
    yield RenameTable(context.origin, table, new)
