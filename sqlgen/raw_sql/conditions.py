"""Conditions of procedural blocks that ask the server's catalogue whether something is there.

Each is answered from the schema: True, False, or None where the schema does not know the object.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlgen.raw_sql.existence import Answer, Asked, is_there
from sqlgen.raw_sql.reader import Context, NotRead, Reader
from sqlgen.raw_sql.split import RawStatement
from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.raw_sql.words import words


def answer(condition: RawStatement, context: Context, variables: Mapping[str, Answer]) -> Answer:
    """Return whether *condition* holds. Raises: NotRead: it asks for more than existence."""
    reader = Reader(condition, context)
    found = _or(reader, variables)
    reader.expect_end()
    return found


def answer_at(reader: Reader) -> Answer:
    """As `answer`, of a condition that stands at the reader's place. Raises: NotRead."""
    return _or(reader, {})


def _or(reader: Reader, variables: Mapping[str, Answer]) -> Answer:
    found = _and(reader, variables)
    while reader.accept("OR"):
        other = _and(reader, variables)
        found = True if found or other else None if found is None or other is None else False
    return found


def _and(reader: Reader, variables: Mapping[str, Answer]) -> Answer:
    found = _not(reader, variables)
    while reader.accept("AND"):
        other = _not(reader, variables)
        found = False if found is False or other is False else None if None in (found, other) else True
    return found


def _not(reader: Reader, variables: Mapping[str, Answer]) -> Answer:
    if reader.accept("NOT"):
        found = _not(reader, variables)
        return None if found is None else not found
    if reader.accept("EXISTS"):
        return exists(reader)
    if reader.at("(") and reader.keyword(1) == "SELECT":
        return _compared(reader, exists(reader))
    if reader.accept("("):
        found = _or(reader, variables)
        reader.expect(")")
        return found
    if reader.peek().value in variables and reader.keyword(1) != "(":
        return _compared(reader, variables[reader.take().value])
    return _function(reader)


def _compared(reader: Reader, found: Answer) -> Answer:
    """Read ``= 0``, ``> 0``, ``= 1``, IS NULL behind a count, or nothing behind a truth value."""
    if reader.accept("IS"):
        negated = reader.accept("NOT")
        reader.expect("NULL")
        return None if found is None else found is negated
    sign = reader.accept_any("=", ">", ">=", "<", "<>", "!=")
    if not sign:
        return found
    number = reader.take().text
    if (sign, number) in (("=", "0"), ("<", "1")):
        return None if found is None else not found
    if (sign, number) in ((">", "0"), (">=", "1"), ("=", "1"), ("<>", "0"), ("!=", "0")):
        return found
    raise NotRead(f"a count compared with {number}")


def _function(reader: Reader) -> Answer:
    """Read OBJECT_ID('t') IS NULL and its kin."""
    asked = _asked_of_function(reader)
    found = is_there(asked, reader.context)
    reader.expect("IS")
    negated = reader.accept("NOT")
    reader.expect("NULL")
    return None if found is None else found is negated


_FUNCTIONS = {
    "OBJECT_ID": ("object", ""),
    "TO_REGCLASS": ("object",),
    "COL_LENGTH": ("table", "column"),
    "SCHEMA_ID": ("schema",),
    "TYPE_ID": ("type",),
    "TO_REGTYPE": ("type",),
    "INDEXPROPERTY": ("table", "index", ""),
}


def _asked_of_function(reader: Reader) -> Asked:
    roles = _FUNCTIONS.get(reader.keyword())
    if roles is None:
        raise NotRead("a condition that is not about what exists")
    reader.take()
    reader.expect("(")
    asked: Asked = {}
    for role in roles:
        if reader.at("OBJECT_ID"):
            asked["table"] = _asked_of_function(reader)["object"]
        else:
            _add(asked, role, _cast(reader))
        if not reader.accept(","):
            break
    reader.expect(")")
    return asked


def _cast(reader: Reader) -> str:
    text = reader.string()
    while reader.accept("::"):
        reader.object_name()
    return text


# The columns of the catalogues that name an object, each with the kind of object.
_ROLES = {
    "TABLE_NAME": "table",
    "TABLENAME": "table",
    "RELNAME": "object",
    "COLUMN_NAME": "column",
    "ATTNAME": "column",
    "CONSTRAINT_NAME": "constraint",
    "CONNAME": "constraint",
    "INDEXNAME": "index",
    "INDEX_NAME": "index",
    "TYPNAME": "type",
    "ENUMLABEL": "label",
    "NSPNAME": "schema",
    "SCHEMA_NAME": "schema",
    "TABLE_SCHEMA": "schema",
    "SCHEMANAME": "schema",
    "CONSTRAINT_SCHEMA": "schema",
    "EXTNAME": "extension",
    "SEQUENCE_NAME": "object",
    "SEQUENCENAME": "object",
    "VIEWNAME": "object",
    "MATVIEWNAME": "object",
    "TGNAME": "trigger",
    "TRIGGER_NAME": "trigger",
    "VIEW_NAME": "object",
    "CONRELID": "table",
    "ATTRELID": "table",
    "INDRELID": "table",
    "TGRELID": "table",
    "ENUMTYPID": "type",
    "OBJECT_ID": "table",
    "PARENT_OBJECT_ID": "table",
    "ID": "table",
}
_SYS_NAMES = {
    "COLUMNS": "column",
    "SYSCOLUMNS": "column",
    "INDEXES": "index",
    "SYSINDEXES": "index",
    "TABLES": "table",
    "OBJECTS": "any",
    "SYSOBJECTS": "any",
    "FOREIGN_KEYS": "constraint",
    "KEY_CONSTRAINTS": "constraint",
    "CHECK_CONSTRAINTS": "constraint",
    "VIEWS": "object",
    "SCHEMAS": "schema",
    "TYPES": "type",
    "SEQUENCES": "object",
    "TRIGGERS": "trigger",
}
# What is compared with a constant and tells only what kind of thing is meant.
_KINDS = words(
    "TABLE_TYPE RELKIND CONTYPE TYPTYPE TYPE XTYPE CONSTRAINT_TYPE ATTISDROPPED TABLE_CATALOG OWNER "
    "TABLE_OWNER TYPE_DESC"
)
_CURRENT = words("CURRENT_SCHEMA DATABASE SCHEMA_NAME SCHEMA DB_NAME CURRENT_DATABASE USER")


def exists(reader: Reader) -> Answer:
    """Read ``(SELECT ... FROM catalogue WHERE ...)`` and tell whether a row is there. Raises: NotRead."""
    reader.expect("(")
    found = exists_in(reader)
    reader.expect(")")
    return found


def exists_in(reader: Reader) -> Answer:
    """As `exists`, of a query without parentheses around it."""
    reader.expect("SELECT")
    reader.skip_to("FROM")
    reader.expect("FROM")
    own_name = _catalogue(reader)
    asked: Asked = {}
    if reader.accept("WHERE"):
        _conjunction(reader, asked, own_name)
    if reader.accept("LIMIT"):
        reader.number()
    return is_there(asked, reader.context)


_CATALOGUES = ("INFORMATION_SCHEMA", "SYS", "DBO", "PG_CATALOG")
_VIEWS = ("PG_", "USER_", "ALL_", "DBA_", "SYSOBJECTS", "SYSCOLUMNS", "SYSINDEXES")


def _catalogue(reader: Reader) -> str:
    """Read FROM and JOINs; return what a column ``name`` is the name of. Raises: NotRead."""
    own_name = ""
    while True:
        first = reader.take().value.upper()
        last = first
        if reader.accept("."):
            last = reader.take().value.upper()
        if first not in _CATALOGUES and not last.startswith(_VIEWS):
            raise NotRead("a condition that is not about what exists")
        own_name = own_name or _SYS_NAMES.get(last, "")
        reader.accept("AS")
        if reader.peek().kind in (TokenKind.WORD, TokenKind.QUOTED) and not reader.at_any(_AFTER_TABLE):
            reader.take()
        while reader.accept_any("INNER", "LEFT", "OUTER", "CROSS"):
            pass
        if reader.accept("ON"):
            _conjunction(reader, {}, own_name)
        if not (reader.accept("JOIN") or reader.accept(",")):
            return own_name


_AFTER_TABLE = ("WHERE", "JOIN", "INNER", "LEFT", "ON", "LIMIT", "CROSS", "ORDER", "GROUP", ",", ")")


def _conjunction(reader: Reader, asked: Asked, own_name: str) -> None:
    while True:
        if reader.accept("("):
            _conjunction(reader, asked, own_name)
            reader.expect(")")
        else:
            _comparison(reader, asked, own_name)
        if not reader.accept("AND"):
            return


def _comparison(reader: Reader, asked: Asked, own_name: str) -> None:
    if reader.accept("NOT"):
        column = _column(reader)
        if column not in _KINDS:
            raise NotRead(f"NOT {column}")
        return
    column = _column(reader)
    if reader.accept("IN"):
        text = reader.skip_group()
        if column not in _KINDS and text.count("'") != 2:
            raise NotRead(f"{column} IN")
        if column not in _KINDS:
            _add(asked, _role(column, own_name), text.strip()[1:-1])
        return
    if column == "ATTNUM":
        reader.accept_any(">")
        reader.number()
        return
    reader.expect("=")
    value = reader.peek()
    if value.kind is TokenKind.STRING or (
        value.kind is TokenKind.WORD and reader.peek(1).kind is TokenKind.STRING
    ):
        text = _cast(reader)
        if column not in _KINDS:
            _add(asked, _role(column, own_name), text)
    elif reader.keyword() in _FUNCTIONS:
        if column != "SCHEMA_ID":
            _add(asked, "table", _asked_of_function(reader)["object"])
        else:
            _add(asked, "schema", next(iter(_asked_of_function(reader).values())))
    elif reader.keyword() in _CURRENT:
        reader.take()
        if reader.at("("):
            reader.skip_group()
    elif reader.at("ANY"):
        raise NotRead("ANY")
    elif column in _KINDS or column in _ROLES or column.endswith("ID") or column == "NAME":
        # Another table's column: what joins them.
        if reader.peek().kind is not TokenKind.NUMBER:
            _column(reader)
        else:
            raise NotRead(f"{column} = {reader.peek().text}")
    else:
        raise NotRead(f"a condition on {column}")


def _role(column: str, own_name: str) -> str:
    role = own_name if column == "NAME" else _ROLES.get(column, "")
    if not role:
        raise NotRead(f"a condition on {column}")
    return role


def _column(reader: Reader) -> str:
    """Read ``a.relname``, ``lower(table_name)``; return the column's name in upper case."""
    if reader.keyword() in ("LOWER", "UPPER") and reader.keyword(1) == "(":
        reader.position += 2
        column = _column(reader)
        reader.expect(")")
        return column
    token: Token = reader.take()
    while reader.accept("."):
        token = reader.take()
    while reader.accept("::"):
        reader.object_name()
    if token.kind not in (TokenKind.WORD, TokenKind.QUOTED):
        raise NotRead(f'"{token.text}" in a condition')
    return token.value.upper()


def _add(asked: Asked, role: str, value: str) -> None:
    if not role:
        return
    if asked.setdefault(role, value) != value:
        raise NotRead(f"two names of a {role}")
