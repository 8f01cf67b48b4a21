"""Fixtures that every test may ask for: private database servers, and empty databases on them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.engines.databases import Database
from tests.engines.installations import DIALECTS, Unavailable, dialect_of, requested_engines, required_engines
from tests.engines.servers import Server, Servers

SERVERS = pytest.StashKey[Servers]()
CACHE = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
# A slow machine is no fault of the code: nothing is judged by the clock.
settings.register_profile("sqlgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# CI judges a commit: it tries the same examples each time. Elsewhere each run tries others.
settings.register_profile("ci", settings.get_profile("sqlgen"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "sqlgen")


def pytest_configure(config: pytest.Config) -> None:
    try:
        requested_engines()
    except ValueError as fault:
        raise pytest.UsageError(f"SQLGEN_TEST_ENGINES, SQLGEN_REQUIRE_ENGINES: {fault}") from None
    config.stash[SERVERS] = Servers()
    # What one run of the tests keeps is no affair of the user's, nor of the next run.
    config.stash[CACHE] = tempfile.TemporaryDirectory(prefix="sqlgen-cache-")
    os.environ["XDG_CACHE_HOME"] = config.stash[CACHE].name


def pytest_unconfigure(config: pytest.Config) -> None:
    if servers := config.stash.get(SERVERS, None):
        servers.stop()
    if cache := config.stash.get(CACHE, None):
        cache.cleanup()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for ``server`` or ``database`` once for each engine that its marker leaves."""
    if "server" in metafunc.fixturenames:
        wanted = [name for mark in metafunc.definition.iter_markers("server") for name in mark.args]
        metafunc.parametrize("server", engines_for(wanted), indirect=True)


def engines_for(wanted: list[str]) -> list[str]:
    """Return the requested engines that *wanted*, a list of engines or dialects, names; all when it is empty.

    Where none of them is requested the names are kept, so that the test is reported as skipped.
    """
    requested = requested_engines()
    chosen = [engine for engine in requested if engine in wanted or dialect_of(engine) in wanted]
    return (chosen or wanted) if wanted else requested


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    _tell_of_guards(terminalreporter)
    servers = config.stash[SERVERS]
    if asked_for := servers.asked_for():
        requested = requested_engines()
        names = requested + [engine for engine in asked_for if engine not in requested]
        described = [servers.describe(engine) for engine in names]
        covered = {dialect_of(engine) for engine in names}
        described += [f"{dialect} skipped: not requested" for dialect in DIALECTS if dialect not in covered]
        terminalreporter.write_line("engines: " + ", ".join(described))


@pytest.fixture(scope="session")
def engine_server(pytestconfig: pytest.Config) -> Callable[[str], Server]:
    """Give the running server of an engine by name; skip where it is missing, fail where it is required."""

    def running(engine: str) -> Server:
        try:
            return pytestconfig.stash[SERVERS].get(engine)
        except Unavailable as fault:
            if engine in required_engines():
                pytest.fail(f"SQLGEN_REQUIRE_ENGINES wants {fault}", pytrace=False)
            pytest.skip(str(fault))

    return running


@pytest.fixture
def server(request: pytest.FixtureRequest, engine_server: Callable[[str], Server]) -> Server:
    """Give each requested engine's server in turn; the marker ``server("mariadb")`` chooses among them."""
    if request.param not in requested_engines():
        pytest.skip(f"{request.param}: not requested (SQLGEN_TEST_ENGINES)")
    return engine_server(request.param)


@pytest.fixture
def new_database(server: Server) -> Iterator[Callable[[], Database]]:
    """Give a function that makes an empty database on ``server``; all are dropped after the test."""
    databases: list[Database] = []

    def make() -> Database:
        databases.append(server.create_database())
        return databases[-1]

    yield make
    for database in databases:
        database.drop()


def _tell_of_guards(terminalreporter: pytest.TerminalReporter) -> None:
    """Sum up what tests/guards ran: a test that fails there has seen harm."""
    reports = [
        r
        for r in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        if r.when == "call"
    ]
    run = [dict(r.user_properties).get("scripts_run", 0) for r in reports]
    harm = sum(r.failed and "/guards/" in r.nodeid for r in reports)
    if any(run):
        terminalreporter.write_line(
            f"guards: {sum(run)} scripts run in cases meant to do harm, harm done: {harm}"
        )


@pytest.fixture
def database(new_database: Callable[[], Database]) -> Database:
    """Give an empty database on ``server``."""
    return new_database()
