"""Make a new table, copy, swap: how an engine without ALTER TABLE changes a table.

The twelve steps of https://www.sqlite.org/lang_altertable.html#otheralter, from the schema that the
replay knows: indexes and triggers come back, what views and other tables' foreign keys say stays true.
Foreign key enforcement is switched off by the script's frame, since a transaction cannot do it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlgen import operations as o
from sqlgen.dialect import Dialect
from sqlgen.lowering.fragments import (
    create_table_sql,
    literal,
    quote,
    statement,
    table_name,
)
from sqlgen.lowering.known import table_needed
from sqlgen.operations import Change, Operation
from sqlgen.sa_bridge import to_table
from sqlgen.schema import ObjectName, Table
from sqlgen.statement import Kind, Statement

PREFIX = "sqlgen_new_"


def rebuild(
    change: Change,
    name: ObjectName,
    dialect: Dialect,
    description: str,
    *,
    operations: Iterable[Operation] | None = None,
    after: Table | None = None,
) -> list[Statement]:
    """Return the statements that make table *name* what it is after *change*.

    *operations*: the parts of a batch, where *change* is one. *after*: the wanted table, where it is not
    simply the one of ``change.after``. Raises: UnknownShape: the table's shape is not known.
    """
    from sqlgen.lowering.indexes import index_sql

    old = table_needed(change, name, "the table must be made anew")
    new = after if after is not None else change.after.table(name)
    if new is None:
        new = old
    temporary = ObjectName(PREFIX + name.name, name.schema)
    sources = _sources(old, new, [change.operation] if operations is None else list(operations))

    def made(sql: str, what: str, kind: Kind = Kind.DDL) -> Statement:
        return statement(change, sql, what, kind=kind, rebuilds=True)

    steps = [made(_create(new, temporary, dialect), f"{description}: make {name} anew")]
    copied = [(target, source) for target, source in sources.items() if source is not None]
    if copied:
        copy = dialect.spell(
            "copy_rows",
            new_table=table_name(temporary, dialect),
            table=table_name(name, dialect),
            columns=[quote(target, dialect) for target, _ in copied],
            sources=[quote(source, dialect) for _, source in copied],
        )
        steps.append(made(copy, f"copy the rows of {name}", Kind.DML))
    if _numbers_rows(old) and _numbers_rows(new):
        for template in ("forget_sequence", "keep_sequence"):
            sql = dialect.spell(
                template,
                table_literal=literal(name.name, dialect),
                new_table_literal=literal(temporary.name, dialect),
            )
            steps.append(made(sql, f"keep the next number of {name}", Kind.DML))
    steps.append(
        made(
            dialect.spell("drop_table", table=table_name(name, dialect), if_exists=False),
            f"drop the old {name}",
        )
    )
    steps.append(
        made(
            dialect.spell(
                "rename_table",
                table=table_name(temporary, dialect),
                new_name=quote(name.name, dialect),
                new_table=table_name(name, dialect),
                table_quoted_literal="",
                new_name_literal="",
            ),
            f"put the new {name} in its place",
        )
    )
    for index in new.indexes:
        steps.append(made(index_sql(name, index, dialect), f"create index {index.name} on {name}"))
    for trigger in change.after.triggers.values():
        if trigger.table == name:
            steps.append(
                statement(
                    change, trigger.sql, f"create trigger {trigger.name} again", block=True, rebuilds=True
                )
            )
    return steps


def _create(new: Table, temporary: ObjectName, dialect: Dialect) -> str:
    return create_table_sql(to_table(new, name=temporary), dialect)


def _numbers_rows(table: Table) -> bool:
    """Tell whether the table keeps its last number when rows go (AUTOINCREMENT)."""
    return any(key.endswith("_autoincrement") and value for key, value in table.options)


def _sources(old: Table, new: Table, operations: list[Operation]) -> dict[str, str | None]:
    """Return for each column of the new table the old column that fills it, or None."""
    origin: dict[str, str | None] = {column.name: column.name for column in old.columns}
    for operation in operations:
        if isinstance(operation, o.AlterColumn) and operation.new_name is not o.KEEP:
            origin[operation.new_name] = origin.pop(operation.column, None)
        elif isinstance(operation, o.AddColumn):
            origin.setdefault(operation.column.name, None)
        elif isinstance(operation, o.DropColumn):
            origin.pop(operation.column, None)
    return {column.name: origin.get(column.name) for column in new.columns if column.computed is None}
