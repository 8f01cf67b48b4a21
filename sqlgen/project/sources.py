"""Which configuration files make a project: the search, before anything in them is believed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlgen.project.errors import (
    ConfigGivenTwice,
    MissingConfig,
    MissingDirectory,
    NoProject,
    TwoSettings,
    UnreadableConfig,
)
from sqlgen.project.files import Table, read_toml, read_tools
from sqlgen.project.locations import shown
from sqlgen.values import dataclass

ENVIRONMENT_VARIABLE = "ALEMBIC_CONFIG"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Sources:
    """The files of a project.

    *directory* is where sqlgen was called, *home* the folder of the configuration. *ini* is alembic.ini,
    *alembic_toml* a pyproject.toml with ``[tool.alembic]``, *settings_file* sqlgen.toml or a pyproject.toml
    with ``[tool.sqlgen]``: each None where there is none; the tables are what the two hold.
    """

    directory: Path
    home: Path
    ini: Path | None
    alembic_toml: Path | None
    alembic_table: Table | None
    settings_file: Path | None
    settings_table: Table

    def shown(self, path: Path | None) -> str:
        """Return *path* as messages show it: relative to where sqlgen was called."""
        return shown(path or self.home, self.directory)

    @property
    def settings_prefix(self) -> str:
        """What stands before the keys of sqlgen's settings in messages."""
        return "tool.sqlgen." if self.settings_file and self.settings_file.name == "pyproject.toml" else ""


class _Given(NamedTuple):
    """The configuration files that the user named, at most one of a kind."""

    ini: Path | None = None
    pyproject: Path | None = None
    settings: Path | None = None

    def first(self) -> Path | None:
        """Return the file whose folder is the project's."""
        return self.settings or self.ini or self.pyproject


def find_sources(start: Path, given: Sequence[Path], environ: Mapping[str, str]) -> Sources:
    """Return the configuration files of the project in *start*, or those *given* and what belongs to them.

    Raises: NoProject, MissingDirectory, MissingConfig, ConfigGivenTwice, TwoSettings, UnreadableConfig,
    BadToml, InvalidSetting.
    """
    directory = Path(os.path.realpath(start))
    if not directory.is_dir():
        raise MissingDirectory(start.as_posix())
    named = _named(directory, given, environ)
    first = named.first()
    home = first.parent if first else directory
    # Alembic reads alembic.ini and pyproject.toml of the current directory unless -c names another.
    defaults = home if named.settings else directory
    ini = named.ini or _ini_in(defaults)
    pyproject = named.pyproject or defaults / "pyproject.toml"
    alembic_table = _tools(pyproject, directory)[0]
    settings_file, settings_table = _settings(named, home, ini, directory)
    if ini is None and alembic_table is None and settings_file is None:
        raise NoProject(shown(home, directory), _elsewhere(directory))
    return Sources(
        directory=directory,
        home=home,
        ini=ini,
        alembic_toml=pyproject if alembic_table is not None else None,
        alembic_table=alembic_table,
        settings_file=settings_file,
        settings_table=settings_table,
    )


def _named(directory: Path, given: Sequence[Path], environ: Mapping[str, str]) -> _Given:
    """Return the files named by ``-c``, else by the environment variable, by kind."""
    asked_by = "-c"
    if not given and environ.get(ENVIRONMENT_VARIABLE):
        given, asked_by = [Path(environ[ENVIRONMENT_VARIABLE])], ENVIRONMENT_VARIABLE
    by_kind: dict[str, list[Path]] = {"ini": [], "pyproject": [], "settings": []}
    for path in given:
        # The folder is made real, the file is not: a linked alembic.ini belongs to the folder of the link.
        file = Path(os.path.realpath((directory / path).parent), path.name)
        if file.is_dir():
            raise UnreadableConfig(path.as_posix(), "it is a folder; -C names a folder, -c a file")
        if not file.is_file():
            raise MissingConfig(path.as_posix(), asked_by)
        by_kind[_kind(file)].append(file)
    for kind, files in by_kind.items():
        if len(files) > 1:
            name = {"ini": "an ini file", "pyproject": "a pyproject.toml", "settings": "a sqlgen.toml"}[kind]
            raise ConfigGivenTwice(name, [shown(file, directory) for file in files])
    return _Given(**{kind: files[0] for kind, files in by_kind.items() if files})


def _kind(file: Path) -> str:
    if file.name == "pyproject.toml":
        return "pyproject"
    return "settings" if file.suffix == ".toml" else "ini"


def _ini_in(folder: Path) -> Path | None:
    """Return alembic.ini of *folder*, else that of a Flask-Migrate folder in it, or None."""
    if (path := folder / "alembic.ini").is_file():
        return path
    migrations = folder / "migrations"
    if (migrations / "alembic.ini").is_file() and (migrations / "env.py").is_file():
        return migrations / "alembic.ini"
    return None


def _tools(pyproject: Path, directory: Path) -> tuple[Table | None, Table | None]:
    return read_tools(pyproject, shown(pyproject, directory)) if pyproject.is_file() else (None, None)


def _settings(named: _Given, home: Path, ini: Path | None, directory: Path) -> tuple[Path | None, Table]:
    """Return sqlgen's own file and its table: the one named, else that of the project's folder."""
    if named.settings:
        return named.settings, read_toml(named.settings, shown(named.settings, directory))
    folders = [home]
    # Flask-Migrate's ini stands in migrations/, the project's settings above it.
    if ini and ini.parent == home and (home / "env.py").is_file():
        folders.append(home.parent)
    for folder in folders:
        pyproject = named.pyproject if named.pyproject and folder == home else folder / "pyproject.toml"
        own = folder / "sqlgen.toml"
        table = _tools(pyproject, directory)[1]
        if own.is_file() and table is not None:
            raise TwoSettings(shown(own, directory), shown(pyproject, directory))
        if own.is_file():
            return own, read_toml(own, shown(own, directory))
        if table is not None:
            return pyproject, table
    return None, {}


def _elsewhere(directory: Path) -> str | None:
    """Return a hint that names the nearest configuration above or below *directory*, or None."""
    for up, folder in enumerate(directory.parents, start=1):
        for name in ("sqlgen.toml", "alembic.ini"):
            if (folder / name).is_file():
                return f"Give -C {'/'.join(['..'] * up)} to use {'../' * up}{name}."
    for inner in sorted(directory.glob("*/alembic.ini")) + sorted(directory.glob("*/sqlgen.toml")):
        return f"Give -C {inner.parent.name} to use {shown(inner, directory)}."
    return None
