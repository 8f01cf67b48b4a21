"""The fixture of all tests of operations, and those that one SQLAlchemy spells otherwise."""

from __future__ import annotations

import pytest
import sqlalchemy

from tests.operations.spelling import Spell, check

# What SQLAlchemy itself spells, and 2.1 spells in another way than 2.0: booleans and JSON of Oracle, computed
# columns, and keywords that 2.0 does not know.
SPELLED_BY_2_1 = {
    "test_add_column.py": ("test_boolean_default", "test_check_of_a_type", "test_computed"),
    "test_alter_column_type.py": ("test_boolean",),
    "test_create_constraint.py": ("test_unique_options",),
    "test_create_table.py": (
        "test_boolean_check",
        "test_identity_and_computed",
        "test_json_and_time",
        "test_options",
        "test_types",
    ),
    "test_server_versions.py": ("test_boolean", "test_json", "test_virtual_column"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if tuple(int(part) for part in sqlalchemy.__version__.split(".")[:2]) >= (2, 1):
        return
    for item in items:
        if item.name in SPELLED_BY_2_1.get(item.path.name, ()):
            item.add_marker(pytest.mark.skip(reason="spelled by SQLAlchemy 2.1"))


@pytest.fixture
def spell() -> Spell:
    """Give the function that compares one script's SQL in every dialect."""
    return check
