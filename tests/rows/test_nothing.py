"""What finds no row in empty tables is known, whatever it computes; compared with SQLite's own answers."""

from __future__ import annotations

import sqlite3

import pytest
import sqlalchemy as sa

from sqlgen.dialect import load_dialect
from sqlgen.rows import UnknownRows
from tests.rows.worlds import Bulk, Do, Offline, Read, Write

TABLES = (
    "CREATE TABLE none (id INTEGER, word TEXT)",
    "CREATE TABLE nil (id INTEGER, word TEXT)",
    "CREATE TABLE one (id INTEGER, word TEXT)",
)
# What the server computes is beyond what is evaluated here: json_extract() of a path.
VALUE = "json_extract(word, '$.a')"


def world() -> Offline:
    """Return a replay with two empty tables, one with a row, and whatever else the database has."""
    offline = Offline(load_dialect("sqlite"))
    metadata = sa.MetaData()
    for name in ("none", "nil", "one"):
        table = sa.Table(name, metadata, sa.Column("id", sa.Integer), sa.Column("word", sa.Text))
        offline.step(Do(sa.schema.CreateTable(table)))
    offline.step(Bulk(metadata.tables["one"], [{"id": 1, "word": "{}"}]))
    return offline


EMPTY = [
    f"SELECT {VALUE} FROM none",
    f"SELECT id FROM none WHERE {VALUE} = 1 ORDER BY {VALUE} LIMIT 3",
    f"SELECT s.id, s.c FROM (SELECT *, COUNT(*) OVER (PARTITION BY {VALUE}) AS c FROM none) AS s WHERE c > 1",
    f"SELECT {VALUE}, COUNT(*) FROM none GROUP BY {VALUE}",
    f"SELECT none.id, {VALUE.replace('word', 'one.word')} FROM none, one",
    f"SELECT none.* FROM none LEFT JOIN one ON {VALUE.replace('word', 'one.word')} = none.id",
    f"SELECT one.id FROM one JOIN none ON {VALUE.replace('word', 'one.word')} = none.id",
    f"SELECT one.id FROM none RIGHT JOIN nil ON {VALUE.replace('word', 'nil.word')} = none.id, one",
    f"SELECT nil.id FROM none FULL JOIN nil ON {VALUE.replace('word', 'nil.word')} = none.id",
    f"WITH a AS (SELECT {VALUE} AS v FROM none), b AS (SELECT v FROM a) SELECT * FROM b",
    f"SELECT {VALUE} FROM none UNION SELECT id FROM nil",
    f"SELECT {VALUE} FROM one INTERSECT SELECT id FROM nil",
    f"SELECT {VALUE} FROM none EXCEPT SELECT id FROM one",
    f"SELECT id, (SELECT MAX({VALUE}) FROM one) FROM none",
]
NOT_EMPTY = [
    f"SELECT MAX({VALUE}) FROM none",
    f"SELECT MAX({VALUE}) FROM none HAVING COUNT(*) = 0",
    f"SELECT {VALUE} FROM one LEFT JOIN (SELECT id AS other FROM none) AS n ON one.id = n.other",
    f"SELECT {VALUE.replace('word', 'one.word')} FROM none RIGHT JOIN one ON none.id = one.id",
    f"SELECT {VALUE.replace('word', 'one.word')} FROM none FULL JOIN one ON none.id = one.id",
    f"SELECT {VALUE} FROM none UNION SELECT id FROM one",
    f"SELECT {VALUE} FROM one EXCEPT SELECT id FROM none",
    f"SELECT (SELECT {VALUE} FROM none)",
    f"SELECT SUM(SUM({VALUE})) OVER () FROM none",
]


def of_sqlite(query: str) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    connection = sqlite3.connect(":memory:")
    for table in TABLES:
        connection.execute(table)
    connection.execute("INSERT INTO one VALUES (1, '{}')")
    cursor = connection.execute(query)
    return tuple(column[0] for column in cursor.description), cursor.fetchall()


@pytest.mark.parametrize("query", EMPTY)
def test_no_row_is_found(query: str) -> None:
    answer = world().step(Read(query))
    assert (answer.columns, list(answer.rows)) == of_sqlite(query)
    assert answer.rows == ()


@pytest.mark.parametrize("query", NOT_EMPTY)
def test_a_row_may_be_found(query: str) -> None:
    assert of_sqlite(query)[1]
    assert isinstance(world().step(Read(query)), UnknownRows)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT count(*) FROM none WHERE {VALUE} > 1",
        "SELECT count(*) AS c FROM (SELECT none.id AS i FROM none JOIN one ON none.id = one.id "
        "WHERE json_extract(one.word, '$.a') > 1) AS s",
        f"SELECT max(none.id) FROM none, one WHERE {VALUE.replace('word', 'one.word')} > 1",
    ],
)
def test_conditions_on_no_row_need_not_be_understood(query: str) -> None:
    answer = world().step(Read(query))
    assert list(answer.rows) == of_sqlite(query)[1]


def test_a_part_of_with_is_not_the_table_of_its_name() -> None:
    query = f"WITH none AS (SELECT id, word FROM one) SELECT count(*) FROM none WHERE {VALUE} IS NULL"
    assert of_sqlite(query)[1] == [(1,)]
    assert isinstance(world().step(Read(query)), UnknownRows)


def test_other_tables_are_not_empty() -> None:
    assert isinstance(world().step(Read(f"SELECT {VALUE} FROM elsewhere")), UnknownRows)
    assumed = [*world().rows.knows("SELECT a FROM elsewhere")]
    answer = world().rows.execute(
        sa.text("SELECT my_own(a) OVER () AS b FROM elsewhere"), assume_empty=assumed
    )
    assert (answer.columns, answer.rows) == (("b",), ())


@pytest.mark.parametrize(
    "write",
    [
        f"UPDATE none SET word = {VALUE} WHERE {VALUE} > 1",
        f"DELETE FROM none WHERE {VALUE} > 1",
        f"INSERT INTO one SELECT id, {VALUE} FROM none",
        f"UPDATE one SET word = {VALUE.replace('word', 'none.word')} FROM none",
        f"WITH a AS (SELECT {VALUE} AS v FROM none) INSERT INTO nil SELECT v, v FROM a",
        "UPDATE none SET word = (SELECT word FROM one WHERE one.id = none.id LIMIT 1)",
    ],
)
def test_a_write_of_no_row_changes_nothing(write: str) -> None:
    offline = world()
    assert offline.step(Write(write)).rowcount == 0
    assert [offline.step(Read(f"SELECT id, word FROM {name}")).rows for name in ("none", "nil", "one")] == [
        (),
        (),
        ((1, "{}"),),
    ]


def test_a_write_of_a_row_that_is_not_followed_is_not_known() -> None:
    offline = world()
    offline.step(Do(f"INSERT INTO none SELECT id, {VALUE} FROM one"))
    assert isinstance(offline.step(Read("SELECT word FROM none")), UnknownRows)
