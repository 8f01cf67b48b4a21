"""Values go through the generated text and the engine's own client into a server, and come back equal."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sqlgen.dialect import Dialect, load_dialect
from sqlgen.rendering import statement_sql
from sqlgen.scan import without_terminator
from tests.engines.databases import Database
from tests.literals.values import KINDS, Kind

# More by hand: SQLGEN_EXAMPLES=200.
EXAMPLES = int(os.environ.get("SQLGEN_EXAMPLES", "4"))
thorough = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def engine(database: Database) -> Iterator[sa.Engine]:
    engine = sa.create_engine(database.url)
    yield engine
    engine.dispose()


def target(database: Database) -> Dialect:
    return load_dialect(database.dialect, database.version)


def script(table: sa.Table, values: list[Any], dialect: Dialect) -> str:
    inserts = [statement_sql(table.insert().values(id=i, v=value), dialect) for i, value in enumerate(values)]
    return "".join(f"{insert};\n" for insert in inserts)


def agree(stored: Any, value: Any, *, signed_zero: bool) -> bool:
    if isinstance(value, float) and isinstance(stored, float):
        if math.isnan(value):
            return math.isnan(stored)
        same_sign = math.copysign(1, stored) == math.copysign(1, value)
        return stored == value and (same_sign or (value == 0 and not signed_zero))
    return bool(stored == value)


@pytest.mark.server("postgresql", "mysql", "mariadb", "sqlite")
@pytest.mark.parametrize("group", KINDS)
def test_values_are_stored_as_in_a_live_run(group: str, database: Database, engine: sa.Engine) -> None:
    for number, kind in enumerate(KINDS[group]):
        if database.dialect in kind.engines and target(database).version >= (kind.oldest_version,):
            try:
                check(kind, database, engine, number)
            except Exception as error:
                error.add_note(f"in the kind: {kind.name}")
                raise


def check(kind: Kind, database: Database, engine: sa.Engine, number: int) -> None:
    dialect = target(database)
    metadata = sa.MetaData()
    ours, live = (
        sa.Table(
            f"{name}_{number}",
            metadata,
            sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("v", kind.type),
        )
        for name in ("ours", "live")
    )
    if kind.prepare:
        database.query(kind.prepare)
    metadata.create_all(engine)

    @thorough
    @given(st.lists(kind.values, min_size=1, max_size=40))
    def insert(values: list[Any]) -> None:
        emptied = f"DELETE FROM {ours};\nDELETE FROM {live};\n"
        database.run_script(f"BEGIN;\n{emptied}{script(ours, values, dialect)}COMMIT;\n")
        with engine.begin() as connection:
            for i, value in enumerate(values):
                connection.execute(live.insert().values(id=i, v=value))
            read = connection.execute(sa.select(ours.c.v).order_by(ours.c.id)).scalars().all()
        assert sorted(database.table_rows(str(ours))[1]) == sorted(database.table_rows(str(live))[1])
        if kind.stored is not None:
            # MariaDB and SQLite lose the sign of zero in a live run, too.
            signed_zero = database.dialect in ("postgresql", "mysql")
            expected = [None if value is None else kind.stored(value) for value in values]
            pairs = zip(read, expected, strict=True)
            assert [(s, v) for s, v in pairs if not agree(s, v, signed_zero=signed_zero)] == []

    insert()


@pytest.mark.server("mysql", "mariadb")
def test_text_survives_a_client_that_speaks_latin1(database: Database) -> None:
    table = sa.table("t", sa.column("v", sa.String))
    insert = statement_sql(table.insert().values(v="é 📚"), target(database))
    database.run_script(f"CREATE TABLE t (v TEXT CHARACTER SET utf8mb4);\nSET NAMES latin1;\n{insert};\n")
    assert database.query("SELECT v FROM t") == [("é 📚",)]


@pytest.mark.server("postgresql")
def test_a_zone_is_not_lost_on_a_column_without_one(database: Database, engine: sa.Engine) -> None:
    """A driver sends the instant, which the server writes in the session's zone; so does the script."""
    moment = datetime(2024, 7, 1, 12, tzinfo=timezone(timedelta(hours=5)))
    table = sa.table("t", sa.column("v", sa.DateTime))
    insert = statement_sql(table.insert().values(v=moment), target(database))
    database.run_script(f"CREATE TABLE t (v TIMESTAMP);\nSET TIME ZONE 'UTC';\n{insert};\n")
    assert database.query("SELECT v FROM t") == [(datetime(2024, 7, 1, 7),)]


@pytest.mark.server("postgresql", "mysql", "mariadb", "sqlite")
def test_parameters_of_text_are_stored(database: Database) -> None:
    text = sa.text("INSERT INTO t VALUES (-:n, ':n', :s) -- :n").bindparams(n=-5, s="it's\\:n\r\n%")
    insert = without_terminator(statement_sql(text, dialect := target(database)), dialect.facts.quoting)
    database.run_script(f"CREATE TABLE t (n INTEGER, a VARCHAR(9), s VARCHAR(20));\n{insert};\n")
    assert database.query("SELECT n, a, s FROM t") == [(5, ":n", "it's\\:n\r\n%")]
