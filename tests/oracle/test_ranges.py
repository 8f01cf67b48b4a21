"""Ranges through Alembic and through sqlgen: the same steps, in the same order, with the same version rows.

What differs is listed, with its reason, in ranges_differences.toml.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.range_oracle import Histories
from tests.oracle.range_shapes import RANGES, cases, specs
from tests.oracle.range_verdict import EXPLAINED, TABLE, judge_range


@pytest.mark.parametrize("command", ["upgrade", "downgrade", "stamp"])
@pytest.mark.parametrize("shape", RANGES)
def test_ranges_of_shape(shape: str, command: str, tmp_path: Path) -> None:
    """Every range is the same as Alembic's, refused by both, or a listed difference that is as listed."""
    histories = Histories(specs(shape), tmp_path)
    wrong = []
    for case_shape, case_command, text in cases():
        if (case_shape, case_command) == (shape, command):
            verdict = judge_range(f"{shape} {command} {text}", histories, command, text)
            wrong += [verdict.fault] if verdict.fault else []
    assert not wrong, "\n".join(wrong)


def test_table_names_only_cases() -> None:
    """An entry for a case that is not asked would never be judged."""
    asked = {f"{shape} {command} {text}" for shape, command, text in cases()}
    assert sorted(set(EXPLAINED) - asked) == []


def test_each_difference_says_why() -> None:
    assert [entry for entry in TABLE if len(entry["reason"]) < 40 or entry["kind"] != "ours is right"] == []


def test_cases_are_many_and_distinct() -> None:
    """The oracle is worth its name only while it asks much: 150 cases are promised."""
    asked = cases()
    assert len(asked) == len(set(asked)) >= 150
