"""CREATE INDEX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlgen.operations import CreateIndex, CreateView, DropIndex, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.constructs import NO_TYPE
from sqlgen.raw_sql.found import find_constraint, find_index
from sqlgen.raw_sql.parts import read_index_parts
from sqlgen.raw_sql.reader import Reader
from sqlgen.reflection.errors import UnknownName
from sqlgen.reflection.made_up_names import index_name
from sqlgen.schema import Column, Index, ObjectName, Table

_KINDS = (
    "UNIQUE",
    "BITMAP",
    "FULLTEXT",
    "SPATIAL",
    "CLUSTERED",
    "NONCLUSTERED",
    "COLUMNSTORE",
    "PRIMARY",
    "XML",
)


def at_index(reader: Reader) -> bool:
    """Tell whether what follows CREATE makes an index."""
    ahead = 0
    while reader.keyword(ahead) in _KINDS:
        ahead += 1
    return reader.keyword(ahead) == "INDEX"


def create_index(reader: Reader) -> Iterator[Operation]:
    """Read what follows CREATE. Raises: NotRead."""
    unique = False
    options: dict[str, object] = {}
    prefix = reader.dialect.facts.sqlalchemy.name
    while word := reader.accept_any(*_KINDS):
        unique = unique or word == "UNIQUE"
        if word in ("CLUSTERED", "NONCLUSTERED"):
            options[f"{prefix}_clustered"] = word == "CLUSTERED"
        elif word in ("FULLTEXT", "SPATIAL"):
            options[f"{prefix}_prefix"] = word
        elif word == "BITMAP":
            options[f"{prefix}_bitmap"] = True
    reader.expect("INDEX")
    reader.accept("CONCURRENTLY")
    if_not_exists = reader.if_not_exists()
    name = reader.object_name() if not reader.at("ON") else None
    _read_using(reader, options, prefix)
    reader.expect("ON")
    reader.accept("ONLY")
    table = reader.table()
    _read_using(reader, options, prefix)
    parts = read_index_parts(reader, table) if reader.at("(") else ()
    _read_rest(reader, options, table, prefix)
    index = Index(
        name.name if name is not None else None,
        parts,
        unique,
        tuple(options.items()),
        definition=reader.statement.sql,
    )
    known = reader.context.table(table)
    replaces = "REPLACE" in reader.words[: reader.words.index("INDEX")]
    if replaces and name is not None and known is not None and find_index(known, name.name, reader.dialect):
        yield DropIndex(reader.context.origin, name.name, table)
    view = names.known_name(table, reader.schema.views, reader.dialect)
    if view is not None:
        yield from _on_view(reader, view, index)
    elif not (if_not_exists and _exists(reader, table, index)):
        yield CreateIndex(reader.context.origin, table, _with_name(reader, table, index), if_not_exists)


def _on_view(reader: Reader, name: ObjectName, index: Index) -> Iterator[Operation]:
    view = reader.schema.views[name]
    if index.name is None:
        columns = Table(name, tuple(Column(c, NO_TYPE) for c in index.columns), indexes=view.indexes)
        index = _named(reader, columns, index)
    if all(other.name != index.name for other in view.indexes):
        yield CreateView(reader.context.origin, replace(view, indexes=(*view.indexes, index)))


def _with_name(reader: Reader, table: ObjectName, index: Index) -> Index:
    known = reader.context.table(table)
    return _named(reader, known, index) if index.name is None and known is not None else index


def _named(reader: Reader, table: Table, index: Index) -> Index:
    """Return *index* with the name that the server makes up, numbered where that is taken."""
    if reader.dialect.facts.reflection.unnamed != "of_columns":
        return index
    try:
        return replace(index, name=index_name(index, table, reader.schema, reader.dialect))
    except UnknownName:
        return index


def _exists(reader: Reader, table: ObjectName, index: Index) -> bool:
    known = reader.context.table(table)
    if known is None or index.name is None:
        return False
    return (
        find_index(known, index.name, reader.dialect) is not None
        or find_constraint(known, index.name, reader.dialect) is not None
    )


def _read_using(reader: Reader, options: dict[str, object], prefix: str) -> None:
    if reader.accept("USING"):
        method = reader.name()
        if method.lower() != "btree":
            options[f"{prefix}_using"] = method


def _read_rest(reader: Reader, options: dict[str, object], table: ObjectName, prefix: str) -> None:
    """Read what follows the columns; storage changes no shape."""
    while not reader.ended:
        if reader.accept("WHERE"):
            options[f"{prefix}_where"] = reader.skip_to("WITH", "TABLESPACE", "ON")
        elif reader.accept("INCLUDE"):
            options[f"{prefix}_include"] = list(reader.names_in_group(table))
        elif reader.accept("NULLS", "NOT", "DISTINCT"):
            options[f"{prefix}_nulls_not_distinct"] = True
        elif reader.at("USING") and reader.keyword(1) != "INDEX":
            _read_using(reader, options, prefix)
        elif reader.at("("):
            reader.skip_group()
        else:
            reader.take()
