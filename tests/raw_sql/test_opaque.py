"""An object that could not be followed is refused by name, line and way out; made anew, it is known again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sqlgen import operations as o
from sqlgen.apply import apply
from sqlgen.dialect import load_dialect
from sqlgen.lowering.dispatch import lower
from sqlgen.lowering.errors import ShapeNeeded
from sqlgen.origin import Origin
from sqlgen.schema import Schema
from tests.raw_sql.reading import AT, alter, name, reader, schema_after

LATER = Origin("versions/0002_later.py", 3, "0002")
LOOP = "DO $$ DECLARE r record; BEGIN FOR r IN SELECT 1 LOOP EXECUTE 'DROP TABLE ' || r; END LOOP; END $$"


def lowered(schema: Schema, operation: o.Operation, dialect: str = "mysql") -> None:
    operation = replace(operation, origin=LATER)
    before = o.Moment(None, None, lambda: schema)
    change = o.Change(operation, before, before.then(operation, apply))
    lower(change, load_dialect(dialect))


def test_the_refusal_names_the_statement_and_the_way_out() -> None:
    schema = schema_after("mysql", "CREATE TABLE t (id int)", "CREATE TABLE t2 AS SELECT * FROM t")
    with pytest.raises(ShapeNeeded) as caught:
        lowered(schema, alter("t2", "id", nullable=False))
    assert str(caught.value.where) == "versions/0002_later.py:3"
    assert "its columns are those of a query (versions/0001_raw.py:7)" in caught.value.what
    assert "-- sqlgen: touches nothing" in str(caught.value.hint)
    assert "made anew is known again" in str(caught.value.hint)


def test_a_table_made_anew_is_known_again() -> None:
    schema = schema_after(
        "postgresql", "CREATE TABLE t (id int); CREATE TABLE u (id int)", LOOP, "CREATE TABLE v (id int)"
    )
    assert schema.unread is not None
    assert schema.opaque_by(name("t")) is not None
    assert schema.opaque_by(name("never_heard_of")) is schema.unread
    assert schema.opaque_by(name("v")) is None
    schema = schema_after("postgresql", "DROP TABLE t; CREATE TABLE t (x int)", "DROP TABLE u", start=schema)
    assert schema.opaque_by(name("t")) is None
    assert schema.opaque_by(name("u")) is None
    assert schema.tables[name("t")].columns[0].name == "x"


def test_what_the_author_says_is_believed() -> None:
    before = schema_after("postgresql", "CREATE TABLE t (id int); CREATE TABLE u (id int)")
    for said, opaque in (("nothing", []), ("t", ["t"]), ("public.t, u", ["t", "u"])):
        schema = schema_after("postgresql", f"{LOOP} -- sqlgen: touches {said}", start=before)
        assert [str(table) for table in schema.opaque] == opaque
        assert schema.unread is None


def test_an_opaque_table_stays_so_when_it_is_renamed_moved_or_changed() -> None:
    before = schema_after("postgresql", "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE t2 AS TABLE t")
    for change, called in (
        ("ALTER TABLE t2 RENAME TO u", "u"),
        ("ALTER TABLE t2 SET SCHEMA s", "s.t2"),
        ("ALTER TABLE t2 ADD x int, ADD PRIMARY KEY (x)", "t2"),
    ):
        schema = schema_after("postgresql", change, start=before)
        assert [str(table) for table in schema.opaque] == [called]


def test_the_reason_names_the_statement() -> None:
    (made,) = reader("postgresql")(LOOP, AT, schema_after("postgresql", "CREATE TABLE t (id int)"))
    assert isinstance(made, o.MakeOpaque)
    assert made.tables == ()
    assert made.reason.startswith('"DO $$')
    assert "any table" in made.reason
