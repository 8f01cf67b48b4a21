"""CREATE and DROP INDEX."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import sqltypes

from sqlgen import operations as o
from sqlgen.apply import table_of_index
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import check_name
from sqlgen.lowering.errors import NotKnownHere, UnsupportedOperation
from sqlgen.lowering.existence import conditional, is_native
from sqlgen.lowering.fragments import index_name, option, quote, statement, table_name
from sqlgen.lowering.known import known_table
from sqlgen.lowering.table_lines import index_by_line
from sqlgen.operations import Change
from sqlgen.rendering import ddl_sql
from sqlgen.sa_bridge import to_index, to_table
from sqlgen.schema import Column, Index, IndexPart, ObjectName, Table, Type
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

DROP_INDEX = Spelling("drop_index", "index index_alone table if_exists concurrently")

_PLAIN_PART = re.compile(r'(?i)[\w$"`\[\] .-]+?(\s*\(\s*\d+\s*\))?(\s+(ASC|DESC))?')
_ORDER = re.compile(r"(?is)(.*?)(\s+(ASC|DESC))?")


def create_index(change: Change, op: o.CreateIndex, dialect: Dialect) -> list[Statement]:
    """CREATE INDEX."""
    return create_index_statement(change, op.table, op.index, dialect, if_not_exists=op.if_not_exists)


def create_index_statement(
    change: Change, table: ObjectName, index: Index, dialect: Dialect, *, if_not_exists: bool = False
) -> list[Statement]:
    """Return the CREATE INDEX of *index*, or nothing where a conditional one is known to be there."""
    check_name(index.name, "index", change, dialect)
    index = _possible(index, change, dialect)
    native = is_native("create_index", dialect)
    sql: str | None = index_sql(table, index, dialect, if_not_exists=if_not_exists and native)
    if if_not_exists and not native:
        assert sql is not None
        known = known_table(change, table)
        absent = None if known is None else all(i.name != index.name for i in known.indexes)
        sql = conditional(
            change, dialect, "create_index", sql, wanted=absent, table=table, name=index.name or ""
        )
    if sql is None:
        return []
    concurrently = bool(dict(index.options).get(f"{dialect.facts.sqlalchemy.name}_concurrently"))
    description = f"create {'unique ' if index.unique else ''}index {index.name} on {table}"
    return [statement(change, sql, description, transactional=not concurrently)]


def _possible(index: Index, change: Change, dialect: Dialect) -> Index:
    """Return *index* with its expressions as the engine takes them. Raises: UnsupportedOperation."""
    expressions = [p for p in index.parts if p.column is None and not _PLAIN_PART.fullmatch(p.sql)]
    if index.definition is not None or not expressions:
        return index
    nearest = dialect.facts.ddl.unsupported.get("create_expression_index")
    if nearest:
        raise UnsupportedOperation(
            f"index the expression {expressions[0].sql}", dialect, change.operation.origin, nearest
        )
    if dialect.facts.ddl.parenthesised_index_expressions:
        parts = tuple(_parenthesised(p) if p in expressions else p for p in index.parts)
        return index if parts == index.parts else replace(index, parts=parts, construct=None)
    return index


def _parenthesised(part: IndexPart) -> IndexPart:
    matched = _ORDER.fullmatch(part.sql.strip())
    assert matched is not None
    expression = matched.group(1)
    if expression.startswith("(") and expression.endswith(")"):
        return part
    return IndexPart(f"({expression}){matched.group(2) or ''}")


def index_sql(table: ObjectName, index: Index, dialect: Dialect, *, if_not_exists: bool = False) -> str:
    """Return CREATE INDEX: as the script wrote it, or spelled from its parts."""
    if index.definition is not None:
        return index.definition
    if index.construct is None and not if_not_exists:
        sql = index_by_line(
            table, index, lambda on, blank: _spelled(on, blank, dialect, if_not_exists=False), dialect
        )
        if sql is not None:
            return sql
    return _spelled(table, index, dialect, if_not_exists=if_not_exists)


def _spelled(table: ObjectName, index: Index, dialect: Dialect, *, if_not_exists: bool) -> str:
    construct = index.construct
    if construct is None:
        columns = tuple(part.column for part in index.parts if part.column is not None)
        construct = to_index(index, to_table(_bare(table, columns)))
    _add_included(construct)
    sql = ddl_sql(sa.schema.CreateIndex(construct, if_not_exists=if_not_exists), dialect)
    return " ".join(sql.split("\n\t"))


def _add_included(construct: Any) -> None:
    """Give the index's table the columns that INCLUDE names, which SQLAlchemy looks up there."""
    for key, value in construct.dialect_kwargs.items():
        if key.endswith("_include") and isinstance(value, (list, tuple)):
            for name in value:
                if isinstance(name, str) and name not in construct.table.c:
                    construct.table.append_column(sa.Column(name, sqltypes.NULLTYPE))


def _bare(name: ObjectName, columns: tuple[str, ...]) -> Table:
    return Table(name, tuple(Column(c, Type("INTEGER", sqltypes.NULLTYPE)) for c in columns))


def drop_index(change: Change, op: o.DropIndex, dialect: Dialect) -> list[Statement]:
    """DROP INDEX; where the engine wants the table and the script does not say it, the schema does."""
    table = op.table
    if table is None and dialect.facts.ddl.index_belongs_to_table:
        found = table_of_index(change.before, op.name, op.schema)
        if found is None:
            raise NotKnownHere(
                f'DROP INDEX of {dialect.title} names the table, and no known table has an index "{op.name}"',
                where=op.origin,
                hint=f'Say it: op.drop_index("{op.name}", table_name="...").',
            )
        table = found.name
    concurrently = bool(option(op, dialect, "concurrently"))
    native = is_native("drop_index", dialect)
    sql: str | None = drop_index_sql(
        op.name,
        table,
        dialect,
        schema=op.schema,
        if_exists=op.if_exists and native,
        concurrently=concurrently,
    )
    if op.if_exists and not native:
        assert sql is not None
        known = known_table(change, table) if table is not None else None
        wanted = None if known is None else any(i.name == op.name for i in known.indexes)
        where = table or ObjectName("", op.schema)
        sql = conditional(change, dialect, "drop_index", sql, wanted=wanted, table=where, name=op.name)
    if sql is None:
        return []
    return [statement(change, sql, f"drop index {op.name}", transactional=not concurrently)]


def drop_index_sql(
    name: str,
    table: ObjectName | None,
    dialect: Dialect,
    *,
    schema: str | None = None,
    if_exists: bool = False,
    concurrently: bool = False,
) -> str:
    """Return DROP INDEX. *schema* counts where no table is given."""
    return DROP_INDEX.spell(
        dialect,
        index=index_name(name, table.schema if table is not None else schema, dialect),
        index_alone=quote(name, dialect),
        table=table_name(table, dialect) if table is not None else "",
        if_exists=if_exists,
        concurrently=concurrently,
    )
