"""Operations on whole tables: create, drop, rename, comment, rows, SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from sqlgen.replay.directives import Directives
from sqlgen.replay.operations import AbstractOperations
from sqlgen.replay.schema_objects import SchemaObjects

from .migrate_op import AlterTableOp, MigrateOperation


class CreateTableOp(MigrateOperation):
    """CREATE TABLE."""

    def __init__(
        self,
        table_name: str,
        columns: Sequence[Any],
        *,
        schema: str | None = None,
        if_not_exists: bool | None = None,
        _namespace_metadata: sa.MetaData | None = None,
        _constraints_included: bool = False,
        **kw: Any,
    ) -> None:
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.if_not_exists = if_not_exists
        self.info = kw.pop("info", {})
        self.comment = kw.pop("comment", None)
        self.prefixes = kw.pop("prefixes", None)
        self.kw = kw
        self._namespace_metadata = _namespace_metadata
        self._constraints_included = _constraints_included

    @classmethod
    def create_table(
        cls, operations: Any, table_name: str, *columns: Any, if_not_exists: bool | None = None, **kw: Any
    ) -> Any:
        """Make the operation and carry it out; returns the Table."""
        return operations.invoke(cls(table_name, columns, if_not_exists=if_not_exists, **kw))

    @classmethod
    def from_table(cls, table: sa.Table, *, _namespace_metadata: sa.MetaData | None = None) -> CreateTableOp:
        """Return the operation that creates *table*."""
        return cls(
            table.name,
            [*table.c, *table.constraints],
            schema=table.schema,
            _namespace_metadata=_namespace_metadata or table.metadata,
            _constraints_included=True,
            comment=table.comment,
            info=dict(table.info),
            prefixes=list(table._prefixes),
            **table.kwargs,
        )

    def to_table(self, migration_context: Any = None) -> sa.Table:
        """Return the table."""
        return SchemaObjects(migration_context).table(self.table_name, *self._items(), **self._options())

    def _items(self) -> list[Any]:
        if not self._constraints_included:
            return list(self.columns)
        items = []
        for item in self.columns:
            own = item._copy() if isinstance(item, sa.Column) else item
            if isinstance(own, sa.Column):
                # What these flags ask for is among the constraints already.
                own.unique = own.index = False
            items.append(own)
        return items

    def _options(self) -> dict[str, Any]:
        options = {"schema": self.schema, "comment": self.comment, **self.kw}
        if self.prefixes:
            options["prefixes"] = list(self.prefixes)
        if self.info:
            options["info"] = dict(self.info)
        return options

    def replay(self, operations: Any) -> Any:
        """Record the operation."""
        return Directives.create_table(
            operations, self.table_name, *self._items(), if_not_exists=self.if_not_exists, **self._options()
        )

    def reverse(self) -> DropTableOp:
        """Return the drop."""
        return DropTableOp.from_table(self.to_table(), _namespace_metadata=self._namespace_metadata)

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("add_table", table)``."""
        return ("add_table", self.to_table())


class DropTableOp(MigrateOperation):
    """DROP TABLE."""

    def __init__(
        self,
        table_name: str,
        *,
        schema: str | None = None,
        if_exists: bool | None = None,
        table_kw: Mapping[Any, Any] | None = None,
        _reverse: CreateTableOp | None = None,
    ) -> None:
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self.table_kw = dict(table_kw or {})
        self.comment = self.table_kw.pop("comment", None)
        self.info = self.table_kw.pop("info", {})
        self.prefixes = self.table_kw.pop("prefixes", None)
        self._reverse = _reverse

    @classmethod
    def drop_table(
        cls,
        operations: Any,
        table_name: str,
        *,
        schema: str | None = None,
        if_exists: bool | None = None,
        **kw: Any,
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(table_name, schema=schema, if_exists=if_exists, table_kw=kw))

    @classmethod
    def from_table(cls, table: sa.Table, *, _namespace_metadata: sa.MetaData | None = None) -> DropTableOp:
        """Return the operation that drops *table*."""
        return cls(
            table.name,
            schema=table.schema,
            table_kw={
                "comment": table.comment,
                "info": dict(table.info),
                "prefixes": list(table._prefixes),
                **table.kwargs,
            },
            _reverse=CreateTableOp.from_table(table, _namespace_metadata=_namespace_metadata),
        )

    def to_table(self, migration_context: Any = None) -> sa.Table:
        """Return the table, with its columns where these are known."""
        columns = self._reverse.columns if self._reverse is not None else ()
        options = {"schema": self.schema, "comment": self.comment, **self.table_kw}
        return SchemaObjects(migration_context).table(self.table_name, *columns, **options)

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.drop_table(
            operations, self.table_name, schema=self.schema, if_exists=self.if_exists, **self.table_kw
        )

    def reverse(self) -> CreateTableOp:
        """Return the creation. Raises: ValueError: the operation does not know the columns."""
        if self._reverse is None:
            raise ValueError("operation is not reversible; original operation is not present")
        return CreateTableOp.from_table(
            self.to_table(), _namespace_metadata=self._reverse._namespace_metadata
        )

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("remove_table", table)``."""
        return ("remove_table", self.to_table())


class RenameTableOp(AlterTableOp):
    """A table's new name."""

    def __init__(self, old_table_name: str, new_table_name: str, *, schema: str | None = None) -> None:
        super().__init__(old_table_name, schema=schema)
        self.new_table_name = new_table_name

    @classmethod
    def rename_table(
        cls, operations: Any, old_table_name: str, new_table_name: str, *, schema: str | None = None
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(old_table_name, new_table_name, schema=schema))

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.rename_table(operations, self.table_name, self.new_table_name, schema=self.schema)


class CreateTableCommentOp(AlterTableOp):
    """A table's comment is set."""

    def __init__(
        self,
        table_name: str,
        comment: str | None,
        *,
        schema: str | None = None,
        existing_comment: str | None = None,
    ) -> None:
        super().__init__(table_name, schema=schema)
        self.comment = comment
        self.existing_comment = existing_comment

    @classmethod
    def create_table_comment(
        cls,
        operations: Any,
        table_name: str,
        comment: str | None,
        *,
        existing_comment: str | None = None,
        schema: str | None = None,
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(table_name, comment, existing_comment=existing_comment, schema=schema))

    @classmethod
    def batch_create_table_comment(
        cls, operations: Any, comment: str | None, *, existing_comment: str | None = None
    ) -> Any:
        """Make the operation for the batch's table and carry it out."""
        impl = operations.impl
        return operations.invoke(
            cls(impl.table_name, comment, existing_comment=existing_comment, schema=impl.schema)
        )

    def to_table(self, migration_context: Any = None) -> sa.Table:
        """Return the table with its comment."""
        return SchemaObjects(migration_context).table(
            self.table_name, schema=self.schema, comment=self.comment
        )

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.create_table_comment(
            operations,
            self.table_name,
            self.comment,
            existing_comment=self.existing_comment,
            schema=self.schema,
        )

    def reverse(self) -> CreateTableCommentOp | DropTableCommentOp:
        """Return what puts the former comment back."""
        if self.existing_comment is None:
            return DropTableCommentOp(self.table_name, existing_comment=self.comment, schema=self.schema)
        return CreateTableCommentOp(
            self.table_name, self.existing_comment, existing_comment=self.comment, schema=self.schema
        )

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("add_table_comment", table, existing comment)``."""
        return ("add_table_comment", self.to_table(), self.existing_comment)


class DropTableCommentOp(AlterTableOp):
    """A table's comment goes."""

    def __init__(
        self, table_name: str, *, schema: str | None = None, existing_comment: str | None = None
    ) -> None:
        super().__init__(table_name, schema=schema)
        self.existing_comment = existing_comment

    @classmethod
    def drop_table_comment(
        cls,
        operations: Any,
        table_name: str,
        *,
        existing_comment: str | None = None,
        schema: str | None = None,
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(table_name, existing_comment=existing_comment, schema=schema))

    @classmethod
    def batch_drop_table_comment(cls, operations: Any, *, existing_comment: str | None = None) -> Any:
        """Make the operation for the batch's table and carry it out."""
        impl = operations.impl
        return operations.invoke(cls(impl.table_name, existing_comment=existing_comment, schema=impl.schema))

    def to_table(self, migration_context: Any = None) -> sa.Table:
        """Return the table."""
        return SchemaObjects(migration_context).table(self.table_name, schema=self.schema)

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.drop_table_comment(
            operations, self.table_name, existing_comment=self.existing_comment, schema=self.schema
        )

    def reverse(self) -> CreateTableCommentOp:
        """Return what puts the comment back."""
        return CreateTableCommentOp(self.table_name, self.existing_comment, schema=self.schema)

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("remove_table_comment", table)``."""
        return ("remove_table_comment", self.to_table())


class BulkInsertOp(MigrateOperation):
    """Rows."""

    def __init__(self, table: Any, rows: list[dict[str, Any]], *, multiinsert: bool = True) -> None:
        self.table = table
        self.rows = rows
        self.multiinsert = multiinsert

    @classmethod
    def bulk_insert(
        cls, operations: Any, table: Any, rows: list[dict[str, Any]], *, multiinsert: bool = True
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(table, rows, multiinsert=multiinsert))

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        AbstractOperations.bulk_insert(operations, self.table, self.rows, multiinsert=self.multiinsert)


class ExecuteSQLOp(MigrateOperation):
    """SQL."""

    def __init__(self, sqltext: Any, *, execution_options: dict[str, Any] | None = None) -> None:
        self.sqltext = sqltext
        self.execution_options = execution_options

    @classmethod
    def execute(
        cls, operations: Any, sqltext: Any, *, execution_options: dict[str, Any] | None = None
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(sqltext, execution_options=execution_options))

    batch_execute = execute

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        AbstractOperations.execute(operations, self.sqltext)

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("execute", SQL)``."""
        return ("execute", self.sqltext)
