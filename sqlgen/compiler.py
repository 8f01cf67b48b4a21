"""The pipeline on one screen: project, range and target in, a finished script out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlgen.errors import InternalError, SeveralErrors, SqlgenError
from sqlgen.history.graph import RevisionGraph
from sqlgen.history.plan import Plan, plan_downgrade, plan_stamp, plan_upgrade
from sqlgen.history.steps import RevisionStep
from sqlgen.origin import Origin
from sqlgen.project.project import Project
from sqlgen.project.settings import DataReads
from sqlgen.schema import ObjectName, Schema
from sqlgen.statement import Statement
from sqlgen.values import dataclass

if TYPE_CHECKING:
    # Listing commands read the graph only; SQLAlchemy must not be imported for them.
    from sqlgen.checks.checker import Checker
    from sqlgen.dialect import Dialect
    from sqlgen.operations import Assumption
    from sqlgen.replay.recorder import Policy
    from sqlgen.replay.worlds import Told, World
    from sqlgen.script.script import Role, Script, Section

Direction = Literal["upgrade", "downgrade", "stamp"]


class NoDialect(SqlgenError):
    """Nothing says what to compile for."""

    def __init__(self) -> None:
        super().__init__(
            "no dialect is given, and neither sqlgen.toml nor env.py's URL names one",
            hint='Add --dialect, as "sqlgen dialects" lists them, or dialects = ["..."] in sqlgen.toml.',
        )


class SeveralDatabases(SqlgenError):
    """One script was asked for, and env.py renders several databases."""


@dataclass(frozen=True)
class Target:
    """What to compile for; None leaves it to the project's configuration, then to env.py's URL."""

    dialect: str | None = None
    server_version: str | None = None
    dialects_dir: Path | None = None
    transaction_per_migration: bool | None = None
    check: bool | None = None
    """False: what contradicts the schema is a comment in the script, no error."""
    guard: bool | None = None
    """False: the script does not halt where the database is not at START."""
    client: str | None = None
    """The client that runs the script, which is told in its own words to stop at an error."""
    lock_timeout: int | None = None
    """How many milliseconds the script's session waits for a lock."""
    statement_timeout: int | None = None
    """How many milliseconds one of its statements may take."""
    data_reads: DataReads | None = None
    """What is done where a script reads rows that nobody knows."""
    cache: Path | None = None
    """The folder where what is known at START is kept from run to run; None: it is not."""
    keep_changes: bool = False
    """The sections of the script keep the changes that their statements were made of."""
    world: World | None = None
    """The clock, chance and variables that scripts see; None: those of the machine."""


def load_graph(project: Project) -> RevisionGraph:
    """Return the project's history. Raises: HistoryFault of the kind that fits."""
    return RevisionGraph.load(
        project.version_locations,
        project.root,
        recursive=project.recursive,
        sourceless=project.sourceless,
        evaluate=lambda path: _evaluate(path, project),
    )


def _evaluate(path: Path, project: Project) -> Mapping[str, object]:
    from sqlgen.replay.loader import evaluate

    return evaluate(path, project)


def compile_range(
    project: Project,
    range_text: str,
    target: Target | str | None = None,
    *,
    direction: Direction = "upgrade",
    graph: RevisionGraph | None = None,
) -> Script:
    """Return the script of *range_text* (``START:END``) for one database.

    *target* may be a dialect's name. *graph*: the project's history, where it has been read already.
    Raises: SqlgenError; nothing has been written then.
    """
    scripts = compile_databases(project, range_text, target, direction=direction, graph=graph)
    if len(scripts) > 1:
        names = ", ".join(script.database or "?" for script in scripts)
        raise SeveralDatabases(
            f"env.py renders {len(scripts)} databases ({names}), and one file is asked for",
            hint="Write one file for each: -o FOLDER/",
        )
    return scripts[0]


def compile_databases(
    project: Project,
    range_text: str,
    target: Target | str | None = None,
    *,
    direction: Direction = "upgrade",
    graph: RevisionGraph | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Script]:
    """Return a script for each database that env.py renders, usually one. As `compile_range` else.

    *progress* is called with the number of steps before each of them. Where data reads split the range,
    there are several scripts for a database, in their order. Raises: SqlgenError.
    """
    target = Target(dialect=target) if isinstance(target, str) else target or Target()
    graph = graph if graph is not None else load_graph(project)
    plan = {"upgrade": plan_upgrade, "downgrade": plan_downgrade, "stamp": plan_stamp}[direction](
        graph, range_text
    )
    reads: DataReads = _first(target.data_reads, project.data_reads)
    if reads == "split":
        from sqlgen.parts import in_parts

        return in_parts(plan, lambda part: _compile_plan(project, part, target, "refuse", progress))
    return _compile_plan(project, plan, target, reads, progress)


def _compile_plan(
    project: Project,
    plan: Plan,
    target: Target,
    policy: Policy,
    progress: Callable[[int], None] | None,
) -> list[Script]:
    """Return the scripts of *plan*. Raises: all its faults at once."""
    from sqlgen.raw_sql import effects_of
    from sqlgen.replay.runner import Replay
    from sqlgen.replay.script_directory import ScriptDirectory

    collector = _Collector(project, plan, target, progress)
    replay = Replay(
        project,
        plan,
        ScriptDirectory(project, plan.graph),
        collector,
        source_dialect=project.source_dialect,
        effects=effects_of,
        baseline=lambda dialect, metadata: baseline_schema(project, dialect),
        policy=policy,
        cache=None if target.world else target.cache,  # what is made up is not to be kept
    )
    try:
        with _world(project, plan, target.world) if target.world else nullcontext() as told:
            replay.run()
    except SqlgenError as error:
        # What ended the run is told beside what had been found before.
        raise_faults([*collector.faults, error])
    raise_faults(collector.faults)
    if target.world is None or told is None:
        return collector.scripts
    made_up = tuple(told.made_up) if target.world.frozen else ()
    asked = (*told.made_up, *told.variables)
    return [replace(script, made_up=made_up, asked=asked) for script in collector.scripts]


def _world(project: Project, plan: Plan, world: World) -> AbstractContextManager[Told]:
    """Let the scripts of *plan* see *world* within a block."""
    from sqlgen.replay.worlds import world_of

    files = {
        step.revision.file: Origin(step.revision.where, 0, step.revision.id)
        for step in (*plan.baseline, *plan.steps)
    }
    if project.env_py is not None:
        files[str(project.env_py)] = Origin(project.shown(project.env_py), 0)
    return world_of(world, project, files)


def raise_faults(faults: Sequence[SqlgenError]) -> None:
    """Raise what *faults* holds: one as itself, several as SeveralErrors; each once, the first of its kind.

    A slip of our own is met wherever its code is used, and one place is enough to tell of it.
    """
    distinct: dict[str, SqlgenError] = {}
    for fault in faults:
        for one in getattr(fault, "errors", (fault,)):
            distinct.setdefault(one.what if isinstance(one, InternalError) else str(one), one)
    if len(distinct) > 1:
        raise SeveralErrors(list(distinct.values()))
    for fault in distinct.values():
        raise fault


def baseline_schema(project: Project, dialect: Dialect) -> Schema:
    """Return the schema that the history stands on: the project's ``baseline``, or an unknown one."""
    if project.baseline is None:
        return Schema()
    from sqlgen.raw_sql import read_baseline, read_baseline_metadata

    if isinstance(project.baseline, Path):
        return read_baseline(project.baseline, dialect, project.root)
    from sqlgen.replay.runner import load_object

    schema: Schema = read_baseline_metadata(load_object(project.baseline, project), dialect)
    return schema


class _Collector:
    """Listens to a replay: lowers each change at once and keeps the finished statements."""

    def __init__(
        self, project: Project, plan: Plan, target: Target, progress: Callable[[int], None] | None
    ) -> None:
        self._project = project
        self._plan = plan
        self._target = target
        self._progress = progress
        self.faults: list[SqlgenError] = []
        self.scripts: list[Script] = []

    def target(self, configured: Any) -> Dialect:
        from sqlgen.checks.checker import Checker
        from sqlgen.dialect import dialect_called, load_dialect
        from sqlgen.lowering.dispatch import lower
        from sqlgen.lowering.joining import join_rebuilds
        from sqlgen.script.guard import GUARD
        from sqlgen.script.version_table import DEFAULT_NAME, VersionTable

        project, target = self._project, self._target
        name = target.dialect or next(iter(project.dialects), None) or configured.backend
        if name is None:
            raise NoDialect
        folder = target.dialects_dir or project.dialects_dir
        version = target.server_version
        if version is None and not Path(name).is_dir():
            version = project.server_versions.get(dialect_called(name))
        dialect = load_dialect(name, version, folder).spoken_to_as(configured.backend)
        self._dialect = dialect.with_default_schema(
            project.default_schema
            or next(iter(project.session.of(dialect.name).search_path or ()), None)
            or (configured.database_on(dialect) if dialect.facts.catalogue.schema_is_database else None)
        )
        self._configured = configured
        self._sections: list[Section] = []
        self._statements: list[Statement] = []
        self._assumptions: list[Assumption] = []
        self._step: RevisionStep | None = None
        self._role: Role = "before"
        self._apart = False
        self._database: str | None = None
        self._lower = lower
        self._join = join_rebuilds
        self._lowered: list[tuple[Any, list[Statement]]] = []
        self._kept: list[tuple[Any, tuple[Statement, ...]]] = []
        self._table = VersionTable(
            configured.version_table or DEFAULT_NAME,
            configured.version_table_schema,
            _first(configured.version_table_pk, True),
        )
        version_table = ObjectName(self._table.name, self._table.schema)
        self._checker = Checker(self._dialect, from_base=not self._plan.baseline, version_table=version_table)
        self._check = _first(target.check, project.check)
        spelled = GUARD.is_had_by(self._dialect)
        self._guarded = bool(_first(target.guard, project.guard)) and spelled
        return self._dialect

    def begin(self, keywords: Mapping[str, Any], version_lines: tuple[str, ...]) -> None:
        self._table = replace(self._table, lines=version_lines)
        name = keywords.get("engine_name") or keywords.get("upgrade_token")
        self._database = str(name) if name is not None else None

    def step(self, step: RevisionStep) -> None:
        if self._progress is not None:
            self._progress(len(self._plan.steps))
        self._close()
        self._step, self._role = step, "revision"

    def change(self, change: Any) -> None:
        try:
            contradictions = self._checker.faults_of(change)
            self._checker.take(change, contradictions)
            if contradictions and self._check:
                self.faults += contradictions
                return
            statements = self._lower(change, self._dialect)
            if self._target.keep_changes:
                # Who asks later would find the scripts gone that the schema is worked out by.
                _ = change.after
            self._lowered.append((change, _commented(statements, contradictions)))
        except SqlgenError as error:
            if error.where is None:
                error.where = change.operation.origin
            self.faults.append(error)
        except Exception as error:
            # Kept, not raised: the script that runs now could catch it, and the statement would be missing.
            fault = InternalError(error, where=change.operation.origin)
            fault.__cause__ = error
            self.faults.append(fault)

    def assume(self, assumption: Assumption) -> None:
        if assumption not in self._assumptions:
            self._assumptions.append(assumption)

    def contradiction(self, change: Any) -> SqlgenError | None:
        return self._checker.first_fault_of(change)

    def inherit(self, checker: Checker) -> None:
        self._checker.inherit(checker)

    def version(self, step: RevisionStep) -> None:
        self._take_lowered()
        self._statements += self._table.changes(step, self._dialect, self._origin(step))

    def behind(self, *, apart: bool) -> None:
        self._close()
        self._step, self._role, self._apart = None, "behind", apart

    def end(self) -> None:
        from sqlgen.project.session_settings import SessionSettings
        from sqlgen.script.guard import guarded
        from sqlgen.script.script import Script, Transactions

        self._close()
        configured, facts = self._configured, self._dialect.facts
        per_revision = _first(
            self._target.transaction_per_migration,
            configured.transaction_per_migration,
            False,
        )
        enabled = _first(configured.transactional_ddl, facts.ddl.transactional)
        script = Script(
            project=self._project.name,
            dialect=self._dialect,
            direction=self._plan.direction,
            range_text=self._plan.range_text,
            start=self._plan.start,
            end=self._plan.end,
            sections=tuple(self._sections),
            transactions=Transactions(bool(enabled), bool(per_revision)),
            version_table=self._table,
            database=self._database,
            guarded=self._guarded,
            session=SessionSettings(self._target.lock_timeout, self._target.statement_timeout).over(
                self._project.session.of(self._dialect.name)
            ),
            client=self._dialect.client_called(self._target.client or self._project.client),
        )
        self._add(guarded(script))

    def _add(self, script: Script) -> None:
        """Take *script*, or put it behind the one of the same database, as where env.py visits schemas."""
        for at, other in enumerate(self.scripts):
            if other.database == script.database and _same(other.dialect, script.dialect):
                self.scripts[at] = replace(other, sections=other.sections + script.sections)
                return
        self.scripts.append(script)

    def _close(self) -> None:
        from sqlgen.script.script import Section

        self._take_lowered()
        if self._step is not None or self._statements:
            statements, assumptions = tuple(self._statements), tuple(self._assumptions)
            self._sections.append(
                Section(
                    self._step,
                    statements,
                    assumptions,
                    tuple(self._kept),
                    role=self._role,
                    apart=self._apart,
                )
            )
        self._statements, self._assumptions, self._kept = [], [], []

    def _take_lowered(self) -> None:
        if self._target.keep_changes:
            self._kept += [(change, tuple(made)) for change, made in self._lowered]
        self._statements += self._join(self._lowered, self._dialect)
        self._lowered = []

    def _origin(self, step: RevisionStep) -> Origin:
        return Origin(step.revision.where, 0, step.revision.id)


def _commented(statements: list[Statement], contradictions: Sequence[SqlgenError]) -> list[Statement]:
    """Return *statements*, the first of them saying what was not checked."""
    if not contradictions or not statements:
        return statements
    first = statements[0]
    notes = [f"sqlgen: not checked: {fault.what}" for fault in contradictions]
    comment = "\n".join([*notes, *([first.comment] if first.comment else [])])
    return [replace(first, comment=comment), *statements[1:]]


def _same(one: Dialect, other: Dialect) -> bool:
    return (one.name, one.version) == (other.name, other.version)


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)
