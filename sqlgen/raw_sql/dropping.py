"""DROP as an action of ALTER TABLE, and DROP INDEX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.operations import (
    ConstraintKind,
    CreateView,
    DropColumn,
    DropConstraint,
    DropIndex,
    MakeOpaque,
    Operation,
)
from sqlgen.raw_sql.default_constraints import dropped_by_name
from sqlgen.raw_sql.dependents import changed_table, without_constraint, without_readers
from sqlgen.raw_sql.found import KINDS, find_constraint, find_index, table_with_index
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.schema import Constraint, ForeignKey, ObjectName, Table, Unique


def drop_clause(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    """Read ``DROP ...`` within ALTER TABLE. Raises: NotRead."""
    reader.expect("DROP")
    word = reader.keyword()
    named = reader.keyword(1) not in ("", ",") or reader.peek(1).text != ""
    if word == "PRIMARY" and reader.accept("PRIMARY", "KEY"):
        _skip_cascade(reader)
        yield DropConstraint(reader.context.origin, table, None, "primary")
    elif word == "UNIQUE" and reader.keyword(1) == "(":
        reader.take()
        yield from _drop_unique(reader, table)
    elif word == "CONSTRAINT" or (word == "CHECK" and named):
        reader.take()
        yield from _drop_constraints(reader, table, "check" if word == "CHECK" else None)
    elif word == "FOREIGN" and reader.accept("FOREIGN", "KEY"):
        yield from _drop_constraints(reader, table, "foreignkey")
    elif word in ("INDEX", "KEY") and named and reader.dialect.facts.ddl.index_belongs_to_table:
        reader.take()
        if_exists = reader.if_exists()
        yield dropped_index(reader.context, reader.name(), table, if_exists=if_exists)
    elif word in ("PARTITION", "PERIOD", "SUPPLEMENTAL", "SYSTEM"):
        reader.skip_to(",")
    else:
        yield from _drop_columns(reader, table)


def _skip_cascade(reader: Reader) -> bool:
    cascade = bool(reader.accept_any("CASCADE", "RESTRICT") == "CASCADE")
    reader.accept("CONSTRAINTS")
    if reader.at("WITH", "("):
        reader.take()
        reader.skip_group()
    while reader.accept_any("KEEP", "DROP", "INVALIDATE", "ONLINE") and reader.accept("INDEX"):
        pass
    return cascade


def _more_names(reader: Reader) -> bool:
    """One DROP may have several names: DROP COLUMN a, b. A comma may also begin the next action."""
    starts = (
        "ADD",
        "DROP",
        "ALTER",
        "MODIFY",
        "CHANGE",
        "RENAME",
        "SET",
        "COMMENT",
        "ALGORITHM",
        "LOCK",
        "ENGINE",
    )
    if not reader.at(",") or reader.keyword(1) in starts:
        return False
    reader.take()
    return True


def _drop_columns(reader: Reader, table: ObjectName) -> Iterator[Operation]:
    reader.accept("COLUMN")
    origin = reader.context.origin
    if reader.at("("):
        for column in reader.names_in_group(table):
            yield DropColumn(origin, table, column)
        _skip_cascade(reader)
        return
    while True:
        if_exists = reader.if_exists()
        column = reader.column(table)
        if _skip_cascade(reader):
            yield from _without_references_to(reader.context, table, column)
            yield from without_readers(reader.context, table, column)
        yield DropColumn(origin, table, column, if_exists)
        if not _more_names(reader):
            break
        if reader.accept("CONSTRAINT"):
            yield from _drop_constraints(reader, table, None)
            break
        reader.accept("COLUMN")


def _without_references_to(context: Context, name: ObjectName, column: str) -> Iterator[Operation]:
    """DROP COLUMN ... CASCADE: foreign keys of other tables to the column go, too."""
    for other, key in list(context.schema.referring_to(name)):
        current = context.table(other.name)
        if column in key.referred_columns and current is not None:
            yield without_constraint(context, current, key)


def _drop_constraints(reader: Reader, table: ObjectName, kind: ConstraintKind | None) -> Iterator[Operation]:
    while True:
        if_exists = reader.if_exists()
        name = reader.name()
        cascade = _skip_cascade(reader)
        yield from _dropped_constraint(
            reader.context, table, name, kind, if_exists=if_exists, cascade=cascade
        )
        if not _more_names(reader):
            break
        if reader.accept("COLUMN"):
            yield from _drop_columns(reader, table)
            break
        reader.accept("CONSTRAINT")


def _dropped_constraint(
    context: Context,
    name: ObjectName,
    constraint: str,
    kind: ConstraintKind | None,
    *,
    if_exists: bool,
    cascade: bool,
) -> Iterator[Operation]:
    table = context.table(name)
    if table is None:
        yield DropConstraint(context.origin, name, constraint, kind, if_exists)
        return
    found = find_constraint(table, constraint, context.dialect)
    if found is None:
        index = find_index(table, constraint, context.dialect)
        if index is not None and index.name is not None:
            yield DropIndex(context.origin, index.name, name)
        elif (default := dropped_by_name(context, table, constraint)) is not None:
            yield default
        elif not if_exists and not context.tolerant:
            yield MakeOpaque(context.origin, (name,), f'its constraint "{constraint}" is not known')
        return
    if cascade:
        yield from _without_references_by(context, table, found)
    if found.name is None and _only_of_kind(table, found):
        yield DropConstraint(context.origin, name, None, KINDS[type(found)], if_exists)
    elif found.name is None:
        yield without_constraint(context, table, found)
    else:
        yield DropConstraint(context.origin, name, found.name, kind, if_exists)


def _only_of_kind(table: Table, constraint: Constraint) -> bool:
    return type(constraint) in KINDS and sum(type(c) is type(constraint) for c in table.constraints) == 1


def _without_references_by(context: Context, table: Table, key: Constraint) -> Iterator[Operation]:
    """DROP CONSTRAINT ... CASCADE of a key: the foreign keys that rest on it go, too."""
    if isinstance(key, ForeignKey):
        return
    for other, reference in list(context.schema.referring_to(table.name)):
        current = context.table(other.name)
        if set(reference.referred_columns) == set(key.columns) and current is not None:
            yield without_constraint(context, current, reference)


def _drop_unique(reader: Reader, name: ObjectName) -> Iterator[Operation]:
    columns = reader.names_in_group(name)
    _skip_cascade(reader)
    table = reader.context.table(name)
    if table is None:
        return
    found = next((c for c in table.constraints if isinstance(c, Unique) and c.columns == columns), None)
    if found is None:
        raise NotRead(f"no UNIQUE over {', '.join(columns)} is known")
    yield without_constraint(reader.context, table, found)


def dropped_index(context: Context, name: str, table: ObjectName, *, if_exists: bool) -> Operation:
    """Return the operation that takes an index from *table*; it may be the one behind a UNIQUE."""
    known = context.table(table)
    if name.upper() == "PRIMARY" and not context.dialect.facts.ddl.names_primary_key:
        return DropConstraint(context.origin, table, None, "primary")
    if known is not None:
        index = find_index(known, name, context.dialect)
        if index is not None and index.name is None:
            rest = tuple(i for i in known.indexes if i is not index)
            return changed_table(context, replace(known, indexes=rest))
        if index is not None and index.name is not None:
            return DropIndex(context.origin, index.name, table, if_exists=if_exists)
        found = find_constraint(known, name, context.dialect)
        if isinstance(found, Unique):
            return without_constraint(context, known, found)
    return DropIndex(context.origin, name, table, if_exists=if_exists)


def drop_index(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP. Raises: NotRead."""
    reader.expect("INDEX")
    reader.accept("CONCURRENTLY")
    if_exists = reader.if_exists()
    while True:
        name = reader.object_name()
        if reader.accept("ON"):
            table = reader.table()
            yield dropped_index(reader.context, name.name, table, if_exists=if_exists)
        else:
            yield _index_dropped_by_name(reader.context, name, if_exists=if_exists)
        if not reader.accept(","):
            break
    reader.accept_any("CASCADE", "RESTRICT", "FORCE", "ONLINE")
    while reader.accept_any("ALGORITHM", "LOCK"):
        reader.accept("=")
        reader.take()
    if reader.at("WITH", "("):
        reader.take()
        reader.skip_group()
    reader.expect_end()


def _index_dropped_by_name(context: Context, name: ObjectName, *, if_exists: bool) -> Operation:
    owner = table_with_index(context.schema, name, context.dialect)
    if owner is not None:
        return dropped_index(context, name.name, owner.name, if_exists=if_exists)
    if name.schema is not None and context.dialect.facts.ddl.index_belongs_to_table:
        # DROP INDEX table.index, an old spelling.
        return dropped_index(context, name.name, ObjectName(name.schema), if_exists=if_exists)
    for view in context.schema.views.values():
        left = tuple(i for i in view.indexes if i.name != name.name)
        if len(left) < len(view.indexes):
            return CreateView(context.origin, replace(view, indexes=left))
    schema = name.schema if name.schema != context.dialect.facts.ddl.default_schema else None
    return DropIndex(context.origin, name.name, None, schema, if_exists)
