"""The base of operation objects."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar


class MigrateOperation:
    """Something to be done, as an object: for ``operations.invoke``, for plugins and for autogenerate."""

    _mutations: frozenset[Any] = frozenset()
    directives: ClassVar[dict[str, Any]] = {}
    """The directives of ``op`` that make operations of this very class, each with the class it makes."""

    @cached_property
    def info(self) -> dict[Any, Any]:
        """A place for plugins' notes."""
        return {}

    def reverse(self) -> MigrateOperation:
        """Return the operation that undoes this one."""
        raise NotImplementedError

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return the operation as a tuple, as autogenerate's older interface has it."""
        raise NotImplementedError


class AlterTableOp(MigrateOperation):
    """An operation on one table."""

    def __init__(self, table_name: str, *, schema: str | None = None) -> None:
        self.table_name = table_name
        self.schema = schema
