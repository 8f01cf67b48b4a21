"""Which files of the versions folders are revisions, in the order in which Alembic loads them.

The order decides the order of steps where the graph leaves it open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlgen.history.errors import NoVersionsFolder, UnreadableRevision
from sqlgen.history.revision import is_revision_name, place_of


class RevisionFile(NamedTuple):
    """A revision file: its path for the system, and as messages name it."""

    path: str
    where: str


def revision_files(folders: Sequence[Path], root: Path, *, recursive: bool) -> Iterator[RevisionFile]:
    """Yield the revision files of *folders*, folder by folder, each folder's files sorted by name.

    With *recursive* the folders inside follow their folder, sorted. A folder that does not exist is passed
    over, as Alembic does, unless none exists; a file that is reached twice (by two folders, or by a link)
    is yielded once.
    Raises: NoVersionsFolder, UnreadableRevision.
    """
    present = [folder for folder in folders if folder.exists()]
    if not present:
        raise NoVersionsFolder([place_of(folder, root) for folder in folders])
    seen: set[str] = set()
    for folder in present:
        for path, real, where in _files(folder, root, recursive):
            if real not in seen:
                seen.add(real)
                yield RevisionFile(path, where)


def _files(folder: Path, root: Path, recursive: bool) -> Iterator[tuple[str, str, str]]:
    """Yield path, real path and place of each revision file of *folder*."""
    todo = [str(folder)]
    while todo:
        here = todo.pop()
        place = place_of(Path(here), root)
        real_folder = os.path.realpath(here)
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as cause:
            raise UnreadableRevision(place, cause) from cause
        prefix = "" if place == "." else f"{place}/"
        inner = []
        for entry in entries:
            if entry.is_dir():
                if recursive and not entry.is_symlink() and not entry.name.endswith("__pycache__"):
                    inner.append(entry.path)
                continue
            name, real = entry.name, f"{real_folder}/{entry.name}"
            if entry.is_symlink():
                real = os.path.realpath(entry.path)
                name = os.path.basename(real)  # noqa: PTH119 (Alembic judges a link by its target's name)
            if is_revision_name(name):
                yield entry.path, real, prefix + entry.name
        todo.extend(reversed(inner))
