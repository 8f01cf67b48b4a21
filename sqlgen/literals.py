"""Values written as SQL literals that a server reads back as the same value."""

from __future__ import annotations

from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.errors import SqlgenError


class NoLiteral(SqlgenError):
    """A value that this dialect cannot write as a literal."""


def string_literal(text: str, dialect: Dialect) -> str:
    """Return *text* as a string literal.

    Raises: NoLiteral: a NUL character, which no engine's literal can hold.
    """
    if "\0" in text:
        raise NoLiteral("a string holds a NUL character", hint="Store it as bytes.")
    facts = dialect.facts.literal
    escaped = text.replace("\\", "\\\\") if facts.backslash_escapes else text
    escaped = escaped.replace("'", "''")
    form = facts.national_string if facts.national_string and not text.isascii() else facts.string
    return form.format(text=escaped)


def literal(value: Any, type_: Any, dialect: Dialect) -> str:
    """Return *value*, bound with SQLAlchemy's *type_*, as a literal of *dialect*.

    Raises: NoLiteral.
    """
    if value is None and not type_.should_evaluate_none:
        return "NULL"
    processor = type_._cached_literal_processor(dialect.sqlalchemy)
    if processor is None:
        raise NoLiteral(f"{value!r} of type {type_!r} has no literal in {dialect.title}")
    text: str = processor(value)
    return text
