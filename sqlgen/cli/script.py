"""``upgrade``, ``downgrade`` and ``stamp``: a range in, a script out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sqlgen.cli.dialects import DialectsDirOption, dialect_names
from sqlgen.cli.output import Place, place_called
from sqlgen.cli.state import State
from sqlgen.errors import SqlgenError

if TYPE_CHECKING:
    from sqlgen.compiler import Direction, Target
    from sqlgen.project.project import Project
    from sqlgen.project.settings import DataReads
    from sqlgen.script.script import Script

RangeArgument = Annotated[
    str,
    typer.Argument(
        metavar="[START:]END",
        help="Revisions, such as a1:b2, head-1:head or a7,p3:head; an upgrade without START begins at base.",
        show_default=False,
    ),
]
DialectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--dialect",
        "-d",
        metavar="NAME",
        help="Target dialect, or a dialect's folder; with -o FOLDER/ it may be repeated. "
        "Without it: what the configuration names.",
        autocompletion=dialect_names,
    ),
]
VersionOption = Annotated[
    str | None,
    typer.Option(
        "--server-version", metavar="VERSION", help="Version of the target server, such as 15 or 10.11."
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        help="Write to this file; with / at the end, into this folder, one file a dialect.",
    ),
]
PlainOption = Annotated[bool, typer.Option("--plain", help="Statements only: no comments.")]
PerRevisionOption = Annotated[
    bool, typer.Option("--per-revision", help="With -o FOLDER/: one file a revision.")
]
NoEnvOption = Annotated[
    bool, typer.Option("--no-env", help="Do not run env.py; sqlgen.toml and the options say what it would.")
]
NoCheckOption = Annotated[
    bool,
    typer.Option(
        "--no-check",
        help="Write also what contradicts the schema (an index on a column that was dropped), with a comment "
        "instead of an error.",
    ),
]
NoGuardOption = Annotated[
    bool, typer.Option("--no-guard", help="Leave out the check that the database is at START.")
]
ClientOption = Annotated[
    str | None,
    typer.Option(
        "--client",
        help="Who runs the script: psql, mysql, mariadb, sqlite3, sqlcmd, sqlplus or any; "
        "told in its own words to stop at the first error.",
        show_default=False,
    ),
]
LockTimeoutOption = Annotated[
    str | None,
    typer.Option(
        "--lock-timeout", help="How long a statement waits for a lock: 500ms, 5s, 15min.", show_default=False
    ),
]
StatementTimeoutOption = Annotated[
    str | None,
    typer.Option(
        "--statement-timeout", help="How long a statement may take: 500ms, 5s, 15min.", show_default=False
    ),
]
DataReadsOption = Annotated[
    str | None,
    typer.Option(
        "--data-reads",
        metavar="refuse|empty|split",
        help="Where a script reads rows that nobody knows offline: refuse; tell it that no row matches, and "
        "say so in the script; or end the script before that revision and go on in another behind it.",
    ),
]
NoCacheOption = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Work out anew what the database has at START, and keep nothing of it for the next run.",
    ),
]
TransactionOption = Annotated[
    bool | None,
    typer.Option(
        "--transaction-per-revision/--one-transaction",
        help="How the script is divided, on a dialect whose DDL takes part in transactions.",
    ),
]


class OneFile(SqlgenError):
    """Several scripts, and one place to write to."""


class UnknownChoice(SqlgenError):
    """An option that takes one of a few words, and got another."""


class OneVersion(SqlgenError):
    """Several dialects, and one version for all of their servers."""


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for name, help_, examples in _COMMANDS:
        lines = ["Examples:", *(f"sqlgen {example}" for example in examples)]
        app.command(name, help=help_, epilog="\n\n".join(lines))(_command(name))


_COMMANDS: tuple[tuple[Direction, str, tuple[str, ...]], ...] = (
    (
        "upgrade",
        "Write the script that upgrades a database from START to END.",
        (
            "upgrade a1:b2 > migration.sql",
            "upgrade head-1:head -d mysql --server-version 8.0.36",
            "upgrade base:head -d postgresql -d oracle -o out/",
            "upgrade a1:b2 --per-revision -o out/",
        ),
    ),
    (
        "downgrade",
        "Write the script that takes a database from START back to END.",
        ("downgrade b2:a1 > back.sql", "downgrade head:head-1 -d sqlite --plain"),
    ),
    (
        "stamp",
        "Write the script that only moves the version table from START to END.",
        ("stamp a1:b2 > stamp.sql", "stamp base:head -d mssql"),
    ),
)


def _command(direction: Direction) -> Any:
    def command(
        context: typer.Context,
        range_text: RangeArgument,
        dialect: DialectOption = None,
        server_version: VersionOption = None,
        output: OutputOption = None,
        plain: PlainOption = False,
        per_revision: PerRevisionOption = False,
        no_env: NoEnvOption = False,
        no_check: NoCheckOption = False,
        no_guard: NoGuardOption = False,
        client: ClientOption = None,
        lock_timeout: LockTimeoutOption = None,
        statement_timeout: StatementTimeoutOption = None,
        data_reads: DataReadsOption = None,
        dialects_dir: DialectsDirOption = None,
        no_cache: NoCacheOption = False,
        transaction_per_revision: TransactionOption = None,
    ) -> None:
        state: State = context.obj
        with state.faults():
            from sqlgen.cli.output import write_scripts
            from sqlgen.compiler import Target

            place = place_called(output, plain=plain, per_revision=per_revision)
            project = state.project()
            if no_env:
                project = replace(project, use_env=False)
            names = _dialects(dialect or (), project, place, server_version)
            check = False if no_check else None
            reads = _data_reads(data_reads)
            guard = False if no_guard else None
            target = Target(None, server_version, dialects_dir, transaction_per_revision, check, guard, reads)
            target = replace(
                target,
                client=client,
                lock_timeout=_duration("--lock-timeout", lock_timeout),
                statement_timeout=_duration("--statement-timeout", statement_timeout),
            )
            target = replace(target, cache=None if no_cache else _cache(project))
            targets = list(_targets(target, names, project))
            scripts = _compile(state, project, range_text, targets, direction)
            write_scripts(scripts, place)
            _tell(scripts)

    command.__name__ = direction
    return command


def _tell(scripts: Sequence[Script]) -> None:
    """Say on stderr what the scripts rest on, and what is left to do by hand."""
    for script in scripts:
        name = f"{script.dialect.title}: " if len(scripts) > 1 else ""
        if script.assumptions:
            typer.echo(f"{name}the script rests on {len(script.assumptions)} assumptions:", err=True)
            for assumption in script.assumptions:
                typer.echo(f"  {assumption.origin}: {assumption.text}", err=True)
        if script.live is not None:
            behind = f"behind part {script.part[0]}" if script.part is not None else "behind the script"
            typer.echo(f"{name}{behind}, run live: {script.live.command}", err=True)


def _cache(project: Project) -> Path | None:
    """Return the folder of kept baselines: the project's, else the user's."""
    from sqlgen.baseline.store import default_folder

    return project.cache or default_folder(os.environ)


def _duration(option: str, asked: str | None) -> int | None:
    """Return the milliseconds that *option* says. Raises: UnknownChoice."""
    from sqlgen.project.session_settings import milliseconds

    if asked is None:
        return None
    if (found := milliseconds(asked)) is None:
        raise UnknownChoice(f"{option} {asked} is no duration such as 500ms, 5s, 15min or 1h")
    return found


def _data_reads(asked: str | None) -> DataReads | None:
    """Return what --data-reads says. Raises: UnknownChoice."""
    match asked:
        case None | "refuse" | "empty" | "split":
            return asked
    raise UnknownChoice(f"--data-reads {asked} is none of refuse, empty and split")


def _dialects(
    asked: Sequence[str], project: Project, place: Place, server_version: str | None
) -> tuple[str | None, ...]:
    """Return the dialects to compile for; None is what env.py configures. Raises: OneFile, OneVersion."""
    names = tuple(dict.fromkeys(asked)) or (project.dialects if place.folder else ())
    if len(names) > 1 and not place.folder:
        raise OneFile(
            f"{len(names)} dialects are asked for ({', '.join(names)}), and one place to write to",
            hint="Give a folder, with / at its end: -o out/ gets one file for each.",
        )
    if len(names) > 1 and server_version is not None:
        raise OneVersion(
            f"--server-version {server_version} would be that of {len(names)} dialects ({', '.join(names)})",
            hint='Give one -d, or the versions in sqlgen.toml: server_versions = { mysql = "8.0.36" }.',
        )
    return names or (None,)


def _targets(target: Target, names: Sequence[str | None], project: Project) -> Iterator[Target]:
    """Yield *target* for each of *names*, with paths that stay right in another current folder.

    Raises: UnknownDialect, BadServerVersion, BadDialectFile, naming paths as the user wrote them; the
    faults of all *names*.
    """
    from sqlgen.compiler import raise_faults
    from sqlgen.dialect import MANIFEST, load_dialect

    faults = []
    for name in names:
        try:
            asked = name or next(iter(project.dialects), None)
            if asked is not None:
                load_dialect(asked, target.server_version, target.dialects_dir)
        except SqlgenError as fault:
            faults.append(fault)
    raise_faults(faults)
    # Scripts run in the project's folder.
    folder = target.dialects_dir.absolute() if target.dialects_dir is not None else None
    for name in names:
        is_folder = name is not None and (Path(name) / MANIFEST).is_file()
        dialect = str(Path(name or "").absolute()) if is_folder else name
        yield replace(target, dialect=dialect, dialects_dir=folder)


def _compile(
    state: State, project: Project, range_text: str, targets: Sequence[Target], direction: Direction
) -> list[Script]:
    """Return the scripts of all *targets*. Raises: the faults of all of them."""
    from sqlgen.cli.memory import seldom_collected
    from sqlgen.cli.terminal import Counter, result_only
    from sqlgen.compiler import compile_databases, raise_faults

    graph = state.graph(project)
    scripts, faults = [], []
    counter = Counter(sys.stderr)
    for target in targets:
        try:
            with result_only(), seldom_collected():
                scripts += compile_databases(
                    project, range_text, target, direction=direction, graph=graph, progress=counter.step
                )
        except SqlgenError as error:
            faults.append(error)
        finally:
            counter.clear()
    raise_faults(faults)
    return scripts
