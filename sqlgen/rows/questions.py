"""What a script asks: the finished texts, and the types that the columns of the answer have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert, Update
from sqlalchemy.sql.elements import TextClause

from sqlgen.dialect import Dialect
from sqlgen.literals import literal
from sqlgen.rendering import compiled_statement, statement_sql
from sqlgen.rows.errors import NotEvaluable, UnknownRows
from sqlgen.scan import fill_in
from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column of the answer, as the construct has it."""

    key: str
    name: str
    type: Any


@dataclass(frozen=True, slots=True)
class Asked:
    """*texts*: one for each set of parameters. *columns*: empty where the construct tells none."""

    texts: tuple[str, ...]
    columns: tuple[OutColumn, ...] = ()


def asked(statement: Any, parameters: Any, dialect: Dialect, sql: str | None = None) -> Asked:
    """Return what executing *statement* with *parameters* (None, a mapping, or a list) asks.

    *statement*: a text, a construct, or what SQLAlchemy has compiled; its parameters are final then.
    *sql*: the finished text, where the caller has it. Raises: what `statement_sql` raises, NotEvaluable.
    """
    sets: Sequence[Any] = parameters if isinstance(parameters, (list, tuple)) else [parameters]
    if isinstance(statement, SQLCompiler):
        texts = (
            (sql,)
            if sql is not None
            else tuple(finished_text(statement, each or {}, dialect) for each in sets)
        )
        return Asked(texts, _columns(statement))
    if isinstance(statement, str):
        if parameters and sql is None:
            raise NotEvaluable("the driver's own parameters")
        return Asked((sql or statement,))
    texts = (sql,) if sql is not None else tuple(_text(statement, each, dialect) for each in sets or [None])
    if isinstance(statement, TextClause):
        return Asked(texts)
    first = sets[0] if sets else None
    return Asked(texts, _columns(compiled_statement(_with_values(statement, first), dialect, None)))


def _text(statement: Any, values: Mapping[str, Any] | None, dialect: Dialect) -> str:
    return statement_sql(_with_values(statement, values), dialect)


def _with_values(statement: Any, values: Mapping[str, Any] | None) -> Any:
    if values and isinstance(statement, (Insert, Update)):
        wanted = {
            p.key
            for p in sa.sql.visitors.iterate(statement)
            if isinstance(p, sa.BindParameter) and p.required
        }
        if not wanted:
            return statement.values(dict(values))
        raise NotEvaluable("parameters of INSERT and UPDATE beside values")
    if values and isinstance(statement, TextClause):
        return statement.bindparams(**{k: v for k, v in values.items() if k in statement._bindparams})
    return statement.params(dict(values)) if values else statement


def finished_text(compiled: Any, values: Mapping[str, Any], dialect: Dialect) -> str:
    """Return the text of *compiled*, made with named parameters, with literals in their place.

    *values*: those of one execution (an execution context's ``compiled_parameters``), lists expanded or not.
    Raises: NoLiteral, UnknownRows.
    """
    given = {**compiled.construct_params(_check=False, _no_postcompile=True), **values}
    types = {name: bind.type for name, bind in compiled.binds.items()}
    sql = compiled.string
    if compiled.post_compile_params or compiled.literal_execute_params:
        for bind in compiled.post_compile_params:
            name = compiled.bind_names[bind]
            if name not in values and bind.expanding:
                given[name] = _collected(name, values, given[name])
        expanded = compiled._process_parameters_for_postcompile(given)
        sql = expanded.statement
        for name, parts in expanded.parameter_expansion.items():
            types |= dict.fromkeys(parts, types[name])

    def value_of(name: str) -> str | None:
        if name not in given:
            return None
        value, type_ = given[name], types.get(name, sa.types.NULLTYPE)
        if isinstance(type_, sa.types.NullType) and value is not None:
            type_ = sa.literal(value).type
        return literal(value, type_, dialect)

    return fill_in(sql, dialect.facts.quoting, value_of)


def _collected(name: str, values: Mapping[str, Any], own: Any) -> Any:
    """Return the list that was expanded into ``name_1``, ``name_2``, ... of *values*."""
    if f"{name}_1_1" in values:
        raise UnknownRows("a list of several columns")
    found: list[Any] = []
    while f"{name}_{len(found) + 1}" in values:
        found.append(values[f"{name}_{len(found) + 1}"])
    return found or own


def _columns(compiled: Any) -> tuple[OutColumn, ...]:
    entries = getattr(compiled, "_result_columns", None) or ()
    return tuple(OutColumn(entry.keyname, entry.name, entry.type) for entry in entries)
