"""The catalogue as an in-memory database: tables filled from the schema, the views over them, functions.

Where the engine of the target is this one, the schema itself is made in it, and what it tells is taken.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlgen.catalogue.contents import Contents, gather
from sqlgen.catalogue.doubts import doubtful
from sqlgen.catalogue.embedded import build, relations
from sqlgen.catalogue.errors import Unanswerable
from sqlgen.catalogue.functions import Functions
from sqlgen.catalogue.shapes import FIRST_ID, MADE_UP, SHAPES, UNKNOWN
from sqlgen.catalogue.views import definitions
from sqlgen.catalogue.withheld import Withheld
from sqlgen.dialect import Dialect
from sqlgen.schema import ObjectName, Schema

UNDECLARED = f"{UNKNOWN}the name of the database"


def open_database(
    schema: Schema,
    dialect: Dialect,
    database: str | None,
    texts: Iterable[str],
    places: Sequence[str],
    views: Sequence[str],
) -> tuple[sqlite3.Connection, Functions]:
    """Return the database that knows the schema, and what may be there of *texts*, the query's constants.

    *places*: those of them that stand for schemas; *views*: those that the query reads.
    """
    facts = dialect.facts.catalogue
    name = database or UNDECLARED
    default = name if facts.schema_is_database else dialect.facts.ddl.default_schema
    contents = _contents(schema, dialect, default)
    connection = sqlite3.connect(":memory:")
    functions = Functions(contents, name)
    bodies = {name: definitions(dialect)[name] for name in dict.fromkeys(views)}
    shapes = [shape for shape in SHAPES if any(re.search(rf"\b{shape}\b", body) for body in bodies.values())]
    real = dict(contents.rows)
    refused: frozenset[ObjectName] = frozenset()
    if facts.embedded:
        refused = build(connection, contents)
        real["_relation"] = relations(connection, contents)
    functions.register(connection)
    words = frozenset(word for body in bodies.values() for word in re.findall(r"\w+", body))
    columns = {shape: [column for column in SHAPES[shape] if column in words] for shape in shapes}
    for shape in shapes:
        connection.execute(f"CREATE TEMP TABLE {shape} ({', '.join(columns[shape])})")
        _insert(connection, shape, columns[shape], real[shape])
    doubts, functions.unreal = doubtful(
        contents, list(dict.fromkeys(texts)), places, refused | frozenset(contents.refused)
    )
    for shape in shapes:
        _insert(connection, shape, columns[shape], doubts[shape])
    for view, body in bodies.items():
        connection.execute(f'CREATE TEMP VIEW "{view}" AS {body}')
    return connection, functions


@lru_cache(maxsize=4)
def _gathered(key: _Key) -> Contents:
    return gather(key.schema, key.dialect, key.default)


class _Key:
    """A schema as a key: by identity, since schemas are long and are asked again and again."""

    __slots__ = ("default", "dialect", "schema")

    def __init__(self, schema: Schema, dialect: Dialect, default: str) -> None:
        self.schema, self.dialect, self.default = schema, dialect, default

    def __hash__(self) -> int:
        return hash((id(self.schema), id(self.dialect), self.default))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Key)
            and self.schema is other.schema
            and self.dialect is other.dialect
            and self.default == other.default
        )


def _contents(schema: Schema, dialect: Dialect, default: str) -> Contents:
    return _gathered(_Key(schema, dialect, default))


def _insert(
    connection: sqlite3.Connection, shape: str, columns: Sequence[str], rows: list[dict[str, object]]
) -> None:
    connection.executemany(
        f"INSERT INTO temp.{shape} VALUES ({', '.join('?' * len(columns))})",
        ([row.get(column) for column in columns] for row in rows),
    )


def checked(value: object, sql: str, *, withheld: bool) -> object:
    """Return *value* of a result; *withheld*: one that the server alone knows may stand there, unused.

    Raises: Unanswerable: the server alone knows it.
    """
    reason = ""
    if isinstance(value, str) and (UNKNOWN in value or MADE_UP in value):
        about = value.partition(UNKNOWN)[2].partition(MADE_UP)[0]
        reason = f"the server alone knows {about or 'the digits in a name that it makes up'}"
    elif isinstance(value, int) and value >= FIRST_ID:
        reason = "the server alone knows the numbers of its objects"
    return refused(reason, sql, withheld=withheld) if reason else value


def refused(reason: str, sql: str, *, withheld: bool) -> object:
    """Return a value that refuses to be used. Raises: Unanswerable: it was asked for by name."""
    if withheld:
        return Withheld(sql, reason)
    raise Unanswerable(reason)
