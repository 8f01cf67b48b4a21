"""CREATE INDEX."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.operations import CreateIndex, Operation
from sqlgen.raw_sql.found import find_constraint, find_index
from sqlgen.raw_sql.parts import read_index_parts
from sqlgen.raw_sql.reader import Reader
from sqlgen.schema import Index, ObjectName

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
    if not (if_not_exists and _exists(reader, table, index)):
        yield CreateIndex(reader.context.origin, table, index, if_not_exists)


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
