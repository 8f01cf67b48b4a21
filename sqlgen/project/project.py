"""A project: one history of revision scripts and everything that configuration files say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlgen.project.alembic_config import AlembicConfig
from sqlgen.project.errors import MissingEnvPy
from sqlgen.project.locations import shown
from sqlgen.project.settings import ObjectPath, Visibility


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project as its files describe it; env.py has not been run, no folder of scripts been read.

    All paths are absolute. *root* is the folder that shown paths are relative to, *directory* the one that
    sqlgen was called in (``-C``): what Alembic calls the current directory. Fields of which "None" is said
    below are left to env.py, or to a default that the part using them knows.

    name                        the project's, for people
    section                     what ``-n`` chose, or None
    sections                    what ``-n`` may choose
    script_location             the folder of env.py, or None: the project has none
    version_locations           the folders of revision scripts, at least one, as Alembic orders them
    recursive, sourceless       whether sub-folders and compiled files count
    prepend_sys_path            goes before ``sys.path`` while scripts run; may name folders that do not exist
    append_sys_path             goes behind it: Alembic would not search there, users expect it (see docs)
    x_arguments                 what ``-x`` gave, in order, unparsed
    alembic                     alembic.ini and ``[tool.alembic]``
    settings_path               sqlgen.toml, or the pyproject.toml with ``[tool.sqlgen]``, or None
    dialects                    names or folders of dialects to compile for; empty: what env.py configures
    server_versions             versions by dialect name, as text
    source_dialect              that of raw SQL in scripts, or None
    version_table, version_table_schema, version_table_pk, transaction_per_migration   or None
    metadata, naming_convention or None
    baseline                    the schema before the history, a file of SQL or a MetaData, or None
    use_env                     False: env.py is not run
    scripts_see                 what scripts are told about their mode
    dialects_dir                a folder of dialect folders that override templates, or None
    url, default_schema         what the target is said to be, or None
    """

    root: Path
    directory: Path
    name: str
    section: str | None
    sections: tuple[str, ...]
    script_location: Path | None
    version_locations: tuple[Path, ...]
    recursive: bool
    sourceless: bool
    prepend_sys_path: tuple[Path, ...]
    append_sys_path: tuple[Path, ...]
    output_encoding: str
    x_arguments: tuple[str, ...]
    alembic: AlembicConfig
    settings_path: Path | None
    dialects: tuple[str, ...]
    server_versions: Mapping[str, str]
    source_dialect: str | None
    version_table: str | None
    version_table_schema: str | None
    version_table_pk: bool | None
    transaction_per_migration: bool | None
    metadata: ObjectPath | None
    naming_convention: Mapping[str, str] | None
    baseline: Path | ObjectPath | None
    use_env: bool
    scripts_see: Visibility
    dialects_dir: Path | None
    declared_url: str | None
    default_schema: str | None

    @property
    def config_file_name(self) -> str | None:
        """The ini file's path, as ``logging.config.fileConfig`` takes it, or None."""
        return self.alembic.config_file_name

    @property
    def env_py(self) -> Path | None:
        """The file env.py of the script folder, or None where there is none."""
        path = self.script_location / "env.py" if self.script_location else None
        return path if path and path.is_file() else None

    @property
    def url(self) -> str | None:
        """The database's URL: ``url`` of sqlgen's settings, else ``sqlalchemy.url`` of the ini file, or None.

        Raises: BadInterpolation: the ini file's has a single ``%``.
        """
        if self.declared_url is not None or self.alembic.ini_path is None:
            return self.declared_url
        main = self.alembic.section
        if main not in self.alembic.sections():
            return None
        return self.alembic.get_main_option("sqlalchemy.url")

    def environment(self) -> Path | None:
        """Return the env.py that is to be run, or None where none is: the settings say all.

        Raises: MissingEnvPy: there is a script folder without one, and ``use_env`` is true.
        """
        if not self.use_env or self.script_location is None:
            return None
        if self.env_py is None:
            raise MissingEnvPy(self.shown(self.script_location))
        return self.env_py

    def shown(self, path: Path) -> str:
        """Return *path* relative to the project's root, written with ``/``: equal on every machine."""
        return shown(path, self.root)
