"""Statements of two scripts beside each other: which were added, removed, moved or edited."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from sqlgen.golden.compare.reading import Read
from sqlgen.golden.outcome import Edit, StatementChange

_ALIKE = 0.6


def changes(old: Sequence[Read], new: Sequence[Read]) -> tuple[StatementChange, ...]:
    """Return what became of the statements, in the order of today's script."""
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    removed: list[int] = []
    added: list[int] = []
    found: list[tuple[float, StatementChange]] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = list(range(start, end)), list(range(first, last))
        for at, place in _paired(old, new, gone, come):
            gone.remove(at)
            come.remove(place)
            found.append((place, _change(Edit.EDITED, old[at], new[place])))
        removed += gone
        added += come
    for place in list(added):
        same = next((at for at in removed if old[at].key == new[place].key), None)
        if same is not None:
            removed.remove(same)
            added.remove(place)
            found.append((place, _change(Edit.MOVED, old[same], new[place])))
    found += [(place, _change(Edit.ADDED, None, new[place])) for place in added]
    found += [(_place(at, len(old), len(new)), _change(Edit.REMOVED, old[at], None)) for at in removed]
    return tuple(change for _, change in sorted(found, key=lambda pair: pair[0]))


def _place(at: int, old: int, new: int) -> float:
    return at * new / old - 0.5


def _paired(
    old: Sequence[Read], new: Sequence[Read], gone: Sequence[int], come: Sequence[int]
) -> list[tuple[int, int]]:
    """Return which of *gone* became which of *come*: of one kind, and much alike."""
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for at in gone:
        if any(old[at].key == new[place].key for place in come):
            continue
        rated = [
            (_likeness(old[at], new[place]), -place)
            for place in come
            if place not in taken and old[at].key[:1] == new[place].key[:1]
        ]
        best, place = max(rated, default=(0.0, 0))
        if best >= _ALIKE:
            pairs.append((at, -place))
            taken.add(-place)
    return pairs


def _likeness(one: Read, other: Read) -> float:
    return SequenceMatcher(None, one.key, other.key, autojunk=False).ratio()


def _change(edit: Edit, old: Read | None, new: Read | None) -> StatementChange:
    shown = new if new is not None else old
    assert shown is not None
    return StatementChange(
        edit,
        old.sql if old is not None else None,
        new.sql if new is not None else None,
        old.line if old is not None else None,
        new.line if new is not None else None,
        shown.origin,
    )
