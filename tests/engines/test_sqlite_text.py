"""What is read out of a CREATE TABLE statement of SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.engines.sqlite_text import normalised, read_table

HARD = """CREATE TABLE "order" (
    id INTEGER CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT FAIL AUTOINCREMENT,
    [a b] TEXT DEFAULT NULL CONSTRAINT nn NOT NULL ON CONFLICT IGNORE COLLATE nocase,
    `check` DECIMAL(10, 2) DEFAULT -1.5 CHECK ("check" <> 2 AND x'00' IS NOT NULL) CHECK (('a,b)' = id)),
    parent INT REFERENCES p (x) ON DELETE SET NULL ON UPDATE SET DEFAULT NOT DEFERRABLE UNIQUE,
    other REFERENCES p DEFERRABLE INITIALLY DEFERRED, -- a comment, with ( and '
    total AS (id + /* , */ 1),
    twice GENERATED ALWAYS AS (id * 2) VIRTUAL, "added" TEXT DEFAULT (lower('X')),
    CONSTRAINT u UNIQUE (id, parent DESC) ON CONFLICT REPLACE, CHECK (id > 0)
    CONSTRAINT f FOREIGN KEY (parent, other) REFERENCES p (x, y) MATCH FULL)"""


def test_hard_statement_is_valid():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(HARD)


def test_columns_facts():
    assert read_table(HARD).columns == {
        "id": [],
        '"a b"': ["null on conflict ignore", "collate nocase"],
        "check": [],
        "parent": [],
        "other": [],
        "total": ["as id + 1"],
        "twice": ["as id * 2"],
        "added": [],
    }


def test_constraints_of_columns_and_of_the_table():
    assert read_table(HARD).constraints == [
        "primary pk (id) on conflict fail autoincrement",
        "check check <> 2 and x'00' is not null",
        "check 'a,b)' = id",
        "foreign key (parent)",
        "unique (parent)",
        "foreign key (other) deferred",
        "unique u (id, parent desc) on conflict replace",
        "check id > 0",
        "foreign key f (parent, other)",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a>0", "( a  > 0 )"),
        ('"a" > 0', "A > 0"),
        ("[a] > 0 -- why", "a > 0"),
        ("((a) > (0))", "(a) > (0)"),
    ],
)
def test_spellings_of_the_same(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a = 'X'", "a = 'x'"),
        ("a = 'a  b'", "a = 'a b'"),
        ("(a) > (0)", "a > 0"),
        ("a - -1", "a -1"),
        ('"a b"', "a b"),
        ("'--x'", "''"),
    ],
)
def test_different_texts_stay_different(one, other):
    assert normalised(one) != normalised(other)
