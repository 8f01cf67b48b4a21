"""A type's name in the target dialect, for literals that must say or know it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exc

from sqlgen.dialect import Dialect
from sqlgen.literals.errors import NoLiteral


def type_name(type_: Any, dialect: Dialect) -> str:
    """Return *type_* as the dialect spells it. Raises: NoLiteral: it has no such type."""
    try:
        name: str = dialect.sqlalchemy.type_compiler_instance.process(type_)
    except exc.CompileError as error:
        raise NoLiteral(
            f"{dialect.title} has no type {type_!r}",
            hint="Give the type that the column has there, for instance by with_variant().",
        ) from error
    return name
