"""What changed between two schemas' maps of names, against the same told by plain dicts."""

from __future__ import annotations

import random

import pytest

from sqlgen.schema import Names, ObjectName


@pytest.mark.parametrize("seed", range(20))
def test_what_changed_between_two_maps(seed: int) -> None:
    rng = random.Random(seed)
    maps: list[tuple[Names, dict[ObjectName, object]]] = [(Names(), {})]
    for _ in range(120):
        names, told = rng.choice(maps[-3:] if rng.random() < 0.8 else maps)
        name = ObjectName(f"t{rng.randrange(9)}", rng.choice((None, "s")))
        if rng.random() < 0.3:
            names, told = names.without(name), {k: v for k, v in told.items() if k != name}
        else:
            value = rng.choice((None, object()))
            names, told = names.with_(name, value), {**told, name: value}
        maps.append((names, told))
        assert dict(names) == told and len(names) == len(told)
        before, told_before = rng.choice(maps[-12:])
        for one, other, a, b in ((names, before, told, told_before), (before, names, told_before, told)):
            found = list(one.changed_since(other))
            assert len(found) == len(dict(found))
            assert dict(found) == {k: v for k, v in a.items() if b.get(k) is not v}
