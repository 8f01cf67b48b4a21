"""Procedural blocks: the plain ones that only guard a statement are read, the others make tables opaque."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen.operations import MakeOpaque, Operation
from sqlgen.raw_sql.procedural import changes_schema, opaque, read_block
from sqlgen.raw_sql.reader import NotRead, Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.raw_sql.words import words

_ = (MakeOpaque, changes_schema, TokenKind)


def read_guarded(reader: Reader) -> Iterator[Operation]:
    """Read a block. Raises: NotRead."""
    yield from read_block(reader.statement, reader.context)


# Stored procedures of the server that describe or refresh, and change no shape.
_DESCRIBING = words(
    "SP_ADDEXTENDEDPROPERTY SP_UPDATEEXTENDEDPROPERTY SP_DROPEXTENDEDPROPERTY SP_REFRESHVIEW "
    "SP_SETTRIGGERORDER SP_REFRESHSQLMODULE SP_UPDATESTATS SP_RECOMPILE SP_TABLEOPTION SP_HELP "
    "SP_ADDROLEMEMBER SP_GETAPPLOCK SP_RELEASEAPPLOCK SP_DBCMPTLEVEL SP_CONFIGURE SP_INDEXOPTION"
)


def read_call(reader: Reader) -> Iterator[Operation]:
    """Read CALL, EXEC, EXECUTE. Raises: NotRead."""
    from sqlgen.raw_sql.effects import read_text
    from sqlgen.raw_sql.moving import stored_rename

    reader.take()
    reader.accept("IMMEDIATE")
    start = reader.position
    if reader.at("("):
        reader.take()
    elif reader.peek().kind is not TokenKind.STRING:
        name = reader.object_name().name.upper()
        if name in _DESCRIBING:
            return
        if name == "SP_RENAME":
            yield from stored_rename(reader)
            return
        if name != "SP_EXECUTESQL":
            raise NotRead("what the procedure does is not known")
    try:
        text = reader.string()
        reader.accept(")")
        reader.expect_end()
    except NotRead:
        reader.position = start
        yield opaque(reader.statement, reader.context, "the SQL is put together when it runs")
        return
    # The schema is advanced by the reader of the inner text.
    yield from read_text(text, reader.context)
