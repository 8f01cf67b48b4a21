"""A project: one history of revision scripts and all that its configuration says; how it is found."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlgen.project.alembic_config import MAIN_SECTION, AlembicConfig, read_alembic_config
from sqlgen.project.errors import InvalidSetting, MissingEnvPy, UnknownSection
from sqlgen.project.folders import Folders, Layout, layout_of
from sqlgen.project.lint_settings import LintSettings
from sqlgen.project.locations import shown
from sqlgen.project.session_settings import SessionTable
from sqlgen.project.settings import DataReads, ObjectPath, Settings, Visibility, read_settings, section_names
from sqlgen.project.sources import Sources, find_sources
from sqlgen.values import dataclass


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
    version_id_length           how long the ids are that the version table's column holds, or None
    metadata, naming_convention or None
    baseline                    the schema before the history, a file of SQL or a MetaData, or None
    use_env                     False: env.py is not run
    check                       False: what contradicts the schema is a comment in the script, no error
    scripts_see                 what scripts are told about their mode
    data_reads                  what is done where a script reads rows that nobody knows
    redirect_engines            engines, or functions that make them, that lead to the bind while scripts run
    cache                       the folder where what is known at START is kept from run to run, or None
    dialects_dir                a folder of dialect folders that override templates, or None
    url, default_schema         what the target is said to be, or None
    lint                        how findings of lint are judged
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
    version_id_length: int | None
    transaction_per_migration: bool | None
    metadata: ObjectPath | None
    naming_convention: Mapping[str, str] | None
    baseline: Path | ObjectPath | None
    use_env: bool
    check: bool
    guard: bool
    client: str | None
    session: SessionTable
    scripts_see: Visibility
    data_reads: DataReads
    redirect_engines: tuple[ObjectPath, ...]
    cache: Path | None
    dialects_dir: Path | None
    declared_url: str | None
    default_schema: str | None
    lint: LintSettings

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


def find_project(
    start: Path,
    *,
    config: Path | Sequence[Path] | None = None,
    section: str | None = None,
    x_arguments: Sequence[str] = (),
    environ: Mapping[str, str] | None = None,
) -> Project:
    """Return the project in the folder *start*, or the one that the file or files *config* (``-c``) describe.

    The first of these makes the project: *config*; the file that ALEMBIC_CONFIG in *environ* (None: the
    process's) names; sqlgen.toml or ``[tool.sqlgen]``; alembic.ini; ``[tool.alembic]``; Flask-Migrate's
    migrations/alembic.ini. The others in that folder add to it. *section* is what ``-n`` names.
    Raises: an error of `sqlgen.project.errors`.
    """
    given = [config] if isinstance(config, Path) else list(config or ())
    sources = find_sources(Path(start), given, os.environ if environ is None else environ)
    names = sources.shown(sources.ini), sources.shown(sources.alembic_toml)
    alembic = read_alembic_config(
        sources.ini, sources.alembic_toml, sources.alembic_table, ini_name=names[0], toml_name=names[1]
    )
    sections = _sections(sources, alembic)
    if section is not None and section not in (*sections, MAIN_SECTION):
        asked = sources.settings_file or sources.ini or sources.alembic_toml
        raise UnknownSection(sources.shown(asked), section, sections)
    if section in alembic.environments():
        alembic = replace(alembic, section=section)
    settings = _settings(sources, section)
    layout = layout_of(sources, alembic)
    alembic = replace(alembic, overrides=_overrides(settings, layout))
    return _assemble(
        Folders(sources, alembic, settings, layout),
        section=section,
        sections=sections,
        x_arguments=tuple(x_arguments),
    )


def _sections(sources: Sources, alembic: AlembicConfig) -> tuple[str, ...]:
    """Return what ``-n`` may name: sections of sqlgen's settings and of the ini file."""
    own: tuple[str, ...] = ()
    if sources.settings_file:
        file = sources.shown(sources.settings_file)
        own = section_names(sources.settings_table, file, sources.settings_prefix)
    return tuple(dict.fromkeys([*own, *alembic.environments()]))


def _settings(sources: Sources, section: str | None) -> Settings:
    if sources.settings_file is None:
        return Settings()
    return read_settings(
        sources.settings_table,
        sources.settings_file,
        sources.shown(sources.settings_file),
        prefix=sources.settings_prefix,
        section=section,
    )


def _overrides(settings: Settings, layout: Layout) -> dict[str, str]:
    """Return the raw options that env.py is to see in the main section above what the ini file says."""
    overrides = {}
    if layout.implied:  # Flask-Migrate calls set_main_option for it
        overrides["script_location"] = layout.implied.as_posix()
    if settings.url is not None:
        overrides["sqlalchemy.url"] = settings.url
    return {key: value.replace("%", "%%") for key, value in overrides.items()}


def _assemble(
    folders: Folders, *, section: str | None, sections: tuple[str, ...], x_arguments: tuple[str, ...]
) -> Project:
    sources, alembic, settings = folders.sources, folders.alembic, folders.settings
    prepend, append = folders.sys_path()
    script_location = folders.script_location(prepend)
    return Project(
        root=folders.layout.root,
        directory=sources.directory,
        name=settings.name or folders.layout.root.name,
        section=section,
        sections=sections,
        script_location=script_location,
        version_locations=folders.version_locations(script_location, prepend),
        recursive=_flag(settings.recursive_version_locations, alembic, "recursive_version_locations"),
        sourceless=_flag(settings.sourceless, alembic, "sourceless"),
        prepend_sys_path=prepend,
        append_sys_path=append,
        output_encoding=settings.output_encoding or _output_encoding(alembic),
        x_arguments=x_arguments,
        alembic=alembic,
        settings_path=sources.settings_file,
        dialects=settings.dialects,
        server_versions=settings.server_versions,
        source_dialect=settings.source_dialect,
        version_table=settings.version_table,
        version_table_schema=settings.version_table_schema,
        version_table_pk=settings.version_table_pk,
        version_id_length=settings.version_id_length,
        transaction_per_migration=settings.transaction_per_migration,
        metadata=settings.metadata,
        naming_convention=settings.naming_convention,
        baseline=settings.baseline,
        use_env=settings.use_env,
        check=settings.check,
        guard=settings.guard,
        client=settings.client,
        session=settings.session,
        scripts_see=settings.scripts_see,
        data_reads=settings.data_reads,
        redirect_engines=settings.redirect_engines,
        cache=settings.cache,
        dialects_dir=settings.dialects_dir,
        declared_url=settings.url,
        default_schema=settings.default_schema,
        lint=settings.lint,
    )


def _flag(own: bool | None, alembic: AlembicConfig, name: str) -> bool:
    return alembic.get_alembic_boolean_option(name) if own is None else own


def _output_encoding(alembic: AlembicConfig) -> str:
    import codecs

    name = alembic.get_alembic_text("output_encoding") or "utf-8"
    try:
        codecs.lookup(name)
    except LookupError as fault:
        file, key = alembic.place_of("output_encoding")
        raise InvalidSetting(file, key, "an encoding that Python knows, such as utf-8", got=name) from fault
    return name
