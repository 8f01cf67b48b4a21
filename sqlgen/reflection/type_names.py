"""What the server makes of a column's type: its own word for it, by the table ``reflection.types``.

A key of that table is a type as it is written, lower case, ``()`` where an argument stands and ``(,)`` where
two do; ``float(..24)`` is one whose argument is at most 24. In its value ``{args}`` are the arguments.
"""

from __future__ import annotations

import re

from sqlgen.dialect import Dialect
from sqlgen.reflection.errors import UnknownShape
from sqlgen.schema import Column, ObjectName, Type
from sqlgen.values import dataclass

_COLLATE = re.compile(r"\s+collate\s+(?P<name>\"[^\"]+\"|`[^`]+`|[\w.\"]+)", re.IGNORECASE)
_CHARSET = re.compile(r"\s+(?:character\s+set|charset)\s+(?P<name>\w+)", re.IGNORECASE)
_DIMENSIONS = re.compile(r"(?:\s*\[\d*\])+$|\s+array(?:\[\d+\])?$", re.IGNORECASE)
_LIMIT = re.compile(r"\(\.\.(\d+)\)")


@dataclass(frozen=True, slots=True)
class ServerType:
    """A type in the server's words. *known*: False for one of the database's own, named as it was written."""

    text: str
    collation: str | None = None
    charset: str | None = None
    array: bool = False
    known: bool = True

    @property
    def word(self) -> str:
        """The type without arguments: ``character varying``, ``timestamp with time zone``."""
        return re.sub(r"\([^()]*\)", "", self.text)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments as they are written."""
        found = re.search(r"\((.*)\)", self.text, re.DOTALL)
        return tuple(part.strip() for part in found[1].split(",")) if found is not None else ()


def type_of_column(column: Column, table: ObjectName, dialect: Dialect) -> ServerType:
    """Return the type of a column. Raises: UnknownShape: the facts do not have it."""
    made = server_type(column.type, dialect)
    if made is None:
        raise UnknownShape(
            f"{table}.{column.name}",
            f"{dialect.title} has a word of its own for {column.type.sql}, which is not known",
            hint="Name the type as the server does.",
        )
    return made


def server_type(type_: Type, dialect: Dialect) -> ServerType | None:
    """Return *type_* in the server's words; None where the facts do not have it."""
    text = " ".join(type_.sql.split()) if "'" not in type_.sql else type_.sql
    collation = charset = None
    if (found := _COLLATE.search(text)) is not None:
        collation = found["name"].strip('"`')
        text = text[: found.start()] + text[found.end() :]
    if (found := _CHARSET.search(text)) is not None:
        charset = found["name"]
        text = text[: found.start()] + text[found.end() :]
    array = (found := _DIMENSIONS.search(text)) is not None
    if found is not None:
        text = text[: found.start()]
    name, arguments, rest = _divided(text)
    form = _form(name, arguments, rest, dialect)
    if not form:
        if form == "" or not dialect.facts.reflection.own_types:
            return None
        return ServerType(text, collation, charset, array, known=False)
    return ServerType(form.replace("{args}", ",".join(arguments)), collation, charset, array)


def _divided(text: str) -> tuple[str, tuple[str, ...], str]:
    """Return the name, the arguments and what follows them."""
    head, parenthesis, tail = text.partition("(")
    if not parenthesis:
        return text.strip().lower(), (), ""
    inside, _, rest = tail.rpartition(")")
    arguments = re.findall(r"'(?:[^']|'')*'|[^,\s]+(?:\s+\w+)*", inside)
    return head.strip().lower(), tuple(arguments), rest.strip().lower()


def _form(name: str, arguments: tuple[str, ...], rest: str, dialect: Dialect) -> str | None:
    forms = dialect.facts.reflection.types

    def key(middle: str) -> str:
        return f"{name}{middle} {rest}".strip()

    if not arguments:
        return forms.get(key(""))
    if len(arguments) == 1 and arguments[0].isdecimal():
        for limited, form in forms.items():
            limit = _LIMIT.search(limited)
            if limit is not None and limited == key(limit[0]) and int(arguments[0]) <= int(limit[1]):
                return form
    exact = key(f"({','.join(arguments)})")
    if exact in forms:
        return forms[exact]
    if len(arguments) == 2 and key("(,)") in forms:
        return forms[key("(,)")]
    return forms.get(key("()")) if len(arguments) == 1 or "'" in arguments[0] else None
