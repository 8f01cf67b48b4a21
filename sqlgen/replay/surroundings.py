"""What surrounds env.py and the scripts of one project while they run, and is put back afterwards."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from sqlgen.project.project import Project
from sqlgen.replay.registry import Registration, registry

_PACKAGES = {"site-packages", "dist-packages"}
_Key = tuple[Path, tuple[Path, ...], tuple[Path, ...]]

_left_behind: dict[_Key, tuple[dict[str, ModuleType], tuple[Registration, ...]]] = {}


@contextlib.contextmanager
def project_modules(project: Project) -> Iterator[None]:
    """Let the project's own modules be imported within the block, and by no other project.

    Two projects may both have a ``models``. Each finds its own, once imported, when it comes again: two
    copies of one module would define its tables twice.
    """
    key = (project.directory, project.prepend_sys_path, project.append_sys_path)
    modules, registrations = _left_behind.get(key, ({}, ()))
    sys.modules.update(modules)
    registry.enter(registrations)
    before = {name for name in sys.modules if name not in modules}
    folders = {project.root, project.directory, *project.prepend_sys_path, *project.append_sys_path}
    try:
        yield
    finally:
        own = {
            name: module
            for name, module in list(sys.modules.items())
            if name not in before and _lies_in(module, folders)
        }
        for name in own:
            del sys.modules[name]
        _left_behind[key] = (own, registry.leave())


def _lies_in(module: ModuleType, folders: set[Path]) -> bool:
    file = getattr(module, "__file__", None) or next(iter(getattr(module, "__path__", ())), None)
    if file is None or file.startswith(sys.prefix):
        return False
    path = Path(file)
    return not _PACKAGES.intersection(path.parts) and not folders.isdisjoint(path.parents)


@contextlib.contextmanager
def project_paths(project: Project) -> Iterator[None]:
    """Let imports find what the project's path settings name, and open files relative to its folder."""
    paths, folder = list(sys.path), Path.cwd()
    sys.path[:0] = [str(path) for path in project.prepend_sys_path]
    sys.path.extend(str(path) for path in project.append_sys_path if str(path) not in sys.path)
    os.chdir(project.directory)
    try:
        yield
    finally:
        sys.path[:] = paths
        os.chdir(folder)


@contextlib.contextmanager
def kept_variables() -> Iterator[None]:
    """Put the environment's variables back after the block: env.py files set some, ``.env`` files more."""
    before = dict(os.environ)
    try:
        yield
    finally:
        for name in [name for name in os.environ if name not in before]:
            del os.environ[name]
        os.environ.update({name: value for name, value in before.items() if os.environ.get(name) != value})
