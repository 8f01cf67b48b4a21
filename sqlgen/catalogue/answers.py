"""The door of the room: a statement that a script sends, answered from the schema, or refused."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlgen.catalogue.errors import InDoubt, NotAnswerable, Unanswerable
from sqlgen.catalogue.nodes import Node
from sqlgen.dialect import Dialect
from sqlgen.raw_sql.quiet import sqlglot_quiet
from sqlgen.scan import UnclosedQuote, pieces, split
from sqlgen.schema import Schema
from sqlgen.values import dataclass

if TYPE_CHECKING:
    from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Answer:
    """A result. *assumptions*: what was taken for granted, one sentence each, to be told in the script."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    assumptions: tuple[str, ...] = ()


_SELECTS = ("SELECT", "WITH", "(")


def answer(
    sql: str,
    parameters: Mapping[str, Any] | Sequence[Any] | None,
    schema: Schema,
    dialect: Dialect,
    *,
    database: str | None = None,
) -> Answer | None:
    """Return what a live server would say; None where *sql* is not a question about the catalogue.

    *database*: the name of the target database, where it is declared. Raises: NotAnswerable.
    """
    try:
        return _answer(sql, parameters, schema, dialect, database)
    except Unanswerable as error:
        why = _who_made_it_unknown(sql, schema) if isinstance(error, InDoubt) else ""
        raise NotAnswerable(sql, f"{error}{why}") from error


def _who_made_it_unknown(sql: str, schema: Schema) -> str:
    """Return where the history lost track of what *sql* asks about, as far as it did."""
    words = set(re.findall(r"\w+", sql.lower()))
    names = sorted(schema.opaque, key=lambda name: (name.name.lower() not in words, str(name)))
    for name in names:
        unread = schema.opaque_by(name)
        if unread is not None:
            return f'; at {unread.origin} "{name}" became one of these: {unread.reason}'
    return f"; at {schema.unread.origin} any may have: {schema.unread.reason}" if schema.unread else ""


def _answer(
    sql: str,
    parameters: Mapping[str, Any] | Sequence[Any] | None,
    schema: Schema,
    dialect: Dialect,
    database: str | None,
) -> Answer | None:
    try:
        divided = split(sql, dialect.facts.quoting)
        text = "".join(
            p.text if p.kind != "comment" else " " for p in pieces(divided[0], dialect.facts.quoting)
        ).strip()
    except (UnclosedQuote, IndexError):
        return None
    if len(divided) > 1 or not text:
        return None
    from sqlgen.catalogue.parameters import in_text, put_in, stand_ins
    from sqlgen.catalogue.statements import as_select

    word = re.match(r"\(|\w*", text)
    first = word[0].upper() if word else ""
    assumed = ""
    if first not in _SELECTS:
        filled, values = stand_ins(text, parameters, dialect.facts.quoting)
        asked = as_select(in_text(filled, values), dialect, database)
        if asked is None:
            return None
        (text, assumed), values = asked, []
    else:
        text, values = stand_ins(text, parameters, dialect.facts.quoting)
    query = _parsed(text, dialect)
    if query is None:
        return None
    made = _evaluated(text, put_in(query, values), schema, dialect, database)
    return replace(made, assumptions=(*made.assumptions, assumed)) if made is not None and assumed else made


def _parsed(text: str, dialect: Dialect) -> Node | None:
    import sqlglot
    from sqlglot import exp

    with sqlglot_quiet():
        try:
            parsed = sqlglot.parse(text, dialect=dialect.facts.sqlglot or None)
        except (sqlglot.ParseError, sqlglot.TokenError) as error:
            if _speaks_of_catalogue(text, dialect):
                raise Unanswerable(f"it does not parse: {str(error).splitlines()[0]}") from error
            return None
    if len(parsed) != 1 or not isinstance(parsed[0], exp.Query):
        return None
    if parsed[0].find(exp.Insert, exp.Update, exp.Delete, exp.Into):
        return None
    return parsed[0]


def _speaks_of_catalogue(text: str, dialect: Dialect) -> bool:
    from sqlgen.catalogue.views import definitions

    facts = dialect.facts.catalogue
    names = {
        full.partition(".")[2] for full in definitions(dialect) if full.partition(".")[0] in facts.search_path
    }
    words = set(re.findall(r"[\w$]+", text.lower()))
    return bool(words & {*names, *(schema.lower() for schema in facts.system_schemas)})


def _evaluated(
    text: str, query: Node, schema: Schema, dialect: Dialect, database: str | None
) -> Answer | None:
    from sqlglot import exp

    from sqlgen.catalogue.rewrite import Rewriter
    from sqlgen.catalogue.scopes import is_system

    common = {each.alias.lower() for each in query.find_all(exp.CTE)}
    tables = [t for t in query.find_all(exp.Table) if t.db or t.name.lower() not in common]
    functions = dialect.facts.catalogue.table_functions
    own = [t for t in tables if is_system(t, dialect) or str(t.this.this).lower() in functions]
    nothing = dialect.facts.transpile.select_needs_from
    others = [t for t in tables if not any(t is each for each in own) and t.name.upper() != nothing]
    others = [t for t in others if nothing or t.name]
    if others and not own:
        return None
    if others:
        raise Unanswerable(f"it also reads {others[0].name}, which is no relation of the catalogue")
    if not own and not _is_plain(query, dialect):
        return None
    if own:
        _refuse_loose_limits(query)
    texts = [literal.name for literal in query.find_all(exp.Literal) if literal.is_string]
    texts += [each.name for each in query.find_all(exp.Identifier) if each.args.get("quoted")]
    exact = schema.complete and not len(schema.opaque)
    rewriter = Rewriter(dialect, exact_names=exact)
    original = query.copy()
    limit = _outer_limit(query)
    columns = rewriter.query(query, None)
    query = rewriter.named(query, columns)
    rows = _rows(query, schema, dialect, database, texts, rewriter.views)
    if limit is not None and len(rows) > limit:
        if len(set(rows)) > 1:
            raise Unanswerable("LIMIT without ORDER BY: which rows the server would give is open")
        rows = rows[:limit]
    from sqlgen.catalogue.database import checked, refused
    from sqlgen.catalogue.headings import headings
    from sqlgen.catalogue.rewrite import python_value
    from sqlgen.raw_sql.projections import projections_as_written

    names = headings(original, columns, projections_as_written(text, dialect), dialect)
    kinds = [column.kind for column in columns]
    stars = [bool(each.unalias().meta.get("withheld")) for each in query.selects]
    made = tuple(
        tuple(
            python_value(
                checked(value, text, withheld=star), kind, dialect, partial(refused, sql=text, withheld=star)
            )
            for value, kind, star in zip(row, kinds, stars, strict=True)
        )
        for row in rows
    )
    return Answer(names, made, tuple(_assumptions(original, own, schema, dialect)))


def _is_plain(query: Node, dialect: Dialect) -> bool:
    """Tell whether a query of no relation asks nothing but what is known. Raises: Unanswerable."""
    from sqlglot import exp

    from sqlgen.catalogue.scopes import NAMES, called

    facts = dialect.facts.catalogue
    of_catalogue = False
    strange = False
    for node in query.walk():
        if isinstance(node, exp.Literal) and not node.is_string and not node.name.isdigit():
            strange = True
        is_function = type(node) in NAMES or isinstance(
            node, (exp.Anonymous, exp.SessionParameter, exp.Parameter)
        )
        if isinstance(node, exp.Column):
            is_function = True
        if not is_function:
            strange = strange or (isinstance(node, exp.Func) and not isinstance(node, _HARMLESS()))
            strange = strange or isinstance(node, (exp.Add, exp.Div, exp.Mul, exp.Sub, exp.Window))
            continue
        name, _ = called(node)
        if name in facts.server_only.split():
            raise Unanswerable(f"the server alone knows {name}")
        of_catalogue = of_catalogue or name in facts.functions
        strange = strange or name not in facts.functions
    for node in query.find_all(exp.Cast):
        target = node.args["to"].sql(dialect=dialect.facts.sqlglot).lower()
        of_catalogue = of_catalogue or facts.casts.get(target) in ("relation", "schema", "type")
    if strange and of_catalogue:
        raise Unanswerable("a function in it is not one that can be answered for")
    return not strange


def _HARMLESS() -> tuple[type[Any], ...]:  # noqa: N802
    from sqlglot import exp

    return (
        exp.And,
        exp.Or,
        exp.Case,
        exp.If,
        exp.Coalesce,
        exp.Cast,
        exp.Exists,
        exp.Lower,
        exp.Upper,
        exp.Nullif,
    )


def _outer_limit(query: Node) -> int | None:
    """Take a LIMIT without ORDER BY off the query, and return it."""
    limit = query.args.get("limit")
    if limit is None:
        return None
    count = limit.args.get("expression") or limit.args.get("count")
    if query.args.get("order") is not None:
        return None
    query.set("limit", None)
    return int(count.name)


def _refuse_loose_limits(query: Node) -> None:
    from sqlglot import exp

    for limit in query.find_all(exp.Limit, exp.Fetch):
        select = limit.parent
        count = limit.args.get("expression") or limit.args.get("count")
        if not isinstance(count, exp.Literal):
            raise Unanswerable("a LIMIT that is no number")
        if select is query or (select is not None and select.args.get("order")):
            continue
        inside = select.parent if select is not None else None
        if isinstance(inside, (exp.Exists, exp.Subquery)) and not isinstance(
            inside.parent, (exp.From, exp.Join)
        ):
            continue
        raise Unanswerable("LIMIT without ORDER BY in a subquery")


def _rows(
    query: Node,
    schema: Schema,
    dialect: Dialect,
    database: str | None,
    texts: Sequence[str],
    views: Sequence[str],
) -> list[tuple[Any, ...]]:
    from sqlgen.catalogue.database import open_database
    from sqlgen.catalogue.scopes import schemas_named

    connection, functions = open_database(schema, dialect, database, texts, schemas_named(query), views)
    try:
        return connection.execute(query.sql(dialect="sqlite")).fetchall()
    except sqlite3.Error as error:
        if isinstance(functions.failure, Unanswerable):
            raise functions.failure from error
        raise Unanswerable(f"it cannot be evaluated: {functions.failure or error}") from error
    finally:
        connection.close()


def _assumptions(query: Node, own: Sequence[exp.Table], schema: Schema, dialect: Dialect) -> Iterator[str]:
    """Say what an answer rests on besides the schema."""
    from sqlglot import exp

    from sqlgen.catalogue.primitives import version_text
    from sqlgen.catalogue.scopes import called

    facts = dialect.facts.catalogue
    asked = {called(node)[0] for node in query.find_all(exp.Anonymous, exp.SessionParameter, exp.Parameter)}
    asked |= {"version"} if query.find(exp.CurrentVersion) else set()
    if any(facts.functions.get(name) in ("version", "setting") for name in asked):
        yield f"the server says of its version: {version_text(dialect)}"
    relations = {table.name.lower() for table in query.find_all(exp.Table)}
    if "pg_extension" in relations or "pg_available_extensions" in relations:
        yield "extensions that no revision creates are not there"
