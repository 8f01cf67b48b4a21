"""The operation of an EXCLUDE constraint; Alembic has it in ``alembic.ddl.postgresql``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlgen.replay.directives import Directives

from .constraint_ops import AddConstraintOp


@AddConstraintOp.register_add_constraint("exclude_constraint")
class CreateExcludeConstraintOp(AddConstraintOp):
    """ADD EXCLUDE."""

    constraint_type = "exclude"

    def __init__(
        self,
        constraint_name: Any,
        table_name: str,
        elements: Sequence[Any],
        where: Any = None,
        schema: str | None = None,
        _orig_constraint: Any = None,
        **kw: Any,
    ) -> None:
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.elements = elements
        self.where = where
        self.schema = schema
        self._orig_constraint = _orig_constraint
        self.kw = kw

    @classmethod
    def create_exclude_constraint(
        cls, operations: Any, constraint_name: str, table_name: str, *elements: Any, **kw: Any
    ) -> Any:
        """Make the operation and carry it out."""
        return operations.invoke(cls(constraint_name, table_name, elements, **kw))

    @classmethod
    def batch_create_exclude_constraint(
        cls, operations: Any, constraint_name: str, *elements: Any, **kw: Any
    ) -> Any:
        """Make the operation for the batch's table and carry it out."""
        impl = operations.impl
        return operations.invoke(cls(constraint_name, impl.table_name, elements, schema=impl.schema, **kw))

    @classmethod
    def from_constraint(cls, constraint: Any) -> CreateExcludeConstraintOp:
        """Return the operation that adds *constraint* to its table."""
        table = constraint.parent
        return cls(
            constraint.name,
            table.name,
            [(expression, op) for expression, _, op in constraint._render_exprs],
            where=constraint.where,
            schema=table.schema,
            _orig_constraint=constraint,
            deferrable=constraint.deferrable,
            initially=constraint.initially,
            using=constraint.using,
        )

    def to_constraint(self, migration_context: Any = None) -> Any:
        """Return the constraint that the operation was made from. Raises: ValueError: there is none."""
        if self._orig_constraint is None:
            raise ValueError("constraint cannot be produced; original constraint is not present")
        return self._orig_constraint

    def replay(self, operations: Any) -> None:
        """Record the operation."""
        options = {"schema": self.schema, "where": self.where, **self.kw}
        Directives.create_exclude_constraint(
            operations,
            self.constraint_name,
            self.table_name,
            *self.elements,
            **{key: value for key, value in options.items() if value is not None},
        )
