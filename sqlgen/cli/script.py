"""``upgrade``, ``downgrade`` and ``stamp``: a range in, a script out."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from sqlgen.cli.state import State
from sqlgen.errors import SqlgenError

RangeArgument = Annotated[
    str, typer.Argument(metavar="[START:]END", help="Revision range.", show_default=False)
]
DialectOption = Annotated[
    list[str] | None,
    typer.Option("--dialect", "-d", help="Target dialect; with -o FOLDER it may be given several times."),
]
VersionOption = Annotated[
    str | None, typer.Option("--server-version", help="Version of the target server, such as 15 or 10.11.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Write to this file, or into this folder (a path ending in /) one file a dialect.",
    ),
]
PlainOption = Annotated[bool, typer.Option("--plain", help="Statements only: no comments.")]
PerRevisionOption = Annotated[
    bool, typer.Option("--per-revision", help="With -o FOLDER: one file for each revision.")
]
NoEnvOption = Annotated[
    bool, typer.Option("--no-env", help="Do not run env.py; sqlgen.toml and the options say what it would.")
]
DialectsDirOption = Annotated[
    Path | None, typer.Option("--dialects-dir", help="Folder of dialect folders whose templates win.")
]
TransactionOption = Annotated[
    bool | None,
    typer.Option(
        "--transaction-per-revision/--one-transaction", help="How the script is divided, where it can be."
    ),
]


class OneFile(SqlgenError):
    """Several scripts, and one place to write to."""


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for name, help_, example in (
        ("upgrade", "Write the script that upgrades a database from START to END.", "a1:b2"),
        ("downgrade", "Write the script that takes a database from START back to END.", "b2:a1"),
        ("stamp", "Write the script that only moves the version table from START to END.", "a1:b2"),
    ):
        app.command(name, help=help_, epilog=f"Example: sqlgen {name} {example} > migration.sql")(
            _command(name)
        )


def _command(direction: str) -> Any:
    def command(
        context: typer.Context,
        range_text: RangeArgument,
        dialect: DialectOption = None,
        server_version: VersionOption = None,
        output: OutputOption = None,
        plain: PlainOption = False,
        per_revision: PerRevisionOption = False,
        no_env: NoEnvOption = False,
        dialects_dir: DialectsDirOption = None,
        transaction_per_revision: TransactionOption = None,
    ) -> None:
        state: State = context.obj
        # A history makes many short-lived cycles (tables and their columns) and keeps few objects: the
        # default thresholds would spend a tenth of the time looking for garbage.
        gc.set_threshold(50_000, 20, 100)
        with state.faults():
            from sqlgen.cli.output import Wanted, write_scripts
            from sqlgen.compiler import Target, compile_databases

            project = state.project()
            if no_env:
                project = replace(project, use_env=False)
            graph = state.graph(project)
            names: list[str | None] = [*dialect] if dialect else [None]
            if len(names) > 1 and not _is_folder(output):
                raise OneFile(
                    f"{len(names)} dialects are asked for, and one place to write to",
                    hint="Give a folder: -o out/ writes one file for each.",
                )
            scripts = []
            for name in names:
                target = Target(name, server_version, dialects_dir, transaction_per_revision)
                scripts += compile_databases(
                    project,
                    range_text,
                    target,
                    direction=direction,  # type: ignore[arg-type]
                    graph=graph,
                )
            write_scripts(scripts, Wanted(output, plain, per_revision), sys.stdout)

    command.__name__ = direction
    return command


def _is_folder(output: Path | None) -> bool:
    return output is not None and (output.is_dir() or output.suffix == "")
