"""Fixtures of the end-to-end tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.conftest import engines_for
from tests.end_to_end.live import Live
from tests.end_to_end.walk import Case, Walk
from tests.engines.databases import Database
from tests.engines.installations import requested_engines
from tests.engines.servers import Server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for ``walk`` once for each case of its module and each engine that fits it."""
    if "walk" in metafunc.fixturenames:
        pairs = [(case, engine) for case in metafunc.module.CASES for engine in engines_for(case.dialects)]
        metafunc.parametrize(
            "walk", pairs, ids=[f"{case.name}-{engine}" for case, engine in pairs], indirect=True
        )


@pytest.fixture(scope="session")
def live() -> Iterator[Live]:
    """Give the process that runs Alembic."""
    running = Live()
    yield running
    running.close()


@pytest.fixture
def walk(
    request: pytest.FixtureRequest, live: Live, engine_server: Callable[[str], Server]
) -> Iterator[Walk]:
    """Give a walk of the case on two new databases."""
    case: Case
    case, engine = request.param
    if engine not in requested_engines():
        pytest.skip(f"{engine}: not requested (SQLGEN_TEST_ENGINES)")
    for module in case.needs:
        pytest.importorskip(module)
    server = engine_server(engine)
    databases: list[Database] = [server.create_database(), server.create_database()]
    yield Walk(case, live, *databases)
    for database in databases:
        database.drop()
