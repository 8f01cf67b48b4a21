"""What ``batch_alter_table`` is asked for, as one operation.

A live run makes the table anew on some engines, from what it reads of it. What the script says about that
reading (``naming_convention``, ``reflect_args``, ``reflect_kwargs``) becomes operations before those of the
block, what it says about the new table (``table_args``, ``table_kwargs``, ``partial_reordering``) one after
them; neither where a live run would not make the table anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy import schema as sa_schema
from sqlalchemy.util import topological

from sqlgen import operations as o
from sqlgen import schema as s
from sqlgen.apply import apply
from sqlgen.dialect import Dialect
from sqlgen.origin import Origin
from sqlgen.replay.errors import BadDirective
from sqlgen.sa_bridge import (
    column_of,
    constraint_of,
    index_of,
    names_by_convention,
    rendered_constraints,
    table_of,
    to_table,
)
from sqlgen.values import dataclass

RECREATE = ("auto", "always", "never")
# Of the keywords of a Table those that say how SQLAlchemy is to make it, and nothing about the table.
_NOT_OPTIONS = (
    "autoload_replace", "autoload_with", "extend_existing", "implicit_returning", "keep_existing",
    "must_exist", "quote_schema", "resolve_fks",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The arguments of ``batch_alter_table`` behind the table's name."""

    recreate: Any = "auto"
    order: tuple[tuple[str, ...], ...] = ()
    copy_from: sa.Table | None = None
    table_args: Sequence[Any] = ()
    table_kwargs: Mapping[str, Any] = field(default_factory=dict)
    reflect_args: Sequence[Any] = ()
    reflect_kwargs: Mapping[str, Any] = field(default_factory=dict)
    naming_convention: Any = None


def check_asked(asked: Asked, origin: Origin) -> None:
    """Refuse arguments that mean nothing. Raises: BadDirective."""
    if asked.recreate not in RECREATE:
        raise BadDirective(
            f"batch_alter_table: recreate is {asked.recreate!r}",
            where=origin,
            hint=f"It may be one of {', '.join(RECREATE)}.",
        )
    pairs = [pair for group in asked.order for pair in pairwise(group)]
    try:
        list(topological.sort(pairs, [name for group in asked.order for name in group]))
    except sa.exc.CircularDependencyError as error:
        raise BadDirective(
            "batch_alter_table: partial_reordering contradicts itself",
            where=origin,
            hint="Name each column once.",
        ) from error
    if "include_columns" in asked.reflect_kwargs:
        raise BadDirective(
            "batch_alter_table: include_columns in reflect_kwargs would lose the other columns",
            where=origin,
            hint="Leave it out; to drop columns say batch_op.drop_column(...).",
        )


def alter_table(batch: Any, asked: Asked, origin: Origin) -> o.AlterTable:
    """Return the operation of a batch whose block has ended. *batch*: its `BatchOperations`."""
    name, recorder = batch.table, batch.recorder
    anew = _makes_anew(batch.collected, asked.recreate, recorder.dialect)
    if anew:
        for item in asked.table_args:
            if isinstance(item, sa.Column):
                batch.add_column(item)
    copied = None
    if asked.copy_from is not None:
        copied = table_of(asked.copy_from, recorder.dialect, origin)
    parts = tuple(batch.collected)
    if anew:
        parts = (*parts, *_left_on_a_new_column(parts, name, batch, origin), *_new_key(parts, batch, origin))
        known = recorder.schema.table(name) if _reads(asked) and copied is None else None
        before = tuple(_as_read(known, asked, batch, origin)) if known is not None else ()
        parts, order = (parts, ()) if not asked.order else _placed_by_order(parts, asked.order)
        parts = (*before, *parts)
        parts = (
            *parts,
            *_as_wanted(o.AlterTable(origin, name, parts, copy_from=copied), order, asked, recorder),
        )
    return o.AlterTable(origin, name, parts, recreate=asked.recreate, copy_from=copied)


def _left_on_a_new_column(
    parts: tuple[o.Operation, ...], name: s.ObjectName, batch: Any, origin: Origin
) -> Iterator[o.Operation]:
    """Yield what stood on a column that is dropped and comes again: live, its name counts in the end."""
    dropped = [part.column for part in parts if isinstance(part, o.DropColumn)]
    again = {p.column.name for p in parts if isinstance(p, o.AddColumn) and p.column.name in dropped}
    table = batch.recorder.schema.table(name) if again else None
    if table is None:
        return
    gone = {part.name for part in parts if isinstance(part, (o.DropIndex, o.DropConstraint))}
    gone |= {part.index.name for part in parts if isinstance(part, o.CreateIndex)}
    gone |= {part.constraint.name for part in parts if isinstance(part, o.AddConstraint)}
    columns = {column.name for column in table.columns} - set(dropped) | again
    columns |= {part.column.name for part in parts if isinstance(part, o.AddColumn)}
    for index in table.indexes:
        on = {part.column for part in index.parts}
        if on & again and on <= columns and index.name not in gone:
            yield o.CreateIndex(origin, name, index)
    for constraint in table.constraints:
        on = set(constraint.columns)
        if isinstance(constraint, s.PrimaryKey) or not (on & again and on <= columns):
            continue
        if constraint.name is not None and constraint.name not in gone:
            yield o.AddConstraint(origin, name, constraint)


def _new_key(parts: tuple[o.Operation, ...], batch: Any, origin: Origin) -> Iterator[o.Operation]:
    """Yield the primary key that CREATE TABLE writes live: of the added columns, where the table has none.

    Where a column of the key goes, the others stay one.
    """
    table = batch.recorder.schema.table(batch.table)
    if table is None:
        return
    keys = tuple(p.column.name for p in parts if isinstance(p, o.AddColumn) and _is_key(p))
    if table.primary_key is None:
        if keys:
            yield o.AddConstraint(origin, batch.table, s.PrimaryKey(keys))
    elif not keys and (left := _left_of_key(parts, table.primary_key)):
        yield o.AddConstraint(origin, batch.table, replace(table.primary_key, columns=left))


def _left_of_key(parts: tuple[o.Operation, ...], key: s.PrimaryKey) -> tuple[str, ...]:
    """Return what is left of *key* where a column of it is dropped; nothing where the key stays or goes."""
    names = list(key.columns)
    for part in parts:
        match part:
            case o.DropColumn(column=name) if name in names:
                names.remove(name)
            case o.AlterColumn(column=name, new_name=str(new_name)) if name in names:
                names[names.index(name)] = new_name
            case o.AddColumn(column=column) if column.name in key.columns:
                return ()
            case o.AddConstraint(constraint=s.PrimaryKey()) | o.DropConstraint(kind="primary"):
                return ()
            case o.DropConstraint(name=str(name)) if name == key.name:
                return ()
    return tuple(names) if len(names) < len(key.columns) else ()


def _is_key(part: o.AddColumn) -> bool:
    key = part.construct is not None and part.construct.primary_key
    return key and not any(isinstance(c, s.PrimaryKey) for c in part.constraints)


def _makes_anew(parts: Sequence[o.Operation], recreate: str, dialect: Dialect) -> bool:
    """Tell whether a live run would make the table anew."""
    if dialect.facts.strategy.batch != "rebuild_table" or recreate == "never":
        return False
    return recreate == "always" or not all(map(_is_small, parts))


def _is_small(part: o.Operation) -> bool:
    if isinstance(part, o.AddColumn):
        column = part.column
        expression = column.default is not None and not isinstance(column.default.construct, str)
        stored = column.computed is not None and bool(column.computed.persisted)
        placed = part.insert_before is not None or part.insert_after is not None
        return not (expression or stored or placed)
    return isinstance(part, (o.CreateIndex, o.DropIndex))


def _reads(asked: Asked) -> bool:
    return bool(asked.naming_convention or asked.reflect_args or asked.reflect_kwargs)


# --- what the script says about the table as it is read ------------------------------------------------


def _as_read(known: s.Table, asked: Asked, batch: Any, origin: Origin) -> Iterator[o.Operation]:
    """Yield what makes of the *known* table the one that the script says was read."""
    recorder = batch.recorder
    table = known
    for column in _said_columns(known, asked, batch):
        operation = _redefined(table, column, recorder.dialect, origin)
        if operation is not None:
            yield operation
            table = _after(table, operation)
    said = [item for item in asked.reflect_args if not isinstance(item, sa.Column)]
    options = _options(asked.reflect_kwargs)
    if said or options:
        more = _reshape(table, said, options, recorder.dialect, origin)
        yield more
        table = _after(table, more)
    if asked.naming_convention:
        names = names_by_convention(table, asked.naming_convention, recorder.dialect)
        yield o.NameConstraints(origin, known.name, names)


def _after(table: s.Table, operation: o.Operation) -> s.Table:
    after = apply(operation, s.Schema().with_table(table)).table(table.name)
    assert after is not None
    return after


def _said_columns(known: s.Table, asked: Asked, batch: Any) -> Iterator[sa.Column[Any]]:
    """Yield the columns that listeners change or that the script gives instead of the table's own."""
    listeners = [
        listener for event, listener in asked.reflect_kwargs.get("listeners", ()) if event == "column_reflect"
    ]
    given = {column.name for column in asked.reflect_args if isinstance(column, sa.Column)}
    table = to_table(known, constraints=False) if listeners else None
    for column in table.columns if table is not None else ():
        if column.name not in given:
            yield from _listened(column, listeners, batch)
    yield from (column for column in asked.reflect_args if isinstance(column, sa.Column))


def _listened(column: sa.Column[Any], listeners: Sequence[Any], batch: Any) -> Iterator[sa.Column[Any]]:
    """Let ``column_reflect`` listeners see *column* as a reflected one; yield it where they change it."""
    default = column.server_default
    told: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "nullable": column.nullable,
        "default": str(default.arg) if isinstance(default, sa.DefaultClause) else None,
        "autoincrement": "auto",
        "comment": column.comment,
        "primary_key": 0,
    }
    info = dict(told)
    for listener in listeners:
        listener(batch.get_bind(), column.table, info)
    if info != told:
        if info["default"] != told["default"]:
            default = sa.DefaultClause(sa.text(info["default"])) if info["default"] is not None else None
        yield sa.Column(column.name, info["type"], server_default=default, nullable=info["nullable"])


def _redefined(
    table: s.Table, column: sa.Column[Any], dialect: Dialect, origin: Origin
) -> o.AlterColumn | None:
    """Return what makes the table's column that of the script, with the CHECK that its type brings."""
    known = table.column(column.name)
    if known is None:
        return None
    small = sa.Table(table.name.name, sa.MetaData(), column._copy(), schema=table.name.schema)
    new = column_of(next(iter(small.columns)), dialect)
    checks = tuple(
        check
        for check in (constraint_of(c, dialect) for c in rendered_constraints(small, dialect))
        if isinstance(check, s.Check)
        and all(check.name != other.name and check.sql != other.sql for other in table.checks)
    )
    key = table.primary_key is not None and column.name in table.primary_key.columns
    return o.AlterColumn(
        origin,
        table.name,
        column.name,
        type=new.type if not isinstance(column.type, sa.types.NullType) else o.KEEP,
        nullable=new.nullable if not key else o.KEEP,
        default=new.computed or new.default,
        checks_to_add=checks,
    )


# --- what the script says about the new table ----------------------------------------------------------


def _placed_by_order(
    parts: tuple[o.Operation, ...], order: tuple[tuple[str, ...], ...]
) -> tuple[tuple[o.Operation, ...], tuple[tuple[str, ...], ...]]:
    """Return *parts* with new columns at the end, and their places said by *order*, as Alembic sorts them."""
    plain: list[o.Operation] = []
    for part in parts:
        if isinstance(part, o.AddColumn):
            around = (part.insert_after, part.column.name, part.insert_before)
            order = (*order, tuple(column for column in around if column is not None))
            plain.append(replace(part, insert_before=None, insert_after=None))
        else:
            plain.append(part)
    # They are sorted by the names that they had before the batch.
    renames = {
        part.column: part.new_name
        for part in parts
        if isinstance(part, o.AlterColumn) and isinstance(part.new_name, str)
    }
    return tuple(plain), tuple(tuple(renames.get(name, name) for name in group) for group in order)


def _as_wanted(
    batch: o.AlterTable, order: tuple[tuple[str, ...], ...], asked: Asked, recorder: Any
) -> Iterator[o.ReshapeTable]:
    """Yield what the new table is to be beyond what the operations of *batch* make of it."""
    items = [item for item in asked.table_args if not isinstance(item, sa.Column)]
    options = _options(asked.table_kwargs)
    if not (items or options or order):
        return
    after = apply(batch, recorder.schema).table(batch.table) if items else None
    table = after or s.Table(batch.table, ())
    yield replace(_reshape(table, items, options, recorder.dialect, batch.origin), order=order)


def _reshape(
    table: s.Table, items: Sequence[Any], options: s.Options, dialect: Dialect, origin: Origin
) -> o.ReshapeTable:
    """Return the constraints and indexes among *items*, which may name their columns by strings."""
    small = to_table(table, constraints=False)
    constraints: list[s.Constraint] = []
    indexes: list[s.Index] = []
    for item in items:
        if not isinstance(item, (sa_schema.Constraint, sa.Index)):
            continue
        if isinstance(item, sa.Index):
            if item.table is None:
                small.append_constraint(item)
            indexes.append(index_of(item, dialect))
        else:
            # One that stands on another table already, as the second dialect's of a script that is run again.
            free: Any = item if getattr(item, "parent", None) is None else item._copy(target_table=small)
            small.append_constraint(free)
            constraints.append(constraint_of(free, dialect))
    return o.ReshapeTable(origin, table.name, (), options, tuple(constraints), tuple(indexes))


def _options(keywords: Mapping[str, Any]) -> s.Options:
    return tuple((key, value) for key, value in keywords.items() if "_" in key and key not in _NOT_OPTIONS)
