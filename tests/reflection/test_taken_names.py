"""Names in use are counted on from one schema to the next, whichever way the next lies."""

from __future__ import annotations

import random

from sqlgen.dialect import load_dialect
from sqlgen.reflection import taken_names
from sqlgen.schema import Index, IndexPart, ObjectName, PrimaryKey, Schema, Table, Unique, View

NAMES = [ObjectName(name, of) for name in ("a", "b", "c") for of in (None, "public", "shop")]


def gathered(schema: Schema, table: Table, *, relations: bool) -> set[str]:
    """Say the same the long way: each time from all that there is."""
    of = table.name.schema or "public"
    tables = [table, *(t for t in schema.tables.values() if t.name != table.name)]
    found: set[str] = set()
    if relations:
        found |= {
            n.name for kind in (schema.tables, schema.views) for n in kind if (n.schema or "public") == of
        }
    for other in tables:
        if (other.name.schema or "public") == of:
            names = taken_names.relations_of(other) if relations else taken_names.constraints_of(other)
            found |= set(names)
    return found


def test_same_as_gathered_each_time() -> None:
    """Tables come, change, and go; now and then an earlier moment is asked for."""
    choose = random.Random(1)
    dialect = load_dialect("postgresql")
    schema, past = Schema(), [Schema()]
    words = [f"n{number}" for number in range(8)]
    for _ in range(300):
        name = choose.choice(NAMES)
        table = Table(
            name,
            (),
            constraints=(PrimaryKey(("x",), choose.choice(words)), Unique(("x",), choose.choice(words))),
            indexes=(Index(choose.choice(words), (IndexPart("x", "x"),)),),
        )
        match choose.randrange(4):
            case 0:
                schema = schema.without_table(name)
            case 1:
                views = schema.views.with_(ObjectName(choose.choice(words)), View(name, ""))
                schema = Schema(tables=schema.tables, views=views)
            case 2:
                schema = choose.choice(past)
            case _:
                schema = schema.with_table(table)
        past.append(schema)
        relations = taken_names.relations(table, schema, dialect)
        constraints = taken_names.constraints(table, schema, dialect)
        for word in (*words, "a", "b", "c"):
            assert (word in relations) == (word in gathered(schema, table, relations=True))
            assert (word in constraints) == (word in gathered(schema, table, relations=False))
