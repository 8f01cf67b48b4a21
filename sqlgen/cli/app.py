"""The application: global options, commands, and the one place that shows errors and exits."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from sqlgen.cli.state import State

app = typer.Typer(
    name="sqlgen",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Compile a revision range of an Alembic-style history into one SQL script, without a database.",
    epilog="Exit codes: 0 done · 1 findings · 2 a fault in project, range or call · 130 interrupted",
)


@app.callback()
def options(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Option("-C", "--directory", help="Run as if started in this folder.", show_default=False)
    ] = Path(),
    config: Annotated[
        list[Path] | None,
        typer.Option("-c", "--config", help="alembic.ini, pyproject.toml or sqlgen.toml; may be repeated."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("-n", "--name", help="Section of the configuration to use.")
    ] = None,
    x: Annotated[
        list[str] | None, typer.Option("-x", help="Argument for env.py's context.get_x_argument().")
    ] = None,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show Python's traceback of an error, for developers.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)
    ] = False,
) -> None:
    """Keep the options that all commands share."""
    if version:
        from sqlgen import __version__

        typer.echo(f"sqlgen {__version__}")
        raise typer.Exit
    context.obj = State(directory, tuple(config or ()), name, tuple(x or ()), traceback)


def _add_commands() -> None:
    from sqlgen.cli import dialects, history, script

    for module in (script, history, dialects):
        module.add_to(app)


def run() -> None:
    """Parse the command line, carry it out and exit; a user's fault is one clean message on stderr."""
    _add_commands()
    try:
        app()
    except BrokenPipeError:
        # The reader of stdout went away; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except KeyboardInterrupt:
        sys.exit(130)
