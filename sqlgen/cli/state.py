"""What the global options say, and how commands get their project from it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlgen.cli.faults import faults_shown
from sqlgen.values import dataclass

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
        from sqlgen.cli.terminal import result_only
        from sqlgen.compiler import load_graph

        # A revision whose header is computed is executed to learn it, and may print.
        with result_only():
            return load_graph(project)

    def faults(self) -> AbstractContextManager[None]:
        """Show a fault of the block as one message on stderr and exit with its code."""
        return faults_shown(self.traceback)
