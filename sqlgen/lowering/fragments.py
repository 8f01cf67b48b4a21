"""Pieces of SQL that statements are made of: quoted names, column definitions, clauses."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from sqlgen import schema as s
from sqlgen.dialect import Dialect
from sqlgen.literals import constant_literal, string_literal
from sqlgen.operations import Change
from sqlgen.rendering import NotCompilable, column_specification, ddl_sql, for_ddl
from sqlgen.sa_bridge import RawType, constraint_name, to_column
from sqlgen.statement import Kind, Statement


def quote(name: str, dialect: Dialect) -> str:
    """Return *name* quoted where it must be."""
    return dialect.sqlalchemy.identifier_preparer.quote(name)


def quote_always(name: str, dialect: Dialect) -> str:
    """Return *name* in quotes."""
    return dialect.sqlalchemy.identifier_preparer.quote_identifier(name)


def quote_all(names: Iterable[str], dialect: Dialect) -> list[str]:
    """Return *names*, each quoted where it must be."""
    return [quote(name, dialect) for name in names]


def table_name(name: s.ObjectName, dialect: Dialect) -> str:
    """Return the quoted name with its schema."""
    preparer = dialect.sqlalchemy.identifier_preparer
    if name.schema:
        return f"{preparer.quote_schema(name.schema)}.{preparer.quote(name.name)}"
    return preparer.quote(name.name)


def index_name(name: str, schema: str | None, dialect: Dialect) -> str:
    """Return an index's quoted name with its schema."""
    return table_name(s.ObjectName(name, schema), dialect)


def literal(text: str, dialect: Dialect) -> str:
    """Return *text* as a string literal, as definitions take it."""
    return string_literal(text, for_ddl(dialect))


def constant(text: str, dialect: Dialect) -> str:
    """Return *text* as one literal, for the places that take no expression: comments, procedure arguments.

    Raises: NoLiteral: no single literal can hold it.
    """
    return constant_literal(text, for_ddl(dialect))


def quoted_literal(name: s.ObjectName, dialect: Dialect, *more: str) -> str:
    """Return ``'[schema].[table].[column]'``: a name in quotes within a string literal."""
    parts = [part for part in (name.schema, name.name, *more) if part]
    return string_literal(".".join(quote_always(part, dialect) for part in parts), dialect)


def tidy(sql: str) -> str:
    """Return a CREATE TABLE of SQLAlchemy's without its tabs and trailing blanks."""
    lines = (line.rstrip() for line in sql.replace("\n\t", "\n    ").strip().split("\n"))
    return "\n".join(lines)


def create_table_sql(construct: sa.Table, dialect: Dialect, *, if_not_exists: bool = False) -> str:
    """Return CREATE TABLE for a SQLAlchemy table, tidied."""
    with abilities_are_checked():
        return tidy(ddl_sql(sa.schema.CreateTable(construct, if_not_exists=if_not_exists), dialect))


@contextmanager
def abilities_are_checked() -> Iterator[None]:
    """Silence SQLAlchemy: what it leaves out with a warning, `abilities` has left out or refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", exc.SAWarning)
        yield


def column_definition(
    construct: sa.Column[Any], dialect: Dialect, *, without: tuple[str | None, ...] = ()
) -> str:
    """Return a column's definition as in CREATE TABLE; *construct* is attached to a table.

    *without*: names of CHECKs that are said elsewhere.
    """
    ddl = dialect.ddl_compiler
    try:
        with abilities_are_checked():
            definition = column_specification(construct, ddl, dialect)
        if not construct.constraints:
            return definition
        inside = [c for c in construct.constraints if constraint_name(c, dialect) not in without]
        constraints = " ".join(sorted(ddl.process(c) for c in inside))
    except (exc.CompileError, exc.UnsupportedCompilationError) as error:
        raise NotCompilable(str(error).split("(Background")[0].strip()) from error
    return f"{definition} {constraints}".strip()


def default_sql(column: s.Column, dialect: Dialect) -> str | None:
    """Return what stands after DEFAULT, as the dialect wants it (parenthesised where it must be)."""
    from sqlgen.lowering.columns import is_constant

    if column.default is None:
        return None
    if is_constant(column.default):
        return column.default.sql
    # The whole definition, since some dialects add the parentheses only there.
    plain = s.Column("c", s.Type("INTEGER", sa.Integer()), default=column.default)
    attached = to_column(plain)
    sa.Table("t", sa.MetaData(), attached)
    definition: str = dialect.ddl_compiler.get_column_specification(attached)
    return definition.partition(" DEFAULT ")[2]


def identity_options(identity: s.Identity, dialect: Dialect) -> str:
    """Return the options of an identity column, as within its parentheses."""
    from sqlgen.sa_bridge import to_identity

    ddl = dialect.ddl_compiler
    options: str = ddl.get_identity_options(to_identity(identity))
    return options


def constraint_definition(construct: Any, dialect: Dialect) -> str:
    """Return ``CONSTRAINT name ...`` for a SQLAlchemy constraint attached to a table."""
    ddl = dialect.ddl_compiler
    try:
        text: str = ddl.process(construct)
    except (exc.CompileError, exc.UnsupportedCompilationError) as error:
        raise NotCompilable(str(error).split("(Background")[0].strip()) from error
    return " ".join(text.split("\n\t")).strip()


def statement(
    change: Change, sql: str, description: str = "", *, kind: Kind = Kind.DDL, **rest: Any
) -> Statement:
    """Return a statement of *change*, outside the transaction where the script asked for that."""
    transactional = rest.pop("transactional", True) and not change.autocommit
    return Statement(sql, change.operation.origin, kind, description, transactional=transactional, **rest)


def cast(expression: str, type_: s.Type) -> str:
    """Return *expression* made a value of a type."""
    return f"CAST({expression} AS {type_.sql})"


def schema_prefix(name: s.ObjectName, dialect: Dialect) -> str:
    """Return ``schema.``, quoted, for something else in the schema of *name*; empty for the default one."""
    return f"{dialect.sqlalchemy.identifier_preparer.quote_schema(name.schema)}." if name.schema else ""


def is_raw(type_: s.Type) -> bool:
    """Tell whether only a type's spelling is known."""
    return type_.construct is None or isinstance(type_.construct, RawType)


def option(operation: Any, dialect: Dialect, name: str) -> Any:
    """Return the dialect keyword ``<dialect>_<name>`` of an operation, or None."""
    return dict(operation.options).get(f"{dialect.facts.sqlalchemy.name}_{name}")
