"""`EnvironmentContext`: what env.py sees as ``alembic.context``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from typing import Any

import sqlalchemy as sa

from sqlgen.dialect import Dialect
from sqlgen.replay.errors import CommandError, EnvironmentFailed
from sqlgen.values import dataclass


@dataclass(frozen=True)
class Configured:
    """What one ``context.configure(...)`` of env.py settled, as far as it matters offline.

    None is: not said. *backend* is SQLAlchemy's name of the dialect of env.py's own URL or connection.
    """

    backend: str | None = None
    url: Any = None
    version_table: str | None = None
    version_table_schema: str | None = None
    version_table_pk: bool | None = None
    transaction_per_migration: bool | None = None
    transactional_ddl: bool | None = None
    target_metadata: Any = None
    on_version_apply: tuple[Any, ...] = ()
    batch_separator: str | None = None
    opts: Mapping[str, Any] = field(default_factory=dict)

    def url_on(self, dialect: Dialect) -> Any:
        """Return the URL where it is one of *dialect*'s databases, else None."""
        return self.url if self.backend == dialect.sqlalchemy.name else None

    def database_on(self, dialect: Dialect) -> str | None:
        """Return the name of the database, where a URL of *dialect*'s says it."""
        return getattr(self.url_on(dialect), "database", None) or None


def configured_by(keywords: Mapping[str, Any]) -> Configured:
    """Return what the keywords of a configure() call settle."""
    connection, url, name = (keywords.get(key) for key in ("connection", "url", "dialect_name"))
    backend = None
    if connection is not None:
        backend = connection.dialect.name
        url = getattr(getattr(connection, "engine", None), "url", None)
    elif url is not None:
        url = _url(url)
        backend = url.get_backend_name() if url is not None else None
    elif name is not None:
        backend = str(name)
    callbacks = keywords.get("on_version_apply") or ()
    metadata = keywords.get("target_metadata")
    if isinstance(metadata, (list, tuple)):
        metadata = next(iter(metadata), None)
    separators = [v for k, v in keywords.items() if k.endswith("_batch_separator")]
    return Configured(
        backend=backend,
        url=url,
        version_table=keywords.get("version_table"),
        version_table_schema=keywords.get("version_table_schema"),
        version_table_pk=keywords.get("version_table_pk"),
        transaction_per_migration=keywords.get("transaction_per_migration"),
        transactional_ddl=keywords.get("transactional_ddl"),
        target_metadata=metadata,
        on_version_apply=tuple(callbacks) if isinstance(callbacks, (list, tuple, set)) else (callbacks,),
        batch_separator=separators[0] if separators else None,
        opts=dict(keywords),
    )


def _url(url: Any) -> sa.engine.URL | None:
    """Return *url* as SQLAlchemy's; None for one that says nothing, as where a variable is not set."""
    try:
        return sa.engine.make_url(url)
    except sa.exc.ArgumentError:
        return None


# What a further configure() call does not inherit from the one before; the rest it does, as in Alembic.
_FORGOTTEN = ("target_metadata", "transaction_per_migration", "on_version_apply")


class EnvironmentContext:
    """The run as env.py sees it.

    *open_target(configured)* returns the `MigrationContext` of a target; *run(context, configured, keywords)*
    runs the range's scripts against it; *divide()* begins another transaction behind them. *settled()*: what
    env.py's configure() cannot change. An application may make one of its own, as it makes Alembic's, of a
    Config and a ScriptDirectory; it can run nothing.
    """

    def __init__(
        self,
        config: Any,
        script: Any,
        plan: Any = None,
        open_target: Any = None,
        run: Any = None,
        divide: Any = None,
        *,
        settled: Callable[[], Mapping[str, Any]] = dict,
        scripts_see_offline: bool = False,
        **_: Any,
    ) -> None:
        self.config = config
        self.script = script
        self._plan = plan
        self._open_target = open_target
        self._run = run
        self._divide = divide
        self._settled = settled
        self._transactions = 0
        self._configured: Configured | None = None
        self._scripts_see_offline = scripts_see_offline
        self.running = False
        self.migration_context: Any = None
        self.runs = 0
        self.has_run = False
        """Whether the present target's scripts have run."""

    def is_offline_mode(self) -> bool:
        """Return True to env.py; to scripts, whose questions are answered, False unless they want it."""
        return self._scripts_see_offline if self.running else True

    def configure(self, connection: Any = None, url: Any = None, dialect_name: Any = None, **kw: Any) -> None:
        """Settle the target; may be called again for another one."""
        before = self._configured.opts if self._configured else {}
        merged = {key: value for key, value in before.items() if key not in _FORGOTTEN} | kw
        given = {"connection": connection, "url": url, "dialect_name": dialect_name}
        if any(value is not None for value in given.values()):
            merged |= given
        self._refuse_other_start(merged.get("starting_rev"))
        self._configured = configured_by({**merged, **self._settled()})
        self.migration_context = None

    def _refuse_other_start(self, starting: Any) -> None:
        if not starting:
            return
        ids = [starting] if isinstance(starting, str) else list(starting)
        asked = {script.revision for script in self.script.get_revisions(ids)}
        if asked != set(self._plan.start):
            shown = ",".join(ids)
            raise EnvironmentFailed(
                f'env.py sets starting_rev="{shown}", and the range starts at '
                f"{','.join(self._plan.start) or 'base'}",
                hint=f"Give the START on the command line: {shown}:END.",
            )

    def run_migrations(self, **kw: Any) -> None:
        """Run the range's scripts, *kw* being passed to their functions."""
        if self.has_run:
            self.migration_context = None
        context = self.get_context()
        self.runs += 1
        self.running = True
        try:
            self._run(context, self._configured, kw)
        finally:
            self.running = False
            self.has_run = True

    @contextmanager
    def begin_transaction(self) -> Iterator[None]:
        """Do nothing, since transactions are the script's frame, but behind the revisions.

        There, what is said outside of a block is in no transaction, and a further block is another one.
        """
        outermost = not self._transactions
        if outermost and self.has_run:
            self._divide()
            self._set_autocommit(False)
        self._transactions += 1
        try:
            yield
        finally:
            self._transactions -= 1
            if outermost and self.has_run:
                self._set_autocommit(True)

    def _set_autocommit(self, autocommit: bool) -> None:
        if self.migration_context is not None:
            self.migration_context.recorder.autocommit = autocommit

    def is_transactional_ddl(self) -> bool:
        """Return whether DDL of the target can be rolled back."""
        return bool(self.get_context().impl.transactional_ddl)

    def requires_connection(self) -> bool:
        """Return False."""
        return False

    def get_context(self) -> Any:
        """Return the `MigrationContext`. Raises: EnvironmentFailed before configure()."""
        if self.migration_context is None:
            if self._configured is None:
                raise EnvironmentFailed(
                    "env.py did not call context.configure() first",
                    hint="Call context.configure(url=..., target_metadata=...), or use --no-env.",
                )
            if self._open_target is None:
                raise CommandError("an EnvironmentContext of one's own runs nothing while sqlgen does")
            self.has_run = False
            self.migration_context = self._open_target(self._configured)
        return self.migration_context

    def get_bind(self) -> Any:
        """Return the bind."""
        return self.get_context().bind

    def get_impl(self) -> Any:
        """Return the context's impl."""
        return self.get_context().impl

    def execute(self, sql: Any, execution_options: Any = None) -> None:
        """Record SQL."""
        self.get_context().execute(sql)

    def static_output(self, text: str) -> None:
        """Record SQL that is written as it stands."""
        self.get_impl().static_output(text)

    def get_x_argument(self, as_dictionary: bool = False) -> Any:
        """Return the ``-x`` arguments, as a list or as a dictionary of ``key=value``."""
        values = list(self.config.cmd_opts.x or ())
        if not as_dictionary:
            return values
        return dict(value.split("=", 1) if "=" in value else (value, "") for value in values)

    def get_tag_argument(self) -> None:
        """Return None: there is no tag."""

    def get_head_revision(self) -> str | None:
        """Return the history's head, or None. Raises: where there are several."""
        return self.script.get_current_head()  # type: ignore[no-any-return]

    def get_head_revisions(self) -> tuple[str, ...]:
        """Return the history's heads."""
        return tuple(self.script.get_heads())

    def get_revision_argument(self) -> Any:
        """Return END: one id, a tuple of several, or None for base."""
        end = self._plan.end
        return end[0] if len(end) == 1 else (tuple(end) or None)

    def get_starting_revision_argument(self) -> Any:
        """Return START: one id, a tuple of several, or None for base."""
        start = self._plan.start
        return start[0] if len(start) == 1 else (tuple(start) or None)

    def __enter__(self) -> EnvironmentContext:
        return self

    def __exit__(self, *_: Any) -> None:
        return None
