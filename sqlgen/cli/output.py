"""Finished scripts written to stdout or to files, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from sqlgen.errors import SqlgenError
from sqlgen.script.script import Script


class SeveralScripts(SqlgenError):
    """More than one script, and one place to write to."""


class CannotWrite(SqlgenError):
    """A file that cannot be written; what was there before is still there."""


@dataclass(frozen=True)
class Wanted:
    """Where and how to write: *output* None is stdout; a folder gets one file for each script."""

    output: Path | None
    plain: bool = False
    per_revision: bool = False


def write_scripts(scripts: Sequence[Script], wanted: Wanted, stdout: TextIO) -> None:
    """Write *scripts*. Raises: SeveralScripts, CannotWrite."""
    output = wanted.output
    if output is not None and (wanted.per_revision or output.is_dir() or not output.suffix):
        files = {
            output / name: text
            for script in scripts
            for name, text in _files(script, wanted, several=_several(scripts)).items()
        }
        for path, text in files.items():
            write_file(path, text)
        return
    if wanted.per_revision:
        raise SeveralScripts("one file for each revision needs a folder", hint="Add -o FOLDER/.")
    if len(scripts) > 1:
        names = ", ".join(script.database or script.dialect.name for script in scripts)
        raise SeveralScripts(
            f"there are {len(scripts)} scripts ({names}), and one place to write to",
            hint="Give a folder: -o out/ writes one file for each.",
        )
    text = scripts[0].text(plain=wanted.plain)
    if output is not None:
        write_file(output, text)
        return
    binary = getattr(stdout, "buffer", None)
    if binary is None:
        stdout.write(text)
    else:
        binary.write(text.encode("utf-8"))
    stdout.flush()


def _several(scripts: Sequence[Script]) -> bool:
    dialects = {script.dialect.name for script in scripts}
    return len(dialects) > 1


def _files(script: Script, wanted: Wanted, *, several: bool) -> dict[str, str]:
    base = script.database or script.dialect.name
    if several and script.database:
        base = f"{script.database}.{script.dialect.name}"
    if not wanted.per_revision:
        return {f"{base}.sql": script.text(plain=wanted.plain)}
    files = {}
    preamble = tuple(section for section in script.sections if section.step is None)
    steps = [section for section in script.sections if section.step is not None]
    for number, section in enumerate(steps, 1):
        assert section.step is not None
        part = replace(
            script,
            sections=(*preamble, section) if number == 1 else (section,),
            start=section.step.heads_before,
            end=section.step.heads_after,
        )
        name = f"{number:04d}_{_safe(section.step.revision.id)}.sql"
        folder = f"{base}/" if several or script.database else ""
        files[f"{folder}{name}"] = part.text(plain=wanted.plain)
    return files


def _safe(revision: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in revision)


def write_file(path: Path, text: str) -> None:
    """Write *text* to *path* so that a reader finds the old file or the new one, never half of one.

    Raises: CannotWrite.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            # A pipe or a device: there is nothing to replace.
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
            Path(temporary).chmod(mode & 0o777)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotWrite(f"cannot be written: {error.strerror or error}", where=path) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
