"""Finished scripts written to stdout or to files: all of them whole, or none."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlgen.cli.terminal import NotText, encoded, print_result
from sqlgen.errors import SqlgenError
from sqlgen.values import dataclass

if TYPE_CHECKING:
    # Listing commands write no scripts.
    from sqlgen.script.script import Script

_NUMBERED = re.compile(r"\d{4,}_.*\.sql")


class SeveralScripts(SqlgenError):
    """More than one script, and one place to write to."""


class CannotWrite(SqlgenError):
    """A file that cannot be written; what was there before is still there."""


class OldFiles(SqlgenError):
    """A folder for the files of one range holds those of another."""


@dataclass(frozen=True)
class Place:
    """Where and how to write: *path* None is stdout; *folder*: it gets one file for each script."""

    path: Path | None
    folder: bool
    plain: bool
    per_revision: bool


def place_called(output: str | None, *, plain: bool, per_revision: bool) -> Place:
    """Return the place that ``-o`` names: a folder where there is one, or where a / ends it.

    Raises: SeveralScripts: one file for each revision, and no folder.
    """
    if output == "":
        raise CannotWrite("-o names no file", hint="Give a path, or leave -o out for standard output.")
    separators = tuple(filter(None, (os.sep, os.altsep)))
    folder = output is not None and (output.endswith(separators) or Path(output).is_dir())
    if per_revision and not folder:
        raise SeveralScripts(
            "--per-revision writes several files, and there is one place to write to",
            hint="Give a folder, with / at its end: -o out/",
        )
    return Place(None if output is None else Path(output), folder, plain, per_revision)


def write_scripts(scripts: Sequence[Script], place: Place) -> None:
    """Write *scripts*. Raises: SeveralScripts, CannotWrite, OldFiles, CannotPrint, NotText."""
    if place.path is not None and place.folder:
        several = len({script.dialect.name for script in scripts}) > 1
        texts = {
            place.path / name: text
            for script in scripts
            for name, text in _files(script, place, several=several)
        }
        if place.per_revision:
            _refuse_old_files(place.path, texts)
        write_files(texts)
        return
    if len(scripts) > 1:
        names = ", ".join(script.database or script.dialect.name for script in scripts)
        raise SeveralScripts(
            f"there are {len(scripts)} scripts ({names}), and one place to write to",
            hint="Give a folder, with / at its end: -o out/ gets one file for each.",
        )
    text = _text(scripts[0], place)
    if place.path is None:
        print_result(text)
    else:
        write_files({place.path: text})


def _text(script: Script, place: Place) -> str:
    """Return the text of *script*. Raises: NotText, with the line of a revision."""
    text = script.text(plain=place.plain)
    try:
        encoded(text)
    except NotText as error:
        for statement in script.statements:
            if any("\ud800" <= character <= "\udfff" for character in statement.sql):
                error.where = statement.origin
                break
        raise
    return text


def _files(script: Script, place: Place, *, several: bool) -> Iterator[tuple[str, str]]:
    """Yield the files of *script* in a folder, name and text; *several*: it shares it with other dialects."""
    base = _safe(script.database) if script.database else script.dialect.name
    if several and script.database:
        base = f"{base}.{script.dialect.name}"
    if script.part is not None:
        base = f"{base}.{script.part[0]}"
    if not place.per_revision:
        yield f"{base}.sql", _text(script, place)
        return
    folder = f"{base}/" if several or script.database else ""
    from sqlgen.script.by_revision import by_revision

    for number, (step, part) in enumerate(by_revision(script), 1):
        yield f"{folder}{number:04d}_{_safe(step.revision.id)}.sql", _text(part, place)


def _safe(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in name)


def _refuse_old_files(folder: Path, texts: Mapping[Path, str]) -> None:
    """Raise OldFiles where *folder*, or one in it, holds numbered files that *texts* would not replace."""
    old = [
        path.relative_to(folder).as_posix()
        for parent in sorted({path.parent for path in texts})
        if parent.is_dir()
        for path in sorted(parent.iterdir())
        if _NUMBERED.fullmatch(path.name) and path not in texts
    ]
    if old:
        shown = ", ".join(old[:3]) + (f" and {len(old) - 3} more" if len(old) > 3 else "")
        raise OldFiles(
            f"the folder holds files of another range: {shown}",
            where=folder,
            hint="Files of two ranges in one folder would be run as one. Empty it, or name another.",
        )


def write_files(texts: Mapping[Path, str]) -> None:
    """Write each text to its path, so that a reader finds the old file or the new one, never half of one.

    All are written beside their places before the first is put there; folders are made where they are
    missing, and taken away again where nothing comes of them. Raises: CannotWrite, NotText.
    """
    with contextlib.ExitStack() as undo:
        staged = [_staged(path, encoded(text), undo) for path, text in texts.items()]
        for temporary, path in staged:
            with _as_fault(path):
                temporary.replace(path)
        undo.pop_all()


def _staged(path: Path, data: bytes, undo: contextlib.ExitStack) -> tuple[Path, Path]:
    """Write *data* to a new file beside *path*, and return that and the path that it is to get."""
    with _as_fault(path):
        # A link stays one: what it leads to is replaced.
        target = _led_to(path)
        if target.is_dir():
            raise CannotWrite("is a folder", where=path, hint="Put / behind it to write into it.")
        _make_folder(target.parent, undo)
        old = target.stat() if target.exists() else None
        if old is not None and not target.is_file():
            # A pipe or a device: there is nothing to replace.
            target.write_bytes(data)
            return target, target
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(None, "Permission denied")
        import tempfile

        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        temporary = Path(name)
        undo.callback(temporary.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod((old.st_mode if old else 0o666 & ~_umask()) & 0o777)
        return temporary, target


def _led_to(path: Path) -> Path:
    """Return what *path* leads to. Raises: CannotWrite: it is a link that leads to itself."""
    try:
        target = path.resolve()
    except RuntimeError:  # Python 3.12 and older
        target = path
    if target.is_symlink():
        raise CannotWrite(
            "cannot be written: it is a link that leads to itself",
            where=path,
            hint="Delete it, or name another.",
        )
    return target


def _make_folder(folder: Path, undo: contextlib.ExitStack) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir()
        undo.callback(_remove_empty, parent)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


@contextlib.contextmanager
def _as_fault(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            f"cannot be written: {error.strerror or error}",
            where=path,
            hint="Nothing was written; what was there before is still there.",
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
