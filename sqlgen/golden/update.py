"""Goldens accepted: files written so that a reader finds the old one or the new one, stale ones removed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sqlgen.errors import SqlgenError
from sqlgen.golden.made_of import NAME, MadeOf, digest, made_of, read_made_of, text_of
from sqlgen.golden.matrix import Matrix
from sqlgen.golden.outcome import Outcome

T = TypeVar("T")


class CannotAccept(SqlgenError):
    """A golden that cannot be written or removed; what was there before is still there."""


class NotAGolden(SqlgenError):
    """A path that is to be accepted, and is none of those that differ."""


def chosen(
    outcomes: Sequence[Outcome], *, only: Collection[str] = (), paths: Sequence[Path] = (), root: Path
) -> list[Outcome]:
    """Return what is to be accepted: all that is not clean, of verdicts *only*, at or below *paths*.

    Raises: NotAGolden: a path that names nothing of what differs.
    """
    found = [one for one in outcomes if not one.clean and (not only or one.verdict.value in only)]
    if not paths:
        return found
    kept: dict[str, Outcome] = {}
    for path in paths:
        asked = Path(os.path.realpath(path))
        below = [
            one
            for one in found
            for name in (one.path, one.replaces)
            if name is not None and Path(os.path.realpath(root / name)).is_relative_to(asked)
        ]
        if not below:
            raise NotAGolden("no golden here is to be accepted", where=path.as_posix())
        kept |= {one.path: one for one in below}
    return [one for one in found if one.path in kept]


def accept(matrix: Matrix, outcomes: Sequence[Outcome], accepted: Sequence[Outcome]) -> list[str]:
    """Write what is *accepted* of all *outcomes*, and the lock; return the paths that were changed, in order.

    Raises: CannotAccept.
    """
    texts: dict[Path, str] = {}
    removed: list[Path] = []
    for one in accepted:
        if one.new is not None:
            texts[matrix.root / one.path] = one.new
        for gone in (one.replaces, one.path if one.new is None else None):
            if gone is not None:
                removed.append(matrix.root / gone)
    lock = text_of(_made_of(matrix, outcomes, accepted))
    lock_path = matrix.folder / NAME
    old = lock_path.read_bytes() if lock_path.is_file() else None
    if old != lock.encode():
        texts[lock_path] = lock
    _write(texts)
    for path in removed:
        _remove(path, matrix.folder)
    changed = [*texts, *(path for path in removed if path not in texts)]
    return sorted(path.relative_to(matrix.root).as_posix() for path in changed)


def _made_of(matrix: Matrix, outcomes: Sequence[Outcome], accepted: Sequence[Outcome]) -> MadeOf:
    """Return the lock behind the update: what belongs to a golden that still differs stays as it was."""
    taken = {one.path for one in accepted}
    texts: dict[str, str] = {}
    for one in outcomes:
        text = one.new if one.clean or one.path in taken else None
        if text is not None:
            texts[matrix.below(one.path)] = text
    now = made_of(matrix, texts)
    old = read_made_of(matrix.folder) or MadeOf()
    left = [one for one in outcomes if not one.clean and one.path not in taken]
    open_projects = {one.cell.project.name for one in left if one.cell is not None}
    open_dialects = {one.cell.dialect for one in left if one.cell is not None}
    skipped = {one.project for one in matrix.skipped}
    kept_goldens = {
        path: told
        for path, told in old.goldens.items()
        if path.partition("/")[0] in skipped or matrix.path_of(path) in {one.path for one in left}
    }
    return replace(
        now,
        made_by=old.made_by if left and old.made_by else now.made_by,
        dialects=_kept(now.dialects, old.dialects, open_dialects),
        configs=_kept(now.configs, old.configs, open_projects | skipped),
        matrices=_kept(now.matrices, old.matrices, open_projects | skipped),
        revisions=_kept(now.revisions, old.revisions, open_projects | skipped),
        goldens={**kept_goldens, **{path: digest(text) for path, text in texts.items()}},
    )


def _kept(now: Mapping[str, T], old: Mapping[str, T], names: Collection[str]) -> dict[str, T]:
    """Return *now*, with *names* as they were in *old*."""
    return {**now, **{name: old[name] for name in names if name in old}}


def _write(texts: Mapping[Path, str]) -> None:
    """Write all *texts* beside their places before the first is put there."""
    with contextlib.ExitStack() as undo:
        staged: list[tuple[Path, Path]] = []
        for path, text in texts.items():
            with _as_fault(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
                temporary = Path(name)
                undo.callback(temporary.unlink, missing_ok=True)
                with os.fdopen(handle, "wb") as file:
                    file.write(text.encode("utf-8", "surrogateescape"))
                    file.flush()
                    os.fsync(file.fileno())
                temporary.chmod(0o666 & ~_umask())
                staged.append((temporary, path))
        for temporary, path in staged:
            with _as_fault(path):
                temporary.replace(path)
        undo.pop_all()


def _remove(path: Path, folder: Path) -> None:
    """Remove the file *path*, and the folders up to *folder* that are empty then."""
    with _as_fault(path):
        path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or not parent.is_relative_to(folder):
            return
        try:
            parent.rmdir()
        except OSError:
            return


@contextlib.contextmanager
def _as_fault(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotAccept(f"cannot be written: {error.strerror or error}", where=path.as_posix()) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
