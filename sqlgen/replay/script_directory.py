"""`ScriptDirectory`: what env.py and plugins see as ``context.script``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlgen.history.graph import RevisionGraph
from sqlgen.history.revision import Revision
from sqlgen.project.project import Project
from sqlgen.replay.errors import CommandError


class Script:
    """A revision with Alembic's attribute names."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision.id
        parents = revision.down_revisions
        self.down_revision = parents[0] if len(parents) == 1 else (parents or None)
        self.branch_labels = set(revision.branch_labels)
        self.dependencies = revision.depends_on or None
        self.path = str(revision.path)
        self.doc = revision.message
        self.longdoc = revision.docstring


class ScriptDirectory:
    """The history, read only."""

    def __init__(self, project: Project, graph: RevisionGraph) -> None:
        self.dir = str(project.script_location) if project.script_location else ""
        self.versions = str(project.version_locations[0])
        self._graph = graph

    def get_revision(self, id_: str) -> Script:
        """Return one revision by id or prefix."""
        from sqlgen.history.lookup import find

        return Script(self._graph[find(self._graph, id_)])

    def get_heads(self) -> list[str]:
        """Return the ids of the heads."""
        return list(self._graph.heads)

    def get_bases(self) -> list[str]:
        """Return the ids of the bases."""
        return list(self._graph.bases)

    def get_current_head(self) -> str | None:
        """Return the one head, or None. Raises: CommandError where there are several."""
        heads = self._graph.heads
        if len(heads) > 1:
            raise CommandError(f"The script directory has multiple heads: {', '.join(heads)}")
        return heads[0] if heads else None

    def walk_revisions(self, base: str = "base", head: str = "heads") -> Iterator[Any]:
        """Yield all revisions, heads first."""
        from sqlgen.history.order import heads_first

        for revision in heads_first(
            self._graph, set(self._graph.ancestors(self._graph.heads)), self._graph.heads
        ):
            yield Script(self._graph[revision])
