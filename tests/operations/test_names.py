"""What changed between two schemas' maps of names, against the same told by plain dicts."""

from __future__ import annotations

import random

import pytest

from sqlgen.schema import ForeignKey, Index, Names, ObjectName, Schema, Table


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


@pytest.mark.parametrize("seed", range(5))
def test_who_refers_to_a_table_and_who_has_an_index(seed: int) -> None:
    """The same as by looking through all tables, whichever schema is asked after which."""
    rng = random.Random(seed)
    words = [ObjectName(word, of) for word in "abcd" for of in (None, "s")]
    schemas = [Schema()]
    for _ in range(150):
        schema, name = rng.choice(schemas[-3:]), rng.choice(words)
        keys = tuple(
            ForeignKey(("x",), rng.choice(words), ("id",), f"fk{at}") for at in range(rng.randrange(3))
        )
        indexes = tuple(Index(f"ix{rng.randrange(4)}", ()) for _ in range(rng.randrange(2)))
        gone = rng.random() < 0.2
        schemas.append(
            schema.without_table(name) if gone else schema.with_table(Table(name, (), keys, indexes))
        )
        asked = rng.choice(schemas[-15:])
        tables = list(asked.tables.values())
        for word in words:
            referring = [(t, key) for t in tables for key in t.foreign_keys if key.referred == word]
            assert list(asked.referring_to(word)) == referring
        for index in ("ix0", "ix1", "ix9"):
            having = [t for t in tables if any(i.name == index for i in t.indexes)]
            assert list(asked.having_index(index)) == having
