"""Names as the server keeps them, and as the schema at hand spells them."""

from __future__ import annotations

from sqlgen.dialect import Dialect
from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.schema import Names, ObjectName, Schema, Table


def folded(token: Token, dialect: Dialect) -> str:
    """Return the name that the server keeps for *token*, written as SQLAlchemy writes it.

    Where the server folds to upper case, SQLAlchemy's names of that kind are lower case.
    """
    case = dialect.facts.ddl.identifier_case
    if token.kind is TokenKind.WORD:
        return token.text.lower() if case in ("lower", "upper") else token.text
    if case == "upper" and token.value.isupper() and token.value.replace("_", "A").isalnum():
        return token.value.lower()
    return token.value


def without_default_schema(name: ObjectName, dialect: Dialect) -> ObjectName:
    """Return *name* without its schema where that is the connection's default."""
    return ObjectName(name.name) if name.schema == dialect.facts.ddl.default_schema else name


def known_name(name: ObjectName, names: Names, dialect: Dialect) -> ObjectName | None:
    """Return the spelling of *name* among *names*, or None."""
    default = dialect.facts.ddl.default_schema
    short = without_default_schema(name, dialect)
    long = ObjectName(name.name, default) if name.schema is None and default else name
    for candidate in (name, short, long):
        if candidate in names:
            return candidate
    if dialect.facts.ddl.identifier_case == "insensitive":
        wanted = _lower(short)
        for candidate in names:
            if _lower(without_default_schema(candidate, dialect)) == wanted:
                return candidate
    return None


def _lower(name: ObjectName) -> tuple[str, str | None]:
    return name.name.lower(), name.schema.lower() if name.schema else None


def table_name(name: ObjectName, schema: Schema, dialect: Dialect) -> ObjectName:
    """Return *name* as the schema spells that table, else without the default schema."""
    for names in (schema.tables, schema.opaque):
        known = known_name(name, names, dialect)
        if known is not None:
            return known
    return without_default_schema(name, dialect)


def column_name(name: str, table: Table | None, dialect: Dialect) -> str:
    """Return *name* as *table* spells that column; as it is where the table has none such."""
    if table is None or table.column(name) is not None:
        return name
    if dialect.facts.ddl.identifier_case in ("insensitive", "kept"):
        # Column names are found in any case on every engine that keeps them as written.
        for column in table.columns:
            if column.name.lower() == name.lower():
                return column.name
    return name
