"""An answer that is given of a half known database holds for each database that it may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sqlgen.apply import apply
from sqlgen.catalogue import NotAnswerable, answer
from sqlgen.dialect import load_dialect
from sqlgen.operations import MakeOpaque
from sqlgen.origin import Origin
from sqlgen.schema import ObjectName, Schema
from tests.catalogue import test_mariadb_oracle, test_postgresql_oracle, test_sqlite_oracle
from tests.catalogue.oracle import Question, asked, schema_of

KNOWN = {
    "postgresql": (
        test_postgresql_oracle.SCRIPT,
        test_postgresql_oracle.INFORMATION_SCHEMA + test_postgresql_oracle.PG_CATALOG,
    ),
    "mariadb": (test_mariadb_oracle.SCRIPT, test_mariadb_oracle.QUESTIONS),
    "sqlite": (test_sqlite_oracle.SCRIPT, test_sqlite_oracle.QUESTIONS),
}
OTHERS = """
CREATE TABLE strange (id INTEGER PRIMARY KEY, email VARCHAR(9), team BIGINT, name VARCHAR(9), author INTEGER,
    FOREIGN KEY (author) REFERENCES users (id));
CREATE TABLE nope (id INTEGER PRIMARY KEY, nope INTEGER);
CREATE INDEX strange_index ON strange (email);
"""
# Each of these may be opaque; then it may have any shape, such as this one.
RESHAPED = (
    "DROP TABLE members; CREATE TABLE members (nope INTEGER, email VARCHAR(7), id INTEGER PRIMARY KEY);"
)


def outcome(question: Question, schema: Schema, name: str) -> object:
    """Return the rows, or nothing where the question is refused."""
    sql, parameters = asked(question)
    try:
        found = answer(sql, parameters, schema, load_dialect(name), database="shop")
        rows = found.rows if found is not None else None
        return None if rows is None or "<not known" in repr(rows) else sorted(map(repr, rows))
    except NotAnswerable:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_tables_that_nobody_made(name: str) -> None:
    script, questions = KNOWN[name]
    dialect = load_dialect(name)
    half = replace(schema_of(script, dialect), complete=False)
    whole = schema_of(script + OTHERS, dialect)
    answered = 0
    for question in questions:
        given = outcome(question, half, name)
        if given is not None:
            answered += 1
            assert given == outcome(question, whole, name), question
    assert answered > len(questions) / 3


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_a_table_of_any_shape(name: str) -> None:
    script, questions = KNOWN[name]
    dialect = load_dialect(name)
    known = schema_of(script, dialect)
    opaque = apply(MakeOpaque(Origin("script.py", 1), (ObjectName("members"),), "a block"), known)
    reshaped = schema_of(script + RESHAPED, dialect)
    answered = 0
    for question in questions:
        given = outcome(question, opaque, name)
        if given is not None:
            answered += 1
            for schema in (known, reshaped):
                other = outcome(question, schema, name)
                assert other is None or given == other, question
    assert answered > len(questions) / 3
