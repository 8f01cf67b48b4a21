"""`MigrationContext`: what ``op.get_context()`` gives to scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from sqlgen import schema as s
from sqlgen.history.errors import RevisionIdTooLong
from sqlgen.history.steps import RevisionStep
from sqlgen.replay import current, data
from sqlgen.replay.bind import OfflineConnection, new_bind
from sqlgen.replay.errors import CommandError
from sqlgen.replay.impl import new_impl
from sqlgen.replay.operations import Operations
from sqlgen.replay.recorder import Recorder
from sqlgen.replay.version_shape import checked, held_now, lines_of
from sqlgen.sa_bridge import table_of


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
        id_length: int | None = None,
    ) -> None:
        self.recorder = recorder
        self.opts = dict(opts)
        self.environment_context = environment_context
        self.config = getattr(environment_context, "config", None)
        self.script = getattr(environment_context, "script", None)
        self.dialect = recorder.dialect.sqlalchemy
        self.as_sql = as_sql
        self._url = url
        transactional = self.opts.get("transactional_ddl")
        if transactional is None:
            ddl = recorder.dialect.facts.ddl
            transactional = ddl.transactional and ddl.tells_transactional
        self.impl = new_impl(self.dialect, lambda: self.bind, as_sql, transactional, self.opts)
        self.impl = Operations(self).impl
        self.version_table = self.opts.get("version_table") or "alembic_version"
        self.version_table_schema = self.opts.get("version_table_schema")
        self._version = checked(
            self.impl.version_table_impl(
                version_table=self.version_table,
                version_table_schema=self.version_table_schema,
                version_table_pk=self.opts.get("version_table_pk", True),
            )
        )
        if id_length is not None:
            self._version.c.version_num.type = sa.String(id_length)
        self.heads = heads
        recorder.own_tables = self._own_tables
        recorder.own_names = frozenset({s.ObjectName(self.version_table, self.version_table_schema or None)})

    @cached_property
    def bind(self) -> OfflineConnection:
        """The connection that scripts get, made when it is first asked for."""
        return new_bind(self.recorder, self._url)

    @property
    def connection(self) -> OfflineConnection:
        """The same."""
        return self.bind

    def _own_tables(self) -> tuple[s.Table, ...]:
        return (table_of(self._version, self.recorder.dialect, None),)

    def version_lines(self) -> tuple[str, ...]:
        """Return the lines of the version table's CREATE TABLE, none where it is as Alembic's."""
        return lines_of(self._version, self.recorder.dialect)

    def too_long(self, step: RevisionStep) -> Iterator[RevisionIdTooLong]:
        """Yield a fault for each id that *step* writes and the version table cannot hold at this moment."""
        length = getattr(self._version.c.version_num.type, "length", None)
        if length is None or not self.recorder.dialect.facts.script.version_type_limits:
            return
        for id_ in step.heads_after:
            if len(id_) > length and id_ not in step.heads_before:
                held = held_now(self.recorder, s.ObjectName(self.version_table, self.version_table_schema))
                if held is None:
                    held = length
                if len(id_) > held:
                    yield RevisionIdTooLong(step.revision.where, id_, held)

    @contextmanager
    def autocommit_block(self) -> Iterator[None]:
        """Record what happens within the block as outside the transaction."""
        outer = self.recorder.autocommit
        self.recorder.commit()
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

    def is_transactional_ddl(self) -> bool:
        """Return whether DDL of the target can be rolled back."""
        return bool(self.impl.transactional_ddl)

    def _ensure_version_table(self, purge: bool = False) -> None:
        """Do nothing: the script creates the version table."""

    def get_current_heads(self) -> tuple[str, ...]:
        """Return the rows of the version table before the revision that runs."""
        return self.heads

    def get_current_revision(self) -> str | None:
        """Return the one row of the version table, or None at base."""
        return self.heads[0] if self.heads else None

    def stamp(self, *_: Any) -> None:
        """Refuse: a script does not stamp."""
        self.recorder.refuse("stamp from within a script")

    def run_migrations(self, **_: Any) -> None:
        """Refuse: the range's scripts are run by ``context.run_migrations()``."""
        raise CommandError("call alembic.context.run_migrations(), not the MigrationContext's own")

    @classmethod
    def configure(
        cls,
        connection: Any = None,
        url: Any = None,
        dialect_name: str | None = None,
        dialect: Any = None,
        environment_context: Any = None,
        dialect_opts: Any = None,
        opts: Any = None,
    ) -> MigrationContext:
        """Return the context that runs, as scripts expect that make one of ``op.get_bind()``.

        Raises: CommandError: none runs, or *connection* is one to some other database.
        """
        if connection is not None and not isinstance(connection, OfflineConnection):
            raise CommandError("MigrationContext.configure(connection): sqlgen has no database to connect to")
        try:
            running: MigrationContext = current.current_environment().get_context()
        except NameError as error:
            raise CommandError("MigrationContext.configure(): no migration is running") from error
        return running
