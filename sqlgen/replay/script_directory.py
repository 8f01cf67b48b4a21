"""`ScriptDirectory`: what env.py and plugins see as ``context.script``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlgen.errors import SqlgenError
from sqlgen.history.graph import RevisionGraph
from sqlgen.history.lookup import find
from sqlgen.history.order import heads_first
from sqlgen.history.revision import Revision
from sqlgen.origin import Origin
from sqlgen.project.project import Project, find_project
from sqlgen.replay.errors import CommandError


class RevisionError(Exception):
    """``alembic.script.revision.RevisionError``."""


class ResolutionError(RevisionError):
    """No revision, or more than one, fits *argument*."""

    def __init__(self, message: str, argument: str = "") -> None:
        super().__init__(message)
        self.argument = argument


class MultipleHeads(RevisionError):
    """There are several heads, and one was asked for."""

    def __init__(self, heads: Iterable[str], argument: str | None = None) -> None:
        super().__init__(f"Multiple heads are present: {', '.join(heads)}")
        self.heads = tuple(heads)
        self.argument = argument


class RangeNotAncestorError(RevisionError):
    """The ends of a range do not stand on each other."""

    def __init__(self, lower: Any, upper: Any) -> None:
        super().__init__(f"Revision {lower} is not an ancestor of revision {upper}")
        self.lower = lower
        self.upper = upper


class Script:
    """A revision with Alembic's attribute names."""

    def __init__(self, revision: Revision, graph: RevisionGraph) -> None:
        parents = revision.down_revisions
        self.revision = revision.id
        self.down_revision = parents[0] if len(parents) == 1 else (parents or None)
        self.branch_labels = set(revision.branch_labels)
        self.dependencies = revision.depends_on or None
        self.nextrev = frozenset(graph.children(revision.id))
        self.path = str(revision.path)
        self.doc = revision.message
        self.longdoc = revision.docstring
        self.is_base = revision.is_base
        self.is_merge_point = revision.is_merge
        self.is_head = not self.nextrev
        self.is_branch_point = len(self.nextrev) > 1
        self._where = revision.where

    @property
    def module(self) -> ModuleType:
        """The revision's file, executed."""
        from sqlgen.replay.loader import load_module

        return load_module(Path(self.path), Origin(self._where, 0, self.revision))

    @property
    def log_entry(self) -> str:
        """The revision in a few lines."""
        return (
            f"Rev: {self.revision}\nParent: {self.down_revision}\nPath: {self.path}\n\n    {self.longdoc}\n"
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Script) and other.path == self.path

    def __hash__(self) -> int:
        return hash(self.path)


class RevisionMap:
    """The history as ``script.revision_map``, read only."""

    def __init__(self, graph: RevisionGraph) -> None:
        self._graph = graph
        self.heads = graph.heads
        self.bases = graph.bases

    def get_current_head(self, branch_label: str | None = None) -> str | None:
        """Return the one head, or None for an empty history. Raises: MultipleHeads."""
        heads = self._graph.heads
        if branch_label is not None:
            lineage = self._graph.lineage(self._find(branch_label))
            heads = tuple(head for head in heads if head in lineage)
        if len(heads) > 1:
            raise MultipleHeads(heads, "head")
        return heads[0] if heads else None

    def get_revision(self, id_: Any) -> Script | None:
        """Return one revision by id, prefix or label; None for base. Raises: ResolutionError."""
        found = self.get_revisions(id_)
        if len(found) > 1:
            raise MultipleHeads([script.revision for script in found], str(id_))
        return found[0] if found else None

    def get_revisions(self, id_: Any) -> tuple[Script, ...]:
        """Return revisions by ids, prefixes, labels, ``head``, ``heads`` or ``base``."""
        if id_ is None or id_ in ("base", ()):
            return ()
        if not isinstance(id_, str):
            return tuple(script for one in id_ for script in self.get_revisions(one))
        branch, _, name = id_.rpartition("@")
        if name == "heads" or (name == "head" and not branch):
            ids = self._graph.heads if name == "heads" else (self.get_current_head(),)
            return tuple(self.script(one) for one in ids if one is not None)
        if name == "head":
            head = self.get_current_head(branch)
            return (self.script(head),) if head is not None else ()
        return (self.script(self._find(name)),)

    def iterate_revisions(self, upper: Any, lower: Any, **_: Any) -> Iterator[Script]:
        """Yield the revisions above *lower* up to *upper*, heads first."""
        top = [script.revision for script in self.get_revisions(upper)]
        bottom = [script.revision for script in self.get_revisions(lower)]
        wanted = self._graph.ancestors(top) - self._graph.ancestors(bottom)
        for revision in heads_first(self._graph, wanted, top) if wanted else ():
            yield self.script(revision)

    def script(self, id_: str) -> Script:
        """Return the revision with exactly this id."""
        return Script(self._graph[id_], self._graph)

    def _find(self, name: str) -> str:
        try:
            return find(self._graph, name)
        except SqlgenError as error:
            raise ResolutionError(error.what, name) from error


class ScriptDirectory:
    """The history, read only."""

    def __init__(self, project: Project, graph: RevisionGraph) -> None:
        self.dir = str(project.script_location) if project.script_location else ""
        self.versions = str(project.version_locations[0])
        self.version_locations = [str(path) for path in project.version_locations]
        self.env_py_location = str(project.env_py or Path(self.dir, "env.py"))
        self.output_encoding = project.output_encoding
        self.revision_map = RevisionMap(graph)

    @classmethod
    def from_config(cls, config: Any) -> ScriptDirectory:
        """Return the history that *config* describes. Raises: SqlgenError of what is wrong with it."""
        project = config.project
        if project is None:
            file = config.config_file_name or config.toml_file_name
            if file is None:
                raise CommandError("ScriptDirectory.from_config: the Config names no file")
            project = find_project(Path(file).parent, config=Path(file))
        graph = RevisionGraph.load(
            project.version_locations,
            project.root,
            recursive=project.recursive,
            sourceless=project.sourceless,
        )
        return cls(project, graph)

    def get_revision(self, id_: Any) -> Any:
        """Return one revision by id, prefix or label."""
        with _as_command_errors():
            return self.revision_map.get_revision(id_)

    def get_revisions(self, id_: Any) -> tuple[Script, ...]:
        """Return revisions by ids, prefixes, labels, ``head`` or ``heads``."""
        with _as_command_errors():
            return self.revision_map.get_revisions(id_)

    def get_all_current(self, id_: Any) -> set[Script]:
        """Return the revisions that are applied where the version table holds *id_*."""
        return {*self.revision_map.iterate_revisions(id_, None)}

    def as_revision_number(self, id_: Any) -> Any:
        """Return the full id, a tuple of several, or None for base."""
        ids = tuple(script.revision for script in self.get_revisions(id_))
        return ids[0] if len(ids) == 1 and id_ != "heads" else (ids or None)

    def iterate_revisions(self, upper: Any, lower: Any, **kw: Any) -> Iterator[Script]:
        """Yield the revisions above *lower* up to *upper*, heads first."""
        with _as_command_errors():
            yield from self.revision_map.iterate_revisions(upper, lower, **kw)

    def walk_revisions(self, base: str = "base", head: str = "heads") -> Iterator[Script]:
        """Yield the revisions from *head* down to *base*, both included."""
        yield from self.iterate_revisions(head, base)
        yield from self.get_revisions(base)

    def get_heads(self, consider_depends_on: bool = False) -> list[str]:
        """Return the ids of the heads."""
        return list(self.revision_map.heads)

    def get_bases(self) -> list[str]:
        """Return the ids of the bases."""
        return list(self.revision_map.bases)

    def get_base(self) -> str | None:
        """Return the one base, or None. Raises: CommandError where there are several."""
        bases = self.get_bases()
        if len(bases) > 1:
            raise CommandError(f"The script directory has multiple bases: {', '.join(bases)}")
        return bases[0] if bases else None

    def get_current_head(self) -> str | None:
        """Return the one head, or None. Raises: CommandError where there are several."""
        with _as_command_errors():
            return self.revision_map.get_current_head()

    def run_env(self) -> None:
        """Refuse: env.py runs already."""
        raise CommandError("ScriptDirectory.run_env: sqlgen runs env.py itself")

    def generate_revision(self, *_: Any, **__: Any) -> None:
        """Refuse: sqlgen writes no revision file while it reads the project."""
        raise CommandError("ScriptDirectory.generate_revision cannot run while sqlgen reads the project")


class _as_command_errors:  # noqa: N801 - a context manager
    """Turns errors of the history into Alembic's CommandError."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if isinstance(error, RevisionError):
            raise CommandError(str(error)) from error
