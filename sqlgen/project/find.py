"""`find_project`: from a folder and what the command line says to a `Project`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlgen.project.alembic_config import MAIN_SECTION, AlembicConfig, read_alembic_config
from sqlgen.project.errors import InvalidSetting, UnknownSection
from sqlgen.project.folders import Folders, Layout, layout_of
from sqlgen.project.project import Project
from sqlgen.project.settings import Settings, read_settings, section_names
from sqlgen.project.sources import Sources, find_sources


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
        transaction_per_migration=settings.transaction_per_migration,
        metadata=settings.metadata,
        naming_convention=settings.naming_convention,
        baseline=settings.baseline,
        use_env=settings.use_env,
        scripts_see=settings.scripts_see,
        dialects_dir=settings.dialects_dir,
        declared_url=settings.url,
        default_schema=settings.default_schema,
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
