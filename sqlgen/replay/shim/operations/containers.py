"""Operations that hold others: what autogenerate hooks are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .migrate_op import MigrateOperation


class OpContainer(MigrateOperation):
    """A list of operations."""

    def __init__(self, ops: Sequence[MigrateOperation] = ()) -> None:
        self.ops = list(ops)

    def is_empty(self) -> bool:
        """Return whether there are none."""
        return not self.ops

    def as_diffs(self) -> Any:
        """Return the operations as diff tuples."""
        return list(OpContainer._ops_as_diffs(self))

    @classmethod
    def _ops_as_diffs(cls, migrations: OpContainer) -> Iterator[Any]:
        for op in migrations.ops:
            if isinstance(op, OpContainer):
                yield from cls._ops_as_diffs(op)
            else:
                yield op.to_diff_tuple()

    def replay(self, operations: Any) -> None:
        """Carry out the operations, in order."""
        for op in self.ops:
            operations.invoke(op)


class ModifyTableOps(OpContainer):
    """Operations on one table."""

    def __init__(
        self, table_name: str, ops: Sequence[MigrateOperation], *, schema: str | None = None
    ) -> None:
        super().__init__(ops)
        self.table_name = table_name
        self.schema = schema

    def reverse(self) -> ModifyTableOps:
        """Return what undoes them, last one first."""
        undone = [op.reverse() for op in reversed(self.ops)]
        return ModifyTableOps(self.table_name, ops=undone, schema=self.schema)


class UpgradeOps(OpContainer):
    """What ``upgrade()`` does."""

    def __init__(self, ops: Sequence[MigrateOperation] = (), upgrade_token: str = "upgrades") -> None:
        super().__init__(ops)
        self.upgrade_token = upgrade_token

    def reverse_into(self, downgrade_ops: DowngradeOps) -> DowngradeOps:
        """Fill *downgrade_ops* with what undoes these operations and return it."""
        downgrade_ops.ops[:] = [op.reverse() for op in reversed(self.ops)]
        return downgrade_ops

    def reverse(self) -> DowngradeOps:
        """Return what undoes these operations."""
        return self.reverse_into(DowngradeOps())


class DowngradeOps(OpContainer):
    """What ``downgrade()`` does."""

    def __init__(self, ops: Sequence[MigrateOperation] = (), downgrade_token: str = "downgrades") -> None:
        super().__init__(ops)
        self.downgrade_token = downgrade_token

    def reverse(self) -> UpgradeOps:
        """Return what undoes these operations."""
        return UpgradeOps([op.reverse() for op in reversed(self.ops)])


class MigrationScript(MigrateOperation):
    """A revision script to be written."""

    def __init__(
        self,
        rev_id: str | None,
        upgrade_ops: Any,
        downgrade_ops: Any,
        *,
        message: str | None = None,
        imports: set[str] | None = None,
        head: str | None = None,
        splice: bool | None = None,
        branch_label: Any = None,
        version_path: Any = None,
        depends_on: Any = None,
    ) -> None:
        self.rev_id = rev_id
        self.message = message
        self.imports = imports if imports is not None else set()
        self.head = head
        self.splice = splice
        self.branch_label = branch_label
        self.version_path = version_path
        self.depends_on = depends_on
        self.upgrade_ops = upgrade_ops
        self.downgrade_ops = downgrade_ops

    @property
    def upgrade_ops(self) -> Any:
        """The operations of ``upgrade()``. Raises: ValueError where there are several lists."""
        return _only(self._upgrade_ops, "upgrade_ops")

    @upgrade_ops.setter
    def upgrade_ops(self, ops: Any) -> None:
        self._upgrade_ops = _as_list(ops)

    @property
    def downgrade_ops(self) -> Any:
        """The operations of ``downgrade()``. Raises: ValueError where there are several lists."""
        return _only(self._downgrade_ops, "downgrade_ops")

    @downgrade_ops.setter
    def downgrade_ops(self, ops: Any) -> None:
        self._downgrade_ops = _as_list(ops)

    @property
    def upgrade_ops_list(self) -> list[UpgradeOps]:
        """The lists of operations of ``upgrade()``, one a database."""
        return self._upgrade_ops

    @property
    def downgrade_ops_list(self) -> list[DowngradeOps]:
        """The lists of operations of ``downgrade()``, one a database."""
        return self._downgrade_ops


def _as_list(ops: Any) -> list[Any]:
    if ops is None:
        return []
    return list(ops) if isinstance(ops, (list, tuple)) else [ops]


def _only(ops: list[Any], name: str) -> Any:
    if len(ops) > 1:
        raise ValueError(f"this MigrationScript instance has a multiple-entry list; use {name}_list")
    return ops[0] if ops else None
