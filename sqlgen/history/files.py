"""Which files of the versions folders are revisions, in the order in which Alembic loads them.

The order decides the order of steps where the graph leaves it open.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlgen.history.errors import NoVersionsFolder, UnreadableRevision
from sqlgen.history.revision import COMPILED, is_revision_name, place_of

_CACHE = "__pycache__"


def revision_files(
    folders: Sequence[Path], root: Path, *, recursive: bool, sourceless: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield path and place in messages of each revision file, folder by folder, a folder's sorted by name.

    With *recursive* the folders inside follow their folder, sorted. A folder that does not exist is passed
    over, as Alembic does, unless none exists; a file that is reached twice (by two folders, or by a link)
    is yielded once. With *sourceless* compiled files count that have no source beside them, those of Python's
    cache too.
    Raises: NoVersionsFolder, UnreadableRevision.
    """
    present = [folder for folder in folders if folder.exists()]
    if not present:
        raise NoVersionsFolder([place_of(folder, root) for folder in folders])
    seen: set[str] = set()
    for folder in present:
        for here, linked, files in _walk(folder, root, recursive, sourceless):
            real_folder = os.path.realpath(here)
            place = place_of(Path(here), root)
            before, where = (f"{here}{os.sep}", "" if place == "." else f"{place}/")
            for name in files:
                real = f"{real_folder}{os.sep}{name}"
                if name in linked:
                    # Alembic judges a link by the name of its target.
                    real = os.path.realpath(real)
                    if not is_revision_name(os.path.basename(real), sourceless):  # noqa: PTH119
                        continue
                if real not in seen:
                    seen.add(real)
                    yield before + name, where + name


def _walk(
    folder: Path, root: Path, recursive: bool, sourceless: bool
) -> Iterator[tuple[str, set[str], list[str]]]:
    """Yield each folder, the names of links in it, and the names to look at: revision files and links."""
    todo = [str(folder)]
    while todo:
        here = todo.pop()
        files, linked, inner, others = [], set(), [], set()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    name = entry.name
                    if entry.is_symlink() and not entry.is_dir():
                        linked.add(name)
                        files.append(name)
                    elif entry.is_dir():
                        if not entry.is_symlink() and not name.endswith(_CACHE):
                            inner.append(name)
                    elif is_revision_name(name, sourceless):
                        files.append(name)
                    elif sourceless:
                        others.add(name)
            if sourceless:
                files = _with_compiled(here, files, others)
        except OSError as cause:
            place = Path(cause.filename) if isinstance(cause.filename, str) else folder
            raise UnreadableRevision(place_of(place, root), cause) from cause
        yield here, linked, sorted(files)
        if recursive:
            todo.extend(os.path.join(here, name) for name in sorted(inner, reverse=True))  # noqa: PTH118


def _with_compiled(folder: str, files: list[str], others: set[str]) -> list[str]:
    """Return *files* without those compiled of others among them, and with those that only the cache has.

    As in Alembic, but that the cache's files for other versions of Python are passed over where there is one
    for this.
    """
    names = {name.split(".")[0] for name in (*files, *others)}
    found = [name for name in files if not name.endswith(COMPILED) or name[:-1] not in files]
    cached: dict[str, list[str]] = {}
    if os.path.isdir(os.path.join(folder, _CACHE)):  # noqa: PTH112, PTH118
        for name in sorted(os.listdir(os.path.join(folder, _CACHE))):  # noqa: PTH118, PTH208
            base, *tags = name.removesuffix(COMPILED).split(".")
            if (
                base in names
                or not is_revision_name(f"{base}{COMPILED}", True)
                or not name.endswith(COMPILED)
            ):
                continue
            tag = sys.implementation.cache_tag
            ours = [tag, f"{tag}.opt-1", f"{tag}.opt-2"]
            rank = ours.index(".".join(tags)) if ".".join(tags) in ours else len(ours)
            cached.setdefault(base, []).append(f"{rank}{_CACHE}{os.sep}{name}")
    return found + [min(places)[1:] for places in cached.values()]
