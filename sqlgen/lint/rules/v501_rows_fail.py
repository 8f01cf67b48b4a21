"""V501: rows that are there may break the new rule."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lint.actions import Action
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.lint.words import words_of
from sqlgen.report.finding import Severity
from sqlgen.schema import Check, PrimaryKey, Table, Unique


@rule("V501", "rows that are there may break the new rule", Severity.INFO)
def rows_fail(script: Judged) -> Iterator[Hit]:
    """UNIQUE finds duplicates, NOT NULL a NULL, CHECK a row that breaks it: the script ends there, maybe
    after hours. The finding has the query that tells before.

    Exempt: a unique key whose columns hold another one, so that there are no duplicates; columns that the
    script has added; tables that are new or known to be empty.
    """
    for action in script.actions:
        query = _query(action, script.dialect)
        if query is None or script.is_exempt(action.table, action):
            continue
        table = action.table_before
        columns = _columns(action)
        if columns and all(script.is_added(action.table, column, action) for column in columns):
            continue
        if action.kind not in NULLS and table is not None and _holds_a_key(table, columns):
            continue
        yield Hit(
            action,
            f"{words_of(action.kind)} on {action.place} fails on rows that break it",
            f"Before: {query}",
        )


NULLS = ("set_not_null", "set_not_null_prechecked", "add_check", "add_check_not_valid")


def _columns(action: Action) -> tuple[str, ...]:
    match action.operation:
        case o.CreateIndex(index=index):
            return index.columns
        case o.AddConstraint(constraint=constraint):
            return constraint.columns
    return (action.column,) if action.column is not None else ()


def _query(action: Action, dialect: Dialect) -> str | None:
    """Return the query that shows the rows at fault, or None where there is none."""
    if action.table is None:
        return None
    quote = dialect.sqlalchemy.identifier_preparer.quote
    table = ".".join(quote(part) for part in (action.table.schema, action.table.name) if part)
    match action.kind, action.operation:
        case "set_not_null", _ if action.column is not None:
            return f"SELECT count(*) FROM {table} WHERE {quote(action.column)} IS NULL"
        case "add_check", o.AddConstraint(constraint=Check(sql=sql)):
            return f"SELECT count(*) FROM {table} WHERE NOT ({sql})"
        case "add_unique" | "add_pk", o.AddConstraint(constraint=constraint):
            names = ", ".join(quote(column) for column in constraint.columns)
        case "create_unique_index" | "create_index_online", o.CreateIndex(index=index) if index.unique:
            if len(index.columns) != len(index.parts) or any("where" in key for key, _ in index.options):
                return None
            names = ", ".join(quote(column) for column in index.columns)
        case _:
            return None
    return f"SELECT {names}, count(*) FROM {table} GROUP BY {names} HAVING count(*) > 1"


def _holds_a_key(table: Table, columns: tuple[str, ...]) -> bool:
    keys = [c.columns for c in table.constraints if isinstance(c, PrimaryKey | Unique)]
    keys += [
        i.columns for i in table.indexes if i.unique and len(i.columns) == len(i.parts) and not i.options
    ]
    return any(key and set(key) <= set(columns) for key in keys)
