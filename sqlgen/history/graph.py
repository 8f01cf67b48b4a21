"""The revisions of a project as a graph: parents, children, dependencies, heads, bases, branch labels.

Its order everywhere is the order in which the files were loaded. Names that users type are looked up in
``lookup``, ranges in ``plan``; faults of the files themselves are found before a graph exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from sqlgen.errors import SqlgenError
from sqlgen.history.errors import RevisionFileFault, raise_all
from sqlgen.history.faults import check_cycles, check_names, check_references
from sqlgen.history.files import revision_files
from sqlgen.history.revision import Evaluate, KnownHeaders, Revision, read_file


class RevisionGraph:
    """A sound history: every parent and dependency exists, and nothing goes in a circle.

    *parents* are what a revision's down_revision names; *foundations* are those and its dependencies, without
    a dependency that an ancestor has already. Sets of revisions are given as tuples of ids, in load order.
    """

    def __init__(self, revisions: Iterable[Revision]) -> None:
        """Take *revisions* in load order. Raises: the fault found, or SeveralErrors with all of them."""
        self.revisions = tuple(revisions)
        raise_all(check_names(self.revisions))
        self._by_id = {revision.id: revision for revision in self.revisions}
        self.labels: Mapping[str, str] = {
            label: revision.id for revision in self.revisions for label in revision.branch_labels
        }
        """The revision that bears each branch label."""
        faults, self._dependencies = check_references(self._by_id, self.labels)
        raise_all(faults)
        raise_all(check_cycles(self._by_id, self._dependencies))

    @classmethod
    def load(
        cls,
        folders: Sequence[Path],
        root: Path,
        *,
        recursive: bool = False,
        sourceless: bool = False,
        evaluate: Evaluate | None = None,
        known: KnownHeaders | None = None,
    ) -> RevisionGraph:
        """Return the graph of the revision files in *folders*; messages name files relative to *root*.

        *evaluate* executes a file whose headers are not literals, or that is compiled (with *sourceless*);
        *known* holds headers read before.
        Raises: NoVersionsFolder; the fault found, or SeveralErrors with all that do not depend on each other.
        """
        revisions: list[Revision] = []
        faults: list[SqlgenError] = []
        for path, where in revision_files(folders, root, recursive=recursive, sourceless=sourceless):
            try:
                revisions.append(read_file(path, where, evaluate, known))
            except RevisionFileFault as fault:
                faults.append(fault)
        # Without these files others seem to lack their parents: say only what is sure.
        raise_all([*faults, *check_names(revisions)] if faults else [])
        return cls(revisions)

    def __len__(self) -> int:
        return len(self.revisions)

    def __iter__(self) -> Iterator[Revision]:
        return iter(self.revisions)

    def __contains__(self, revision: object) -> bool:
        return revision in self._by_id

    def __getitem__(self, revision: str) -> Revision:
        return self._by_id[revision]

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The place of each revision in the load order."""
        return {revision.id: position for position, revision in enumerate(self.revisions)}

    def in_load_order(self, revisions: Iterable[str]) -> tuple[str, ...]:
        """Return *revisions* in load order, each once."""
        return tuple(sorted(set(revisions), key=self.position.__getitem__))

    def parents(self, revision: str) -> tuple[str, ...]:
        """Return what the revision's down_revision names, in the order written."""
        return self._by_id[revision].down_revisions

    def dependencies(self, revision: str) -> tuple[str, ...]:
        """Return what the revision's depends_on names, as revision ids, in the order written."""
        return self._dependencies.get(revision, ())

    def foundations(self, revision: str) -> tuple[str, ...]:
        """Return the parents, then the dependencies that no ancestor along down_revision has already."""
        return self._foundations.get(revision) or self._by_id[revision].down_revisions

    def children(self, revision: str) -> tuple[str, ...]:
        """Return the revisions whose down_revision names *revision*."""
        return self._children.get(revision, ())

    def dependents(self, revision: str) -> tuple[str, ...]:
        """Return the revisions whose depends_on names *revision*."""
        return self._dependents.get(revision, ())

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The revisions that no down_revision names."""
        named = {parent for revision in self.revisions for parent in revision.down_revisions}
        return tuple(revision.id for revision in self.revisions if revision.id not in named)

    @cached_property
    def effective_heads(self) -> tuple[str, ...]:
        """The heads that no depends_on names: the rows of the version table once everything is applied."""
        depended = {needed for several in self._dependencies.values() for needed in several}
        return tuple(head for head in self.heads if head not in depended)

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The revisions without a down_revision."""
        return tuple(revision.id for revision in self.revisions if revision.is_base)

    @cached_property
    def branch_points(self) -> tuple[str, ...]:
        """The revisions that several others follow."""
        return tuple(revision.id for revision in self.revisions if len(self.children(revision.id)) > 1)

    @cached_property
    def merge_points(self) -> tuple[str, ...]:
        """The revisions that follow several others."""
        return tuple(revision.id for revision in self.revisions if revision.is_merge)

    def ancestors(self, revisions: Iterable[str], *, dependencies: bool = True) -> set[str]:
        """Return *revisions* and all that they stand on; by down_revision alone without *dependencies*."""
        found: set[str] = set()
        todo = list(revisions)
        while todo:
            revision = todo.pop()
            if revision not in found:
                found.add(revision)
                todo.extend(self.foundations(revision) if dependencies else self.parents(revision))
        return found

    def descendants(self, revisions: Iterable[str], *, dependencies: bool = True) -> set[str]:
        """Return *revisions* and all that stand on them; by down_revision alone without *dependencies*."""
        found: set[str] = set()
        todo = list(revisions)
        while todo:
            revision = todo.pop()
            if revision not in found:
                found.add(revision)
                todo.extend(self.children(revision))
                if dependencies:
                    todo.extend(self.dependents(revision))
        return found

    def lineage(self, revision: str) -> set[str]:
        """Return *revision* with its ancestors and descendants along down_revision: its branch."""
        return self.ancestors((revision,), dependencies=False) | self.descendants(
            (revision,), dependencies=False
        )

    def topmost(self, revisions: Iterable[str]) -> tuple[str, ...]:
        """Return those of *revisions* that no other of them stands on, in the order given."""
        several = tuple(dict.fromkeys(revisions))
        if len(several) < 2:
            return several
        below = self.ancestors(needed for revision in several for needed in self.foundations(revision))
        return tuple(revision for revision in several if revision not in below)

    def labels_of(self, revision: str) -> tuple[str, ...]:
        """Return the branch labels that the revision's branch bears, sorted."""
        return self._labels_of.get(revision, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        return _inverted((revision.id, revision.down_revisions) for revision in self.revisions)

    @cached_property
    def _dependents(self) -> Mapping[str, tuple[str, ...]]:
        return _inverted(self._dependencies.items())

    @cached_property
    def _foundations(self) -> Mapping[str, tuple[str, ...]]:
        """Return the foundations where they are not simply the parents.

        Alembic leaves out a dependency that an ancestor has. Each dependency that several revisions have is
        a bit of a number that is handed from parents to children, so that one pass over the graph is enough.
        """
        bits = {
            needed: 1 << bit for bit, needed in enumerate(n for n, d in self._dependents.items() if d[1:])
        }
        inherited: dict[str, int] = {}
        found: dict[str, tuple[str, ...]] = {
            revision.id: tuple(dict.fromkeys(revision.down_revisions))
            for revision in self.revisions
            if revision.is_merge
        }
        for revision in self._parents_first if bits else ():
            mask = 0
            for parent in self.parents(revision):
                mask |= inherited[parent]
                for needed in self.dependencies(parent):
                    mask |= bits.get(needed, 0)
            inherited[revision] = mask
        for revision, dependencies in self._dependencies.items():
            mask = inherited.get(revision, 0)
            own = (needed for needed in dependencies if not mask & bits.get(needed, 0))
            found[revision] = tuple(dict.fromkeys((*self.parents(revision), *own)))
        return found

    @cached_property
    def _parents_first(self) -> tuple[str, ...]:
        """The revisions, each after its parents."""
        waiting = {revision.id: len(revision.down_revisions) for revision in self.revisions}
        order = list(self.bases)
        for revision in order:
            for child in self.children(revision):
                waiting[child] -= self.parents(child).count(revision)
                if not waiting[child]:
                    order.append(child)
        return tuple(order)

    @cached_property
    def _labels_of(self) -> Mapping[str, tuple[str, ...]]:
        """Return the labels of each branch, as Alembic shows them.

        A label goes up to all descendants; from a branch that nothing leaves and that merges nothing it goes
        down as well, as far as the branch is alone.
        """
        found: dict[str, set[str]] = {}
        for label, bearer in self.labels.items():
            branch = self.descendants((bearer,), dependencies=False)
            if all(self._is_alone(revision) for revision in branch):
                below: str | None = bearer
                while below is not None and self._is_alone(below):
                    branch.add(below)
                    below = next(iter(self.parents(below)), None)
            for revision in branch:
                found.setdefault(revision, set()).add(label)
        return {revision: tuple(sorted(labels)) for revision, labels in found.items()}

    def _is_alone(self, revision: str) -> bool:
        above = {*self.children(revision), *self.dependents(revision)}
        return len(above) < 2 and len(self.parents(revision)) < 2


def _inverted(edges: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, tuple[str, ...]]:
    above: dict[str, list[str]] = {}
    for revision, below in edges:
        for one in dict.fromkeys(below) if len(below) > 1 else below:
            above.setdefault(one, []).append(revision)
    return {one: tuple(several) for one, several in above.items()}
