"""The types that a database has by names of its own: enums and domains, as rows of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.reflection.errors import UnknownShape
from sqlgen.reflection.type_names import ServerType, server_type
from sqlgen.reflection.typed_defaults import shown
from sqlgen.reflection.typed_values import TEXTS
from sqlgen.schema import Enum, ObjectName, Schema, Type

_NAME = re.compile(r'"(?:[^"]|"")+"|[^".]+')
_SIMPLE = re.compile(r"[a-z_][a-z0-9_$]*")
_DOMAIN = re.compile(
    r"CREATE\s+DOMAIN\s+(?P<name>[\w.\"]+)\s+(?:AS\s+)?(?P<type>.+?)"
    r"(?:\s+DEFAULT\s+(?P<default>'(?:[^']|'')*'|[\w.()-]+))?"
    r"(?:\s+(?P<null>NOT\s+NULL|NULL))?\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)

Result = tuple[Sequence[str], list[Sequence[Any]]]


def enum_rows(schema: Schema, dialect: Dialect, of: str | None) -> Result:
    """Return name, visible, schema and labels of each enum of the schema *of*."""
    rows: list[Sequence[Any]] = [
        (enum.name.name, visible, namespace, list(enum.labels))
        for enum, visible, namespace in _types(schema, dialect, of, "enum")
    ]
    return ["name", "visible", "schema", "labels"], rows


def domain_rows(schema: Schema, dialect: Dialect, of: str | None) -> Result:
    """Return the rows of the domains. Raises: UnknownShape: one has a CHECK or a COLLATE."""
    names = [
        "name",
        "attype",
        "nullable",
        "default",
        "visible",
        "schema",
        "condefs",
        "connames",
        "collname",
        "collation_schema",
    ]
    rows: list[Sequence[Any]] = []
    for domain, visible, namespace in _types(schema, dialect, of, "domain"):
        found = _DOMAIN.fullmatch((domain.definition or "").strip())
        type_ = server_type(Type(found["type"]), dialect) if found is not None else None
        if found is None or type_ is None or not type_.known or type_.collation is not None:
            raise UnknownShape(domain.name, "what the server makes of the domain is not worked out")
        default = found["default"]
        text = shown(default, type_, dialect, lambda _: None) if default is not None else None
        if default is not None and text is None:
            raise UnknownShape(domain.name, "what the server makes of the domain's default is not certain")
        collation = "default" if type_.word in (*TEXTS, "character") else None
        nullable = not (found["null"] or "").upper().startswith("NOT")
        rows.append(
            (domain.name.name, type_.text, nullable, text, visible, namespace, None, None, collation, None)
        )
    return names, rows


def _types(schema: Schema, dialect: Dialect, of: str | None, kind: str) -> Iterator[tuple[Enum, bool, str]]:
    default = dialect.facts.ddl.default_schema
    found: list[Enum] = [enum for enum in schema.enums.values() if enum.kind == kind]
    for enum in sorted(found, key=lambda enum: (enum.name.schema or default, enum.name.name)):
        namespace = enum.name.schema or default
        visible = namespace == default
        if of == "*" or (visible if of is None else namespace == of):
            if schema.opaque_by(enum.name) is not None:
                raise UnknownShape(enum.name, "a statement that could not be read may have changed it")
            yield enum, visible, namespace


def own_type(type_: ServerType, schema: Schema, dialect: Dialect, *, only_enums: bool = False) -> str:
    """Return the name by which the server calls a type of the database's own. Raises: UnknownShape."""
    parts = [part.strip('"') if part[0] == '"' else part.lower() for part in _NAME.findall(type_.text)]
    default = dialect.facts.ddl.default_schema
    name = ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None)
    for spelling in (name, ObjectName(name.name, default), ObjectName(name.name)):
        found: Enum | None = schema.enums.get(spelling)
        if found is not None and (name.schema in (None, default) or spelling == name):
            if only_enums and found.kind != "enum":
                break
            own = identifier(name.name, dialect)
            if name.schema is None or name.schema == default:
                return own
            return f"{identifier(name.schema, dialect)}.{own}"
    ischema: Any = getattr(dialect.sqlalchemy, "ischema_names", {})
    if not only_enums and (type_.word.lower() in ischema or schema.extensions):
        return type_.text.lower()
    raise UnknownShape(type_.text, "the history did not create the type")


def identifier(name: str, dialect: Dialect) -> str:
    """Return *name* as the server writes it: quoted where it must be, or is a word of SQL."""
    if _SIMPLE.fullmatch(name) and name not in dialect.facts.catalogue.quoted_words.split():
        return name
    return '"' + name.replace('"', '""') + '"'
