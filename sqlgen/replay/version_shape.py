"""The shape that env.py gives the version table, where it is another than Alembic's own."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from sqlgen.dialect import Dialect
from sqlgen.rendering import ddl_compiler
from sqlgen.replay.errors import EnvironmentFailed
from sqlgen.replay.recorder import Recorder
from sqlgen.schema import ObjectName

_UNLIMITED = 1 << 30
_LENGTH = re.compile(r"\(\s*(\d+)")


def checked(table: Any) -> sa.Table:
    """Return *table*, which an Impl's ``version_table_impl`` has made. Raises: EnvironmentFailed."""
    if not isinstance(table, sa.Table) or "version_num" not in table.c:
        raise EnvironmentFailed(
            "version_table_impl() must return a Table with a column version_num",
            hint="Alembic finds the current revisions in that column.",
        )
    for column in table.columns:
        if column.default is not None or column.onupdate is not None:
            raise EnvironmentFailed(
                f'column "{column.name}" of the version table has a value that Python makes up',
                hint="A script is written once and run later: let the server make it up, by server_default.",
            )
    return table


def lines_of(table: sa.Table, dialect: Dialect) -> tuple[str, ...]:
    """Return the lines of CREATE TABLE of *table*, none where it is as Alembic's own."""
    if _is_plain(table):
        return ()
    compiler = ddl_compiler(dialect)
    columns = [compiler.process(sa.schema.CreateColumn(column)) for column in table.columns]
    constraints = compiler.create_table_constraints(table, _include_foreign_key_constraints=None)
    return (*columns, *filter(None, (line.strip() for line in constraints.split(", \n\t"))))


def _is_plain(table: sa.Table) -> bool:
    only, *others = table.columns
    key = table.primary_key
    named = not key.columns or key.name == f"{table.name}_pkc"
    length = type(only.type) is sa.String and only.type.length == 32
    more = [one for one in table.constraints if one is not key]
    return length and named and not (others or more or only.nullable or only.server_default)


def held_now(recorder: Recorder, name: ObjectName) -> int | None:
    """Return how long an id the history's own changes have made the column hold; None: none has."""
    schema = recorder.schema
    if schema.opaque_by(name) is not None:
        return _UNLIMITED
    table = schema.table(name)
    if table is None:
        return None
    column = next((column for column in table.columns if column.name == "version_num"), None)
    length = _LENGTH.search(column.type.sql) if column is not None else None
    return int(length[1]) if length else _UNLIMITED
