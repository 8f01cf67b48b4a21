"""The two pictures of a table: SQLAlchemy's constructs and our frozen values, both ways, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy import schema as sa_schema
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.elements import TextClause

from sqlgen import schema as s
from sqlgen.dialect import Dialect
from sqlgen.origin import Origin
from sqlgen.rendering import expression_sql, type_sql


class RawType(sa.types.UserDefinedType[Any]):
    """A column type of which only the spelling is known."""

    cache_ok = True

    def __init__(self, sql: str) -> None:
        self.sql = sql

    def get_col_spec(self, **_: Any) -> str:
        """Return the spelling."""
        return self.sql


# --- from SQLAlchemy ------------------------------------------------------------------------------


def type_of(type_: Any, dialect: Dialect) -> s.Type:
    """Return SQLAlchemy's *type_* as spelled for *dialect*. Raises: NotCompilable."""
    type_ = sqltypes.to_instance(type_)
    return s.Type(type_sql(type_, dialect), type_)


def default_of(server_default: Any, dialect: Dialect) -> s.Default:
    """Return a server default given as a string, an expression or a `DefaultClause`."""
    argument = getattr(server_default, "arg", server_default)
    return s.Default(expression_sql(argument, dialect), argument)


def identity_of(identity: sa.Identity) -> s.Identity:
    """Return SQLAlchemy's Identity as a value."""
    names = ("start", "increment", "minvalue", "maxvalue", "nominvalue", "nomaxvalue", "cycle", "cache")
    options = {name: getattr(identity, name, None) for name in names}
    on_null = (
        identity.dialect_options["oracle"].get("on_null") if hasattr(identity, "dialect_options") else None
    )
    return s.Identity(always=bool(identity.always), on_null=on_null, **options)


def computed_of(computed: sa.Computed, dialect: Dialect) -> s.Computed:
    """Return SQLAlchemy's Computed as a value."""
    return s.Computed(expression_sql(computed.sqltext, dialect), computed.persisted)


def column_of(column: sa.Column[Any], dialect: Dialect) -> s.Column:
    """Return *column* as a value; its ``server_onupdate`` is never part of DDL.

    Raises: NotCompilable: a type that the dialect lacks.
    """
    table = column.table if column.table is not None else None
    default = column.server_default
    identity = column.identity if dialect.facts.ddl.identity else None
    computed = column.computed
    if column.identity is not None and identity is None:
        # An engine without identity columns numbers this one in its own way, if it is the key.
        default = None
    numbered = (
        table is not None
        and table._autoincrement_column is column
        and identity is None
        and default is None
        and (column.default is None or (isinstance(column.default, sa.Sequence) and column.default.optional))
    )
    return s.Column(
        name=column.name,
        type=type_of(column.type, dialect),
        nullable=bool(column.nullable),
        default=default_of(default, dialect)
        if default is not None and identity is None and computed is None
        else None,
        comment=column.comment,
        autoincrement=numbered,
        identity=identity_of(identity) if identity is not None else None,
        computed=computed_of(computed, dialect) if computed is not None else None,
        options=_options(column),
    )


def constraint_name(constraint: Any, dialect: Dialect) -> str | None:
    """Return the name that the server will know the constraint by, naming conventions applied."""
    if constraint.name is None:
        return None
    try:
        return dialect.sqlalchemy.identifier_preparer.format_constraint(constraint, _alembic_quote=False)
    except exc.IdentifierError:
        # Too long; it is refused, with its line, where the statement is made.
        return str(constraint.name)


def constraint_of(constraint: Any, dialect: Dialect) -> s.Constraint:
    """Return *constraint* (attached to its table) as a value."""
    name = constraint_name(constraint, dialect)
    options = _options(constraint)
    if isinstance(constraint, sa_schema.PrimaryKeyConstraint):
        return s.PrimaryKey(tuple(c.name for c in constraint.columns), name, options)
    if isinstance(constraint, sa_schema.UniqueConstraint):
        columns = tuple(c.name for c in constraint.columns)
        return s.Unique(columns, name, constraint.deferrable, constraint.initially, options)
    if isinstance(constraint, sa_schema.ForeignKeyConstraint):
        return _foreign_key_of(constraint, name, options)
    if isinstance(constraint, sa_schema.CheckConstraint):
        columns = tuple(c.name for c in constraint.columns)
        return s.Check(expression_sql(constraint.sqltext, dialect), name, columns, options)
    return s.Exclude(str(constraint), name, tuple(c.name for c in constraint.columns), options, constraint)


def _foreign_key_of(
    constraint: sa.ForeignKeyConstraint, name: str | None, options: s.Options
) -> s.ForeignKey:
    referred = []
    target = s.ObjectName("")
    for element, local in zip(constraint.elements, constraint.column_keys, strict=False):
        schema, table, column = element._column_tokens
        target = s.ObjectName(table, schema)
        referred.append(column if column is not None else local)
    return s.ForeignKey(
        columns=tuple(c.name for c in constraint.columns),
        referred=target,
        referred_columns=tuple(referred),
        name=name,
        ondelete=constraint.ondelete,
        onupdate=constraint.onupdate,
        deferrable=constraint.deferrable,
        initially=constraint.initially,
        match=constraint.match,
        options=options,
    )


def index_of(index: sa.Index, dialect: Dialect) -> s.Index:
    """Return *index* (attached to its table) as a value."""
    parts = []
    for expression in index.expressions:
        if isinstance(expression, sa.Column):
            parts.append(s.IndexPart(expression.name, expression.name))
        else:
            parts.append(s.IndexPart(expression_sql(expression, dialect)))
    name = constraint_name(index, dialect)
    return s.Index(name, tuple(parts), bool(index.unique), _index_options(index, dialect), construct=index)


def _index_options(index: sa.Index, dialect: Dialect) -> s.Options:
    """Return the index's keywords, its WHERE as text, so that it can be read and its columns renamed."""
    own = f"{dialect.sqlalchemy.name}_where"
    return tuple(
        (key, expression_sql(value, dialect) if key == own and value is not None else value)
        for key, value in _options(index)
        if key == own or not key.endswith("_where")
    )


def rendered_constraints(table: sa.Table, dialect: Dialect) -> list[Any]:
    """Return the constraints of *table* that the dialect writes, in the order of CREATE TABLE.

    Leaves out empty primary keys and the CHECKs of Boolean and Enum where the type is native.
    """
    ddl = dialect.ddl_compiler
    constraints: list[Any] = [table.primary_key] if len(table.primary_key.columns) else []
    constraints += [c for c in table._sorted_constraints if c is not table.primary_key]
    return [c for c in constraints if c._create_rule is None or c._create_rule(ddl)]


def column_checks(column: sa.Column[Any], dialect: Dialect) -> tuple[s.Constraint, ...]:
    """Return the CHECKs written inside a column's definition; SQLAlchemy keeps them in a set."""
    checks = [c for c in column.constraints if isinstance(c, sa_schema.CheckConstraint)]
    values = [
        s.Check(
            expression_sql(c.sqltext, dialect), constraint_name(c, dialect), (column.name,), of_column=True
        )
        for c in checks
    ]
    return tuple(sorted(values, key=lambda check: (check.name or "", check.sql)))


def ordered_indexes(table: sa.Table) -> list[sa.Index]:
    """Return the indexes of *table* in a stable order; SQLAlchemy keeps them in a set.

    By the position of their first column, then by name.
    """
    positions = {column.name: at for at, column in enumerate(table.columns)}

    def key(index: sa.Index) -> tuple[int, str]:
        first = next(iter(index.columns), None)
        return (positions.get(first.name, -1) if first is not None else len(positions), str(index.name or ""))

    return sorted(table.indexes, key=key)


def foreign_keys_added_later(table: sa.Table, dialect: Dialect) -> list[sa.ForeignKeyConstraint]:
    """Return the foreign keys that CREATE TABLE leaves to ALTER TABLE, where the dialect has that."""
    if not dialect.sqlalchemy.supports_alter:
        return []
    return [key for key in _foreign_keys(table) if key.use_alter]


def table_of(
    table: sa.Table, dialect: Dialect, origin: Origin | None = None, *, just_created: bool = False
) -> s.Table:
    """Return *table* as a value. *just_created*: as CREATE TABLE alone makes it. Raises: NotCompilable."""
    later = foreign_keys_added_later(table, dialect) if just_created else []
    return s.Table(
        name=s.ObjectName(table.name, table.schema),
        columns=tuple(column_of(column, dialect) for column in table.columns),
        constraints=(
            *(constraint_of(c, dialect) for c in rendered_constraints(table, dialect) if c not in later),
            *(check for column in table.columns for check in column_checks(column, dialect)),
        ),
        indexes=tuple(index_of(index, dialect) for index in ordered_indexes(table)),
        comment=table.comment,
        options=_options(table),
        prefixes=tuple(table._prefixes),
        origin=origin,
    )


def _options(construct: Any) -> s.Options:
    # SQLAlchemy makes the attribute when the first keyword is given; most constructs have none.
    if "dialect_options" not in construct.__dict__:
        return ()
    return tuple(construct.dialect_kwargs.items())


# --- to SQLAlchemy --------------------------------------------------------------------------------


def text_of(sql: str) -> TextClause:
    """Return *sql* as text in which no colon is a parameter."""
    return sa.text(sql.replace(":", "\\:"))


def to_type(type_: s.Type) -> Any:
    """Return the SQLAlchemy type that spells *type_*."""
    return type_.construct if type_.construct is not None else RawType(type_.sql)


def to_column(column: s.Column, *, primary_key: bool = False) -> sa.Column[Any]:
    """Return a new SQLAlchemy Column that spells *column*."""
    arguments: list[Any] = []
    if column.identity is not None:
        arguments.append(to_identity(column.identity))
    if column.computed is not None:
        arguments.append(sa.Computed(text_of(column.computed.sql), column.computed.persisted))
    type_ = to_type(column.type)
    if getattr(type_, "create_constraint", False):
        # The CHECK of a Boolean or Enum is a constraint of the table's own; it must not come twice.
        type_ = type_.copy()
        type_.create_constraint = False
    return sa.Column(
        column.name,
        type_,
        *arguments,
        nullable=column.nullable,
        primary_key=primary_key,
        autoincrement=column.autoincrement or column.identity is not None,
        server_default=text_of(column.default.sql) if column.default is not None else None,
        comment=column.comment,
        **dict(column.options),
    )


def to_identity(identity: s.Identity) -> sa.Identity:
    """Return SQLAlchemy's Identity."""
    names = ("start", "increment", "minvalue", "maxvalue", "nominvalue", "nomaxvalue", "cycle", "cache")
    options = {name: getattr(identity, name) for name in names if getattr(identity, name) is not None}
    if identity.on_null is not None:
        options["oracle_on_null"] = identity.on_null
    return sa.Identity(always=identity.always, **options)


def to_constraint(constraint: s.Constraint) -> Any:
    """Return a new SQLAlchemy constraint, to be attached to a Table that has its columns."""
    name = sa_schema.conv(constraint.name) if constraint.name is not None else None
    options = dict(constraint.options)
    match constraint:
        case s.PrimaryKey():
            return sa.PrimaryKeyConstraint(*constraint.columns, name=name, **options)
        case s.Unique():
            return sa.UniqueConstraint(
                *constraint.columns,
                name=name,
                deferrable=constraint.deferrable,
                initially=constraint.initially,
                **options,
            )
        case s.Check():
            return sa.CheckConstraint(text_of(constraint.sql), name=name, **options)
        case s.ForeignKey():
            target = str(constraint.referred)
            return sa.ForeignKeyConstraint(
                constraint.columns,
                [f"{target}.{column}" for column in constraint.referred_columns],
                name=name,
                ondelete=constraint.ondelete,
                onupdate=constraint.onupdate,
                deferrable=constraint.deferrable,
                initially=constraint.initially,
                match=constraint.match,
                **options,
            )
        case s.Exclude():
            return constraint.construct.copy()


def to_index(index: s.Index, table: sa.Table) -> sa.Index:
    """Return a new SQLAlchemy Index on *table*."""
    parts: list[Any] = [
        table.c[part.column] if part.column is not None and part.column in table.c else text_of(part.sql)
        for part in index.parts
    ]
    name = sa_schema.conv(index.name) if index.name is not None else None
    options: dict[str, Any] = {
        key: text_of(value) if key.endswith("_where") and isinstance(value, str) else value
        for key, value in index.options
    }
    return sa.Index(name, *parts, unique=index.unique, _table=table, **options)


def to_table(table: s.Table, *, name: s.ObjectName | None = None, constraints: bool = True) -> sa.Table:
    """Return a new SQLAlchemy Table, without indexes, that spells *table*, where given as *name*."""
    target = name or table.name
    key = table.primary_key
    columns = [
        to_column(column, primary_key=key is not None and column.name in key.columns)
        for column in table.columns
    ]
    attached = [to_constraint(c) for c in table.constraints] if constraints else []
    made = sa.Table(
        target.name,
        sa.MetaData(),
        *columns,
        *attached,
        schema=target.schema,
        comment=table.comment,
        prefixes=list(table.prefixes),
        **dict(table.options),
    )
    add_referred_tables(made)
    return made


def names_by_convention(
    table: s.Table, convention: Any, dialect: Dialect
) -> tuple[tuple[s.Constraint, str], ...]:
    """Return the names that a naming convention gives to the unnamed constraints of *table*."""
    names = []
    for constraint in table.constraints:
        if constraint.name is None and not isinstance(constraint, s.Exclude):
            made = to_constraint(constraint)
            columns = [sa.Column(column.name, to_type(column.type)) for column in table.columns]
            sa.Table(
                table.name.name,
                sa.MetaData(naming_convention=convention),
                *columns,
                made,
                schema=table.name.schema,
            )
            name = constraint_name(made, dialect)
            if name is not None:
                names.append((constraint, name))
    return tuple(names)


def add_referred_tables(table: sa.Table, stubs: dict[str, sa.Table] | None = None) -> None:
    """Put a stub of each table that *table* refers to into its MetaData, so that they can be spelled.

    *stubs* keeps them from one call to the next.
    """
    if not table.foreign_keys:
        return
    metadata = table.metadata
    stubs = {} if stubs is None else stubs
    for constraint in _foreign_keys(table):
        for element in constraint.elements:
            schema, name, column = element._column_tokens
            key = f"{schema}.{name}" if schema else name
            if key in metadata.tables and key not in stubs:
                continue
            column = column if column is not None else element.parent.key
            stub = stubs.get(key)
            if stub is None:
                stub = stubs[key] = sa.Table(name, sa.MetaData(), schema=schema)
            if column not in stub.c:
                stub.append_column(sa.Column(column, sqltypes.NULLTYPE))
            metadata._add_table(name, schema, stub)


def _foreign_keys(table: sa.Table) -> Iterable[sa.ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda c: tuple(c.column_keys))
