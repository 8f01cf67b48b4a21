"""Two schemas beside each other: which objects differ, and how, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlgen.schema import Column, ForeignKey, Index, ObjectName, Schema, Table

_KINDS = (
    ("view", "views"),
    ("type", "enums"),
    ("trigger", "triggers"),
    ("sequence", "sequences"),
    ("routine", "routines"),
    ("extension", "extensions"),
    ("schema", "schemas"),
)


def differences(accepted: Schema, now: Schema) -> Iterator[str]:
    """Yield what differs between the schema that the accepted script leaves and the one of today's."""
    for name in _names(accepted.tables, now.tables):
        old, new = accepted.table(name), now.table(name)
        if old is None or new is None:
            yield _presence("table", str(name), old is not None)
        elif _bare(old) != _bare(new):
            yield from (f"table {name}: {text}" for text in _of_table(old, new))
    for word, field in _KINDS:
        olds, news = getattr(accepted, field), getattr(now, field)
        for name in _names(olds, news):
            if (name in olds) != (name in news):
                yield _presence(word, str(name), name in olds)
            elif _words(olds[name]) != _words(news[name]):
                yield f"{word} {name}: has another definition"


def _presence(word: str, name: str, accepted: bool) -> str:
    return f"{word} {name}: {'is not there any more' if accepted else 'is new'}"


def _names(one: Mapping[ObjectName, Any], other: Mapping[ObjectName, Any]) -> list[ObjectName]:
    return sorted({*one, *other}, key=str)


def _words(value: object) -> str:
    return " ".join(repr(value).replace("\\r", " ").replace("\\n", " ").split())


def _bare(table: Table) -> Table:
    """Return *table* with its parts in an order that does not hang on when they were made."""
    return replace(
        table,
        constraints=tuple(sorted(table.constraints, key=repr)),
        indexes=tuple(sorted((replace(one, definition=None) for one in table.indexes), key=repr)),
    )


def _of_table(old: Table, new: Table) -> Iterator[str]:
    for name in dict.fromkeys((*(c.name for c in old.columns), *(c.name for c in new.columns))):
        before, after = old.column(name), new.column(name)
        if before is None or after is None:
            yield _presence("column", name, before is not None)
        elif before != after:
            yield f"column {name}: {', '.join(_of_column(before, after))}"
    kept = [c.name for c in old.columns if new.column(c.name) is not None]
    if kept != [c.name for c in new.columns if old.column(c.name) is not None]:
        yield "its columns stand in another order"
    yield from _parts("constraint", _by_name(old.constraints), _by_name(new.constraints))
    indexes = (
        {_index_name(one): _shown(one) for one in old.indexes},
        {_index_name(one): _shown(one) for one in new.indexes},
    )
    yield from _parts("index", *indexes)
    if old.comment != new.comment:
        yield f"its comment: {old.comment!r} -> {new.comment!r}"
    if old.options != new.options:
        yield "its options differ"


def _of_column(old: Column, new: Column) -> Iterator[str]:
    if old.type != new.type:
        yield f"{old.type.sql} -> {new.type.sql}"
    if old.nullable != new.nullable:
        yield "may be NULL now" if new.nullable else "must not be NULL now"
    if old.default != new.default:
        before, after = (one.sql if one is not None else "none" for one in (old.default, new.default))
        yield f"default {before} -> {after}"
    if old.comment != new.comment:
        yield f"comment {old.comment!r} -> {new.comment!r}"
    told = replace(old, type=new.type, nullable=new.nullable, default=new.default, comment=new.comment)
    if told != new:
        yield "numbered, computed or updated in another way"


def _by_name(constraints: tuple[Any, ...]) -> dict[str, str]:
    found = {}
    for number, one in enumerate(constraints):
        found[one.name or f"without a name ({number + 1})"] = _constraint(one)
    return found


def _constraint(one: Any) -> str:
    kind = type(one).__name__
    if isinstance(one, ForeignKey):
        referred = ", ".join(one.referred_columns)
        told = f"({', '.join(one.columns)}) to {one.referred} ({referred})"
        rest = [one.ondelete, one.onupdate, one.deferrable, one.initially, one.match]
        return f"{kind} {told} {[part for part in rest if part]}".removesuffix(" []")
    sql = getattr(one, "sql", None)
    return f"{kind} {sql if sql is not None else ', '.join(one.columns)}"


def _index_name(index: Index) -> str:
    return index.name or "without a name"


def _shown(index: Index) -> str:
    columns = ", ".join(part.sql for part in index.parts)
    options = ", ".join(f"{key} {value}" for key, value in index.options)
    return f"{'unique ' if index.unique else ''}({columns}){f' {options}' if options else ''}"


def _parts(word: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        if (name in old) != (name in new):
            yield _presence(word, name, name in old)
        elif old[name] != new[name]:
            yield f"{word} {name}: {old[name]} -> {new[name]}"
