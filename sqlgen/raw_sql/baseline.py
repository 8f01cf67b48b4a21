"""The starting schema, read from a file of SQL or from SQLAlchemy's metadata."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlgen.apply import apply
from sqlgen.dialect import Dialect
from sqlgen.errors import SeveralErrors, SqlgenError
from sqlgen.operations import CreateEnum, MakeOpaque
from sqlgen.origin import Origin
from sqlgen.raw_sql.effects import read_statement
from sqlgen.raw_sql.reader import Context
from sqlgen.raw_sql.split import statements
from sqlgen.scan import UnclosedQuote
from sqlgen.schema import Enum, ObjectName, Schema


class BadBaseline(SqlgenError):
    """A baseline that cannot be read, or a statement of it that is not understood."""


def read_baseline(path: Path, dialect: Dialect, root: Path) -> Schema:
    """Return the schema that the SQL file at *path* makes: a dump without rows, or plain DDL.

    Positions in messages are relative to *root*.
    Raises: BadBaseline, or SeveralErrors of them: no such file, no text, statements not understood.
    """
    shown = _relative(path, root)
    text = _without_client_commands(_read(path, shown))
    try:
        divided = statements(text, dialect)
    except UnclosedQuote as error:
        raise BadBaseline(error.what, where=shown, hint=error.hint) from error
    context = Context(dialect, Origin(shown, 0), Schema(complete=True))
    faults: list[SqlgenError] = []
    line, counted = 1, 0
    for statement in divided:
        start = statement.tokens[0].start
        line, counted = line + text.count("\n", counted, start), start
        context.origin = Origin(shown, line)
        faults += [
            _fault(effect) for effect in read_statement(statement, context) if isinstance(effect, MakeOpaque)
        ]
    _raise(faults)
    return _without_server_tables(context.schema)


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _read(path: Path, shown: str) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadBaseline(f"the baseline cannot be read: {reason}", where=shown) from error
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadBaseline("the baseline is not UTF-8 text", where=shown, hint="Save it as UTF-8.") from error


# psql's own commands, such as \restrict in a dump; the line stays, so that lines keep their numbers.
_CLIENT_COMMAND = re.compile(r"^\\[a-zA-Z!].*$", re.MULTILINE)


def _without_client_commands(text: str) -> str:
    return _CLIENT_COMMAND.sub("", text.replace("\r\n", "\n"))


def _fault(effect: MakeOpaque) -> BadBaseline:
    return BadBaseline(
        f"this statement's effect on the schema is not known: {effect.reason}",
        where=effect.origin,
        hint="Take it out of the baseline, or write what it makes as plain CREATE and ALTER statements.",
    )


def _raise(faults: Sequence[SqlgenError]) -> None:
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise SeveralErrors(faults)


def _without_server_tables(schema: Schema) -> Schema:
    """The server's own tables, which some dumps show."""
    for name in list(schema.tables):
        if name.name.startswith("sqlite_"):
            schema = schema.without_table(name)
    return schema


def read_baseline_metadata(metadata: Any, dialect: Dialect) -> Schema:
    """Return the schema of a SQLAlchemy MetaData, as *dialect* would have it. Raises: BadBaseline."""
    import sqlalchemy as sa
    from sqlalchemy.sql import sqltypes

    from sqlgen.sa_bridge import table_of

    if not isinstance(metadata, sa.MetaData):
        metadata = getattr(metadata, "metadata", None)
    if not isinstance(metadata, sa.MetaData):
        raise BadBaseline("the baseline is not a SQLAlchemy MetaData, nor a class that has one")
    schema = Schema(complete=True)
    named = dialect.facts.strategy.enums == "create_type"
    for table in metadata.tables.values():
        schema = schema.with_table(table_of(table, dialect))
        for column in table.columns if named else ():
            type_ = getattr(column.type, "item_type", column.type)
            if isinstance(type_, sqltypes.Enum) and type_.native_enum and type_.name is not None:
                name = ObjectName(type_.name, type_.schema or None)
                enum = Enum(name, tuple(type_.enums))
                schema = apply(CreateEnum(Origin("", 0), enum), schema)
    return schema
