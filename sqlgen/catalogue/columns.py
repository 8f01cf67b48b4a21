"""What the catalogue tells of a column, as a row: its type, its default, how it is numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlgen.catalogue.defaults import shown_default
from sqlgen.catalogue.types import ShownType, shown_type, unknown
from sqlgen.dialect import Dialect
from sqlgen.reflection.type_names import server_type
from sqlgen.schema import Column, Enum, ForeignKey, ObjectName, Table, Unique

if TYPE_CHECKING:
    from sqlgen.catalogue.contents import Contents, Row


def column_row(contents: Contents, table: Table, column: Column, position: int) -> Row:
    """Return what is known of a column."""
    dialect = contents.dialect
    shown = type_of(contents, column)
    key = table.primary_key
    in_key = key is not None and column.name in key.columns and dialect.facts.ddl.primary_key_not_null
    numbered = "sequence" in dialect.facts.ddl.made_up_names and column.autoincrement and not column.identity
    default: Any = shown_default(column, shown, dialect, table.name)
    if numbered:
        default = own_sequence_default(contents, table, column)
    identity = column.identity
    return {
        "relation_kind": "table",
        "column_name": column.name,
        "position": position,
        "type_name": shown.name,
        "type_schema": shown.schema,
        "type_id": shown.id,
        "modifier": shown.modifier,
        "data_type": shown.shown,
        "full_type": shown.full,
        "characters": shown.characters,
        "octets": shown.octets,
        "digits": shown.digits,
        "radix": shown.radix,
        "scale": shown.scale,
        "fraction": shown.fraction,
        "array_depth": shown.depth if not shown.depth else unknown("the dimensions of an array"),
        "nullable": int(column.nullable and not in_key and identity is None and not numbered),
        "has_default": int(column.default is not None or numbered),
        "default_text": default,
        "identity": None if identity is None else "ALWAYS" if identity.always else "BY DEFAULT",
        "identity_start": None if identity is None else unknown("identity_start"),
        "identity_increment": None if identity is None else unknown("identity_increment"),
        "identity_minimum": None if identity is None else unknown("identity_minimum"),
        "identity_maximum": None if identity is None else unknown("identity_maximum"),
        "identity_cycle": int(bool(identity and identity.cycle)),
        "computed": None if column.computed is None else unknown(f"the expression of {column.name}"),
        "stored": None if column.computed is None else int(column.computed.persisted is not False),
        "comment": column.comment,
        "numbers_itself": int(column.autoincrement or identity is not None),
        "type_length": shown.length,
        "unsigned": int(shown.unsigned),
        "key": _key_of(table, column),
        "extra": _extra(column, dialect),
        "max_bytes": shown.max_bytes,
    }


def type_of(contents: Contents, column: Column) -> ShownType:
    """Return what the catalogue tells of a column's type, which may be one that the history made."""
    written = column.type.sql
    base, _, dimensions = written.partition("[")
    enum = _enum_called(contents, base.strip())
    if enum is None and contents.dialect.facts.catalogue.server_words:
        named = server_type(column.type, contents.dialect)
        if named is None:
            return shown_type("?", contents.dialect)
        text = named.text.partition(" CHARACTER SET ")[0]
        return replace(shown_type(text, contents.dialect), full=text)
    if enum is None:
        return shown_type(written, contents.dialect)
    if not enum.labels:
        return shown_type("?", contents.dialect)
    within = contents.schema_of(enum.name)
    name = contents.dialect.sqlalchemy.identifier_preparer.quote(enum.name.name)
    full = name if enum.name.schema is None else f"{enum.name.schema}.{name}"
    made = ShownType(
        enum.name.name,
        within,
        "USER-DEFINED",
        full,
        contents.id("type", within, enum.name.name),
        contents.id("type", within, f"_{enum.name.name}"),
        length=4,
    )
    if not dimensions:
        return made
    return ShownType(f"_{made.name}", within, "ARRAY", f"{full}[]", made.array_id, 0, length=-1, depth=1)


def _enum_called(contents: Contents, written: str) -> Enum | None:
    if not contents.schema.enums:
        return None
    schema, _, name = written.rpartition(".")
    name, schema = name.strip('"'), schema.strip('"')
    for candidate in _folded(name):
        found: Enum | None = contents.schema.enums.get(ObjectName(candidate, schema or None))
        if found is None and schema == contents.default_schema:
            found = contents.schema.enums.get(ObjectName(candidate))
        if found is not None:
            return found
    return None


def _folded(name: str) -> Iterator[str]:
    yield name
    yield name.lower()


def own_sequence_default(contents: Contents, table: Table, column: Column) -> str:
    """Return the default of a column that takes its number from a sequence of its own."""
    from sqlgen.reflection.made_up_names import sequence_of_column

    name = sequence_of_column(table, column, contents.schema, contents.dialect)
    quoted = contents.dialect.sqlalchemy.identifier_preparer.quote(name)
    if table.name.schema is not None:
        quoted = f"{contents.dialect.sqlalchemy.identifier_preparer.quote(table.name.schema)}.{quoted}"
    return f"nextval('{quoted}'::regclass)"


def _key_of(table: Table, column: Column) -> str:
    """https://dev.mysql.com/doc/refman/8.0/en/show-columns.html (Key)"""
    key = table.primary_key
    if key is not None and column.name in key.columns:
        return "PRI"
    uniques = [c.columns for c in table.constraints if isinstance(c, Unique)]
    uniques += [
        index.columns for index in table.indexes if index.unique and len(index.parts) == len(index.columns)
    ]
    if any(columns == (column.name,) for columns in uniques):
        # Without a primary key, the first UNIQUE over NOT NULL columns is shown as one.
        return "PRI" if key is None and not column.nullable else "UNI"
    first = [index.columns[:1] for index in table.indexes]
    first += [c.columns[:1] for c in table.constraints if isinstance(c, (Unique, ForeignKey))]
    return "MUL" if (column.name,) in first else ""


def _extra(column: Column, dialect: Dialect) -> str:
    if column.computed is not None:
        return unknown(f"the extra of {column.name}")
    words = ["auto_increment"] if column.autoincrement else []
    if column.on_update is not None:
        words.append(
            "on update current_timestamp()"
            if not column.on_update.strip("() ").endswith(")")
            else unknown("extra")
        )
    default = column.default.sql.upper() if column.default is not None else ""
    generated = dialect.facts.catalogue.marks_generated_defaults
    if generated and column.default is not None and ("(" in default or "CURRENT_TIMESTAMP" in default):
        words.insert(0, "DEFAULT_GENERATED")
    return " ".join(words)
