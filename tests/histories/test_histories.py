"""The light part of ``make histories``: two histories whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.histories.compare import run
from tests.histories.environments import NotFetched
from tests.histories.packages import HISTORIES
from tests.histories.record import Record
from tests.histories.run import PAGE


@pytest.mark.parametrize("name", ["argilla", "optuna"])
def test_script_builds_what_alembic_builds(name: str, new_database: Any, server: Any, tmp_path: Path) -> None:
    """What is rendered loads, and the database is equal to that of Alembic's live upgrade."""
    history = next(h for h in HISTORIES if h.name == name)
    ours, theirs = new_database(), new_database()
    if ours.dialect not in history.dialects:
        pytest.skip(f"{name} does not support {ours.dialect}")
    try:
        outcome = run(history, ours.dialect, ours, theirs, tmp_path / "project")
    except NotFetched as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{name} cannot be fetched: {error}")
    assert not outcome.fault
    assert outcome.loaded and outcome.equal
    assert outcome.rendered == outcome.revisions


def test_the_page_shows_the_outcomes_that_were_kept() -> None:
    assert PAGE.read_text("utf-8") == Record(PAGE).text()
