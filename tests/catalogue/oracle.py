"""The schema that a script makes, and the same question put to a live server and to the schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from sqlgen.catalogue import Answer, NotAnswerable, answer
from sqlgen.dialect import Dialect
from sqlgen.operations import MakeOpaque
from sqlgen.origin import Origin
from sqlgen.raw_sql.effects import read_text
from sqlgen.raw_sql.reader import Context
from sqlgen.schema import Schema
from tests.engines.databases import Database

Question = str | tuple[str, Mapping[str, Any]]


def schema_of(script: str, dialect: Dialect, *, complete: bool = True, opaque: bool = False) -> Schema:
    """Return the schema after *script*, of which each statement must be understood unless *opaque*."""
    context = Context(dialect, Origin("script.sql", 1), Schema(complete=complete))
    for operation in read_text(script, context):
        assert opaque or not isinstance(operation, MakeOpaque), operation
    return context.schema


def asked(question: Question) -> tuple[str, Mapping[str, Any]]:
    return question if isinstance(question, tuple) else (question, {})


def differences(
    questions: Sequence[Question],
    schema: Schema,
    dialect: Dialect,
    database: Database,
    *,
    named: bool = True,
    without: Sequence[str] = (),
) -> list[str]:
    """Return a line for each question that the live server answers in another way."""
    found = []
    engine = sa.create_engine(database.url, poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        for question in questions:
            sql, parameters = asked(question)
            result = connection.execute(sa.text(sql), dict(parameters))
            names, rows = list(result.keys()), [tuple(row) for row in result]
            try:
                ours = answer(sql, parameters, schema, dialect, database=database.name if named else None)
            except NotAnswerable as error:
                found.append(
                    f"{sql} {dict(parameters) or ''}\n    live {names} {rows}\n    refused: {error.reason}"
                )
                continue
            if ours is not None and without:
                kept = [at for at, name in enumerate(names) if name not in without]
                rows = [tuple(row[at] for at in kept) for row in rows]
                ours = Answer(ours.columns, tuple(tuple(row[at] for at in kept) for row in ours.rows))
            if ours is None:
                found.append(f"{sql}\n    live {rows}\n    taken for no question")
            elif sorted(map(repr, ours.rows)) != sorted(map(repr, rows)):
                found.append(f"{sql} {dict(parameters) or ''}\n    live {rows}\n    ours {list(ours.rows)}")
            elif list(ours.columns) != names:
                found.append(f"{sql}\n    live columns {names}\n    our columns  {list(ours.columns)}")
            elif "ORDER BY" in sql.upper() and list(map(repr, ours.rows)) != list(map(repr, rows)):
                found.append(f"{sql}\n    another order: live {rows}\n    ours {list(ours.rows)}")
    engine.dispose()
    return found
