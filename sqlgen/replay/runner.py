"""Runs env.py, and through it the scripts of a plan, and tells a listener what happens."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from sqlgen.baseline.kept import AtStart, Kept
from sqlgen.checks.checker import Checker
from sqlgen.dialect import Dialect
from sqlgen.errors import InternalError, SqlgenError
from sqlgen.history.errors import raise_all
from sqlgen.history.plan import Plan
from sqlgen.history.steps import RevisionStep
from sqlgen.operations import Assumption, Change, Effects
from sqlgen.origin import Origin
from sqlgen.project.project import Project
from sqlgen.replay import current
from sqlgen.replay.config import Config
from sqlgen.replay.context import MigrationContext
from sqlgen.replay.env_py import run_env_py
from sqlgen.replay.environment import Configured, EnvironmentContext
from sqlgen.replay.errors import EnvironmentFailed, MissingFunction, MissingObject
from sqlgen.replay.impl import impls_of_one_project
from sqlgen.replay.loader import load_module, project_imports, script_errors
from sqlgen.replay.migration_info import MigrationInfo
from sqlgen.replay.operations import Operations
from sqlgen.replay.recorder import Policy, Recorder
from sqlgen.replay.redirect import redirected_engines
from sqlgen.schema import ObjectName, Schema


class Listener(Protocol):
    """Is told what a run does, in order. One run may hold several targets (multidb)."""

    def target(self, configured: Configured) -> Dialect:
        """Begin a target; return the dialect to compile for."""

    def begin(self, keywords: Mapping[str, Any], version_lines: tuple[str, ...]) -> None:
        """Begin its revisions; *keywords* are what env.py passes to ``run_migrations``.

        *version_lines*: the lines of the version table's CREATE TABLE, none where it is as Alembic's.
        """

    def step(self, step: RevisionStep) -> None:
        """Begin a revision."""

    def change(self, change: Change) -> None:
        """Take a change."""

    def assume(self, assumption: Assumption) -> None:
        """Take note of what a script was told though nobody could know it."""

    def contradiction(self, change: Change) -> SqlgenError | None:
        """Return what the server would refuse in a change that has not been recorded yet."""

    def inherit(self, checker: Checker) -> None:
        """Take note of what *checker* has seen before START."""

    def version(self, step: RevisionStep) -> None:
        """Move the version table over a revision."""

    def behind(self, *, apart: bool) -> None:
        """End its revisions: what comes now env.py executes itself; *apart*: in a transaction of its own."""

    def end(self) -> None:
        """End the target."""


class Replay:
    """One run of a plan. *baseline* gives the schema that the history stands on.

    *cache*: the folder where what lies before START is kept from run to run, or None.
    """

    def __init__(
        self,
        project: Project,
        plan: Plan,
        script: Any,
        listener: Listener,
        *,
        source_dialect: str | None,
        effects: Callable[[Dialect], Effects],
        baseline: Callable[[Dialect, Any], Schema],
        policy: Policy = "refuse",
        cache: Path | None = None,
    ) -> None:
        self._project = project
        self._plan = plan
        self._kept = Kept(project, plan, cache)
        self._listener = listener
        self._source_dialect = source_dialect
        self._effects = effects
        self._baseline = baseline
        self._policy = policy
        self._environment = EnvironmentContext(
            Config.of_project(project, range_text=plan.range_text, direction=plan.direction),
            script,
            plan,
            self._open,
            self._run,
            lambda: listener.behind(apart=True),
            settled=self._settled,
            scripts_see_offline=project.scripts_see == "offline",
        )
        self._keywords: dict[str, Any] = {}
        self._targets = 0
        self._taken = 0
        self._ran = False
        self._files = {
            step.revision.file: Origin(step.revision.where, 0, step.revision.id) for step in plan.steps
        }

    def run(self) -> None:
        """Execute env.py, or without one the plan itself. Raises: SqlgenError."""
        environment = self._environment
        env_py = self._project.environment()
        with impls_of_one_project(), project_imports(self._project), current.environment(environment):
            if env_py is None:
                environment.configure(url=self._project.url)
                environment.run_migrations()
                self._end()
                return
            origin = Origin(self._project.shown(env_py), 0)
            self._files[str(env_py)] = origin
            run_env_py(env_py, origin)
            if not environment.runs:
                raise EnvironmentFailed(
                    "env.py ended without calling context.run_migrations()",
                    where=origin,
                    hint="Call it in the offline path, or use --no-env.",
                )
            self._end()

    def _settled(self) -> dict[str, Any]:
        """Return what the project's own configuration says, in place of env.py."""
        project = self._project
        said: dict[str, Any] = {
            "version_table": project.version_table,
            "version_table_schema": project.version_table_schema,
            "version_table_pk": project.version_table_pk,
            "transaction_per_migration": project.transaction_per_migration,
        }
        if project.metadata is not None:
            said["target_metadata"] = load_object(project.metadata, project)
        return {key: value for key, value in said.items() if value is not None}

    @cached_property
    def _naming(self) -> Any:
        """What names constraints where the project's own configuration says it, else None."""
        if self._project.naming_convention is None:
            return None
        import sqlalchemy as sa

        return sa.MetaData(naming_convention=dict(self._project.naming_convention))

    def _open(self, configured: Configured) -> MigrationContext:
        self._end()
        dialect = self._listener.target(configured)
        self._targets += 1
        sink = partial(self._take, self._targets)
        return self._new_context(configured, dialect, sink, contradiction=self._listener.contradiction)

    def _take(self, target: int, change: Change) -> None:
        if target != self._targets:
            raise EnvironmentFailed(
                "env.py executes SQL for a target after the next has begun",
                hint="The script of the first is complete then. Execute it before context.get_context() "
                "or context.run_migrations() of the next.",
            )
        self._taken += 1
        self._listener.change(change)

    def _end(self) -> None:
        """End the target before the next one, or the last."""
        if self._ran:
            self._listener.end()
        elif self._taken:
            raise EnvironmentFailed(
                "env.py executes SQL for a target and then configures another, without run_migrations()",
                hint="Execute it after the last context.configure() that precedes context.run_migrations().",
            )
        self._taken, self._ran = 0, False

    def _run(self, context: MigrationContext, configured: Configured, keywords: dict[str, Any]) -> None:
        self._listener.begin(keywords, context.version_lines())
        self._keywords = keywords
        too_long: list[SqlgenError] = []
        with self._speaking(context), self._kept.scripts_running():
            for step in self._plan.steps:
                self._listener.step(step)
                self._one(step, context, keywords)
                too_long += context.too_long(step)
                self._listener.version(step)
                self._tell_callbacks(configured, context, step, keywords)
        raise_all(too_long)
        context.recorder.leave()
        self._ran = True
        self._listener.behind(apart=False)

    @contextlib.contextmanager
    def _speaking(self, context: MigrationContext) -> Iterator[None]:
        """Let scripts speak to *context* within the block."""
        project = self._project
        engines = redirected_engines(
            project.redirect_engines,
            lambda path: load_object(path, project),
            context,
            project.shown(project.settings_path) if project.settings_path else "",
        )
        with current.operations(Operations(context)), engines:
            yield

    def _new_context(
        self,
        configured: Configured,
        dialect: Dialect,
        sink: Callable[[Change], None],
        *,
        contradiction: Callable[[Change], SqlgenError | None],
        whole: bool = True,
    ) -> MigrationContext:
        def start() -> Schema:
            return self._schema_at_start(configured, dialect)

        def nothing() -> Schema:
            return self._baseline(dialect, configured.target_metadata)

        recorder = Recorder(
            dialect,
            sink,
            start if whole else nothing,
            self._files,
            metadata=self._naming or configured.target_metadata,
            effects=self._effects(dialect),
            source_dialect=self._source_dialect,
            assume=self._listener.assume if whole else lambda assumption: None,
            contradiction=contradiction,
            policy=self._policy if whole else "silent",
        )
        return MigrationContext(
            recorder,
            configured.opts,
            self._environment,
            as_sql=self._project.scripts_see == "offline",
            url=configured.url_on(dialect),
            id_length=self._project.version_id_length,
        )

    def _schema_at_start(self, configured: Configured, dialect: Dialect) -> Schema:
        """Return the schema at START, replayed without a listener, or kept from an earlier run."""
        for step in self._plan.baseline:
            self._files[step.revision.file] = Origin(step.revision.where, 0, step.revision.id)
        checker = self._checker_before(configured, dialect)
        replay = partial(self._replay_baseline, configured, dialect, checker)
        if not self._plan.baseline:
            schema, _ = replay()[0]
            self._listener.inherit(checker)
            return schema
        told = (configured.opts, self._keywords)
        schema, remembered = self._kept.at_start(dialect, told, replay)
        self._listener.inherit(self._checker_before(configured, dialect).recall(remembered))
        return schema

    def _checker_before(self, configured: Configured, dialect: Dialect) -> Checker:
        return Checker(
            dialect, from_base=True, version_table=ObjectName(configured.version_table or "alembic_version")
        )

    def _replay_baseline(
        self, configured: Configured, dialect: Dialect, checker: Checker
    ) -> tuple[AtStart, bool]:
        """Return what is known at START, and whether every revision could be replayed."""
        context = self._new_context(
            configured, dialect, checker.take, contradiction=checker.first_fault_of, whole=False
        )
        whole = True
        with self._speaking(context), self._kept.scripts_running():
            for step in self._plan.baseline:
                try:
                    with self._kept.replaying(step):
                        self._one(step, context, self._keywords)
                except InternalError:
                    raise
                except SqlgenError as error:
                    # It is behind the database already; only who asks for what it did needs to know.
                    context.recorder.lose_track(error)
                    whole = False
        return (context.recorder.schema, checker.at_rest()), whole

    def _commits_each(self, context: MigrationContext) -> bool:
        """Tell whether a live run commits after each revision."""
        told = context.opts.get("transaction_per_migration")
        each = self._project.transaction_per_migration if told is None else told
        return bool(each) or not context.is_transactional_ddl()

    def _one(self, step: RevisionStep, context: MigrationContext, keywords: dict[str, Any]) -> None:
        """Run one revision's function."""
        revision = step.revision
        origin = Origin(revision.where, 0, revision.id)
        if step.direction == "stamp":
            return
        context.recorder.enter(origin)
        if self._commits_each(context):
            context.recorder.commit()
        context.heads = step.heads_before
        module = load_module(revision.file, origin)
        function = getattr(module, step.direction, None)
        if function is None:
            raise MissingFunction(origin, step.direction)
        with script_errors(self._files, origin):
            result = function(**keywords)
            if inspect.iscoroutine(result):
                import asyncio

                asyncio.run(result)
        context.recorder.settle()

    def _tell_callbacks(
        self, configured: Configured, context: MigrationContext, step: RevisionStep, keywords: dict[str, Any]
    ) -> None:
        if not configured.on_version_apply:
            return
        origin = Origin(step.revision.where, 0, step.revision.id)
        for callback in configured.on_version_apply:
            with script_errors(self._files, origin):
                callback(
                    ctx=context,
                    step=MigrationInfo(step, context.script),
                    heads=set(step.heads_after),
                    run_args=keywords,
                )


def load_object(path: Any, project: Project) -> Any:
    """Return the object that ``module:attribute`` names. Raises: MissingModule, MissingObject, ..."""
    import importlib

    origin = Origin(project.shown(project.settings_path) if project.settings_path else "sqlgen.toml", 0)
    with script_errors({}, origin):
        found: Any = importlib.import_module(path.module)
        for part in path.attribute.split("."):
            if not hasattr(found, part):
                raise MissingObject(
                    f'"{path.module}:{path.attribute}" names nothing: there is no "{part}"',
                    hint="Write it as module:attribute, such as app.models:Base.metadata.",
                )
            found = getattr(found, part)
    return found
