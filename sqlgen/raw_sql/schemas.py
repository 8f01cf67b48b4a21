"""CREATE, ALTER and DROP SCHEMA, sequences, extensions, and COMMENT ON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.operations import (
    AlterColumn,
    CreateEnum,
    CreateSequence,
    CreateView,
    DropEnum,
    DropSequence,
    DropTable,
    DropView,
    MakeOpaque,
    Operation,
    SetTableComment,
)
from sqlgen.raw_sql import names
from sqlgen.raw_sql.constructs import is_raw
from sqlgen.raw_sql.dependents import without_references
from sqlgen.raw_sql.moving import move_table
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.schema import Names, ObjectName


def create_schema(reader: Reader) -> Iterator[Operation]:
    """Read what follows CREATE. Raises: NotRead: objects are made within the statement."""
    reader.skip_to("CREATE", "GRANT")
    reader.expect_end()
    yield from ()


def drop_schema(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP: all that is in the schema goes. Raises: NotRead."""
    reader.take()
    reader.if_exists()
    while True:
        yield from _emptied(reader.context, _short(reader, reader.name()))
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
        yield DropView(origin, name)
    for name in _within(context.schema.tables, schema):
        yield from without_references(context, name)
        yield DropTable(origin, name)
    for name in _within(context.schema.enums, schema):
        yield DropEnum(origin, name)
    for name in _within(context.schema.sequences, schema):
        yield DropSequence(origin, name)


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
        yield from _renamed(context, _short(reader, schema), reader.name())


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
        yield DropSequence(origin, name)
        yield CreateSequence(origin, ObjectName(name.name, new))


def create_sequence(reader: Reader) -> Iterator[Operation]:
    """Read what stands at SEQUENCE in CREATE ... SEQUENCE. Raises: NotRead."""
    reader.expect("SEQUENCE")
    reader.if_not_exists()
    yield CreateSequence(reader.context.origin, reader.new_object())


def drop_sequence(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP. Raises: NotRead."""
    reader.expect("SEQUENCE")
    reader.if_exists()
    dropped = [reader.new_object()]
    while reader.accept(","):
        dropped.append(reader.new_object())
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
                yield AlterColumn(context.origin, table.name, column.name, default=None)


def drop_extension(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP: with CASCADE, columns of the extension's types go, which are not known."""
    if any(token.value == "CASCADE" for token in reader.tokens):
        users = tuple(
            table.name
            for table in reader.schema.tables.values()
            if any(is_raw(column.type) for column in table.columns)
        )
        if users:
            yield MakeOpaque(
                reader.context.origin, users, "columns of the dropped extension's types are gone"
            )


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
        owner = _owner(reader)
        table = names.table_name(owner, reader.schema, reader.dialect)
        column = names.column_name(name.name, reader.context.table(table), reader.dialect)
        yield AlterColumn(origin, table, column, comment=_comment(reader))


def _owner(reader: Reader) -> ObjectName:
    at = reader.position - 1
    parts = []
    while at >= 1 and reader.tokens[at - 1].text == ".":
        at -= 2
        parts.append(names.folded(reader.tokens[at], reader.dialect))
    if not parts:
        raise NotRead("COMMENT ON COLUMN without a table")
    return ObjectName(parts[0], parts[1] if len(parts) > 1 else None)


def _comment(reader: Reader) -> str | None:
    reader.expect("IS")
    if reader.accept("NULL"):
        return None
    return reader.string() or None
