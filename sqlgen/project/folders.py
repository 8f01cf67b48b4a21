"""The folders that a configuration names, resolved: env.py's, the revision scripts', those for sys.path."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sqlgen.project.alembic_config import AlembicConfig
from sqlgen.project.errors import MissingFolder, MissingKey, MissingSection, UnknownPackage
from sqlgen.project.locations import (
    PackageNotFound,
    distinct,
    first_existing,
    is_package_path,
    joined,
    package_folder,
)
from sqlgen.project.settings import Settings
from sqlgen.project.sources import Sources


class Layout(NamedTuple):
    """What is known of a project's folders before any path in its files is resolved.

    *root* is what shown paths are relative to. *implied* is the script folder of an ini file that names none
    because it lies in it (Flask-Migrate), else None. *bases* are what relative paths of Alembic's files are
    relative to: the first where they exist, which is the current directory, as for Alembic, before others.
    """

    root: Path
    implied: Path | None
    bases: tuple[Path, ...]


def layout_of(sources: Sources, alembic: AlembicConfig) -> Layout:
    """Return the layout of the project that *sources* make."""
    root, implied = sources.home, None
    if sources.ini and (sources.ini.parent / "env.py").is_file():
        main = alembic.get_raw_section(alembic.section) or {}
        if "script_location" not in main and "script_location" not in alembic.toml:
            implied = sources.ini.parent
    settings_beside = sources.settings_file is not None and sources.settings_file.parent == root
    if implied == root and not settings_beside:
        root = implied.parent
    bases = [root] if implied else []
    bases += [sources.directory, *(file.parent for file in (sources.ini, sources.alembic_toml) if file)]
    return Layout(root, implied, distinct(bases))


class Folders(NamedTuple):
    """How the folders of one project are resolved."""

    sources: Sources
    alembic: AlembicConfig
    settings: Settings
    layout: Layout

    def sys_path(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Return what goes before and what goes behind ``sys.path``."""
        if self.settings.prepend_sys_path is not None:
            return self.settings.prepend_sys_path, ()
        items = self.alembic.get_prepend_sys_paths_list()
        if items is None:
            # `flask db` finds the application in the folder above; a project of ours has no other place.
            own = self.sources.ini is None and self.sources.alembic_toml is None
            return ((self.layout.root,) if own or self.layout.implied else ()), ()
        prepend = distinct(first_existing(item, self.layout.bases) for item in items)
        beside = distinct(joined(base, item) for base in self.layout.bases[1:] for item in items)
        return prepend, tuple(path for path in beside if path not in prepend and path.is_dir())

    def script_location(self, sys_path: tuple[Path, ...]) -> Path | None:
        """Return the folder of env.py, which exists, or None where the project names none."""
        if self.settings.script_location is not None:
            return self._own(self.settings.script_location, "script_location", sys_path)
        value = self.alembic.get_alembic_text("script_location")
        if value:
            return self._existing(value, "script_location", sys_path)
        if self.layout.implied or self.sources.settings_file:
            return self.layout.implied
        if self.sources.ini and self.sources.alembic_toml is None:
            self._need_main_section()
        file, key = self.alembic.place_of("script_location")
        raise MissingKey(file, key, "Add it: the folder of env.py, such as %(here)s/alembic.")

    def version_locations(self, script_location: Path | None, sys_path: tuple[Path, ...]) -> tuple[Path, ...]:
        """Return the folders of revision scripts, of which at least one exists."""
        if self.settings.version_locations is not None:
            own = self.settings.version_locations
            return tuple(self._own(location, "version_locations", sys_path) for location in own)
        items = self.alembic.get_version_locations_list()
        if items:
            found = tuple(self._located(item, "version_locations", sys_path) for item in items)
        else:
            found = ((script_location or self.layout.root) / "versions",)
        # Alembic passes over a location that does not exist; with none there is no history to compile.
        if not any(location.is_dir() for location in found):
            file, key = self.alembic.place_of("version_locations")
            if not items and (script_location is None or self.settings.script_location is not None):
                file, key = self.sources.shown(self.sources.settings_file), "version_locations"
            folders = " nor ".join(map(self.sources.shown, found))
            raise MissingFolder(file, key, folders, "Create it, or name the folder of the revision scripts.")
        return found

    def _need_main_section(self) -> None:
        if self.alembic.section not in self.alembic.sections():
            raise MissingSection(self.alembic.ini_name, self.alembic.section)

    def _existing(self, value: str, name: str, sys_path: tuple[Path, ...]) -> Path:
        path = self._located(value, name, sys_path)
        if not path.is_dir():
            relative = not (Path(value).is_absolute() or is_package_path(value))
            hint = "; one without %(here)s is relative to the current folder (-C)" if relative else ""
            raise MissingFolder(
                *self.alembic.place_of(name), self.sources.shown(path), f"Mend the path{hint}."
            )
        return path

    def _located(self, value: str, name: str, sys_path: tuple[Path, ...]) -> Path:
        """Return the folder that *value* of Alembic's files names, whether it exists or not."""
        if is_package_path(value):
            return _in_package(value, sys_path, *self.alembic.place_of(name))
        return first_existing(value, self.layout.bases)

    def _own(self, value: Path | str, name: str, sys_path: tuple[Path, ...]) -> Path:
        """Return the folder that *value* of sqlgen's settings names, which exists."""
        if isinstance(value, Path):
            return value
        file = self.sources.shown(self.sources.settings_file)
        path = _in_package(value, sys_path, file, name)
        if not path.is_dir():
            raise MissingFolder(file, name, value, "The package was found, the folder in it was not.")
        return path


def _in_package(value: str, sys_path: tuple[Path, ...], file: str, key: str) -> Path:
    try:
        return package_folder(value, sys_path)
    except PackageNotFound as fault:
        raise UnknownPackage(file, key, value.partition(":")[0], str(fault)) from fault
