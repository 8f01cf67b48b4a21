"""``alembic.operations.ops``: operation objects for plugins and ``op.invoke``."""

from typing import Any


class MigrateOperation:
    """The base of operation objects; a plugin's own derive from it."""

    @property
    def info(self) -> dict[Any, Any]:
        """A place for plugins' notes."""
        return self.__dict__.setdefault("_info", {})  # type: ignore[no-any-return]

    def reverse(self) -> "MigrateOperation":
        """Return the operation that undoes this one."""
        raise NotImplementedError

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """Return the operation as a tuple, for autogenerate."""
        raise NotImplementedError
