"""Whether an object exists, as far as the schema knows: True, False, or None where it does not."""

from __future__ import annotations

from sqlgen.raw_sql import names
from sqlgen.raw_sql.found import find_constraint, find_index, table_with_index
from sqlgen.raw_sql.reader import Context, NotRead
from sqlgen.schema import ObjectName, Table

Answer = bool | None
Asked = dict[str, str]
"""What a query compares: the role of each column (table, column, constraint ...) and its value."""


def _named(text: str, context: Context) -> ObjectName:
    """Return the name that a string of the catalogue tells."""
    parts = [part.strip('[]"`') for part in text.split(".")]
    if context.dialect.facts.ddl.identifier_case == "upper":
        parts = [part.lower() if part.isupper() else part for part in parts]
    return ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None)


def is_there(asked: Asked, context: Context) -> Answer:
    """Return whether the object that is asked for exists. Raises: NotRead: nothing is named."""
    schema = context.schema
    of_schema = _named(asked["schema"], context).name if "schema" in asked else None
    if set(asked) == {"schema"} and of_schema is not None:
        return (
            True
            if _default(of_schema, context) or ObjectName(of_schema) in schema.schemas
            else _missing(context)
        )
    if "extension" in asked:
        return True if ObjectName(asked["extension"]) in schema.extensions else None
    if "trigger" in asked:
        wanted = _named(asked["trigger"], context).name
        return any(trigger.name.name == wanted for trigger in schema.triggers.values()) or _missing(context)
    if "type" in asked or "label" in asked:
        return _type_is_there(asked, of_schema, context)
    if "any" in asked:
        by_name = _object_is_there(asked["any"], of_schema, context)
        return by_name if by_name else _part_is_there({"constraint": asked["any"]}, None, context)
    if set(asked) & {"column", "constraint", "index"}:
        return _part_is_there(asked, of_schema, context)
    if "object" in asked or "table" in asked:
        name = asked.get("object", asked.get("table", ""))
        there = _object_is_there(name, of_schema, context)
        if not there and "object" in asked:
            # Indexes are relations, too.
            index = table_with_index(schema, _named(name, context), context.dialect)
            return True if index is not None else there
        return there
    raise NotRead("a condition that names nothing")


def _default(schema: str, context: Context) -> bool:
    return schema.lower() == (context.dialect.facts.ddl.default_schema or schema).lower()


def _missing(context: Context) -> Answer:
    return False if context.schema.complete and context.schema.unread is None else None


def _object_is_there(text: str, of_schema: str | None, context: Context) -> Answer:
    name = _named(text, context)
    if of_schema is not None and name.schema is None:
        name = ObjectName(name.name, of_schema)
    schema = context.schema
    for objects in (schema.tables, schema.views, schema.sequences):
        known = names.known_name(name, objects, context.dialect)
        if known is not None:
            return None if schema.opaque_by(known) is not None else True
    dropped = names.known_name(name, schema.dropped, context.dialect)
    return False if dropped is not None else _missing(context)


def _type_is_there(asked: Asked, of_schema: str | None, context: Context) -> Answer:
    schema = context.schema
    if "type" not in asked:
        return any(asked["label"] in enum.labels for enum in schema.enums.values()) or None
    name = _named(asked["type"], context)
    if of_schema is not None and name.schema is None:
        name = ObjectName(name.name, of_schema)
    known = names.known_name(name, schema.enums, context.dialect)
    if known is None:
        return (
            False
            if names.known_name(name, schema.dropped, context.dialect) is not None
            else _missing(context)
        )
    if schema.opaque_by(known) is not None:
        return None
    return asked["label"] in schema.enums[known].labels if "label" in asked else True


def _part_is_there(asked: Asked, of_schema: str | None, context: Context) -> Answer:
    text = asked.get("table", asked.get("object"))
    if text is None:
        tables = [table for table in context.schema.tables.values() if _has_part(table, asked, context)]
        unknown = any(context.schema.opaque_by(table.name) is not None for table in tables)
        return (None if unknown else True) if tables else _missing(context)
    name = _named(text, context)
    if of_schema is not None and name.schema is None:
        name = ObjectName(name.name, of_schema)
    table_name = names.table_name(name, context.schema, context.dialect)
    table = context.table(table_name)
    if context.schema.opaque_by(table_name) is not None:
        return None
    if table is None:
        return False if table_name in context.schema.dropped else _missing(context)
    return _has_part(table, asked, context)


def _has_part(table: Table, asked: Asked, context: Context) -> bool:
    dialect = context.dialect
    if "column" in asked:
        wanted = _named(asked["column"], context).name
        return table.column(names.column_name(wanted, table, dialect)) is not None
    part = _named(asked.get("constraint", asked.get("index", "")), context).name
    return find_index(table, part, dialect) is not None or find_constraint(table, part, dialect) is not None
