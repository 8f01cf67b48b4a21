"""The application: global options, commands, and the one place that ends the process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sqlgen.cli.faults import EXIT_CODES, INTERRUPTED, USAGE, faults_shown, show_text, usage_text
from sqlgen.cli.state import State

NAME = "sqlgen"

app = typer.Typer(
    name=NAME,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Compile a revision range of an Alembic-style history into one SQL script, without a database.",
    epilog="\n\n".join(
        [
            "Examples:",
            "sqlgen upgrade a1:b2 > migration.sql",
            "sqlgen -C shop upgrade base:head --dialect oracle -o migration.sql",
            "sqlgen history",
            "",
            f"Exit codes: {', '.join(str(code) for code in EXIT_CODES)}; docs/cli.md says what they mean.",
        ]
    ),
)


def _print_version(wanted: bool) -> None:
    if not wanted:
        return
    from sqlgen import __version__
    from sqlgen.cli.terminal import print_result

    with faults_shown(False):
        print_result(f"{NAME} {__version__}\n")
    raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    directory: Annotated[
        Path,
        typer.Option(
            "-C",
            "--directory",
            metavar="FOLDER",
            help="The project's folder, in place of the current one. -o stays relative to the current one.",
            show_default=False,
        ),
    ] = Path(),
    config: Annotated[
        list[Path] | None,
        typer.Option(
            "-c",
            "--config",
            metavar="FILE",
            help="alembic.ini, pyproject.toml or sqlgen.toml; may be repeated.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("-n", "--name", metavar="SECTION", help="Section of the configuration to use."),
    ] = None,
    x: Annotated[
        list[str] | None,
        typer.Option(
            "-x",
            metavar="KEY=VALUE",
            help="Argument for env.py's context.get_x_argument(); may be repeated.",
        ),
    ] = None,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show Python's traceback of an error, for developers.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """Keep the options that all commands share."""
    context.obj = State(directory, tuple(config or ()), name, tuple(x or ()), traceback)


def _add_commands() -> None:
    from sqlgen.cli import dialects, diff, golden, history, lint, script

    if not app.registered_commands:
        for module in (script, history, dialects, lint, golden, diff):
            module.add_to(app)


def command() -> typer.core.TyperGroup:
    """Return the application with its commands, as the command line and its documentation use it."""
    _add_commands()
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    return group


def run(arguments: Sequence[str] | None = None) -> int:
    """Parse *arguments* (None: the process's), carry them out and return the exit code."""
    try:
        code = command().main(arguments, prog_name=NAME, standalone_mode=False)
    except typer.TyperException as error:
        show_text(usage_text(error))
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        show_text("interrupted; nothing was written")
    return code if isinstance(code, int) else 0
