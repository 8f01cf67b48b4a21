"""ALTER COLUMN where MODIFY and CHANGE say the whole definition again."""

from __future__ import annotations

from sqlgen import operations as o
from sqlgen.apply import altered_column
from sqlgen.dialect import Dialect
from sqlgen.lowering.abilities import check_column, check_default, check_name
from sqlgen.lowering.column_parts import drop_default, names, rename, set_default, type_change, what
from sqlgen.lowering.columns import is_constant
from sqlgen.lowering.errors import NotKnownHere, ShapeNeeded, UnsupportedOperation
from sqlgen.lowering.fragments import default_sql, literal, quote, statement
from sqlgen.operations import Change
from sqlgen.schema import Column, Default, Identity, Type
from sqlgen.spelling import Spelling
from sqlgen.statement import Statement

_DEFINITION = "type nullable autoincrement default on_update comment generated stored"
MODIFY_COLUMN = Spelling("modify_column", f"table column {_DEFINITION}")
CHANGE_COLUMN = Spelling("change_column", f"table column new_name {_DEFINITION}")


def full_definition(
    change: Change, op: o.AlterColumn, column: Column | None, dialect: Dialect
) -> list[Statement]:
    """MODIFY and CHANGE replace the definition: what they leave out is lost, so nothing is left out.

    https://dev.mysql.com/doc/refman/8.0/en/alter-table.html#alter-table-redefine-column
    """
    has_identity = column is not None and column.identity is not None
    if isinstance(op.default, Identity) or (op.default is None and has_identity):
        raise UnsupportedOperation("change identity columns", dialect, op.origin, "autoincrement=")
    renamed = op.new_name is not o.KEEP
    redefined = any(
        value is not o.KEEP for value in (op.nullable, op.type, op.comment, op.autoincrement, op.on_update)
    )
    if not redefined and not renamed:
        if op.default is o.KEEP:
            return []
        if op.default is None:
            return [drop_default(change, op, dialect)]
        assert isinstance(op.default, Default)
        check_default(op.default, change, dialect)
        if (default := _by_itself(op.default, dialect)) is not None:
            return [set_default(change, op, default, dialect)]
    only_rename = renamed and not redefined and op.default is o.KEEP
    if only_rename and not dialect.facts.ddl.unsupported.get("rename_column"):
        return rename(change, op, dialect)
    if renamed:
        assert op.new_name is not o.KEEP
        check_name(op.new_name, "column", change, dialect)
    whole = _whole_column(change, op, column)
    check_column(whole, change, dialect)
    _default_must_fit(op, whole)
    values = {
        **names(op, dialect),
        "type": whole.type.sql,
        "nullable": whole.nullable,
        "autoincrement": whole.autoincrement,
        "default": default_sql(whole, dialect) or "",
        "on_update": whole.on_update or "",
        "comment": literal(whole.comment, dialect) if whole.comment is not None else "",
        "generated": whole.computed.sql if whole.computed is not None else "",
        "stored": bool(whole.computed is not None and whole.computed.persisted),
    }
    if renamed:
        sql = CHANGE_COLUMN.spell(dialect, new_name=quote(whole.name, dialect), **values)
    else:
        sql = MODIFY_COLUMN.spell(dialect, **values)
    if op.type is not o.KEEP:
        description = type_change(op, column)
    elif renamed:
        description = f"rename column {what(op)} to {whole.name}"
    else:
        description = f"alter column {what(op)}"
    return [statement(change, sql, description)]


def _by_itself(default: Default, dialect: Dialect) -> Default | None:
    """Return the default as ALTER COLUMN ... SET DEFAULT takes it, None where it must be in the definition.

    That is a literal, or an expression in parentheses. CURRENT_TIMESTAMP, which has none in a definition,
    is something else in parentheses: https://dev.mysql.com/doc/refman/8.0/en/data-type-defaults.html
    """
    if is_constant(default):
        return default
    sql = default_sql(Column("c", Type(""), default=default), dialect) or ""
    return Default(sql) if sql.startswith("(") else None


def _whole_column(change: Change, op: o.AlterColumn, column: Column | None) -> Column:
    """Return the column after *op*: from the schema, else from what the script says of it.

    Of an unknown column type and nullability must be said. Where they are, what is not said is not there:
    autogenerate writes ``existing_server_default`` and ``existing_comment`` wherever there is one.
    Raises: ShapeNeeded: the script says too little, and something might be lost.
    """
    if column is None:
        said = op.existing
        type_ = op.type if op.type is not o.KEEP else said.type
        nullable = op.nullable if op.nullable is not o.KEEP else said.nullable
        missing = [name for name, value in (("type", type_), ("nullable", nullable)) if value is o.KEEP]
        if missing:
            keywords = ", ".join(f"existing_{name}" for name in missing)
            raise ShapeNeeded(
                op.table,
                f'column "{op.column}" must be defined as a whole, and the script does not say {keywords}',
                op.origin,
                unread=change.before.opaque_by(op.table),
            )
        assert type_ is not o.KEEP and nullable is not o.KEEP
        column = Column(
            op.column,
            type_,
            nullable,
            said.default if isinstance(said.default, Default) else None,
            said.comment if isinstance(said.comment, str) else None,
            autoincrement=said.autoincrement is True,
        )
    return altered_column(op, column)


def _default_must_fit(op: o.AlterColumn, whole: Column) -> None:
    """Refuse a NOT NULL with DEFAULT NULL, which no engine takes."""
    if not whole.nullable and whole.default is not None and whole.default.sql.upper() == "NULL":
        raise NotKnownHere(
            f'column "{op.table}.{op.column}" would be NOT NULL with DEFAULT NULL',
            where=op.origin,
            hint="Say server_default=None to drop the default.",
        )
