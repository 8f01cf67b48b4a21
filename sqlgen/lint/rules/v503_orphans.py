"""V503: rows that are there may point nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lint.judged import Judged
from sqlgen.lint.rule import Hit, rule
from sqlgen.report.finding import Severity
from sqlgen.schema import ForeignKey, ObjectName


@rule("V503", "rows that are there may point nowhere", Severity.INFO)
def orphans(script: Judged) -> Iterator[Hit]:
    """The foreign key fails on a row whose parent is not there, or, where it is not checked, keeps that row
    for ever. The finding has the query that tells before.

    Exempt: columns that the script has added; tables that are new or known to be empty.
    """
    for action in script.actions:
        op = action.operation
        if not action.kind.startswith("add_fk") or not isinstance(op, o.AddConstraint):
            continue
        key = op.constraint
        if not isinstance(key, ForeignKey) or script.is_exempt(op.table, action):
            continue
        if all(script.is_added(op.table, column, action) for column in key.columns):
            continue
        parent = action.before.table(key.referred)
        primary = parent.primary_key.columns if parent is not None and parent.primary_key is not None else ()
        referred = key.referred_columns or primary
        query = _query(op.table, key, referred, script.dialect) if len(referred) == len(key.columns) else None
        unchecked = action.kind != "add_fk" or script.said_before("unchecked_keys", action)
        stays = "stay, unnoticed" if unchecked else "make it fail"
        yield Hit(
            action,
            f"rows of {op.table} that point to no row of {key.referred} {stays}",
            f"Before: {query}" if query is not None else None,
        )


def _query(table: ObjectName, key: ForeignKey, referred: tuple[str, ...], dialect: Dialect) -> str:
    quote = dialect.sqlalchemy.identifier_preparer.quote

    def named(name: ObjectName) -> str:
        return ".".join(quote(part) for part in (name.schema, name.name) if part)

    pairs = zip(key.columns, referred, strict=True)
    joined = " AND ".join(f"p.{quote(there)} = c.{quote(here)}" for here, there in pairs)
    given = " AND ".join(f"c.{quote(column)} IS NOT NULL" for column in key.columns)
    missing = f"NOT EXISTS (SELECT 1 FROM {named(key.referred)} p WHERE {joined})"
    return f"SELECT count(*) FROM {named(table)} c WHERE {given} AND {missing}"
