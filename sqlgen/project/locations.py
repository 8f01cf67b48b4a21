"""Folders as configurations name them: lists in one value, ``package:folder``, paths as they are shown."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

# What Alembic offers for path_separator and version_path_separator.
SEPARATORS = {"space": " ", "newline": "\n", "os": os.pathsep, ":": ":", ";": ";"}

# How Alembic splits where an ini file names no separator.
_LEGACY_LOCATIONS = re.compile(r", *|(?: +)")
_LEGACY_SYS_PATH = re.compile(r", *|(?: +)|\:")


class PackageNotFound(Exception):
    """A package that holds a script folder cannot be found; the message says why."""


def split_paths(value: str, separator: str) -> list[str]:
    """Return the paths of *value*, a text in which *separator* stands between them."""
    return [path.strip() for path in value.split(separator) if path.strip()]


def split_locations(value: str) -> list[str]:
    """Return the paths of *value* as Alembic splits ``version_locations`` without a separator."""
    return [path for path in _LEGACY_LOCATIONS.split(value) if path]


def split_sys_path(value: str) -> list[str]:
    """Return the paths of *value* as Alembic splits ``prepend_sys_path`` without a separator."""
    return _LEGACY_SYS_PATH.split(value)


def is_package_path(value: str) -> bool:
    """Tell whether *value* is written ``package:folder``."""
    return ":" in value and not Path(value).is_absolute()


def first_existing(value: str, bases: Sequence[Path]) -> Path:
    """Return *value* below the first of *bases* where it exists, or below the first of them."""
    for base in bases:
        path = joined(base, value)
        if path.exists():
            return path
    return joined(bases[0], value)


def joined(base: Path, value: str) -> Path:
    """Return the absolute path of *value* seen from *base*; ``..`` is resolved, links are kept."""
    path = base / value
    return Path(os.path.realpath(path)) if ".." in path.parts else path


def package_folder(value: str, sys_path: Sequence[Path]) -> Path:
    """Return the folder that ``package:folder`` names, without importing the package.

    *sys_path* is searched before the interpreter's own. Raises: PackageNotFound.
    """
    package, *inner = value.split(":")
    top, *nested = package.split(".")
    places = _package_places(top, [*map(str, sys_path), *sys.path])
    if nested:
        places = [place for place in (Path(place, *nested) for place in places) if place.is_dir()]
        if not places:
            raise PackageNotFound("cannot be found")
    for place in places:
        if (folder := place.joinpath(*inner)).exists():
            return folder
    return places[0].joinpath(*inner)


def _package_places(name: str, search: Sequence[str]) -> list[Path]:
    """Return the folders of the top-level package *name*: one, or several of a namespace package."""
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec(name, search)
    # Editable installs put finders of their own on sys.meta_path.
    for finder in sys.meta_path if spec is None else ():
        if finder is not PathFinder and hasattr(finder, "find_spec"):
            spec = finder.find_spec(name, None)
        if spec is not None:
            break
    if spec is None:
        raise PackageNotFound("cannot be found")
    if spec.submodule_search_locations is None:
        raise PackageNotFound("is a module, not a package with folders")
    places = [Path(place) for place in spec.submodule_search_locations]
    if not any(place.is_dir() for place in places):
        raise PackageNotFound("is not in a folder (a zip archive?)")
    return places


def shown(path: Path, root: Path) -> str:
    """Return *path* as users are shown it: relative to *root*, written with ``/``."""
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    try:
        return Path(os.path.relpath(os.path.realpath(path), root)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def distinct(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return *paths* in their order, each once."""
    return tuple(dict.fromkeys(paths))
