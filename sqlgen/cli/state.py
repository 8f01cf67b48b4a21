"""What the global options say, and how commands get their project and report faults."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sqlgen.errors import SqlgenError

if TYPE_CHECKING:
    from sqlgen.history.graph import RevisionGraph
    from sqlgen.project.project import Project


@dataclass(frozen=True)
class State:
    """The global options."""

    directory: Path
    config: tuple[Path, ...]
    name: str | None
    x_arguments: tuple[str, ...]
    traceback: bool

    def project(self) -> Project:
        """Return the project that the options name. Raises: SqlgenError."""
        from sqlgen.project.project import find_project

        return find_project(
            self.directory, config=list(self.config) or None, section=self.name, x_arguments=self.x_arguments
        )

    def graph(self, project: Project) -> RevisionGraph:
        """Return the project's history. Raises: SqlgenError."""
        from sqlgen.compiler import load_graph

        return load_graph(project)

    @contextlib.contextmanager
    def faults(self) -> Iterator[None]:
        """Show a user's fault as one message on stderr and exit with its code."""
        try:
            yield
        except SqlgenError as error:
            if self.traceback:
                raise
            show(error)
            raise typer.Exit(error.exit_code) from None
        except OSError as error:
            if self.traceback or isinstance(error, BrokenPipeError):
                raise
            name = f"{error.filename}: " if error.filename else ""
            print(f"error: {name}{error.strerror or error}", file=sys.stderr)  # noqa: T201
            raise typer.Exit(2) from None


def show(error: SqlgenError) -> None:
    """Print an error's message on stderr, ``error:`` in red on a terminal."""
    for one in getattr(error, "errors", (error,)):
        typer.secho("error: ", fg="red", bold=True, nl=False, err=True)
        typer.echo(str(one), err=True)
