"""Which files of the versions folders are revisions, in the order in which Alembic loads them.

The order decides the order of steps where the graph leaves it open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlgen.history.errors import NoVersionsFolder, UnreadableRevision
from sqlgen.history.revision import is_revision_name, place_of


def revision_files(folders: Sequence[Path], root: Path, *, recursive: bool) -> Iterator[tuple[str, str]]:
    """Yield path and place in messages of each revision file, folder by folder, a folder's sorted by name.

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
        for here, linked, files in _walk(folder, root, recursive):
            real_folder = os.path.realpath(here)
            place = place_of(Path(here), root)
            before, where = (f"{here}{os.sep}", "" if place == "." else f"{place}/")
            for name in files:
                real = f"{real_folder}{os.sep}{name}"
                if name in linked:
                    # Alembic judges a link by the name of its target.
                    real = os.path.realpath(real)
                    if not is_revision_name(os.path.basename(real)):  # noqa: PTH119
                        continue
                if real not in seen:
                    seen.add(real)
                    yield before + name, where + name


def _walk(folder: Path, root: Path, recursive: bool) -> Iterator[tuple[str, set[str], list[str]]]:
    """Yield each folder, the names of links in it, and the names to look at: revision files and links."""
    todo = [str(folder)]
    while todo:
        here = todo.pop()
        files, linked, inner = [], set(), []
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    name = entry.name
                    if entry.is_symlink() and not entry.is_dir():
                        linked.add(name)
                        files.append(name)
                    elif entry.is_dir():
                        if not entry.is_symlink() and not name.endswith("__pycache__"):
                            inner.append(name)
                    elif is_revision_name(name):
                        files.append(name)
        except OSError as cause:
            place = Path(cause.filename) if isinstance(cause.filename, str) else folder
            raise UnreadableRevision(place_of(place, root), cause) from cause
        yield here, linked, sorted(files)
        if recursive:
            todo.extend(os.path.join(here, name) for name in sorted(inner, reverse=True))  # noqa: PTH118
