"""CREATE and DROP INDEX."""

from __future__ import annotations

import sqlalchemy as sa

from sqlgen import operations as o
from sqlgen.apply import table_of_index
from sqlgen.dialect import Dialect
from sqlgen.lowering.errors import NotKnownHere
from sqlgen.lowering.existence import conditional, is_native
from sqlgen.lowering.fragments import index_name, option, quote, statement, table_name
from sqlgen.lowering.known import known_table
from sqlgen.operations import Change
from sqlgen.rendering import ddl_sql
from sqlgen.sa_bridge import to_index, to_table
from sqlgen.schema import Index, ObjectName, Table
from sqlgen.statement import Statement


def create_index(change: Change, op: o.CreateIndex, dialect: Dialect) -> list[Statement]:
    """CREATE INDEX."""
    return create_index_statement(change, op.table, op.index, dialect, if_not_exists=op.if_not_exists)


def create_index_statement(
    change: Change, table: ObjectName, index: Index, dialect: Dialect, *, if_not_exists: bool = False
) -> list[Statement]:
    """Return the CREATE INDEX of *index*, or nothing where a conditional one is known to be there."""
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


def index_sql(table: ObjectName, index: Index, dialect: Dialect, *, if_not_exists: bool = False) -> str:
    """Return CREATE INDEX: as the script wrote it, or spelled from its parts."""
    if index.definition is not None:
        return index.definition
    construct = index.construct
    if construct is None:
        columns = tuple(part.column for part in index.parts if part.column is not None)
        construct = to_index(index, to_table(_bare(table, columns)))
    sql = ddl_sql(sa.schema.CreateIndex(construct, if_not_exists=if_not_exists), dialect)
    return " ".join(sql.split("\n\t"))


def _bare(name: ObjectName, columns: tuple[str, ...]) -> Table:
    from sqlgen.schema import Column, Type

    return Table(name, tuple(Column(c, Type("INTEGER", sa.types.NULLTYPE)) for c in columns))


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
    sql: str | None = dialect.spell(
        "drop_index",
        index=index_name(op.name, table.schema if table is not None else op.schema, dialect),
        index_alone=quote(op.name, dialect),
        table=table_name(table, dialect) if table is not None else "",
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
