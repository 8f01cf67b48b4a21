"""The decorator of values: what a frozen dataclass is, without its price."""

from __future__ import annotations

import dataclasses
from dataclasses import field

import pytest

from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True)
class _Value:
    name: str
    size: int = 0
    note: str | None = field(default=None, compare=False)


@dataclass(frozen=True, eq=False)
class _Single:
    name: str


@dataclass(slots=True)
class _Changing:
    name: str


def test_values_are_equal_and_hashed_by_what_they_compare() -> None:
    one, same, other = _Value("a", 1, "x"), _Value("a", 1, "y"), _Value("a", 2, "x")
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert dataclasses.replace(one, size=2) == other
    assert repr(one) == "_Value(name='a', size=1, note='x')"


def test_values_take_no_other_names() -> None:
    with pytest.raises(AttributeError):
        _Value("a").sise = 1  # type: ignore[attr-defined]


def test_a_class_without_equality_is_hashed_as_itself() -> None:
    assert _Single("a") != _Single("a")
    assert len({_Single("a"), _Single("a")}) == 2


def test_what_changes_has_no_hash() -> None:
    with pytest.raises(TypeError):
        hash(_Changing("a"))
