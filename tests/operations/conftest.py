"""The fixture of all tests of operations."""

from __future__ import annotations

import pytest

from tests.operations.spelling import Spell, check


@pytest.fixture
def spell() -> Spell:
    """Give the function that compares one script's SQL in every dialect."""
    return check
