"""``alembic.ddl.base``: ALTER TABLE statements as constructs, to execute or to be compiled otherwise.

Each compiles to what the dialect's own spelling would be for the operation of the same meaning, so that
``op.execute(AddColumn(...))`` and ``op.add_column(...)`` write the same statement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import types as sqltypes
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.ddl import ExecutableDDLElement
from sqlalchemy.sql.elements import quoted_name

from sqlgen.replay.impl import add_column_alone


class AlterTable(ExecutableDDLElement):
    """A change of one table, known by its name."""

    def __init__(self, table_name: str, schema: str | None = None) -> None:
        self.table_name = table_name
        self.schema = schema


class RenameTable(AlterTable):
    """A table's new name."""

    def __init__(self, old_table_name: str, new_table_name: str, schema: str | None = None) -> None:
        super().__init__(old_table_name, schema=schema)
        self.new_table_name = new_table_name

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        operations.rename_table(self.table_name, self.new_table_name, schema=self.schema)


class AlterColumn(AlterTable):
    """A change of one column; what was before may be told."""

    def __init__(
        self,
        name: str,
        column_name: str,
        schema: str | None = None,
        existing_type: Any = None,
        existing_nullable: bool | None = None,
        existing_server_default: Any = None,
        existing_comment: str | None = None,
    ) -> None:
        super().__init__(name, schema=schema)
        self.column_name = column_name
        self.existing_type = sqltypes.to_instance(existing_type) if existing_type is not None else None
        self.existing_nullable = existing_nullable
        self.existing_server_default = existing_server_default
        self.existing_comment = existing_comment

    def change(self) -> dict[str, Any]:
        """Return what changes, as keywords of ``op.alter_column``."""
        raise NotImplementedError

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        default = self.existing_server_default
        operations.alter_column(
            self.table_name,
            self.column_name,
            schema=self.schema,
            existing_type=self.existing_type,
            existing_nullable=self.existing_nullable,
            existing_server_default=default if default is not None else False,
            existing_comment=self.existing_comment,
            **self.change(),
        )


class ColumnNullable(AlterColumn):
    """NULL or NOT NULL."""

    def __init__(self, name: str, column_name: str, nullable: bool, **kw: Any) -> None:
        super().__init__(name, column_name, **kw)
        self.nullable = nullable

    def change(self) -> dict[str, Any]:
        """Return what changes."""
        return {"nullable": self.nullable}


class ColumnType(AlterColumn):
    """A new type."""

    def __init__(self, name: str, column_name: str, type_: Any, **kw: Any) -> None:
        super().__init__(name, column_name, **kw)
        self.type_ = sqltypes.to_instance(type_)

    def change(self) -> dict[str, Any]:
        """Return what changes."""
        return {"type_": self.type_}


class ColumnName(AlterColumn):
    """A new name."""

    def __init__(self, name: str, column_name: str, newname: str, **kw: Any) -> None:
        super().__init__(name, column_name, **kw)
        self.newname = newname

    def change(self) -> dict[str, Any]:
        """Return what changes."""
        return {"new_column_name": self.newname}


class ColumnDefault(AlterColumn):
    """A new server default, or none."""

    def __init__(self, name: str, column_name: str, default: Any, **kw: Any) -> None:
        super().__init__(name, column_name, **kw)
        self.default = default

    def change(self) -> dict[str, Any]:
        """Return what changes."""
        return {"server_default": self.default}


class ComputedColumnDefault(ColumnDefault):
    """GENERATED ALWAYS AS, put on or taken off."""


class IdentityColumnDefault(ColumnDefault):
    """GENERATED AS IDENTITY, put on or taken off."""

    def __init__(self, name: str, column_name: str, default: Any, impl: Any, **kw: Any) -> None:
        super().__init__(name, column_name, default, **kw)
        self.impl = impl


class ColumnComment(AlterColumn):
    """A new comment, or none."""

    def __init__(self, name: str, column_name: str, comment: str | None, **kw: Any) -> None:
        super().__init__(name, column_name, **kw)
        self.comment = comment

    def change(self) -> dict[str, Any]:
        """Return what changes."""
        return {"comment": self.comment}


class AddColumn(AlterTable):
    """ADD COLUMN."""

    def __init__(
        self,
        name: str,
        column: sa.Column[Any],
        schema: str | None = None,
        if_not_exists: bool | None = None,
        inline_references: bool | None = None,
        inline_primary_key: bool | None = None,
    ) -> None:
        super().__init__(name, schema=schema)
        self.column = column
        self.if_not_exists = if_not_exists
        self.inline_references = inline_references
        self.inline_primary_key = inline_primary_key

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        column, if_not_exists = self.column, bool(self.if_not_exists)
        if self.inline_references or self.inline_primary_key:
            operations.add_column(
                self.table_name,
                column,
                schema=self.schema,
                if_not_exists=if_not_exists,
                inline_references=self.inline_references,
                inline_primary_key=self.inline_primary_key,
            )
        else:
            add_column_alone(operations, self.table_name, column, self.schema, if_not_exists)


class DropColumn(AlterTable):
    """DROP COLUMN."""

    def __init__(
        self, name: str, column: sa.Column[Any], schema: str | None = None, if_exists: bool | None = None
    ) -> None:
        super().__init__(name, schema=schema)
        self.column = column
        self.if_exists = if_exists

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        operations.drop_column(
            self.table_name, self.column.name, schema=self.schema, if_exists=self.if_exists
        )


# --- the statements in standard words -------------------------------------------------------------


@compiles(RenameTable)
def visit_rename_table(element: RenameTable, compiler: Any, **kw: Any) -> str:
    """Return the statement."""
    table = alter_table(compiler, element.table_name, element.schema)
    return f"{table} RENAME TO {format_table_name(compiler, element.new_table_name, None)}"


@compiles(AddColumn)
def visit_add_column(element: AddColumn, compiler: Any, **kw: Any) -> str:
    """Return the statement."""
    table = alter_table(compiler, element.table_name, element.schema)
    return f"{table} {add_column(compiler, element.column, if_not_exists=element.if_not_exists)}"


@compiles(DropColumn)
def visit_drop_column(element: DropColumn, compiler: Any, **kw: Any) -> str:
    """Return the statement."""
    table = alter_table(compiler, element.table_name, element.schema)
    return f"{table} {drop_column(compiler, element.column.name, if_exists=element.if_exists)}"


def _altered(words: Callable[[Any, Any], str]) -> Callable[..., str]:
    """Return a compiler of ALTER TABLE ... ALTER COLUMN ..., with *words* behind."""

    def visit(element: Any, compiler: Any, **kw: Any) -> str:
        table = alter_table(compiler, element.table_name, element.schema)
        column = alter_column(compiler, element.column_name)
        return f"{table} {column} {words(element, compiler)}"

    return visit


visit_column_nullable = compiles(ColumnNullable)(
    _altered(lambda element, compiler: "DROP NOT NULL" if element.nullable else "SET NOT NULL")
)
visit_column_type = compiles(ColumnType)(
    _altered(lambda element, compiler: f"TYPE {format_type(compiler, element.type_)}")
)
visit_column_default = compiles(ColumnDefault)(
    _altered(
        lambda element, compiler: (
            f"SET DEFAULT {format_server_default(compiler, element.default)}"
            if element.default is not None
            else "DROP DEFAULT"
        )
    )
)


@compiles(ColumnName)
def visit_column_name(element: ColumnName, compiler: Any, **kw: Any) -> str:
    """Return the statement."""
    table = alter_table(compiler, element.table_name, element.schema)
    names = (format_column_name(compiler, name) for name in (element.column_name, element.newname))
    return f"{table} RENAME COLUMN {' TO '.join(names)}"


@compiles(ComputedColumnDefault)
def visit_computed_column(element: ComputedColumnDefault, compiler: Any, **kw: Any) -> str:
    """Raise: no statement does this."""
    raise sa.exc.CompileError("a generated column cannot be made of, or turned into, another by ALTER")


@compiles(IdentityColumnDefault)
def visit_identity_column(element: IdentityColumnDefault, compiler: Any, **kw: Any) -> str:
    """Raise: say it by ``op.alter_column``."""
    raise sa.exc.CompileError("IDENTITY of an existing column: use op.alter_column(server_default=...)")


# --- helpers that compilers of plugins call -------------------------------------------------------


def quote_dotted(name: str, quote: Callable[[str], str]) -> str:
    """Return a name of several parts with each quoted."""
    return quote(name) if isinstance(name, quoted_name) else ".".join(quote(part) for part in name.split("."))


def format_table_name(compiler: Any, name: str, schema: str | None) -> str:
    """Return a table's name as written in statements."""
    quote = compiler.preparer.quote
    return f"{quote_dotted(schema, quote)}.{quote(name)}" if schema else str(quote(name))


def format_column_name(compiler: Any, name: str | None) -> str:
    """Return a column's name as written in statements."""
    quoted: str = compiler.preparer.quote(name)
    return quoted


def format_server_default(compiler: Any, default: Any) -> str:
    """Return what stands behind DEFAULT."""
    text = compiler.get_column_default_string(sa.Column("x", sa.Integer, server_default=default))
    assert text is not None
    return str(text)


def format_type(compiler: Any, type_: Any) -> str:
    """Return a type as written in statements."""
    return str(compiler.dialect.type_compiler_instance.process(type_))


def alter_table(compiler: Any, name: str, schema: str | None) -> str:
    """Return ``ALTER TABLE name``."""
    return f"ALTER TABLE {format_table_name(compiler, name, schema)}"


def alter_column(compiler: Any, name: str) -> str:
    """Return ``ALTER COLUMN name``."""
    return f"ALTER COLUMN {format_column_name(compiler, name)}"


def drop_column(compiler: Any, name: str, if_exists: bool | None = None, **kw: Any) -> str:
    """Return ``DROP COLUMN name``."""
    return f"DROP COLUMN {'IF EXISTS ' if if_exists else ''}{format_column_name(compiler, name)}"


def add_column(compiler: Any, column: sa.Column[Any], if_not_exists: bool | None = None, **kw: Any) -> str:
    """Return ``ADD COLUMN`` with the column's definition."""
    constraints = " ".join(compiler.process(constraint) for constraint in column.constraints)
    definition = compiler.get_column_specification(column)
    return f"ADD COLUMN {'IF NOT EXISTS ' if if_not_exists else ''}{definition} {constraints}".rstrip()
