"""Rows for objects that may be there with any shape: where they would count, there is no answer.

The server's own objects, tables that no revision made, and what SQL touched that could not be read. Only
names that a question speaks of can be told from others; for all others stands `ANY`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlgen.catalogue.contents import Contents
from sqlgen.catalogue.shapes import SHAPES
from sqlgen.catalogue.views import is_system_name
from sqlgen.schema import ObjectName

ANY = "\ue003"
"""The name of an object that is called otherwise than all that the question names."""

Row = dict[str, Any]

# Rows of these begin with the table that they are about.
_ABOUT_TABLES = tuple(
    shape for shape, columns in SHAPES.items() if columns[3:5] == ("table_name", "table_id")
)
_NAMED = {"constraint_name": "constraint_id", "index_name": "index_id", "trigger_name": "trigger_id"}
_HIDDEN = "hidden"


def doubtful(
    contents: Contents, texts: Sequence[str], places: Sequence[str], refused: frozenset[ObjectName]
) -> tuple[dict[str, list[Row]], frozenset[tuple[str, str]]]:
    """Return the rows by table, and the names in doubt as (schema, name).

    *texts*: the constants of the question; *places*: those that stand for schemas; *refused*: objects that
    could not be made.
    """
    words = list(dict.fromkeys(word for text in texts for word in _words(text)))
    rows: dict[str, list[Row]] = {shape: [] for shape in SHAPES}
    names = dict.fromkeys(_names(contents, words, places, refused))
    known = {(row["schema"], row["relation"]) for row in contents.rows["_relation"]}
    for place, name in names:
        _add_table(rows, contents, known, words, place, name)
    _add_system(rows, contents, words)
    _add_types(rows, contents, words)
    _add_routines(rows, contents, words)
    if not contents.schema.complete and not contents.dialect.facts.catalogue.schema_is_database:
        spaces = {row["schema"] for row in contents.rows["_namespace"]}
        rows["_namespace"] += [
            {"schema": w, "schema_id": contents.id("schema", w), "real": 0}
            for w in (*words, ANY)
            if w not in spaces
        ]
    indexes = {(row["schema"], row["relation"]) for row in rows["_relation"] if row.get("relation")}
    return rows, frozenset((*names, *indexes))


def _words(text: str) -> tuple[str, ...]:
    """Return the names that a constant may mean: itself, and the parts of ``schema."table"``."""
    if len(text) > 150:
        return ()
    parts = [part.strip('"`[] ') for part in text.split(".")]
    return tuple(word for word in (text, *parts, *(part.lower() for part in parts)) if word)


def _names(
    contents: Contents, words: Sequence[str], places: Sequence[str], refused: frozenset[ObjectName]
) -> Iterator[tuple[str, str]]:
    schema, default = contents.schema, contents.default_schema
    for name in (*schema.opaque, *sorted(refused)):
        yield contents.schema_of(name), name.name
    if not schema.complete:
        relations = {(row["schema"], row["relation"]) for row in contents.rows["_relation"]}
        for place in (default, *places):
            for word in words:
                if (place, word) not in relations and not _is_dropped(contents, place, word):
                    yield place, word
            yield place, ANY
    facts = contents.dialect.facts.catalogue
    if facts.schema_is_database:
        # Of other databases on the server nothing is known.
        for place in places:
            if place != default and place.lower() not in facts.system_schemas:
                yield from ((place, word) for word in (*words, ANY))


def _is_dropped(contents: Contents, place: str, word: str) -> bool:
    name = ObjectName(word, None if place == contents.default_schema else place)
    return name in contents.schema.dropped


def _add_table(
    rows: dict[str, list[Row]],
    contents: Contents,
    known: set[tuple[str, str]],
    words: Sequence[str],
    place: str,
    name: str,
) -> None:
    about = _about(contents, place, name)
    rows["_relation"].append({**about, "relation": name, "relation_id": about["table_id"]})
    rows["_sequence"].append({**about, "relation": name, "relation_id": about["table_id"]})
    relations = contents.dialect.facts.catalogue.indexes_are_relations
    # Names of indexes are told apart within a schema there; one that is known is not this table's.
    free = [
        word
        for word in (*words, ANY)
        if not relations or not ((place, word) in known or _is_dropped(contents, place, word))
    ]
    for shape in _ABOUT_TABLES:
        named = next((column for column in _NAMED if column in SHAPES[shape]), None)
        if named is None:
            rows[shape].append(about)
            continue
        for word in free if named == "index_name" else (*words, ANY):
            number = (
                contents.id("relation", place, word)
                if named == "index_name"
                else contents.id(named, place, name, word)
            )
            rows[shape].append({**about, named: word, _NAMED[named]: number})
    if relations:
        for word in free:
            rows["_relation"].append(
                {
                    **about,
                    "relation": word,
                    "relation_id": contents.id("relation", place, word),
                    "kind": "index",
                }
            )


def _about(contents: Contents, place: str, name: str) -> Row:
    return {
        "schema": place,
        "schema_id": contents.id("schema", place),
        "table_name": name,
        "table_id": contents.id("relation", place, name),
        "real": 0,
    }


def _add_system(rows: dict[str, list[Row]], contents: Contents, words: Sequence[str]) -> None:
    facts = contents.dialect.facts.catalogue
    prefix = next(iter(facts.system_prefixes), "")
    for place in facts.system_schemas:
        hidden = place in facts.hidden_schemas
        names: dict[str, str | None] = {prefix + ANY: None}
        if not hidden:
            names |= dict.fromkeys(facts.system_names.split(), "view") | dict.fromkeys(
                facts.system_tables.split(), "table"
            )
            names |= {
                word: None for word in words if is_system_name(word, contents.dialect) and word not in names
            }
        for name, kind in names.items():
            about = {**_about(contents, place, name), "real": -1}
            relation: Row = {**about, "relation": name, "relation_id": about["table_id"]}
            rows["_relation"].append({**relation, "kind": _HIDDEN if hidden else kind})
            if hidden:
                continue
            for shape in (
                "_column",
                *(("_constraint", "_key_column", "_index", "_index_part") if name == prefix + ANY else ()),
            ):
                named = next((column for column in _NAMED if column in SHAPES[shape]), None)
                rows[shape].append(
                    {**about, **({named: prefix + ANY, _NAMED[named]: about["table_id"]} if named else {})}
                )


def _add_types(rows: dict[str, list[Row]], contents: Contents, words: Sequence[str]) -> None:
    schema, default = contents.schema, contents.default_schema
    facts = contents.dialect.facts.catalogue
    known = {row["type_name"] for row in contents.rows["_type"]}
    system = next(iter(facts.system_schemas), "")
    prefix = next(iter(facts.system_prefixes), "")
    certain = schema.complete and not len(schema.extensions)
    opaque = {name.name for name in schema.opaque if name in schema.enums}
    others = frozenset(facts.system_types.split())

    def add(place: str, name: str) -> None:
        about = {"schema": place, "schema_id": contents.id("schema", place), "real": 0}
        type_id = contents.id("type", place, name)
        rows["_type"].append({**about, "type_name": name, "type_id": type_id})
        rows["_enum_label"].append({**about, "type_name": name, "type_id": type_id})

    for word in (*words, *opaque):
        if word in others or word.startswith(facts.system_prefixes):
            add(system, word)
        elif word in opaque or (word not in known and not certain and ObjectName(word) not in schema.dropped):
            add(default, word)
    for name in (prefix + ANY, *others):
        add(system, name)
    if not certain or len(schema.opaque):
        add(default, ANY)


def _add_routines(rows: dict[str, list[Row]], contents: Contents, words: Sequence[str]) -> None:
    facts = contents.dialect.facts.catalogue
    known = {row["routine"] for row in contents.rows["_routine"]}
    certain = contents.schema.complete and not len(contents.schema.extensions)
    places = (*facts.system_schemas[:1], *(() if certain else (contents.default_schema,)))
    for place in dict.fromkeys(places):
        about = {"schema": place, "schema_id": contents.id("schema", place), "real": 0}
        rows["_routine"] += [{**about, "routine": word} for word in (*words, ANY) if word not in known]
