"""LIMIT and OFFSET applied, where it is sure which rows they leave."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from sqlgen.rows.embedded import Embedded
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.scope import Scope, Source
from sqlgen.rows.select import Query, Translator
from sqlgen.rows.state import State, TableRows, stored_as, unique_keys

Row = tuple[Any, ...]


def cut(found: list[Row], query: Query, embedded: Embedded, notes: list[str]) -> list[Row]:
    """Return the rows that LIMIT and OFFSET leave of *found*; note an order that nobody asked for.

    Raises: NotEvaluable: the server may leave others.
    """
    width = len(query.columns)
    if not query.ordered and any(row[:width] != found[0][:width] for row in found):
        notes.append("rows without ORDER BY are given in the order in which they were written")
    ties = pairwise(found)
    if query.ordered and any(not _is_before(one, other, query) for one, other in ties):
        notes.append("rows that ORDER BY leaves equal are given in the order in which they were written")
    if query.limit is None and not query.offset:
        return found
    end = len(found) if query.limit is None else min(len(found), query.offset + query.limit)
    for at in (query.offset, end):
        if 0 < at < len(found) and not _is_sure(at, found, query, embedded):
            raise NotEvaluable("LIMIT cuts where the order is not decided")
    return found[query.offset : end]


def limited(translator: Translator, query: Query, node: Any, outer: Scope | None) -> Query:
    """Return *query*, which is *node* within *outer*, as one over the rows that its LIMIT leaves.

    Raises: NotEvaluable.
    """
    if query.limit is None and not query.offset:
        return query
    if query.one_row and query.limit and not query.offset:
        return replace(query, limit=None)
    # It must not look at the query around it: there are no rows of that yet.
    parts: dict[str, tuple[str, Source]] = {}
    while outer is not None:
        parts = outer.parts | parts
        outer = outer.outer
    try:
        alone = translator.query(node, Scope(translator.dialect, None, [], parts))
    except NotEvaluable as error:
        raise NotEvaluable(f"LIMIT in a subquery: {error}") from error
    return _cut_in_place(alone, translator.state)


def _cut_in_place(query: Query, state: State) -> Query:
    embedded = state.embedded
    left = cut(embedded.run(query.sql), query, embedded, [])
    state.made += 1
    name = f"cut{state.made}"
    outputs = [f"o{n}" for n in range(len(query.columns))]
    # Values are compared as those of a column are.
    columns = (stored_as(o, column.kind) for o, column in zip(outputs, query.columns, strict=True))
    embedded.run(f"CREATE TABLE {name} ({', '.join(columns)})")
    for row in left:
        embedded.run(f"INSERT INTO {name} VALUES ({', '.join('?' * len(outputs))})", row[: len(outputs)])
    one_row = query.one_row or query.limit == 1
    return Query(f"SELECT {', '.join(outputs)} FROM {name}", query.names, query.columns, one_row=one_row)


def _is_before(one: Row, other: Row, query: Query) -> bool:
    """Tell whether ORDER BY puts *one* before *other*, or they are equal to the eye."""
    width = len(query.columns)
    keys = slice(width, width + query.keys) if query.keys else slice(0, width)
    return one[:width] == other[:width] or one[keys] != other[keys]


def _is_sure(at: int, found: list[Row], query: Query, embedded: Embedded) -> bool:
    """Tell whether the row at *at* surely comes behind the one before it, or that it does not matter."""
    width = len(query.columns)
    if query.ordered:
        return _is_before(found[at - 1], found[at], query)
    if all(row[:width] == found[0][:width] for row in found):
        return True
    return query.plain is not None and _lies_in_order(query.plain, embedded)


def _lies_in_order(rows: TableRows, embedded: Embedded) -> bool:
    """Tell whether every way to read the table gives one order: as written, and by its only key."""
    primary = rows.table.primary_key
    # Some engines read a table along an index, and make one for each foreign key.
    others = rows.table.indexes or rows.table.foreign_keys or len(unique_keys(rows.table)) > 1
    if not rows.in_order or others or (primary is None and unique_keys(rows.table)):
        return False
    if primary is None:
        return True
    if len(primary.columns) != 1 or primary.columns[0] in rows.unknowable:
        return False
    at = rows.at(primary.columns[0])
    if rows.kinds[at].name not in ("integer", "date", "timestamp"):
        return False
    earlier = (
        f"SELECT 1 FROM {rows.stored} AS a JOIN {rows.stored} AS b ON a.n < b.n AND a.c{at} > b.c{at} LIMIT 1"
    )
    return not embedded.run(earlier)
