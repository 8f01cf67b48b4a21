"""``alembic.util.pyfiles``."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from .exc import CommandError


def coerce_resource_to_filename(fname_or_resource: str | os.PathLike[str]) -> str:
    """Return a file name; ``package:path`` names a file within a package."""
    text = os.fspath(fname_or_resource)
    if not Path(text).is_absolute() and ":" in text:
        package, *parts = text.split(":")
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            return str(Path(spec.submodule_search_locations[0]).joinpath(*parts))
    return text


def pyc_file_from_path(path: str | os.PathLike[str]) -> Path | None:
    """Return the compiled file that stands for *path*, or None."""
    cached = Path(importlib.util.cache_from_source(os.fspath(path)))
    if cached.exists():
        return cached
    beside = Path(path).with_suffix(".pyc")
    return beside if beside.exists() else None


def load_python_file(dir_: str | os.PathLike[str], filename: str | os.PathLike[str]) -> ModuleType:
    """Return the file, executed."""
    return load_module_py(Path(filename).stem, Path(dir_, filename))


def load_module_py(module_id: str, path: str | os.PathLike[str]) -> ModuleType:
    """Return the file at *path*, executed."""
    spec = importlib.util.spec_from_file_location(module_id, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def template_to_file(*_: Any, **__: Any) -> NoReturn:
    """Refuse: sqlgen writes no files while scripts run."""
    raise CommandError("sqlgen writes no files while it reads the project")
