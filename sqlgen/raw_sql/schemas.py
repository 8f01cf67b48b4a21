"""CREATE, ALTER and DROP SCHEMA, sequences, extensions, and COMMENT ON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.operations import (
    KEEP,
    AlterColumn,
    CreateEnum,
    CreateExtension,
    CreateRoutine,
    CreateSchema,
    CreateView,
    DropColumn,
    DropEnum,
    DropExtension,
    DropRoutine,
    DropSchema,
    DropSequence,
    DropTable,
    DropView,
    MakeOpaque,
    Operation,
    SetTableComment,
)
from sqlgen.raw_sql import names
from sqlgen.raw_sql.constructs import is_raw
from sqlgen.raw_sql.dependents import without_references, without_views
from sqlgen.raw_sql.moving import move_table, renamed_sequence
from sqlgen.raw_sql.named_types import columns_of_type
from sqlgen.raw_sql.reader import Context, Reader
from sqlgen.raw_sql.routines import without_callers
from sqlgen.schema import Extension, Names, ObjectName


def create_schema(reader: Reader) -> Iterator[Operation]:
    """Read what follows CREATE. Raises: NotRead: objects are made within the statement."""
    reader.take()
    if_not_exists = reader.if_not_exists()
    own_name = not reader.at("AUTHORIZATION") or reader.keyword(1) in ("", "AUTHORIZATION")
    name = reader.name() if own_name else ""
    if reader.accept("AUTHORIZATION"):
        name = name or reader.name()
        reader.accept_any(*(() if own_name is False else (reader.keyword(),)))
    origin = reader.context.origin
    known = _default(reader, name) or ObjectName(name) in reader.schema.schemas
    if not (known and (if_not_exists or _default(reader, name))):
        yield CreateSchema(origin, name)
    reader.skip_to("CREATE", "GRANT")
    made = _made_within(reader, name)
    if made:
        yield MakeOpaque(origin, made, "it is made within CREATE SCHEMA")


def _default(reader: Reader, name: str) -> bool:
    return name == reader.dialect.facts.ddl.default_schema


def _made_within(reader: Reader, schema: str) -> tuple[ObjectName, ...]:
    made = []
    while not reader.ended:
        if reader.accept("CREATE"):
            reader.skip_to("TABLE", "VIEW", "SEQUENCE", "INDEX", "TRIGGER")
            if reader.accept_any("TABLE", "VIEW", "SEQUENCE"):
                reader.if_not_exists()
                made.append(ObjectName(reader.object_name().name, schema))
        elif not reader.ended:
            reader.position += 1
    return tuple(made)


def drop_schema(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP: all that is in the schema goes. Raises: NotRead."""
    reader.take()
    reader.if_exists()
    while True:
        name = reader.name()
        yield from _emptied(reader.context, _short(reader, name))
        yield DropSchema(reader.context.origin, name)
        if not reader.accept(","):
            break
    reader.accept_any("CASCADE", "RESTRICT")
    reader.expect_end()


def _short(reader: Reader, schema: str) -> str | None:
    return None if schema == reader.dialect.facts.ddl.default_schema else schema


def _within(found: Names, schema: str | None) -> list[ObjectName]:
    return [name for name in found if name.schema == schema]


def _emptied(context: Context, schema: str | None) -> Iterator[Operation]:
    origin = context.origin
    for name in _within(context.schema.views, schema):
        yield from without_views(context, name)
        yield DropView(origin, name)
    for name in _within(context.schema.tables, schema):
        yield from without_references(context, name)
        yield from without_views(context, name)
        yield DropTable(origin, name)
    for name in _within(context.schema.enums, schema):
        for table, column in columns_of_type(context, name):
            yield DropColumn(origin, table.name, column.name)
        yield DropEnum(origin, name)
    for name in _within(context.schema.sequences, schema):
        yield from _without_defaults(context, name)
        yield DropSequence(origin, name)
    for name in _within(context.schema.routines, schema):
        yield from without_callers(context, name)
        yield DropRoutine(origin, name)
    for name, extension in list(context.schema.extensions.items()):
        if extension.schema == (schema or context.dialect.facts.ddl.default_schema):
            yield DropExtension(origin, name.name)


def alter_schema(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER. Raises: NotRead."""
    reader.take()
    schema = reader.name()
    context = reader.context
    if reader.accept("TRANSFER"):
        if reader.at_any(("OBJECT", "TYPE", "XML")) and reader.keyword(1) == ":":
            reader.position += 2
            reader.accept(":")
        moved = reader.table()
        target = names.without_default_schema(ObjectName(moved.name, schema), reader.dialect)
        yield from move_table(context, moved, target)
    elif reader.accept("RENAME", "TO"):
        new = reader.name()
        yield from _renamed(context, _short(reader, schema), new)
        yield DropSchema(context.origin, schema)
        yield CreateSchema(context.origin, new)


def _renamed(context: Context, old: str | None, new: str) -> Iterator[Operation]:
    origin = context.origin
    for name in _within(context.schema.tables, old):
        yield from move_table(context, name, ObjectName(name.name, new))
    for name in _within(context.schema.views, old):
        view = context.schema.views[name]
        yield DropView(origin, name)
        yield CreateView(origin, replace(view, name=ObjectName(name.name, new)))
    for name in _within(context.schema.enums, old):
        enum = context.schema.enums[name]
        yield DropEnum(origin, name)
        yield CreateEnum(origin, replace(enum, name=ObjectName(name.name, new)), checkfirst=False)
    for name in _within(context.schema.sequences, old):
        yield from renamed_sequence(context, name, ObjectName(name.name, new))
    for name in _within(context.schema.routines, old):
        routine = context.schema.routines[name]
        yield DropRoutine(origin, name)
        yield CreateRoutine(origin, replace(routine, name=ObjectName(name.name, new)))


def drop_sequence(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP. Raises: NotRead."""
    reader.expect("SEQUENCE")
    reader.if_exists()
    dropped = reader.listed(reader.new_object)
    cascade = reader.accept("CASCADE")
    reader.accept_any("RESTRICT")
    reader.expect_end()
    for name in dropped:
        if cascade:
            yield from _without_defaults(reader.context, name)
        yield DropSequence(reader.context.origin, name)


def _without_defaults(context: Context, sequence: ObjectName) -> Iterator[Operation]:
    """CASCADE: defaults that take their value from the sequence go."""
    for table in list(context.schema.tables.values()):
        for column in table.columns:
            if column.default is not None and f"'{sequence.name}'" in column.default.sql.replace('"', ""):
                numbered = False if column.autoincrement else KEEP
                yield AlterColumn(
                    context.origin, table.name, column.name, default=None, autoincrement=numbered
                )


def create_extension(reader: Reader) -> Iterator[Operation]:
    """Read what follows CREATE. Raises: NotRead."""
    reader.expect("EXTENSION")
    if_not_exists = reader.if_not_exists()
    extension = Extension(reader.name())
    reader.accept("WITH")
    while not reader.ended:
        if reader.accept("SCHEMA"):
            extension = replace(extension, schema=reader.name())
        elif reader.accept("VERSION"):
            extension = replace(extension, version=reader.take().value)
        else:
            # CASCADE, FROM old_version
            reader.take()
    if not (if_not_exists and ObjectName(extension.name) in reader.schema.extensions):
        yield CreateExtension(reader.context.origin, extension)


def alter_extension(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER: SET SCHEMA, UPDATE TO. Raises: NotRead."""
    reader.expect("EXTENSION")
    known = reader.schema.extensions.get(ObjectName(reader.name()))
    if known is None:
        return
    if reader.accept("SET", "SCHEMA"):
        yield CreateExtension(reader.context.origin, replace(known, schema=reader.name()))
    elif reader.accept("UPDATE", "TO"):
        yield CreateExtension(reader.context.origin, replace(known, version=reader.take().value))


def drop_extension(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP: with CASCADE, columns of the extension's types go, which are not known."""
    reader.expect("EXTENSION")
    reader.if_exists()
    origin = reader.context.origin
    yield DropExtension(origin, reader.name())
    while reader.accept(","):
        yield DropExtension(origin, reader.name())
    if reader.accept("CASCADE"):
        users = tuple(
            table.name
            for table in reader.schema.tables.values()
            if any(is_raw(column.type) for column in table.columns)
        )
        if users:
            yield MakeOpaque(origin, users, "columns of the dropped extension's types are gone")


def comment_on(reader: Reader) -> Iterator[Operation]:
    """Read ``COMMENT ON TABLE t IS 'x'``. Raises: NotRead."""
    reader.expect("COMMENT")
    reader.accept("IF", "EXISTS")
    reader.expect("ON")
    origin = reader.context.origin
    if reader.accept("TABLE"):
        table = reader.table()
        yield SetTableComment(origin, table, _comment(reader))
    elif reader.accept("COLUMN"):
        name = reader.object_name()
        # schema.table.column: the reader keeps two parts, so it is read again from behind.
        owner = reader.owner()
        table = names.table_name(owner, reader.schema, reader.dialect)
        column = names.column_name(name.name, reader.context.table(table), reader.dialect)
        yield AlterColumn(origin, table, column, comment=_comment(reader))


def _comment(reader: Reader) -> str | None:
    reader.expect("IS")
    if reader.accept("NULL"):
        return None
    return reader.string() or None
