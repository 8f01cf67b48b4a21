"""``Table.create``, ``metadata.create_all``, ``Enum.create`` and their drops, without a connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from sqlgen import operations as o
from sqlgen import schema as s
from sqlgen.replay import constructs as make
from sqlgen.replay import data
from sqlgen.replay.errors import BadDirective
from sqlgen.replay.events import fire
from sqlgen.replay.recorder import Recorder
from sqlgen.sa_bridge import foreign_keys_added_later, table_of

# Since SQLAlchemy 2.1 each named type belongs to a MetaData.
_TYPES_GO_WITH_TABLES = sa.__version__.startswith("2.0.")


def visit(recorder: Recorder, bind: Any, visitor: Any, element: Any, options: dict[str, Any]) -> None:
    """Record what *visitor* (SQLAlchemy's schema generator or dropper) would do with *element*."""
    dropping = "drop" in visitor.__name__.lower()
    checkfirst = bool(options.get("checkfirst", False))
    if isinstance(element, sa.MetaData):
        tables = options.get("tables") or list(element.sorted_tables)
        tables = [t for t in element.sorted_tables if t in tables]
        with _events(bind, element, dropping, checkfirst=checkfirst, tables=tables):
            done = [
                table
                for table in (reversed(tables) if dropping else tables)
                if _table(recorder, bind, table, dropping, checkfirst)
            ]
            for table in [] if dropping else done:
                for key in foreign_keys_added_later(table, recorder.dialect):
                    _execute(recorder, sa.schema.AddConstraint(key))
            if dropping:
                # Also where only some of its tables go: the types hang on the MetaData.
                _types_of(recorder, element.sorted_tables, checkfirst)
    elif isinstance(element, sa.Table):
        if _table(recorder, bind, element, dropping, checkfirst) and dropping and _TYPES_GO_WITH_TABLES:
            _types_of(recorder, [element], checkfirst, without_metadata=True)
    elif isinstance(element, sa.Index):
        kind: Any = sa.schema.DropIndex if dropping else sa.schema.CreateIndex
        _execute(recorder, kind(element, **({"if_exists": True} if dropping and checkfirst else {})))
    elif isinstance(element, sa.Sequence):
        _execute(recorder, sa.schema.DropSequence(element) if dropping else sa.schema.CreateSequence(element))
    else:
        _enum(recorder, element, dropping, checkfirst)


def _types_of(
    recorder: Recorder, tables: Iterable[sa.Table], checkfirst: bool, *, without_metadata: bool = False
) -> None:
    """Drop the named types of *tables*, each once; those there are, where they are looked for first."""
    if recorder.dialect.facts.strategy.enums != "create_type":
        return
    origin = recorder.origin()
    dropped: list[s.ObjectName] = []
    for column in (column for table in tables for column in table.columns):
        for type_ in make.enum_types(column.type, recorder.dialect):
            name = s.ObjectName(type_.name, type_.schema)
            there = not recorder.schema.complete or name in recorder.schema.enums
            if not type_.create_type or name in dropped or (checkfirst and not there):
                continue
            if not (without_metadata and type_.metadata is not None):
                dropped.append(name)
                recorder.record(o.DropEnum(origin, name, checkfirst))


def _execute(recorder: Recorder, construct: Any) -> None:
    for operation in data.operations_for(recorder, construct):
        recorder.record(operation)


@contextmanager
def _events(bind: Any, target: Any, dropping: bool, **keywords: Any) -> Iterator[None]:
    fire("before_drop" if dropping else "before_create", target, bind, **keywords)
    yield
    fire("after_drop" if dropping else "after_create", target, bind, **keywords)


def _table(recorder: Recorder, bind: Any, table: sa.Table, dropping: bool, checkfirst: bool) -> bool:
    """Record what is done with *table*; tell whether anything is."""
    origin = recorder.origin()
    name = s.ObjectName(table.name, table.schema)
    known = recorder.schema.table(name) is not None if checkfirst else False
    if dropping:
        if checkfirst and not known and recorder.schema.complete:
            return False
        with _events(bind, table, dropping, checkfirst=checkfirst):
            recorder.record(o.DropTable(origin, name, checkfirst and not known))
        return True
    if checkfirst and known:
        return False
    with _events(bind, table, dropping, checkfirst=checkfirst):
        for enum in make.enums_to_create(list(table.columns), recorder, origin):
            recorder.record(enum)
        value = table_of(table, recorder.dialect, origin, just_created=True)
        recorder.record(o.CreateTable(origin, value, checkfirst and not recorder.schema.complete, table))
    return True


def _enum(recorder: Recorder, type_: Any, dropping: bool, checkfirst: bool) -> None:
    origin = recorder.origin()
    for impl in make.enum_types(type_, recorder.dialect):
        if recorder.dialect.facts.strategy.enums != "create_type":
            raise BadDirective(
                f"{recorder.dialect.title} has no types of their own: {type_.name} cannot be "
                f"{'dropped' if dropping else 'created'}; live, too, this is an error",
                hint="Use sa.Enum, or ask for the dialect: op.get_bind().dialect.name.",
                where=origin,
            )
        name = s.ObjectName(impl.name, impl.schema)
        if dropping:
            recorder.record(o.DropEnum(origin, name, checkfirst))
        else:
            recorder.record(o.CreateEnum(origin, make.enum_value(impl, recorder.dialect), checkfirst))
