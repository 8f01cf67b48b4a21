"""What the schema at START depends on, as far as it is known before anything is replayed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from sqlgen.baseline.witness import (
    Looked,
    digest_of,
    digest_of_file,
    digest_of_folder,
    digest_of_variables,
    installed,
)
from sqlgen.dialect import Dialect
from sqlgen.history.revision import file_bytes
from sqlgen.history.steps import RevisionStep
from sqlgen.project.project import Project

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE, _PACKAGE.parent / "dialects")
_METADATA = (".dist-info", ".egg-info", ".egg-link", ".pth")


def key_of(
    project: Project,
    dialect: Dialect,
    steps: Sequence[RevisionStep],
    *,
    configured: object,
    environment: Looked,
) -> str:
    """Return what tells a baseline from all others: equal keys, equal schemas.

    *configured*: what env.py has settled; *environment*: what it has looked at. Raises: OSError: a revision's
    file cannot be read.
    """
    return digest_of(
        *_tools(),
        *sys.path,
        *_of_project(project),
        dialect.name,
        dialect.version_text,
        *_shown(dialect.facts),
        *(str(folder) for folder in dialect.folders),
        *_shown(configured),
        *looked_at(environment),
        *_of_steps(steps),
    )


def looked_at(looked: Looked) -> Iterator[str]:
    """Yield how all that was looked at is now."""
    for file in looked.files:
        yield f"{file}={digest_of_file(file)}"
    for folder in looked.folders:
        yield f"{folder}={digest_of_folder(folder)}"
    names = looked.names()
    yield ",".join(names)
    yield digest_of_variables(names)


def _of_project(project: Project) -> Iterator[str]:
    yield from _shown(project)
    yield str(Path.cwd())
    for file in (project.settings_path, project.alembic.toml_path, project.baseline):
        yield str(digest_of_file(str(file)) if isinstance(file, Path) else file)


def _of_steps(steps: Iterable[RevisionStep]) -> Iterator[str]:
    import hashlib

    for step in steps:
        revision = step.revision
        yield f"{step.direction} {revision.id} {revision.where} {' '.join(step.heads_before)}"
        yield hashlib.sha256(file_bytes(revision.file)).hexdigest()


def _shown(value: object) -> Iterator[str]:
    """Yield a value's plain parts; of an object, what it is made of is in files that were looked at."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield str(name)
            yield from _shown(item)
    elif isinstance(value, (list, tuple)):
        yield str(len(value))
        for item in value:
            yield from _shown(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield field.name
            yield from _shown(getattr(value, field.name))
    elif value is None or isinstance(value, (str, int, float, bool, re.Pattern)):
        yield repr(value)
    elif isinstance(value, PurePath):
        yield str(value)
    else:
        kind: Any = value if hasattr(value, "__qualname__") else type(value)
        yield f"{kind.__module__}.{kind.__qualname__}"


@cache
def _tools() -> tuple[str, ...]:
    """Return which sqlgen, which Python and which packages are at work."""
    from importlib import metadata

    versions = [metadata.version(name) for name in ("sqlalchemy", "sqlglot", "jinja2")]
    return (sys.version, sys.platform, *versions, _own_sources(), *_installed())


def _own_sources() -> str:
    found = []
    for folder in _FOLDERS:
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".toml", ".j2"):
                known = file.stat()
                found.append(f"{file} {known.st_size} {known.st_mtime_ns}")
    return digest_of(*found)


def _installed() -> Iterator[str]:
    for folder in installed():
        names = os.listdir(folder) if Path(folder).is_dir() else []  # noqa: PTH208
        yield from sorted(name for name in names if name.endswith(_METADATA))
