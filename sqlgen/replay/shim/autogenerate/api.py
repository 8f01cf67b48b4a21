"""``alembic.autogenerate.api``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from ..inert import inert

compare_metadata = inert("alembic.autogenerate", "compare_metadata")
produce_migrations = inert("alembic.autogenerate", "produce_migrations")
render_python_code = inert("alembic.autogenerate", "render_python_code")
_render_migration_diffs = inert("alembic.autogenerate", "_render_migration_diffs")


class AutogenContext:
    """What hooks are given: the options and the metadata."""

    def __init__(
        self,
        migration_context: Any,
        metadata: Any = None,
        opts: dict[str, Any] | None = None,
        autogenerate: bool = True,
    ) -> None:
        opts = migration_context.opts if opts is None else opts
        self.migration_context = migration_context
        self.metadata = opts.get("target_metadata") if metadata is None else metadata
        self.opts = opts
        self.connection = migration_context.bind
        self.dialect = migration_context.dialect
        self.imports: set[str] = set()
        self._has_batch = False

    @property
    def sorted_tables(self) -> list[Any]:
        """The tables of the metadata, those referred to first."""
        several = self.metadata if isinstance(self.metadata, Sequence) else [self.metadata]
        return [table for metadata in several if metadata is not None for table in metadata.sorted_tables]

    @property
    def table_key_to_table(self) -> dict[str, Any]:
        """The tables of the metadata by their keys."""
        return {table.key: table for table in self.sorted_tables}

    @property
    def inspector(self) -> Any:
        """The inspector of the bind."""
        import sqlalchemy as sa

        return sa.inspect(self.connection)

    def run_name_filters(self, name: Any, type_: Any, parent_names: Any) -> bool:
        """Return True: nothing is left out."""
        return True

    def run_object_filters(
        self, object_: Any, name: Any, type_: Any, reflected: Any, compare_to: Any
    ) -> bool:
        """Return True: nothing is left out."""
        return True

    run_filters = run_object_filters

    @contextlib.contextmanager
    def _within_batch(self) -> Iterator[None]:
        self._has_batch = True
        yield
        self._has_batch = False


class RevisionContext:
    """Kept for imports and annotations; sqlgen writes no revision files while it reads the project."""

    def __init__(self, config: Any, script_directory: Any, command_args: dict[str, Any], **_: Any) -> None:
        self.config = config
        self.script_directory = script_directory
        self.command_args = command_args
