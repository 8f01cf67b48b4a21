"""A folder of files, one for each baseline: written whole or not at all, and believed only where all fits."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlgen.baseline.witness import Looked, digest_of_file, digest_of_folder, digest_of_variables

MOST = 64
"""How many files a folder keeps; the oldest go."""

_HEAD = "sqlgen baseline 1"


@dataclass(frozen=True)
class Store:
    """The files in *folder*, made when the first is written. A file that cannot be used is no error."""

    folder: Path

    def find(self, key: str) -> str | None:
        """Return the text kept under *key*, if all that it rests on is still as it was; else None."""
        try:
            path = self._path(key)
            if not _is_own(path):
                return None
            head, conditions, text = path.read_bytes().decode().split("\n", 2)
            if head != _head(key, f"{conditions}\n{text}"):
                return None
            return text if _hold(json.loads(conditions)) else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def keep(self, key: str, text: str, looked: Looked) -> None:
        """Write *text*, which rests on what was *looked* at, under *key*; or not, where that fails."""
        body = f"{json.dumps(_conditions(looked))}\n{text}"
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            import tempfile

            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".new")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(f"{_head(key, body)}\n{body}".encode())
                Path(name).replace(self._path(key))
            finally:
                Path(name).unlink(missing_ok=True)
            self._shrink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key[:32]}.baseline"

    def _shrink(self) -> None:
        files = sorted(self.folder.glob("*.baseline"), key=lambda file: file.stat().st_mtime_ns)
        for file in files[:-MOST]:
            file.unlink(missing_ok=True)


def _head(key: str, body: str) -> str:
    return f"{_HEAD} {key} {hashlib.sha256(body.encode()).hexdigest()}"


def _is_own(path: Path) -> bool:
    """Tell whether nobody else can have written the file."""
    if not hasattr(os, "getuid"):
        return True
    known = path.stat()
    return known.st_uid == os.getuid() and not known.st_mode & 0o022


def _conditions(looked: Looked) -> dict[str, object]:
    names = looked.names()
    return {
        "files": {file: digest_of_file(file) for file in looked.files},
        "folders": {folder: digest_of_folder(folder) for folder in looked.folders},
        "names": names,
        "all": looked.all_variables,
        "values": digest_of_variables(names),
    }


def _hold(told: Mapping[str, object]) -> bool:
    files, folders, names = told["files"], told["folders"], told["names"]
    if not (isinstance(files, dict) and isinstance(folders, dict) and isinstance(names, list)):
        return False
    if told["all"] and set(os.environ) - set(names):
        return False
    return (
        told["values"] == digest_of_variables(names)
        and all(digest_of_file(file) == digest for file, digest in files.items())
        and all(digest_of_folder(folder) == digest for folder, digest in folders.items())
    )


def default_folder(environ: Mapping[str, str]) -> Path | None:
    """Return where the files of a user lie; None where the user has no home.

    https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is to be ignored.
    """
    said = environ.get("XDG_CACHE_HOME", "")
    if said.startswith("/"):
        return Path(said) / "sqlgen"
    try:
        return Path.home() / ".cache" / "sqlgen"
    except RuntimeError:
        return None
