"""Why a golden differs: what its revisions, its configuration and its makers were when it was accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlgen.errors import SqlgenError
from sqlgen.golden.made_of import MadeOf, digest
from sqlgen.golden.matrix import Cell, Matrix
from sqlgen.golden.outcome import Cause, CauseKind, Comparison
from sqlgen.origin import Origin

if TYPE_CHECKING:
    from sqlgen.history.graph import RevisionGraph

_LIBRARY_NAMES = {"sqlalchemy": "SQLAlchemy", "sqlglot": "sqlglot"}


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a revision since the goldens were accepted."""

    revision: str
    word: str
    origin: Origin | None


@dataclass(frozen=True)
class Causes:
    """Finds causes: *accepted* is the lock of the goldens as they were accepted, *now* that of today."""

    matrix: Matrix
    accepted: MadeOf | None
    now: MadeOf

    def of_new_file(self, path: str, cell: Cell) -> tuple[Cause, ...]:
        """Return why there is no file at *path* (below the golden folder)."""
        if self.accepted is not None and path in self.accepted.goldens:
            return (Cause(CauseKind.GOLDEN, "the file was accepted, and is gone"),)
        new = [change for change in self._changes(cell) if change.word == "added"]
        return tuple(_of_revision(change) for change in new[-1:]) or (
            Cause(CauseKind.MATRIX, "the matrix has this cell, and nothing was accepted for it yet"),
        )

    def of_stale_file(self, path: str) -> tuple[Cause, ...]:
        """Return why no cell makes the file at *path* any more."""
        project = path.partition("/")[0]
        gone = [one for one in self._of_project(project) if one.word == "removed" and one.revision in path]
        if gone:
            return tuple(_of_revision(change) for change in gone)
        return (Cause(CauseKind.MATRIX, "the matrix has no cell for it any more"),)

    def of_difference(
        self, path: str, cell: Cell, old: str, new: str, comparison: Comparison | None
    ) -> tuple[Cause, ...]:
        """Return why the file at *path*, accepted as *old*, is *new* today."""
        if self.accepted is None:
            return (Cause(CauseKind.UNKNOWN, "nothing tells what it was made of: there is no matrix.lock"),)
        found: list[Cause] = []
        accepted = self.accepted.goldens.get(path)
        if accepted is not None and digest(old) != accepted:
            found.append(Cause(CauseKind.GOLDEN, "the file itself was changed since it was accepted"))
        if accepted is not None and digest(new) == accepted:
            return tuple(found)
        changes = [change for change in self._changes(cell) if self._matters(change, old, comparison)]
        found += [_of_revision(change) for change in changes]
        if not changes or not _explains(changes, comparison):
            found += self._of_surroundings(cell)
        if not found:
            found.append(
                Cause(CauseKind.UNKNOWN, "nothing that matrix.lock knows of has changed: variables, the "
                      "clock, or a module that a revision imports?")
            )  # fmt: skip
        return tuple(found)

    def baseline_changed(self, cell: Cell) -> str | None:
        """Return which revision before START is not as it was accepted, or None."""
        _, before = self._members(cell)
        for change in self._of_project(cell.project.name):
            if change.revision in before or change.word == "removed":
                return f"revision {change.revision}, before START, was {change.word}"
        return None

    def _changes(self, cell: Cell) -> list[Change]:
        """Return what happened to the revisions of *cell*, those before START too."""
        steps, before = self._members(cell)
        return [
            change
            for change in self._of_project(cell.project.name)
            if change.word == "removed" or change.revision in steps or change.revision in before
        ]

    def _of_project(self, project: str) -> list[Change]:
        return self._by_project.get(project, [])

    @cached_property
    def _by_project(self) -> Mapping[str, list[Change]]:
        return {name: list(self._compared(name)) for name in self.now.revisions}

    def _compared(self, project: str) -> Iterator[Change]:
        if self.accepted is None or project not in self.accepted.revisions:
            return
        accepted, now = self.accepted.revisions[project], self.now.revisions[project]
        graph = self.matrix.graphs[project]
        for revision in now:
            origin = Origin(graph[revision].where, 0, revision)
            if revision not in accepted:
                yield Change(revision, "added", origin)
            elif accepted[revision] != now[revision]:
                old_parents = accepted[revision].partition(" <- ")[2]
                new_parents = now[revision].partition(" <- ")[2]
                moved = old_parents != new_parents
                word = f"rebased from {old_parents} to {new_parents}" if moved else "changed"
                yield Change(revision, word, origin)
        for revision in accepted:
            if revision not in now:
                yield Change(revision, "removed", None)

    def _members(self, cell: Cell) -> tuple[frozenset[str], frozenset[str]]:
        """Return the revisions of *cell*'s range, and those before its START."""
        from sqlgen.history.plan import plan_downgrade, plan_stamp, plan_upgrade

        graph: RevisionGraph = self.matrix.graphs[cell.project.name]
        planned = {"upgrade": plan_upgrade, "downgrade": plan_downgrade, "stamp": plan_stamp}
        try:
            plan = planned[cell.direction](graph, cell.range_text)
        except SqlgenError:
            return frozenset(one.id for one in graph), frozenset()
        steps = frozenset(step.revision.id for step in plan.steps)
        before = frozenset(graph.ancestors(plan.start)) if plan.start else frozenset()
        return steps, before

    @staticmethod
    def _matters(change: Change, old: str, comparison: Comparison | None) -> bool:
        """Tell whether a removed revision was part of the file at all."""
        return change.word != "removed" or change.revision in old

    def _of_surroundings(self, cell: Cell) -> Iterator[Cause]:
        assert self.accepted is not None
        accepted, now, project = self.accepted, self.now, cell.project.name
        if accepted.configs.get(project) != now.configs.get(project):
            yield Cause(CauseKind.CONFIG, "the project's configuration or its env.py was changed")
        if accepted.matrices.get(project) != now.matrices.get(project):
            yield Cause(
                CauseKind.CONFIG, "the golden matrix says other options for it", Origin(self.matrix.file, 0)
            )
        if accepted.dialects.get(cell.dialect) != now.dialects.get(cell.dialect):
            yield Cause(CauseKind.DIALECT, f"facts or templates of the dialect {cell.dialect} were changed")
        old, new = accepted.made_by, now.made_by
        if old.get("sqlgen") != new.get("sqlgen"):
            yield Cause(CauseKind.SQLGEN, f"sqlgen {old.get('sqlgen')} -> {new.get('sqlgen')}")
        elif old.get("code") != new.get("code"):
            yield Cause(CauseKind.SQLGEN, f"sqlgen's own code was changed (it is still {new.get('sqlgen')})")
        for name, title in _LIBRARY_NAMES.items():
            if old.get(name) != new.get(name):
                yield Cause(CauseKind.LIBRARY, f"{title} {old.get(name)} -> {new.get(name)}")


def _of_revision(change: Change) -> Cause:
    return Cause(
        CauseKind.REVISION, f"revision {change.revision} was {change.word}", change.origin, change.revision
    )


def _explains(changes: list[Change], comparison: Comparison | None) -> bool:
    """Tell whether every statement that differs comes from one of the revisions that were changed."""
    if comparison is None:
        return True
    files = {change.origin.path for change in changes if change.origin is not None}
    return all(one.origin is None or one.origin.path in files for one in comparison.statements) or any(
        change.word == "removed" for change in changes
    )
