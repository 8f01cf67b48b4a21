"""Operations on indexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from sqlgen.replay.directives import Directives
from sqlgen.replay.schema_objects import SchemaObjects

from .migrate_op import MigrateOperation


class CreateIndexOp(MigrateOperation):
    """CREATE INDEX."""

    def __init__(
        self,
        index_name: str | None,
        table_name: str,
        columns: Sequence[Any],
        *,
        schema: str | None = None,
        unique: bool = False,
        if_not_exists: bool | None = None,
        **kw: Any,
    ) -> None:
        self.index_name = index_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.unique = unique
        self.if_not_exists = if_not_exists
        self.kw = kw

    @classmethod
    def create_index(
        cls, operations: Any, index_name: str | None, table_name: str, columns: Sequence[Any], **kw: Any
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(index_name, table_name, columns, **kw))

    @classmethod
    def batch_create_index(
        cls, operations: Any, index_name: str | None, columns: Sequence[Any], **kw: Any
    ) -> Any:
        """Make the operation for the batch's table and carry it out."""
        impl = operations.impl
        return operations.invoke(cls(index_name, impl.table_name, columns, schema=impl.schema, **kw))

    @classmethod
    def from_index(cls, index: sa.Index) -> CreateIndexOp:
        """Return the operation that creates *index*."""
        table = index.table
        assert table is not None
        columns = list(index.expressions)
        return cls(
            index.name, table.name, columns, schema=table.schema, unique=bool(index.unique), **index.kwargs
        )

    def to_index(self, migration_context: Any = None) -> sa.Index:
        """Return the index."""
        return SchemaObjects(migration_context).index(
            self.index_name, self.table_name, self.columns, self.schema, unique=self.unique, **self.kw
        )

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.create_index(
            operations,
            self.index_name,
            self.table_name,
            self.columns,
            schema=self.schema,
            unique=self.unique,
            if_not_exists=self.if_not_exists,
            **self.kw,
        )

    def reverse(self) -> DropIndexOp:
        """Return the drop."""
        return DropIndexOp.from_index(self.to_index())

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("add_index", index)``."""
        return ("add_index", self.to_index())


class DropIndexOp(MigrateOperation):
    """DROP INDEX."""

    def __init__(
        self,
        index_name: Any,
        table_name: str | None = None,
        *,
        schema: str | None = None,
        if_exists: bool | None = None,
        _reverse: CreateIndexOp | None = None,
        **kw: Any,
    ) -> None:
        self.index_name = index_name
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self.kw = kw
        self._reverse = _reverse

    @classmethod
    def drop_index(cls, operations: Any, index_name: str, table_name: str | None = None, **kw: Any) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(index_name, table_name=table_name, **kw))

    @classmethod
    def batch_drop_index(cls, operations: Any, index_name: str, **kw: Any) -> Any:
        """Make the operation for the batch's table and carry it out."""
        impl = operations.impl
        return operations.invoke(cls(index_name, table_name=impl.table_name, schema=impl.schema, **kw))

    @classmethod
    def from_index(cls, index: sa.Index) -> DropIndexOp:
        """Return the operation that drops *index*."""
        table = index.table
        assert table is not None
        return cls(
            index.name,
            table_name=table.name,
            schema=table.schema,
            _reverse=CreateIndexOp.from_index(index),
            **index.kwargs,
        )

    def to_index(self, migration_context: Any = None) -> sa.Index:
        """Return the index; of one that is not known only the name and the table are right."""
        columns = self._reverse.columns if self._reverse is not None else ["x"]
        return SchemaObjects(migration_context).index(
            self.index_name, self.table_name, columns, self.schema, **self.kw
        )

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.drop_index(
            operations,
            self.index_name,
            self.table_name,
            schema=self.schema,
            if_exists=self.if_exists,
            **self.kw,
        )

    def reverse(self) -> CreateIndexOp:
        """Return the creation. Raises: ValueError: the operation does not know the columns."""
        if self._reverse is None:
            raise ValueError("operation is not reversible; original index is not present")
        return CreateIndexOp.from_index(self._reverse.to_index())

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("remove_index", index)``."""
        return ("remove_index", self.to_index())
