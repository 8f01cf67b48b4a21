"""Constraints as they are written in CREATE TABLE and in ALTER TABLE ... ADD."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.raw_sql import names
from sqlgen.raw_sql.parts import read_index_parts
from sqlgen.raw_sql.reader import NotRead, Reader
from sqlgen.raw_sql.tokens import TokenKind, tokenize
from sqlgen.schema import (
    Check,
    Constraint,
    Exclude,
    ForeignKey,
    Index,
    ObjectName,
    Options,
    PrimaryKey,
    Unique,
)

_STARTS = ("PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE", "CONSTRAINT")
_INDEX_STARTS = ("INDEX", "KEY", "FULLTEXT", "SPATIAL")


def at_constraint(reader: Reader) -> bool:
    """Tell whether a table-level constraint or index follows, and not a column of such a name."""
    word = reader.keyword()
    if word == "CONSTRAINT":
        return True
    following = reader.keyword(1)
    match word:
        case "PRIMARY" | "FOREIGN":
            return following == "KEY"
        case "CHECK":
            return following == "(" or following == "NOT"
        case "EXCLUDE":
            return following in ("(", "USING")
        case "UNIQUE":
            return True
        case "FULLTEXT" | "SPATIAL":
            return following in ("INDEX", "KEY", "(") or reader.peek(2).text == "("
        case "INDEX" | "KEY":
            # A column may be called "key"; an index has its columns in parentheses.
            if [reader.keyword(ahead) for ahead in (1, 2, 3)] == ["IF", "NOT", "EXISTS"]:
                return True
            named = reader.peek(1).kind is not TokenKind.MARK
            return reader.keyword(2 if named else 1) in ("(", "USING") and not _is_typed_column(reader)
    return False


def _is_typed_column(reader: Reader) -> bool:
    return reader.peek(2).text == "(" and reader.peek(3).kind is TokenKind.NUMBER


def read_constraint(reader: Reader, table: ObjectName) -> Constraint | Index:
    """Read a table-level constraint, or an index where the engine has them there. Raises: NotRead."""
    name: str | None = None
    if reader.accept("CONSTRAINT"):
        reader.if_not_exists()
        if reader.keyword() not in _STARTS:
            name = reader.name()
    if reader.accept("PRIMARY", "KEY"):
        return _primary_key(reader, table, name)
    if reader.accept("UNIQUE"):
        return _unique(reader, table, name)
    if reader.accept("FOREIGN", "KEY"):
        return _foreign_key(reader, table, name)
    if reader.accept("CHECK"):
        reader.accept("NOT", "FOR", "REPLICATION")
        text = unwrapped(reader.skip_group())
        _skip_states(reader)
        known = reader.context.table(table)
        return Check(
            text, name, named_columns(text, (c.name for c in known.columns) if known else (), reader.dialect)
        )
    if reader.accept("EXCLUDE"):
        return _exclude(reader, name)
    if reader.at_any(_INDEX_STARTS):
        return _index(reader, table)
    raise NotRead(f'"{reader.peek().text}" is not a constraint')


def _skip_method(reader: Reader) -> None:
    """USING BTREE, USING HASH."""
    if reader.at("USING") and reader.keyword(1) in ("BTREE", "HASH", "RTREE"):
        reader.position += 2


def _primary_key(reader: Reader, table: ObjectName, name: str | None) -> PrimaryKey:
    options = read_primary_key_rest(reader)
    _skip_method(reader)
    if reader.accept("USING", "INDEX"):
        return PrimaryKey(_columns_of_index(reader, table), name)
    if not reader.at("("):
        reader.name()
        _skip_method(reader)
    columns = reader.names_in_group(table)
    return PrimaryKey(columns, name, options + read_primary_key_rest(reader))


def _columns_of_index(reader: Reader, table: ObjectName) -> tuple[str, ...]:
    """ADD CONSTRAINT ... USING INDEX: the constraint takes the index over."""
    index_name = reader.name()
    _skip_states(reader)
    known = reader.context.table(table)
    index = next((i for i in known.indexes if i.name == index_name), None) if known is not None else None
    if index is None:
        raise NotRead(f"the index {index_name} is not known")
    return index.columns


def _unique(reader: Reader, table: ObjectName, name: str | None) -> Unique:
    reader.accept_any("KEY", "INDEX")
    options = read_unique_rest(reader)
    if reader.accept("USING", "INDEX"):
        return Unique(_columns_of_index(reader, table), name)
    if not reader.at("(") and not reader.at("USING"):
        name = reader.name()
    _skip_method(reader)
    columns = reader.names_in_group(table)
    constraint = Unique(columns, name, options=options)
    while (state := read_state(reader)) is not None:
        constraint = replace(constraint, **state)
    options = read_unique_rest(reader)
    return replace(constraint, options=constraint.options + options)


def _foreign_key(reader: Reader, table: ObjectName, name: str | None) -> ForeignKey:
    reader.if_not_exists()
    if not reader.at("("):
        name = name or reader.name()
    columns = reader.names_in_group(table)
    return read_references(reader, table, columns, name)


def _exclude(reader: Reader, name: str | None) -> Exclude:
    start = reader.position - 1
    if reader.accept("USING"):
        reader.name()
    reader.expect("(")
    columns = []
    while True:
        first, following = reader.peek(), reader.keyword(1)
        reader.skip_to(",", ")")
        if following in ("WITH", ",") and first.kind in (TokenKind.WORD, TokenKind.QUOTED):
            columns.append(names.folded(first, reader.dialect))
        if not reader.accept(","):
            break
    reader.expect(")")
    if reader.accept("WHERE"):
        reader.skip_group()
    end = reader.position
    _skip_states(reader)
    return Exclude(reader.text(start, end), name, tuple(columns))


def _index(reader: Reader, table: ObjectName) -> Index:
    kind = reader.take().value
    if kind in ("FULLTEXT", "SPATIAL"):
        reader.accept_any("INDEX", "KEY")
    reader.if_not_exists()
    name = reader.name() if not reader.at("(") and not reader.at("USING") else None
    _skip_method(reader)
    parts = read_index_parts(reader, table)
    read_primary_key_rest(reader)
    prefix = (f"{reader.dialect.facts.sqlalchemy.name}_prefix", kind)
    return Index(name, parts, options=(prefix,) if kind in ("FULLTEXT", "SPATIAL") else ())


def read_references(
    reader: Reader, table: ObjectName, columns: tuple[str, ...], name: str | None
) -> ForeignKey:
    """Read ``REFERENCES t (c) ON DELETE ...``. Raises: NotRead."""
    reader.expect("REFERENCES")
    referred = reader.table()
    referred_columns = reader.names_in_group(referred) if reader.at("(") else ()
    if not referred_columns:
        known = reader.context.table(referred)
        if known is not None and known.primary_key is not None:
            referred_columns = known.primary_key.columns
    key = ForeignKey(columns, referred, referred_columns, name)
    while True:
        if reader.accept("ON", "DELETE"):
            key = replace(key, ondelete=_action(reader))
        elif reader.accept("ON", "UPDATE"):
            key = replace(key, onupdate=_action(reader))
        elif reader.accept("MATCH"):
            key = replace(key, match=reader.take().value)
        elif reader.accept("NOT", "FOR", "REPLICATION"):
            pass
        elif (state := read_state(reader)) is not None:
            key = replace(key, **state)
        else:
            return key


def _action(reader: Reader) -> str | None:
    """Return the action; None for NO ACTION, which is what happens anyhow, as reflection says."""
    if reader.accept("NO", "ACTION"):
        return None
    if reader.accept("SET"):
        action = f"SET {reader.take().value}"
        if reader.at("("):
            action += f" ({reader.skip_group()})"
        return action
    return reader.take().value


def read_state(reader: Reader) -> dict[str, Any] | None:
    """Read one word about how a constraint is enforced; None where none follows."""
    if reader.accept("NOT", "DEFERRABLE"):
        return {"deferrable": False}
    if reader.accept("DEFERRABLE"):
        return {"deferrable": True}
    if reader.accept("INITIALLY"):
        return {"initially": reader.take().value}
    for words in _STATES:
        if reader.accept(*words):
            return {}
    return None


_STATES = (
    ("NOT", "VALID"),
    ("NOT", "ENFORCED"),
    ("ENFORCED",),
    ("NO", "INHERIT"),
    ("ENABLE", "NOVALIDATE"),
    ("ENABLE", "VALIDATE"),
    ("ENABLE",),
    ("DISABLE", "NOVALIDATE"),
    ("DISABLE",),
    ("VALIDATE",),
    ("NOVALIDATE",),
    ("RELY",),
    ("NORELY",),
)


def _skip_states(reader: Reader) -> None:
    while read_state(reader) is not None:
        pass


def read_unique_rest(reader: Reader, *, inline: bool = False) -> Options:
    """Read what may stand around the columns of UNIQUE; return what reflection knows of it.

    *inline*: within a column's definition, where COMMENT is the column's.
    """
    options: Options = ()
    if reader.accept("NULLS", "NOT", "DISTINCT"):
        options = ((f"{reader.dialect.facts.sqlalchemy.name}_nulls_not_distinct", True),)
    else:
        reader.accept("NULLS", "DISTINCT")
    return options + read_primary_key_rest(reader, inline=inline)


def read_primary_key_rest(reader: Reader, *, inline: bool = False) -> Options:
    """Read what says how the index behind a key is stored; return what reflection knows of it."""
    options: Options = ()
    prefix = reader.dialect.facts.sqlalchemy.name
    while True:
        if word := reader.accept_any("CLUSTERED", "NONCLUSTERED"):
            options = ((f"{prefix}_clustered", word == "CLUSTERED"),)
        elif reader.accept("INCLUDE"):
            reader.skip_group()
        elif reader.at("WITH", "("):
            reader.take()
            reader.skip_group()
        elif reader.at("USING", "INDEX") and reader.keyword(2) in _AFTER_USING_INDEX:
            reader.position += 2
            reader.skip_to(",", ")", "NOT", "NULL", "CONSTRAINT", "UNIQUE", "CHECK", "ENABLE", "DISABLE")
        elif reader.at("ON") and reader.keyword(1) not in ("DELETE", "UPDATE", "CONFLICT"):
            reader.take()
            reader.name()
            if reader.at("("):
                reader.skip_group()
        elif reader.accept("ON", "CONFLICT"):
            options += ((f"{prefix}_on_conflict", reader.take().value.upper()),)
        elif (
            not inline
            and reader.at_any(_INDEX_OPTIONS)
            and reader.keyword(1) not in ("CHECK", "NOCHECK", "INDEX")
        ):
            _index_option(reader)
        elif read_state_of_key(reader):
            pass
        else:
            return options


_AFTER_USING_INDEX = ("TABLESPACE", "PCTFREE", "STORAGE", "ENABLE", "DISABLE", "LOCAL", "(", ")", ",", "")
_INDEX_OPTIONS = ("USING", "KEY_BLOCK_SIZE", "COMMENT", "WITH")


def read_state_of_key(reader: Reader) -> bool:
    """Go past DEFERRABLE and the like behind a primary key, and tell whether one was there."""
    return read_state(reader) is not None


def _index_option(reader: Reader) -> None:
    reader.take()
    reader.accept("PARSER")
    reader.accept("=")
    reader.take()


def unwrapped(sql: str) -> str:
    """Return an expression without the parentheses around the whole of it."""
    while sql.startswith("(") and sql.endswith(")"):
        depth = 0
        for at, mark in enumerate(sql):
            depth += (mark == "(") - (mark == ")")
            if not depth and at < len(sql) - 1:
                return sql
        if depth or "'" in sql:
            return sql
        sql = sql[1:-1].strip()
    return sql


def named_columns(sql: str, columns: Iterable[str], dialect: Dialect) -> tuple[str, ...]:
    """Return those of *columns* that an expression names, in their order."""
    exact = dialect.facts.ddl.identifier_case in ("lower", "upper")
    named = {
        name if exact else name.lower()
        for token in tokenize(sql, dialect.facts.quoting)
        if token.kind in (TokenKind.WORD, TokenKind.QUOTED)
        for name in [names.folded(token, dialect)]
    }
    return tuple(c for c in columns if (c if exact else c.lower()) in named)
