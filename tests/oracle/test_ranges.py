"""Ranges through Alembic and through sqlgen: the same steps, in the same order, with the same version rows.

What differs is listed, with its reason, in ranges_differences.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.oracle.range_oracle import Histories, shortened
from tests.oracle.range_shapes import RANGES, cases, specs

TABLE = tomllib.loads((Path(__file__).parent / "ranges_differences.toml").read_text())["difference"]
EXPLAINED: Mapping[str, tuple[dict, str]] = {
    case: (entry, value) for entry in TABLE for case, value in entry["cases"].items()
}


@pytest.mark.parametrize("command", ["upgrade", "downgrade", "stamp"])
@pytest.mark.parametrize("shape", RANGES)
def test_ranges_of_shape(shape: str, command: str, tmp_path: Path) -> None:
    """Every range is the same as Alembic's, refused by both, or a listed difference that is as listed."""
    histories = Histories(specs(shape), tmp_path)
    wrong = []
    for case_shape, case_command, text in cases():
        if (case_shape, case_command) == (shape, command):
            wrong += judged(f"{shape} {command} {text}", histories, command, text)
    assert not wrong, "\n".join(wrong)


def judged(case: str, histories: Histories, command: str, text: str) -> list[str]:
    """Return what is wrong with a case: at most one line."""
    theirs, ours = histories.by_alembic(command, text), histories.by_sqlgen(command, text)
    same = theirs == ours or (is_error(theirs) and is_error(ours))
    if case not in EXPLAINED:
        return [] if same else [f"{case}\n  alembic {shortened(theirs)}\n  sqlgen  {shortened(ours)}"]
    if same:
        return [f"{case}: the difference is listed, and there is none any more"]
    entry, value = EXPLAINED[case]
    if not shortened(theirs).startswith(entry["alembic"]):
        return [f"{case}: alembic is listed with {entry['alembic']!r}, and says {shortened(theirs)}"]
    if value.startswith("= "):
        expected, found = value[2:], shortened(ours)
    elif value.isidentifier():
        expected, found = f"error: {value}", shortened(ours)[: len(f"error: {value}")]
    else:
        expected, found = "\n".join(histories.by_alembic(command, value)), "\n".join(ours)
    return [] if expected == found else [f"{case}: listed as {value!r} = {expected}\n  sqlgen {found}"]


def is_error(lines: list[str]) -> bool:
    return lines[:1] != [] and lines[0].startswith("error: ")


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
