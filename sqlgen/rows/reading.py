"""Texts of SQL into sqlglot's trees, and the tables that a tree speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError

from sqlgen.dialect import Dialect
from sqlgen.expressions import speaks_of
from sqlgen.raw_sql.quiet import sqlglot_quiet
from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.scope import is_nothing, table_called
from sqlgen.rows.state import State
from sqlgen.schema import ObjectName

WRITES = (exp.Insert, exp.Update, exp.Delete, exp.Merge)
QUERIES = (exp.Select, exp.Union, exp.Except, exp.Intersect, exp.Subquery)
_SEQUENCE = re.compile(r"\b(setval|nextval|currval|next\s+value\s+for|\w+\.nextval)\b", re.I)


def parsed_statement(sql: str, dialect: Dialect) -> Any:
    """Return the one statement of *sql*. Raises: NotEvaluable."""
    try:
        with sqlglot_quiet():
            trees = sqlglot.parse(sql, read=dialect.facts.sqlglot, error_level=ErrorLevel.RAISE)
    except (SqlglotError, RecursionError) as error:
        details = getattr(error, "errors", None)
        reason = details[0].get("description") if details else str(error)
        raise NotEvaluable(f"it is not understood: {' '.join(str(reason).split())[:120]}") from error
    found = [tree for tree in trees if tree is not None and not isinstance(tree, exp.Semicolon)]
    if len(found) != 1:
        raise NotEvaluable("it is not one statement")
    tree: Any = found[0]
    if isinstance(tree, exp.Command) or tree.find(exp.Command) is not None:
        raise NotEvaluable("it is not understood")
    return tree


def tables_read(tree: Any, state: State, dialect: Dialect) -> tuple[ObjectName, ...]:
    """Return the tables that *tree* reads, each once, in the order of the text; WITH parts are none."""
    parts = {part.alias.lower() for part in tree.find_all(exp.CTE)}
    found: dict[ObjectName, None] = {}
    for table in tree.find_all(exp.Table, bfs=False):
        is_part = table.name.lower() in parts and not table.args.get("db")
        if not is_part and isinstance(table.this, exp.Identifier) and not is_nothing(table, dialect):
            found[table_called(table, state, dialect)] = None
    return tuple(found)


def tables_written(tree: Any, state: State, dialect: Dialect) -> tuple[ObjectName, ...]:
    """Return the tables that *tree* or a part of it writes."""
    found: dict[ObjectName, None] = {}
    for write in tree.find_all(*WRITES):
        target = write.this
        while isinstance(target, (exp.Schema, exp.Alias)):
            target = target.this
        targets = [target, *(write.args.get("tables") or ())]
        # A multi-table UPDATE may set columns of any table that it joins.
        # The branches of a MERGE have no table of their own.
        targets += [join.this for join in (target.args.get("joins") or ())] if target is not None else []
        for table in targets:
            if isinstance(table, exp.Table) and isinstance(table.this, exp.Identifier):
                found[table_called(table, state, dialect)] = None
    return tuple(found)


def called(tree: Any) -> Iterator[str]:
    """Yield the names of the functions in *tree* that sqlglot does not know."""
    for node in tree.find_all(exp.Anonymous):
        yield node.name.lower()


def mentioned(text: str, state: State) -> list[ObjectName]:
    """Return the known tables whose name stands anywhere in *text*, also within strings."""
    unquoted = text.replace("'", " ")
    return [name for name in state.known if speaks_of(unquoted, name.name)]


def touches_sequences(text: str) -> bool:
    """Tell whether *text* takes or sets the number of a sequence."""
    return _SEQUENCE.search(text) is not None
