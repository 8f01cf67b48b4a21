"""A real SQLite database for tests of rebuilds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.lowering.on_sqlite import OnSqlite, clients


@pytest.fixture(params=clients())
def database(request: pytest.FixtureRequest, tmp_path: Path) -> OnSqlite:
    """Give an empty database file, once for each client."""
    client: Any = request.param
    return OnSqlite(tmp_path / "test.db", client)
