"""Fixtures of the end-to-end tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.end_to_end.live import Live
from tests.end_to_end.walk import Case, Walk
from tests.engines.databases import Database


@pytest.fixture(scope="session")
def live() -> Iterator[Live]:
    """Give the process that runs Alembic."""
    running = Live()
    yield running
    running.close()


@pytest.fixture
def walk(live: Live, new_database: Callable[[], Database]) -> Callable[[Case], Walk]:
    """Give a function that begins a walk of a case on two new databases of ``server``."""
    return lambda case: Walk(case, live, new_database(), new_database())
