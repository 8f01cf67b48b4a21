"""`MigrationContext`: what ``op.get_context()`` gives to scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from sqlgen.replay import data
from sqlgen.replay.bind import OfflineBind
from sqlgen.replay.recorder import Recorder


class MigrationContext:
    """One run against one target, as scripts see it.

    *as_sql* is False unless the project wants scripts to see offline mode: their questions are answered
    or refused, so they need not hold back.
    """

    def __init__(
        self,
        recorder: Recorder,
        opts: Mapping[str, Any],
        environment_context: Any,
        *,
        as_sql: bool,
        url: Any = None,
        heads: tuple[str, ...] = (),
    ) -> None:
        self.recorder = recorder
        self.opts = dict(opts)
        self.environment_context = environment_context
        self.config = getattr(environment_context, "config", None)
        self.script = getattr(environment_context, "script", None)
        self.dialect = recorder.dialect.sqlalchemy
        self.as_sql = as_sql
        self.bind = OfflineBind(recorder, url)
        self.connection = self.bind
        self.impl = Impl(self)
        self.version_table = self.opts.get("version_table") or "alembic_version"
        self.version_table_schema = self.opts.get("version_table_schema")
        self._version = sa.Table(
            self.version_table,
            sa.MetaData(),
            sa.Column("version_num", sa.String(32), nullable=False, primary_key=True),
            schema=self.version_table_schema,
        )
        self.heads = heads

    @contextmanager
    def autocommit_block(self) -> Iterator[None]:
        """Record what happens within the block as outside the transaction."""
        outer = self.recorder.autocommit
        self.recorder.autocommit = True
        try:
            yield
        finally:
            self.recorder.autocommit = outer

    @contextmanager
    def begin_transaction(self, _per_migration: bool = False) -> Iterator[None]:
        """Do nothing: transactions are the script's frame."""
        yield

    def execute(self, sql: Any, execution_options: Any = None) -> None:
        """Record SQL."""
        for operation in data.operations_for(self.recorder, sql):
            self.recorder.record(operation)

    def get_current_heads(self) -> tuple[str, ...]:
        """Return the rows of the version table before the revision that runs."""
        return self.heads

    def get_current_revision(self) -> str | None:
        """Return the one row of the version table, or None at base."""
        return self.heads[0] if self.heads else None

    def stamp(self, *_: Any) -> None:
        """Refuse: a script does not stamp."""
        self.bind.refuse("stamp from within a script")


class Impl:
    """The part of Alembic's DefaultImpl that scripts and plugins use directly."""

    def __init__(self, context: MigrationContext) -> None:
        self.dialect = context.dialect
        self.bind = context.bind
        self.connection = context.bind
        self.as_sql = context.as_sql
        self.transactional_ddl = context.recorder.dialect.facts.ddl.transactional
        self.memo: dict[Any, Any] = {}
        self.context_opts = context.opts
        self._context = context

    def execute(self, sql: Any, execution_options: Any = None) -> None:
        """Record SQL."""
        self._context.execute(sql)

    def _exec(self, construct: Any, *_: Any, **__: Any) -> None:
        self._context.execute(construct)

    def static_output(self, text: str) -> None:
        """Record SQL that is written as it stands; a text of comments only adds nothing."""
        self._context.execute(sa.text(text.replace(":", "\\:")))
