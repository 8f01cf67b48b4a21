"""Values go through the generated text and the engine's own client into a server, and come back equal."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sqlgen.dialect import Dialect, load_dialect
from sqlgen.rendering import statement_sql
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


@pytest.fixture
def dialect(database: Database) -> Dialect:
    return load_dialect(database.dialect)


@pytest.fixture
def kind(request: pytest.FixtureRequest, database: Database) -> Kind:
    kind: Kind = request.param
    if database.dialect not in kind.engines:
        pytest.skip(f"{database.dialect} has no such type")
    return kind


def by_name(names: list[Kind]) -> Any:
    return pytest.mark.parametrize("kind", names, ids=[kind.name for kind in names], indirect=True)


def script(table: sa.Table, values: list[Any], dialect: Dialect) -> str:
    inserts = [statement_sql(table.insert().values(id=i, v=value), dialect) for i, value in enumerate(values)]
    return "".join(f"{insert};\n" for insert in inserts)


def agree(stored: Any, value: Any) -> bool:
    if isinstance(value, float) and isinstance(stored, float):
        both_nan = math.isnan(value) and math.isnan(stored)
        return both_nan or (stored == value and math.copysign(1, stored) == math.copysign(1, value))
    return bool(stored == value)


@pytest.mark.server("postgresql", "mysql", "mariadb", "sqlite")
@by_name(KINDS)
def test_values_are_stored_as_in_a_live_run(
    kind: Kind, database: Database, engine: sa.Engine, dialect: Dialect
) -> None:
    metadata = sa.MetaData()
    ours, live = (
        sa.Table(
            name,
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
        database.run_script("DELETE FROM ours;\nDELETE FROM live;\n" + script(ours, values, dialect))
        with engine.begin() as connection:
            for i, value in enumerate(values):
                connection.execute(live.insert().values(id=i, v=value))
            read = connection.execute(sa.select(ours.c.v).order_by(ours.c.id)).scalars().all()
        assert database.table_rows("ours")[1] == database.table_rows("live")[1]
        if kind.stored is not None:
            expected = [None if value is None else kind.stored(value) for value in values]
            assert [(s, v) for s, v in zip(read, expected, strict=True) if not agree(s, v)] == []

    insert()
