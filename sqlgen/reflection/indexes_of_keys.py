"""The indexes that a server makes by itself for foreign keys that no other index serves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlgen.reflection.made_up_names import constraint_names, free_index_name
from sqlgen.schema import Index, IndexPart, Table, Unique


def indexes_with_those_of_keys(
    table: Table, schema: Any, dialect: Any, added: frozenset[str | None] = frozenset()
) -> list[Index]:
    """Return all indexes: those of UNIQUE, those asked for, and those made for foreign keys without one.

    https://dev.mysql.com/doc/refman/8.0/en/create-table-foreign-keys.html: an index that begins with the
    key's columns serves; the last of several keys over the same columns gives it its name. *added*: the
    keys that are newer than the indexes.
    """
    names = constraint_names(table, schema, dialect)
    found: list[Index] = []
    for name, constraint in zip(names, table.constraints, strict=True):
        if isinstance(constraint, Unique):
            index = Index(name(), (), unique=True)
            found.append(replace(index, parts=tuple(_plain(column) for column in constraint.columns)))
    found += [index for index in table.indexes if not index.generated]
    own = [tuple(part.column for part in index.parts) for index in found]
    if table.primary_key is not None:
        own.append(table.primary_key.columns)
    left = [index for index in table.indexes if index.generated]
    generated = _without_those_that_serve(left, own)
    for key in table.foreign_keys:
        serving = [i.columns for i in generated if _serves([i.columns], key.columns)]
        gives_way = key.name in added and all(len(columns) == len(key.columns) for columns in serving)
        if _serves(own, key.columns) or (serving and not gives_way):
            continue
        given = None if key.made_up else key.name
        # The longer and the later one takes the place of those that it serves for.
        generated = [index for index in generated if not _serves([key.columns], index.columns)]
        taken = [index.name for index in (*found, *generated) if index.name is not None]
        index_name = given or free_index_name(key.columns[0], taken)
        parts = tuple(_plain(column) for column in key.columns)
        generated.append(Index(index_name, parts, generated=True))
    return [*found, *generated]


def with_those_of_keys(table: Table, before: Table | None, schema: Any, dialect: Any) -> Table:
    """Return *table* with the indexes that the server has for its foreign keys, and has kept of others."""
    if not table.foreign_keys and not any(index.generated for index in table.indexes):
        return table
    known = {key.name for key in before.foreign_keys} if before is not None else set()
    added = frozenset(key.name for key in table.foreign_keys if before is not None and key.name not in known)
    made = [i for i in indexes_with_those_of_keys(table, schema, dialect, added) if i.generated]
    if made == [index for index in table.indexes if index.generated]:
        return table
    return replace(table, indexes=(*(i for i in table.indexes if not i.generated), *made))


def _without_those_that_serve(generated: list[Index], own: list[tuple[str | None, ...]]) -> list[Index]:
    return [index for index in generated if index.columns and not _serves(own, index.columns)]


def _serves(indexes: Iterable[tuple[str | None, ...]], columns: tuple[str, ...]) -> bool:
    return any(index[: len(columns)] == columns for index in indexes)


def _plain(column: str) -> IndexPart:
    return IndexPart(column, column)
