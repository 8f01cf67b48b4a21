"""ALTER COLUMN: one strategy for each way in which engines change a column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlgen import operations as o
from sqlgen.apply import altered_column
from sqlgen.dialect import Dialect
from sqlgen.lowering.comments import column_comment_statements
from sqlgen.lowering.constraints import add_constraint_statement
from sqlgen.lowering.errors import NotKnownHere, UnknownShape, UnsupportedOperation
from sqlgen.lowering.fragments import (
    default_sql,
    identity_options,
    literal,
    quote,
    quoted_literal,
    statement,
    table_name,
)
from sqlgen.lowering.known import known_column, known_table
from sqlgen.lowering.rebuild import rebuild
from sqlgen.operations import Change
from sqlgen.schema import Column, Computed, Default, Identity
from sqlgen.statement import Statement


def alter_column(change: Change, op: o.AlterColumn, dialect: Dialect) -> list[Statement]:
    """Change what *op* says of a column, and nothing else."""
    column = known_column(change, op.table, op.column)
    if isinstance(op.default, Computed) or (
        op.default is None and column is not None and column.computed is not None
    ):
        raise UnsupportedOperation(
            "turn a column into a generated one or back",
            dialect,
            op.origin,
            "dropping the column and adding it anew",
        )
    strategy = _STRATEGIES[dialect.facts.strategy.alter_column]
    before = _drop_checks(change, op, dialect) if strategy is not _rebuild_table else []
    statements = strategy(change, op, column, dialect)
    after: list[Statement] = []
    if strategy is not _rebuild_table:
        for check in op.checks_to_add:
            after += add_constraint_statement(change, op.table, check, dialect)
    return [*before, *statements, *after]


def _drop_checks(change: Change, op: o.AlterColumn, dialect: Dialect) -> list[Statement]:
    known = known_table(change, op.table)
    statements = []
    for name in op.checks_to_drop:
        if known is not None and known.constraint(name) is None:
            continue
        sql = dialect.spell(
            "drop_constraint",
            table=table_name(op.table, dialect),
            name=quote(name, dialect),
            kind="check",
            if_exists=False,
        )
        statements.append(statement(change, sql, f"drop check {name} of {op.table}"))
    return statements


def _what(op: o.AlterColumn) -> str:
    return f"{op.table}.{op.column}"


def _rename(change: Change, op: o.AlterColumn, dialect: Dialect) -> list[Statement]:
    if op.new_name is o.KEEP:
        return []
    sql = dialect.spell(
        "rename_column",
        table=table_name(op.table, dialect),
        column=quote(op.column, dialect),
        new_name=quote(op.new_name, dialect),
        column_quoted_literal=quoted_literal(op.table, dialect, op.column),
        new_name_literal=literal(op.new_name, dialect),
    )
    return [statement(change, sql, f"rename column {_what(op)} to {op.new_name}")]


def _comment(change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect) -> list[Statement]:
    if op.comment is o.KEEP:
        return []
    said = op.existing.comment if op.existing.comment is not o.KEEP else None
    existing = column.comment if column is not None else said
    if existing == op.comment and column is not None:
        existing = None if op.comment is not None else ""
    return column_comment_statements(
        change, op.table, op.column, existing, op.comment, dialect, certain=column is not None
    )


def _type_change(op: o.AlterColumn, column: Column | None) -> str:
    assert op.type is not o.KEEP
    old = column.type.sql if column is not None else "?"
    return f"{_what(op)}: {old} -> {op.type.sql}"


# --- one statement a property ---------------------------------------------------------------------


def _per_property(
    change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect
) -> list[Statement]:
    names = {"table": table_name(op.table, dialect), "column": quote(op.column, dialect)}
    statements = []
    if op.type is not o.KEEP:
        sql = dialect.spell("alter_column_type", **names, type=op.type.sql, using=op.using or "")
        statements.append(statement(change, sql, _type_change(op, column)))
    if op.nullable is not o.KEEP:
        sql = dialect.spell("alter_column_nullable", **names, nullable=op.nullable)
        claim = "may be NULL" if op.nullable else "must not be NULL"
        statements.append(statement(change, sql, f"{_what(op)} {claim}"))
    if op.default is not o.KEEP:
        statements += _default(change, op, column, dialect)
    statements += _comment(change, op, column, dialect)
    return [*statements, *_rename(change, op, dialect)]


def _default(change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect) -> list[Statement]:
    names = {"table": table_name(op.table, dialect), "column": quote(op.column, dialect)}
    had = column.identity if column is not None else op.existing.default
    if isinstance(op.default, Identity) or (op.default is None and isinstance(had, Identity)):
        return _identity(change, op, had if isinstance(had, Identity) else None, dialect)
    if op.default is None:
        sql = dialect.spell("drop_default", **names)
        return [statement(change, sql, f"{_what(op)} loses its default")]
    assert isinstance(op.default, Default)
    sql = dialect.spell("set_default", **names, default=op.default.sql)
    return [statement(change, sql, f"{_what(op)} defaults to {op.default.sql}")]


def _identity(change: Change, op: o.AlterColumn, had: Identity | None, dialect: Dialect) -> list[Statement]:
    if not dialect.facts.ddl.identity:
        raise UnsupportedOperation("change identity columns", dialect, op.origin, "a new column")
    names = {"table": table_name(op.table, dialect), "column": quote(op.column, dialect)}
    if op.default is None:
        return [statement(change, dialect.spell("drop_identity", **names), f"{_what(op)}: identity dropped")]
    assert isinstance(op.default, Identity)
    kind = "ALWAYS" if op.default.always else "BY DEFAULT"
    options = identity_options(op.default, dialect)
    if had is None:
        sql = dialect.spell("add_identity", **names, kind=kind, options=options)
        return [statement(change, sql, f"{_what(op)} becomes an identity column")]
    changed = [
        text
        for field, text in _identity_parts(op.default, dialect)
        if getattr(had, field) != getattr(op.default, field)
    ]
    if had.always != op.default.always:
        changed.insert(0, f"GENERATED {kind}")
    if not changed:
        return []
    sql = dialect.spell("set_identity", **names, changes=changed, kind=kind, options=options)
    return [statement(change, sql, f"{_what(op)}: identity changed")]


def _identity_parts(identity: Identity, dialect: Dialect) -> list[tuple[str, str]]:
    """Return each option that can be set, with its spelling alone."""
    parts = []
    for field in ("start", "increment", "minvalue", "maxvalue", "cycle", "cache"):
        value = getattr(identity, field)
        if value is not None:
            alone = Identity(**{field: value})
            parts.append((field, identity_options(alone, dialect)))
    return parts


# --- the whole definition again -------------------------------------------------------------------


def _full_definition(
    change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect
) -> list[Statement]:
    """MODIFY and CHANGE replace the definition: what they leave out is lost, so nothing is left out.

    https://dev.mysql.com/doc/refman/8.0/en/alter-table.html#alter-table-redefine-column
    """
    renamed = op.new_name is not o.KEEP
    only_default = op.default is not o.KEEP and all(
        value is o.KEEP for value in (op.nullable, op.type, op.comment, op.autoincrement)
    )
    names = {"table": table_name(op.table, dialect), "column": quote(op.column, dialect)}
    if only_default and not renamed and _plain_default(op):
        if op.default is None:
            return [
                statement(change, dialect.spell("drop_default", **names), f"{_what(op)} loses its default")
            ]
        assert isinstance(op.default, Default)
        sql = dialect.spell("set_default", **names, default=op.default.sql)
        return [statement(change, sql, f"{_what(op)} defaults to {op.default.sql}")]
    only_rename = (
        renamed
        and op.default is o.KEEP
        and all(value is o.KEEP for value in (op.nullable, op.type, op.comment, op.autoincrement))
    )
    if only_rename and dialect.has_template("rename_column"):
        return _rename(change, op, dialect)
    if (
        all(v is o.KEEP for v in (op.nullable, op.type, op.comment, op.autoincrement, op.default))
        and not renamed
    ):
        return []
    if isinstance(op.default, Identity):
        raise UnsupportedOperation("change identity columns", dialect, op.origin, "AUTO_INCREMENT")
    whole = _whole_column(change, op, column)
    _default_must_fit(op, column, whole, dialect)
    values = {
        "type": whole.type.sql,
        "nullable": whole.nullable,
        "autoincrement": whole.autoincrement,
        "default": default_sql(whole, dialect) or "",
        "on_update": whole.on_update or "",
        "comment": literal(whole.comment, dialect) if whole.comment is not None else "",
        "generated": whole.computed.sql if whole.computed is not None else "",
        "stored": bool(whole.computed is not None and whole.computed.persisted),
    }
    template = "change_column" if renamed else "modify_column"
    sql = dialect.spell(template, **names, new_name=quote(whole.name, dialect), **values)
    if op.type is not o.KEEP:
        description = _type_change(op, column)
    elif renamed:
        description = f"rename column {_what(op)} to {whole.name}"
    else:
        description = f"alter column {_what(op)}"
    return [statement(change, sql, description)]


def _plain_default(op: o.AlterColumn) -> bool:
    """Tell whether ALTER COLUMN ... SET DEFAULT takes the default: a literal, or none at all."""
    from sqlgen.lowering.columns import is_constant

    return op.default is None or (isinstance(op.default, Default) and is_constant(op.default))


def _whole_column(change: Change, op: o.AlterColumn, column: Column | None) -> Column:
    """Return the column after *op*: from the schema, else from what the script says of it.

    Raises: UnknownShape: the script says too little, and something might be lost.
    """
    if column is None:
        said = op.existing
        type_ = op.type if op.type is not o.KEEP else said.type
        nullable = op.nullable if op.nullable is not o.KEEP else said.nullable
        default = op.default if op.default is not o.KEEP else said.default
        comment = op.comment if op.comment is not o.KEEP else said.comment
        missing = [
            name
            for name, value in (
                ("type", type_),
                ("nullable", nullable),
                ("server_default", default),
                ("comment", comment),
            )
            if value is o.KEEP
        ]
        if missing:
            keywords = ", ".join(f"existing_{name}" for name in missing)
            raise UnknownShape(
                op.table,
                f'column "{op.column}" must be defined as a whole, and the script does not say {keywords}',
                op.origin,
                opaque=getattr(change.before.opaque.get(op.table), "reason", None),
            )
        assert type_ is not o.KEEP and nullable is not o.KEEP
        column = Column(
            op.column,
            type_,
            nullable,
            default if isinstance(default, Default) else None,
            comment if isinstance(comment, str) else None,
            autoincrement=said.autoincrement is True,
        )
    return altered_column(op, column)


def _default_must_fit(op: o.AlterColumn, column: Column | None, whole: Column, dialect: Dialect) -> None:
    """Refuse a NOT NULL with DEFAULT NULL, which no engine takes."""
    if not whole.nullable and whole.default is not None and whole.default.sql.upper() == "NULL":
        raise NotKnownHere(
            f'column "{op.table}.{op.column}" would be NOT NULL with DEFAULT NULL',
            where=op.origin,
            hint="Say server_default=None to drop the default.",
        )


# --- type and nullability together ----------------------------------------------------------------


def _type_and_nullability(
    change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect
) -> list[Statement]:
    """ALTER COLUMN says type and nullability together; defaults are constraints of their own.

    https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql
    """
    names = {"table": table_name(op.table, dialect), "column": quote(op.column, dialect)}
    literals = {
        "table_literal": literal(names["table"], dialect),
        "table_quoted_literal": quoted_literal(op.table, dialect),
        "column_literal": literal(op.column, dialect),
    }
    redefines = op.type is not o.KEEP or op.nullable is not o.KEEP
    has_default = column.default is not None if column is not None else _said_default(op)
    changes_default = op.default is not o.KEEP
    if isinstance(op.default, Identity):
        raise UnsupportedOperation("change identity columns", dialect, op.origin, "a new column")
    statements = []
    # A default hangs on the column's type: it goes before a change of type and comes back after it.
    restores = op.type is not o.KEEP and has_default and not changes_default and column is not None
    drops = restores or (changes_default and (has_default is not False))
    if drops:
        sql = dialect.spell("drop_default_of_column", **literals)
        statements.append(statement(change, sql, f"drop the default of {_what(op)}"))
    if redefines:
        type_, nullable = _type_and_null(op, column)
        sql = dialect.spell("alter_column_type", **names, type=type_, nullable=nullable)
        if op.type is not o.KEEP:
            description = _type_change(op, column)
        else:
            description = f"{_what(op)} {'may be NULL' if nullable else 'must not be NULL'}"
        statements.append(statement(change, sql, description))
    statements += _comment(change, op, column, dialect)
    new = op.default if isinstance(op.default, Default) else None
    if restores:
        assert column is not None
        new = column.default
    if new is not None:
        sql = dialect.spell("set_default", **names, default=new.sql)
        statements.append(statement(change, sql, f"{_what(op)} defaults to {new.sql}"))
    return [*statements, *_rename(change, op, dialect)]


def _said_default(op: o.AlterColumn) -> bool | None:
    """Return whether the script says that there is a default; None where it says nothing."""
    return None if op.existing.default is o.KEEP else op.existing.default is not None


def _type_and_null(op: o.AlterColumn, column: Column | None) -> tuple[str, bool]:
    type_ = op.type if op.type is not o.KEEP else (column.type if column is not None else op.existing.type)
    nullable = (
        op.nullable
        if op.nullable is not o.KEEP
        else (column.nullable if column is not None else op.existing.nullable)
    )
    if type_ is o.KEEP or nullable is o.KEEP:
        missing = "existing_type" if type_ is o.KEEP else "existing_nullable"
        raise UnknownShape(
            op.table,
            f'ALTER COLUMN "{op.column}" says type and nullability, and {missing} is not given',
            op.origin,
        )
    return type_.sql, nullable


# --- a new table ----------------------------------------------------------------------------------


def _rebuild_table(
    change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect
) -> list[Statement]:
    """Rename in place; all else makes a new table from the schema."""
    rest = replace(op, comment=o.KEEP, new_name=o.KEEP, existing=o.Existing(), options=())
    if rest == o.AlterColumn(op.origin, op.table, op.column):
        return _rename(change, op, dialect)
    return rebuild(change, op.table, dialect, f"alter column {_what(op)}")


_Strategy = Callable[[Change, o.AlterColumn, "Column | None", Dialect], list[Statement]]
_STRATEGIES: dict[str, _Strategy] = {
    "per_property": _per_property,
    "full_definition": _full_definition,
    "type_and_nullability": _type_and_nullability,
    "rebuild_table": _rebuild_table,
}
