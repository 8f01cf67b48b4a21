"""Operations on constraints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import schema as sa_schema

from sqlgen.replay.directives import Directives
from sqlgen.replay.schema_objects import SchemaObjects

from ..util.langhelpers import Dispatcher
from .migrate_op import MigrateOperation


class AddConstraintOp(MigrateOperation):
    """The base of those that add a constraint. ``from_constraint`` finds the class for one."""

    add_constraint_ops = Dispatcher()

    @property
    def constraint_type(self) -> str:
        """The constraint's kind."""
        raise NotImplementedError

    @classmethod
    def register_add_constraint(cls, type_: str) -> Callable[[Any], Any]:
        """Use the decorated class for constraints with this ``__visit_name__``."""

        def register(op_class: Any) -> Any:
            cls.add_constraint_ops.dispatch_for(type_)(op_class.from_constraint)
            return op_class

        return register

    @classmethod
    def from_constraint(cls, constraint: Any) -> Any:
        """Return the operation that adds *constraint* to its table."""
        return cls.add_constraint_ops.dispatch(constraint.__visit_name__)(constraint)

    def to_constraint(self, migration_context: Any = None) -> Any:
        """Return the constraint."""
        raise NotImplementedError

    def reverse(self) -> DropConstraintOp:
        """Return the drop."""
        return DropConstraintOp.from_constraint(self.to_constraint())

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("add_constraint", constraint)``."""
        return ("add_constraint", self.to_constraint())


class _OverColumns(AddConstraintOp):
    """A constraint that is a list of columns of one table."""

    def __init__(
        self,
        constraint_name: Any,
        table_name: str,
        columns: Sequence[str],
        *,
        schema: str | None = None,
        **kw: Any,
    ) -> None:
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint: Any) -> Any:
        """Return the operation that adds *constraint* to its table."""
        table = constraint.table
        columns = [column.name for column in constraint.columns]
        return cls(constraint.name, table.name, columns, schema=table.schema, **_options(constraint))


def _create(
    cls: Any, /, operations: Any, constraint_name: Any, table_name: str, columns: Sequence[str], **kw: Any
) -> Any:
    """Make the operation and carry it out."""
    return operations.invoke(cls(constraint_name, table_name, columns, **kw))


def _batch_create(
    cls: Any, /, operations: Any, constraint_name: Any, columns: Sequence[str], **kw: Any
) -> Any:
    """Make the operation for the batch's table and carry it out."""
    impl = operations.impl
    return operations.invoke(cls(constraint_name, impl.table_name, columns, schema=impl.schema, **kw))


@AddConstraintOp.register_add_constraint("primary_key_constraint")
class CreatePrimaryKeyOp(_OverColumns):
    """ADD PRIMARY KEY."""

    constraint_type = "primarykey"
    create_primary_key = classmethod(_create)
    batch_create_primary_key = classmethod(_batch_create)

    def to_constraint(self, migration_context: Any = None) -> sa.PrimaryKeyConstraint:
        """Return the primary key."""
        return SchemaObjects(migration_context).primary_key_constraint(
            self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw
        )

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.create_primary_key(
            operations, self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw
        )


@AddConstraintOp.register_add_constraint("unique_constraint")
class CreateUniqueConstraintOp(_OverColumns):
    """ADD UNIQUE."""

    constraint_type = "unique"
    create_unique_constraint = classmethod(_create)
    batch_create_unique_constraint = classmethod(_batch_create)

    def to_constraint(self, migration_context: Any = None) -> sa.UniqueConstraint:
        """Return the unique constraint."""
        return SchemaObjects(migration_context).unique_constraint(
            self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw
        )

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.create_unique_constraint(
            operations, self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw
        )


@AddConstraintOp.register_add_constraint("foreign_key_constraint")
class CreateForeignKeyOp(AddConstraintOp):
    """ADD FOREIGN KEY. Schemas, actions and deferrability are in ``kw``."""

    constraint_type = "foreignkey"

    def __init__(
        self,
        constraint_name: Any,
        source_table: str,
        referent_table: str,
        local_cols: list[str],
        remote_cols: list[str],
        **kw: Any,
    ) -> None:
        self.constraint_name = constraint_name
        self.source_table = source_table
        self.referent_table = referent_table
        self.local_cols = local_cols
        self.remote_cols = remote_cols
        self.kw = kw

    @classmethod
    def create_foreign_key(
        cls,
        operations: Any,
        constraint_name: Any,
        source_table: str,
        referent_table: str,
        local_cols: list[str],
        remote_cols: list[str],
        **kw: Any,
    ) -> Any:
        """Make the operation and carry it out."""
        made = cls(constraint_name, source_table, referent_table, local_cols, remote_cols, **kw)
        return operations.invoke(made)

    @classmethod
    def batch_create_foreign_key(
        cls,
        operations: Any,
        constraint_name: Any,
        referent_table: str,
        local_cols: list[str],
        remote_cols: list[str],
        **kw: Any,
    ) -> Any:
        """Make the operation for the batch's table and carry it out."""
        kw["source_schema"] = operations.impl.schema
        source = operations.impl.table_name
        return operations.invoke(cls(constraint_name, source, referent_table, local_cols, remote_cols, **kw))

    @classmethod
    def from_constraint(cls, constraint: Any) -> CreateForeignKeyOp:
        """Return the operation that adds *constraint* to its table."""
        names = ("onupdate", "ondelete", "deferrable", "initially", "match", "use_alter")
        kw = {name: getattr(constraint, name) for name in names if getattr(constraint, name)}
        tokens = [element._column_tokens for element in constraint.elements]
        schema, referent, _ = tokens[0]
        kw["source_schema"], kw["referent_schema"] = constraint.parent.schema, schema
        kw.update(constraint.dialect_kwargs)
        local = list(constraint.column_keys)
        remote = [column or own for (_, _, column), own in zip(tokens, local, strict=True)]
        return cls(constraint.name, constraint.parent.name, referent, local, remote, **kw)

    def _options(self) -> dict[str, Any]:
        return {key: value for key, value in self.kw.items() if key != "use_alter"}

    def to_constraint(self, migration_context: Any = None) -> sa.ForeignKeyConstraint:
        """Return the foreign key."""
        return SchemaObjects(migration_context).foreign_key_constraint(
            self.constraint_name,
            self.source_table,
            self.referent_table,
            self.local_cols,
            self.remote_cols,
            **self._options(),
        )

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.create_foreign_key(
            operations,
            self.constraint_name,
            self.source_table,
            self.referent_table,
            self.local_cols,
            self.remote_cols,
            **self._options(),
        )

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("add_fk", constraint)``."""
        return ("add_fk", self.to_constraint())


@AddConstraintOp.register_add_constraint("check_constraint")
@AddConstraintOp.register_add_constraint("table_or_column_check_constraint")
@AddConstraintOp.register_add_constraint("column_check_constraint")
class CreateCheckConstraintOp(AddConstraintOp):
    """ADD CHECK."""

    constraint_type = "check"

    def __init__(
        self,
        constraint_name: Any,
        table_name: str,
        condition: Any,
        *,
        schema: str | None = None,
        **kw: Any,
    ) -> None:
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.condition = condition
        self.schema = schema
        self.kw = kw

    @classmethod
    def create_check_constraint(
        cls, operations: Any, constraint_name: Any, table_name: str, condition: Any, **kw: Any
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(constraint_name, table_name, condition, **kw))

    @classmethod
    def batch_create_check_constraint(
        cls, operations: Any, constraint_name: Any, condition: Any, **kw: Any
    ) -> Any:
        """Make the operation for the batch's table and carry it out."""
        impl = operations.impl
        return operations.invoke(cls(constraint_name, impl.table_name, condition, schema=impl.schema, **kw))

    @classmethod
    def from_constraint(cls, constraint: Any) -> CreateCheckConstraintOp:
        """Return the operation that adds *constraint* to its table."""
        table, condition = constraint.table, constraint.sqltext
        return cls(constraint.name, table.name, condition, schema=table.schema, **constraint.dialect_kwargs)

    def to_constraint(self, migration_context: Any = None) -> sa.CheckConstraint:
        """Return the CHECK."""
        return SchemaObjects(migration_context).check_constraint(
            self.constraint_name, self.table_name, self.condition, schema=self.schema, **self.kw
        )

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.create_check_constraint(
            operations, self.constraint_name, self.table_name, self.condition, schema=self.schema, **self.kw
        )


_KINDS = {
    "unique_constraint": "unique",
    "foreign_key_constraint": "foreignkey",
    "primary_key_constraint": "primary",
    "check_constraint": "check",
    "table_or_column_check_constraint": "check",
    "column_check_constraint": "check",
}


class DropConstraintOp(MigrateOperation):
    """DROP CONSTRAINT."""

    def __init__(
        self,
        constraint_name: Any,
        table_name: str,
        type_: str | None = None,
        *,
        schema: str | None = None,
        if_exists: bool | None = None,
        _reverse: AddConstraintOp | None = None,
    ) -> None:
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.constraint_type = type_
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse

    @classmethod
    def drop_constraint(
        cls, operations: Any, constraint_name: Any, table_name: str, type_: str | None = None, **kw: Any
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(constraint_name, table_name, type_=type_, **kw))

    @classmethod
    def batch_drop_constraint(cls, operations: Any, constraint_name: Any, type_: str | None = None) -> Any:
        """Make the operation for the batch's table and carry it out."""
        impl = operations.impl
        return operations.invoke(cls(constraint_name, impl.table_name, type_=type_, schema=impl.schema))

    @classmethod
    def from_constraint(cls, constraint: Any) -> DropConstraintOp:
        """Return the operation that drops *constraint* from its table."""
        table = constraint.parent
        kind = _KINDS.get(constraint.__visit_name__)
        reverse = AddConstraintOp.from_constraint(constraint)
        return cls(constraint.name, table.name, schema=table.schema, type_=kind, _reverse=reverse)

    def to_constraint(self) -> Any:
        """Return the constraint. Raises: ValueError: the operation does not know it."""
        if self._reverse is None:
            raise ValueError("constraint cannot be produced; original constraint is not present")
        constraint = self._reverse.to_constraint()
        constraint.name = self.constraint_name
        return constraint

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        Directives.drop_constraint(
            operations,
            self.constraint_name,
            self.table_name,
            self.constraint_type,
            schema=self.schema,
            if_exists=self.if_exists,
        )

    def reverse(self) -> AddConstraintOp:
        """Return the addition."""
        made: AddConstraintOp = AddConstraintOp.from_constraint(self.to_constraint())
        return made

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return ``("remove_constraint", constraint)``, or ``"remove_fk"`` for a foreign key."""
        kind = "remove_fk" if self.constraint_type == "foreignkey" else "remove_constraint"
        return (kind, self.to_constraint())


def _options(constraint: sa_schema.Constraint) -> dict[str, Any]:
    names = ("deferrable", "initially")
    found = {name: getattr(constraint, name) for name in names if getattr(constraint, name)}
    return {**found, **constraint.dialect_kwargs}
