"""Operations on columns: add, drop, alter."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from sqlgen.replay.directives import Directives
from sqlgen.replay.schema_objects import SchemaObjects

from .migrate_op import AlterTableOp


class AddColumnOp(AlterTableOp):
    """ADD COLUMN."""

    def __init__(
        self,
        table_name: str,
        column: sa.Column[Any],
        *,
        schema: str | None = None,
        if_not_exists: bool | None = None,
        inline_references: bool | None = None,
        inline_primary_key: bool | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(table_name, schema=schema)
        self.column = column
        self.if_not_exists = if_not_exists
        self.inline_references = inline_references
        self.inline_primary_key = inline_primary_key
        self.kw = kw

    @classmethod
    def add_column(
        cls, operations: Any, table_name: str, column: sa.Column[Any], *, schema: str | None = None, **kw: Any
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(table_name, column, schema=schema, **kw))

    @classmethod
    def batch_add_column(cls, operations: Any, column: sa.Column[Any], **kw: Any) -> Any:
        """Make the operation for the batch's table and carry it out."""
        given = {key: value for key, value in kw.items() if value is not None}
        impl = operations.impl
        return operations.invoke(cls(impl.table_name, column, schema=impl.schema, **given))

    @classmethod
    def from_column(cls, col: sa.Column[Any]) -> AddColumnOp:
        """Return the operation that adds *col* to its table."""
        return cls(col.table.name, col, schema=col.table.schema)

    @classmethod
    def from_column_and_tablename(cls, schema: str | None, tname: str, col: sa.Column[Any]) -> AddColumnOp:
        """Return the operation that adds *col* to the table called *tname*."""
        return cls(tname, col, schema=schema)

    def to_column(self) -> sa.Column[Any]:
        """Return the column."""
        return self.column

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.add_column(
            operations,
            self.table_name,
            self.column,
            schema=self.schema,
            if_not_exists=self.if_not_exists,
            inline_references=self.inline_references,
            inline_primary_key=self.inline_primary_key,
            **self.kw,
        )

    def reverse(self) -> DropColumnOp:
        """Return the drop."""
        return DropColumnOp.from_column_and_tablename(self.schema, self.table_name, self.column)

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("add_column", schema, table, column)``."""
        return ("add_column", self.schema, self.table_name, self.column)


class DropColumnOp(AlterTableOp):
    """DROP COLUMN."""

    def __init__(
        self,
        table_name: str,
        column_name: str,
        *,
        schema: str | None = None,
        if_exists: bool | None = None,
        _reverse: AddColumnOp | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(table_name, schema=schema)
        self.column_name = column_name
        self.if_exists = if_exists
        self.kw = kw
        self._reverse = _reverse

    @classmethod
    def drop_column(
        cls, operations: Any, table_name: str, column_name: str, *, schema: str | None = None, **kw: Any
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(table_name, column_name, schema=schema, **kw))

    @classmethod
    def batch_drop_column(cls, operations: Any, column_name: str, **kw: Any) -> Any:
        """Make the operation for the batch's table and carry it out."""
        impl = operations.impl
        return operations.invoke(cls(impl.table_name, column_name, schema=impl.schema, **kw))

    @classmethod
    def from_column_and_tablename(cls, schema: str | None, tname: str, col: sa.Column[Any]) -> DropColumnOp:
        """Return the operation that drops *col* from the table called *tname*."""
        reverse = AddColumnOp.from_column_and_tablename(schema, tname, col)
        return cls(tname, col.name, schema=schema, _reverse=reverse)

    def to_column(self, migration_context: Any = None) -> sa.Column[Any]:
        """Return the column; of one that is not known only the name is right."""
        if self._reverse is not None:
            return self._reverse.column
        made = SchemaObjects(migration_context)
        column = made.column(self.column_name, sa.types.NULLTYPE)
        return made.table(self.table_name, column, schema=self.schema).c[self.column_name]

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.drop_column(
            operations,
            self.table_name,
            self.column_name,
            schema=self.schema,
            if_exists=self.if_exists,
            **self.kw,
        )

    def reverse(self) -> AddColumnOp:
        """Return the addition. Raises: ValueError: the operation does not know the column."""
        if self._reverse is None:
            raise ValueError("operation is not reversible; original column is not present")
        return AddColumnOp.from_column_and_tablename(self.schema, self.table_name, self._reverse.column)

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("remove_column", schema, table, column)``."""
        return ("remove_column", self.schema, self.table_name, self.to_column())


class AlterColumnOp(AlterTableOp):
    """A change of a column; False leaves default and comment as they are, None drops them."""

    def __init__(
        self,
        table_name: str,
        column_name: str,
        *,
        schema: str | None = None,
        existing_type: Any = None,
        existing_server_default: Any = False,
        existing_nullable: bool | None = None,
        existing_comment: str | None = None,
        modify_nullable: bool | None = None,
        modify_comment: Any = False,
        modify_server_default: Any = False,
        modify_name: str | None = None,
        modify_type: Any = None,
        **kw: Any,
    ) -> None:
        super().__init__(table_name, schema=schema)
        self.column_name = column_name
        self.existing_type = existing_type
        self.existing_server_default = existing_server_default
        self.existing_nullable = existing_nullable
        self.existing_comment = existing_comment
        self.modify_nullable = modify_nullable
        self.modify_comment = modify_comment
        self.modify_server_default = modify_server_default
        self.modify_name = modify_name
        self.modify_type = modify_type
        self.kw = kw

    @classmethod
    def alter_column(
        cls,
        operations: Any,
        table_name: str,
        column_name: str,
        *,
        nullable: bool | None = None,
        comment: Any = False,
        server_default: Any = False,
        new_column_name: str | None = None,
        type_: Any = None,
        **kw: Any,
    ) -> Any:
        """Make the operation and carry it out."""
        made = cls(
            table_name,
            column_name,
            modify_nullable=nullable,
            modify_comment=comment,
            modify_server_default=server_default,
            modify_name=new_column_name,
            modify_type=type_,
            **kw,
        )
        return operations.invoke(made)

    @classmethod
    def batch_alter_column(
        cls,
        operations: Any,
        column_name: str,
        *,
        insert_before: str | None = None,
        insert_after: str | None = None,
        **kw: Any,
    ) -> Any:
        """Make the operation for the batch's table and carry it out."""
        places = {"insert_before": insert_before, "insert_after": insert_after}
        kw.update({key: value for key, value in places.items() if value is not None})
        impl = operations.impl
        return cls.alter_column(operations, impl.table_name, column_name, schema=impl.schema, **kw)

    def has_changes(self) -> bool:
        """Return whether the operation changes anything."""
        kept = self.modify_server_default is False and self.modify_comment is False
        unsaid = self.modify_nullable is None and self.modify_name is None and self.modify_type is None
        return not (kept and unsaid) or any(key.startswith("modify_") for key in self.kw)

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.alter_column(
            operations,
            self.table_name,
            self.column_name,
            nullable=self.modify_nullable,
            comment=self.modify_comment,
            server_default=self.modify_server_default,
            new_column_name=self.modify_name,
            type_=self.modify_type,
            existing_type=self.existing_type,
            existing_server_default=self.existing_server_default,
            existing_nullable=self.existing_nullable,
            existing_comment=self.existing_comment,
            schema=self.schema,
            **self.kw,
        )

    def reverse(self) -> AlterColumnOp:
        """Return what puts back what the operation says about the column before."""
        old: dict[str, Any] = {}
        for name, unsaid in (
            ("type", None),
            ("nullable", None),
            ("server_default", False),
            ("comment", False),
        ):
            new = getattr(self, f"modify_{name}")
            existing = getattr(self, f"existing_{name}")
            old[f"existing_{name}"] = existing
            if new is not unsaid:
                old[f"existing_{name}"] = new
                old[f"modify_{name}"] = existing
        if self.modify_name is not None:
            old["modify_name"] = self.column_name
        return AlterColumnOp(
            self.table_name, self.modify_name or self.column_name, schema=self.schema, **old, **self.kw
        )

    def to_diff_tuple(self) -> Any:
        """Return a list of ``("modify_...", schema, table, column, existing, old, new)``."""
        existing = {
            name: getattr(self, name)
            for name in (
                "existing_type",
                "existing_nullable",
                "existing_server_default",
                "existing_comment",
            )
        }
        changes = (
            ("type", self.modify_type, None),
            ("nullable", self.modify_nullable, None),
            ("default", self.modify_server_default, False),
            ("comment", self.modify_comment, False),
        )
        found = []
        for name, new, unsaid in changes:
            if new is unsaid:
                continue
            own = "existing_server_default" if name == "default" else f"existing_{name}"
            others = {key: value for key, value in existing.items() if key != own}
            found.append(
                (f"modify_{name}", self.schema, self.table_name, self.column_name, others, existing[own], new)
            )
        return found
