"""ALTER TABLE: its actions one after the other, in the manners of all engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlgen.operations import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    CreateIndex,
    DropColumn,
    DropIndex,
    Inherit,
    MakeOpaque,
    Operation,
    RenameTable,
    ReplaceTable,
    SetTableComment,
)
from sqlgen.raw_sql import names
from sqlgen.raw_sql.alter_column import alter_column, change_column, modify_column, rename_column
from sqlgen.raw_sql.columns import ColumnDraft, read_column, read_expression
from sqlgen.raw_sql.constraints import at_constraint, read_constraint
from sqlgen.raw_sql.dropping import drop_clause
from sqlgen.raw_sql.found import named_in_order, table_with_index
from sqlgen.raw_sql.moving import (
    move_table,
    rename_object,
    renamed_constraint,
    renamed_index,
    renamed_sequence,
)
from sqlgen.raw_sql.reader import NotRead, Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.raw_sql.words import words
from sqlgen.reflection.advance import advancing
from sqlgen.schema import Check, Default, Index, ObjectName, PrimaryKey, Table

Action = Callable[[Reader, ObjectName], Iterator[Operation]]


def alter_table(reader: Reader) -> Iterator[Operation]:
    """Read what follows ALTER. Raises: NotRead."""
    while reader.accept_any("IGNORE", "ONLINE", "OFFLINE", "FOREIGN"):
        pass
    reader.expect("TABLE")
    if reader.accept("ALL", "IN", "TABLESPACE"):
        reader.skip_rest()
        return
    reader.if_exists()
    only = reader.accept("ONLY")
    name = reader.table()
    reader.accept("*")
    if reader.context.table(name) is None and reader.at("RENAME", "TO"):
        if (owner := table_with_index(reader.schema, name, reader.dialect)) is not None:
            reader.position += 2
            yield from renamed_index(reader.context, name.name, reader.name(), owner.name)
            return
        if name in reader.schema.sequences:
            reader.position += 2
            yield from renamed_sequence(reader.context, name, ObjectName(reader.name(), name.schema))
            return
    if view := names.known_name(name, reader.schema.views, reader.dialect):
        yield from rename_object(reader, view)
        return
    if reader.at("WAIT") or reader.at("NOWAIT"):
        reader.take()
        if reader.peek().kind is TokenKind.NUMBER:
            reader.take()
    if only and reader.schema.children.get(name):
        yield from _of_one_table(reader, name)
    else:
        yield from _actions(reader, name)


def _of_one_table(reader: Reader, name: ObjectName) -> Iterator[Operation]:
    """ALTER TABLE ONLY: what inherits from the table stays as it is."""
    start = reader.schema
    schema = replace(start, children=start.children.without(name))
    for operation in _actions(reader, name):
        schema = advancing(reader.dialect)(operation, schema)
    after = schema.table(name)
    if schema.opaque_by(name) is not None or after is None:
        raise NotRead("ALTER TABLE ONLY of a table that others inherit from")
    yield ReplaceTable(reader.context.origin, after)


def _actions(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    while not reader.ended:
        word = reader.keyword()
        action = _ACTIONS.get(word)
        if action is None:
            raise NotRead(f'"{reader.peek().text}" in ALTER TABLE is not understood')
        renames = word == "RENAME"
        for operation in action(reader, table):
            yield operation
            if renames and isinstance(operation, RenameTable):
                table = ObjectName(operation.new_name, table.schema)
        # Where a list of actions has no commas, they follow each other.
        reader.accept(",")


def _add(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """ADD: a column, several columns, a constraint, an index, a partition."""
    reader.expect("ADD")
    if reader.at("PARTITION") and reader.keyword(1) in ("(", "PARTITIONS"):
        reader.skip_to("ADD", "DROP", "ALTER", "MODIFY")
        return
    if reader.at("PERIOD") or reader.at("SYSTEM", "VERSIONING") or reader.at("SUPPLEMENTAL", "LOG"):
        raise NotRead("system-versioned tables and supplemental logging")
    if reader.accept("CONSTRAINT", "("):
        reader.position -= 2
    yield from _add_one(reader, table)
    # https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql: ADD a int, b int
    while reader.dialect.facts.ddl.alone_in_batch and reader.at(",") and reader.keyword(1) not in _ACTIONS:
        reader.take()
        yield from _add_one(reader, table)


def _add_one(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    if reader.at("DEFAULT") or (reader.at("CONSTRAINT") and reader.keyword(2) == "DEFAULT"):
        yield _default_for(reader, table)
    elif at_constraint(reader):
        yield from _add_constraint(reader, table)
    elif reader.at("("):
        yield from _add_group(reader, table)
    else:
        reader.accept("COLUMN")
        if reader.at("("):
            yield from _add_group(reader, table)
            return
        exists = reader.if_not_exists()
        draft = read_column(reader, table)
        known = reader.context.table(table)
        if (
            exists
            and known is not None
            and known.column(names.column_name(draft.name, known, reader.dialect))
        ):
            return
        yield from added_column(reader, table, draft, if_not_exists=exists)


def _add_group(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    reader.expect("(")
    while True:
        if at_constraint(reader):
            yield from _add_constraint(reader, table)
        else:
            yield from added_column(reader, table, read_column(reader, table))
        if not reader.accept(","):
            break
    reader.expect(")")


def added_column(
    reader: Reader, table: ObjectName, draft: ColumnDraft, *, if_not_exists: bool = False
) -> Iterator[Operation]:
    """Return the operation that adds the column."""
    known = reader.context.table(table)
    first = known.columns[0].name if draft.first and known is not None and known.columns else None
    yield AddColumn(
        reader.context.origin,
        table,
        draft.column(nullable=True),
        tuple(draft.constraints),
        tuple(draft.indexes),
        if_not_exists=if_not_exists,
        inline_references=any(hasattr(c, "referred") for c in draft.constraints),
        inline_primary_key=draft.primary_key,
        insert_before=first,
        insert_after=draft.after,
    )


def _add_constraint(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    by_index = _index_taken_over(reader)
    element = read_constraint(reader, table)
    origin = reader.context.origin
    if by_index is not None and not isinstance(element, Index) and element.name is None:
        # https://www.postgresql.org/docs/15/sql-altertable.html: it is then named as the index is.
        element = replace(element, name=by_index)
    known = reader.context.table(table)
    if isinstance(element, Index):
        element = named_in_order([element], known)[0]
        if not _has_index(known, element.name):
            yield CreateIndex(origin, table, element)
        return
    if known is not None and isinstance(element, PrimaryKey) and known.primary_key is not None:
        raise NotRead(f"{table} has a primary key already")
    if by_index is not None:
        yield DropIndex(origin, by_index, table)
    yield AddConstraint(origin, table, element)


def _has_index(table: Table | None, name: str | None) -> bool:
    return table is not None and any(index.name == name for index in table.indexes)


def _index_taken_over(reader: Reader) -> str | None:
    for ahead in range(1, 7):
        if reader.keyword(ahead) == "USING" and reader.keyword(ahead + 1) == "INDEX":
            token = reader.peek(ahead + 2)
            if token.value not in ("TABLESPACE", "(", ""):
                return names.folded(token, reader.dialect)
    return None


def _default_for(reader: Reader, table: ObjectName) -> Operation:
    """ADD [CONSTRAINT name] DEFAULT expression FOR column."""
    if reader.accept("CONSTRAINT"):
        reader.name()
    reader.expect("DEFAULT")
    text = read_expression(reader)
    reader.expect("FOR")
    column = reader.column(table)
    reader.accept("WITH", "VALUES")
    return AlterColumn(reader.context.origin, table, column, default=Default(text))


def _with(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """WITH CHECK ADD ..., WITH NOCHECK ADD ..., WITH CHECK CHECK CONSTRAINT."""
    reader.take()
    reader.accept_any("CHECK", "NOCHECK")
    yield from ()


def _rename(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    reader.expect("RENAME")
    origin = reader.context.origin
    if reader.accept("CONSTRAINT"):
        old = reader.name()
        reader.expect("TO")
        yield from renamed_constraint(reader.context, table, old, reader.name())
    elif reader.at_any(("INDEX", "KEY")) and reader.keyword(2) == "TO":
        reader.take()
        old = reader.name()
        reader.expect("TO")
        yield from renamed_index(reader.context, old, reader.name(), table)
    elif (reader.at("TO") and reader.keyword(1) != "TO") or reader.at_any(("AS", "=")):
        reader.take()
        new = reader.object_name()
        if new.schema is not None and new.schema != table.schema:
            yield from move_table(reader.context, table, names.without_default_schema(new, reader.dialect))
        else:
            yield RenameTable(origin, table, new.name)
    elif reader.at("COLUMN") or reader.keyword(1) == "TO":
        yield from rename_column(reader, table)
    elif reader.at_name:
        yield RenameTable(origin, table, reader.name())
    else:
        raise NotRead("RENAME of something unknown")


def _set(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    reader.expect("SET")
    if reader.accept("SCHEMA"):
        yield from move_table(
            reader.context,
            table,
            names.without_default_schema(ObjectName(table.name, reader.name()), reader.dialect),
        )
    elif reader.accept("UNUSED"):
        yield from _drop_columns(reader, table)
    elif reader.at("(") and "SYSTEM_VERSIONING" in reader.skip_group().upper():
        raise NotRead("system versioning")
    else:
        _skip_action(reader)


def _drop_columns(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    reader.accept("COLUMN")
    columns = reader.names_in_group(table) if reader.at("(") else (reader.column(table),)
    for column in columns:
        yield DropColumn(reader.context.origin, table, column)


def _comment(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    reader.take()
    reader.accept("=")
    yield SetTableComment(reader.context.origin, table, reader.string() or None)


def _harmless(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """Storage, ownership, triggers, row security: no shape changes."""
    reader.take()
    _skip_action(reader)
    yield from ()


def _skip_action(reader: Reader) -> None:
    reader.skip_to(",")


def _inherit(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """INHERIT parent, NO INHERIT parent; NO FORCE ROW LEVEL SECURITY."""
    inherits = not reader.accept("NO")
    if not reader.accept("INHERIT"):
        _skip_action(reader)
        return
    yield Inherit(reader.context.origin, table, reader.table(), inherits)


def _partition(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """ATTACH PARTITION p FOR VALUES ..., DETACH PARTITION p."""
    inherits = reader.take().value == "ATTACH"
    if not reader.accept("PARTITION"):
        _skip_action(reader)
        return
    part = reader.table()
    _skip_action(reader)
    origin = reader.context.origin
    yield Inherit(origin, part, table, inherits)
    known = reader.context.table(table)
    triggers = any(trigger.table == table for trigger in reader.schema.triggers.values())
    if known is None or known.indexes or triggers or any(not isinstance(c, Check) for c in known.constraints):
        verb = "attached to" if inherits else "detached from"
        yield MakeOpaque(origin, (part,), f"it is {verb} {table}, whose indexes and keys are its own then")


def _refused(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    raise NotRead(f'"{reader.peek().text}" changes the table in a way that is not followed')


_ACTIONS: dict[str, Action] = {
    "ADD": _add,
    "DROP": drop_clause,
    "ALTER": alter_column,
    "MODIFY": modify_column,
    "CHANGE": change_column,
    "RENAME": _rename,
    "SET": _set,
    "COMMENT": _comment,
    "WITH": _with,
    "INHERIT": _inherit,
    "NO": _inherit,
    "ATTACH": _partition,
    "DETACH": _partition,
    "SWITCH": _refused,
    "EXCHANGE": _refused,
    **dict.fromkeys(
        words(
            "OWNER RESET CLUSTER VALIDATE ENABLE DISABLE FORCE REPLICA CHECK NOCHECK ENGINE "
            "DEFAULT CHARSET CHARACTER COLLATE ROW_FORMAT AUTO_INCREMENT CONVERT ORDER ALGORITHM LOCK "
            "REBUILD ROW MOVE LOGGING NOLOGGING CACHE NOCACHE PARALLEL NOPARALLEL COMPRESS NOCOMPRESS "
            "READ SHRINK STORAGE PCTFREE TABLESPACE KEY_BLOCK_SIZE STATS_PERSISTENT DISCARD IMPORT "
            "PARTITION TRUNCATE COALESCE REORGANIZE ANALYZE OPTIMIZE WITHOUT RESULT_CACHE NOT"
        ),
        _harmless,
    ),
}
