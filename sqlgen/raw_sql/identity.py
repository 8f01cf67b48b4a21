"""The options of IDENTITY, which are those of a sequence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlgen.raw_sql.reader import NotRead, Reader
from sqlgen.raw_sql.words import words
from sqlgen.schema import Identity


def read_identity_options(reader: Reader, *, always: bool, on_null: bool | None) -> Identity:
    """Read ``(START WITH 1 INCREMENT BY 1 ...)``, if it is there. Raises: NotRead."""
    values: dict[str, int | bool] = {}
    grouped = reader.accept("(")
    while not reader.ended and not reader.at(")") and (grouped or reader.keyword() in _IDENTITY_WORDS):
        _read_identity_option(reader, values)
    if grouped:
        reader.expect(")")
    known = {
        name: values[name]
        for name in ("start", "increment", "minvalue", "maxvalue", "cache")
        if name in values
    }
    return Identity(
        always=always,
        on_null=on_null,
        nominvalue=True if "nominvalue" in values else None,
        nomaxvalue=True if "nomaxvalue" in values else None,
        cycle=bool(values["cycle"]) if "cycle" in values else None,
        **{name: int(value) for name, value in known.items()},
    )


def changed_identity(reader: Reader, identity: Identity) -> Identity:
    """Read one option, such as ``INCREMENT BY 2``, and return *identity* with it. Raises: NotRead."""
    values: dict[str, int | bool] = {}
    _read_identity_option(reader, values)
    none = {"minvalue": "nominvalue", "maxvalue": "nomaxvalue"}
    cleared: dict[str, Any] = {other: None for name, other in none.items() if name in values}
    cleared |= {name: None for name, other in none.items() if other in values}
    return replace(identity, **{**cleared, **values})


_IDENTITY_WORDS = words(
    "START INCREMENT MINVALUE MAXVALUE NOMINVALUE NOMAXVALUE CACHE CYCLE NOCYCLE NOCACHE ORDER NOORDER "
    "KEEP NOKEEP SCALE NOSCALE"
)


def _read_identity_option(reader: Reader, values: dict[str, int | bool]) -> None:
    word = reader.take().value
    if word == "START":
        reader.accept_any("WITH", "VALUE")
        values["start"] = reader.number()
    elif word == "INCREMENT":
        reader.accept("BY")
        values["increment"] = reader.number()
    elif word in ("MINVALUE", "MAXVALUE", "CACHE"):
        values[word.lower()] = reader.number()
    elif word in ("NOMINVALUE", "NOMAXVALUE"):
        values[word.lower()] = True
    elif word in ("CYCLE", "NOCYCLE"):
        values["cycle"] = word == "CYCLE"
    elif word == "NO":
        following = reader.take().value
        if following == "CYCLE":
            values["cycle"] = False
        else:
            values[f"no{following.lower()}"] = True
    elif word == "SEQUENCE":
        reader.expect("NAME")
        reader.object_name()
    elif word not in ("NOCACHE", "ORDER", "NOORDER", "KEEP", "NOKEEP", "SCALE", "NOSCALE", ","):
        raise NotRead(f'"{word}" of an identity is not understood')
