"""The indexes of a table as rows: those that were asked for, and those behind constraints."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from sqlgen.catalogue.contents import Contents
from sqlgen.catalogue.types import unknown
from sqlgen.reflection.errors import UnknownShape
from sqlgen.reflection.made_up_names import index_name
from sqlgen.schema import Constraint, Exclude, Index, ObjectName, Table

_PART = re.compile(r"(?:\"[^\"]+\"|`[^`]+`|\[[^\]]+\]|\w+)\s*(?P<prefix>\(\d+\))?(?P<rest>.*)", re.DOTALL)
_PLAIN_INDEX = re.compile(
    r"CREATE\s+(UNIQUE\s+)?INDEX\s+(CONCURRENTLY\s+)?(IF\s+NOT\s+EXISTS\s+)?\S+\s+ON\s+(?!ONLY\b)\S+\s*(USING\s+btree\s*)?\([\w\s,\"]*\)",
    re.IGNORECASE,
)


def position_of(table: Table, column: str) -> int | None:
    """Return a column's place in its table, from 1."""
    return next((at for at, each in enumerate(table.columns, 1) if each.name == column), None)


def quoted(contents: Contents, name: str) -> str:
    """Return *name* as the server quotes it when it writes a definition."""
    words = contents.dialect.facts.catalogue.quoted_words.split()
    if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in words:
        return name
    return '"' + name.replace('"', '""') + '"'


def listed(contents: Contents, columns: Sequence[str]) -> str:
    """Return *columns* quoted, with commas between."""
    return ", ".join(quoted(contents, column) for column in columns)


def add_index_of(
    contents: Contents,
    table: Table,
    columns: Sequence[str],
    name: str,
    kind: str,
    number: int,
    constraint: Constraint,
) -> int:
    """Add the index behind a constraint."""
    plain = not isinstance(constraint, Exclude)
    definition = (
        f"CREATE UNIQUE INDEX {quoted(contents, name)} ON {_qualified(contents, table.name)} USING btree"
        f" ({listed(contents, columns)})"
        if plain and not constraint.options
        else unknown("the definition of an index with options")
    )
    return _index_rows(
        contents,
        table,
        name,
        number,
        [(column, column, False, None) for column in columns],
        is_unique=int(kind in "pu"),
        is_primary=int(kind == "p"),
        is_constraint=1,
        method="btree" if plain else unknown("the method"),
        predicate=None,
        definition=definition,
        excludes=int(not plain),
    )


def _qualified(contents: Contents, name: ObjectName) -> str:
    return f"{contents.schema_of(name)}.{quoted(contents, name.name)}"


def _raw_method(definition: str) -> str:
    if re.search(r"^\s*CREATE\s+(FULLTEXT|SPATIAL|BITMAP|CLUSTERED|COLUMNSTORE)", definition, re.IGNORECASE):
        return unknown("the method of an index from raw SQL")
    found = re.search(r"\bUSING\s+(\w+)", definition, re.IGNORECASE)
    return found[1].lower() if found is not None else "btree"


def add_index(contents: Contents, table: Table, index: Index, number: int) -> None:
    """Add the rows of an index."""
    try:
        name = index_name(index, table, contents.schema, contents.dialect)
    except UnknownShape as error:
        name = unknown(error.what)
    options = {key.partition("_")[2]: value for key, value in index.options if value}
    parts, plain = (
        [],
        index.definition is None or _PLAIN_INDEX.fullmatch(index.definition.strip()) is not None,
    )
    for part in index.parts:
        column = part.column if part.column is not None and table.column(part.column) else None
        rest = _PART.fullmatch(part.sql.strip()) if column is not None else None
        tail = rest["rest"].strip().upper() if rest is not None else ""
        plain = plain and column is not None and tail in ("", "DESC", "ASC")
        parts.append(
            (column, part.sql, tail.startswith("DESC"), rest["prefix"] if rest is not None else None)
        )
    method = str(options.pop("using", "btree")).lower()
    where = options.pop("where", None)
    options.pop("concurrently", None)
    options.pop("length", None)
    certain = plain and where is None and not options
    shown = ", ".join(
        f"{quoted(contents, column or '')}{' DESC' if descending else ''}"
        for column, _, descending, _ in parts
    )
    definition: str = (
        f"CREATE {'UNIQUE ' if index.unique else ''}INDEX {quoted(contents, name)} ON"
        f" {_qualified(contents, table.name)} USING {method} ({shown})"
        if certain
        else unknown("the definition of an index with expressions or options")
    )
    raw = index.definition is not None and not plain

    def _has(word: str) -> bool:
        return raw and re.search(rf"\b{word}\b", str(index.definition), re.IGNORECASE) is not None

    _index_rows(
        contents,
        table,
        name,
        number,
        parts,
        is_unique=int(index.unique),
        is_primary=0,
        is_constraint=0,
        method=method if not raw else _raw_method(str(index.definition)),
        predicate=unknown("the condition of an index") if where is not None or _has("where") else None,
        definition=definition,
        excludes=0,
        included=bool(options.get("include")) or _has("include"),
    )  # fmt: skip


def _index_rows(
    contents: Contents,
    table: Table,
    name: str,
    number: int,
    parts: list[tuple[str | None, str, bool, str | None]],
    *,
    included: bool = False,
    **row: Any,
) -> int:
    place = contents.place(table.name)
    schema = contents.schema_of(table.name)
    index_id = contents.id("relation", schema, name)
    positions: Any = json.dumps([position_of(table, column) if column else 0 for column, *_ in parts])
    count: Any = len(parts)
    if included:
        positions = count = unknown("the columns of an index that includes others")
    if contents.dialect.facts.catalogue.indexes_are_relations:
        contents.relation(ObjectName(name, table.name.schema), "index", table.name, columns=count, checks=0,
                          has_indexes=0, type_id=0)  # fmt: skip
    contents.add(
        "_index",
        **place,
        index_name=name,
        index_id=index_id,
        positions=positions,
        key_count=count,
        column_count=count,
        number=number,
        expressions=int(any(column is None for column, *_ in parts)),
        **row,
    )
    for at, (column, sql, descending, prefix) in enumerate(parts, 1):
        found = table.column(column) if column else None
        key = table.primary_key
        optional = found is not None and found.nullable and not (key is not None and column in key.columns)
        contents.add(
            "_index_part",
            **place,
            index_name=name,
            index_id=index_id,
            is_unique=row["is_unique"],
            is_primary=row["is_primary"],
            position=at,
            column_name=column,
            column_position=position_of(table, column) if column else 0,
            expression=unknown(f"the expression {sql}") if column is None else None,
            descending=int(descending),
            prefix=int(prefix.strip("()")) if prefix else None,
            nullable=int(optional),
            method=row["method"],
        )
    return index_id
