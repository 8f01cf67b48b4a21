"""`Config`: what env.py sees as ``context.config``, over a project's configuration."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from configparser import ConfigParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlgen.project.alembic_config import MAIN_SECTION, AlembicConfig, read_alembic_config
from sqlgen.replay.errors import CommandError

if TYPE_CHECKING:
    from sqlgen.project.project import Project


class Config:
    """Alembic's Config; what env.py sets here stays here.

    The constructor's arguments are Alembic's, for code that reads a file of its own; `of_project` gives
    the one that env.py sees. *project* is None in the first case.
    """

    def __init__(
        self,
        file_: Any = None,
        toml_file: Any = None,
        ini_section: str = MAIN_SECTION,
        output_buffer: Any = None,
        stdout: Any = None,
        cmd_opts: Namespace | None = None,
        config_args: Mapping[str, Any] | None = None,
        attributes: Mapping[str, Any] | None = None,
    ) -> None:
        self.project: Project | None = None
        self.config_file_name: str | None = str(file_) if file_ is not None else None
        self.toml_file_name: str | None = str(toml_file) if toml_file is not None else None
        self.config_ini_section = ini_section
        self.output_buffer = output_buffer
        self.stdout = stdout if stdout is not None else sys.stderr
        self.cmd_opts = cmd_opts
        self.attributes: dict[str, Any] = dict(attributes or {})
        self._config_args = dict(config_args or {})
        self._alembic: AlembicConfig | None = None
        self._parser: ConfigParser | None = None

    @classmethod
    def of_project(cls, project: Project, *, range_text: str = "", direction: str = "upgrade") -> Config:
        """Return what env.py of *project* sees."""
        alembic = project.alembic
        options = Namespace(
            config=project.config_file_name,
            name=alembic.section,
            x=list(project.x_arguments) or None,
            raiseerr=False,
            quiet=False,
            cmd=(_command(direction), ["revision"], ["sql", "tag"]),
            revision=range_text,
            sql=True,
            tag=None,
        )
        toml = str(alembic.toml_path) if alembic.toml_path else None
        config = cls(project.config_file_name, toml, ini_section=alembic.section, cmd_opts=options)
        config.project = project
        config._alembic = alembic
        return config

    @property
    def alembic(self) -> AlembicConfig:
        """The files' contents. Raises: SqlgenError: one cannot be read."""
        if self._alembic is None:
            ini = Path(self.config_file_name).resolve() if self.config_file_name else None
            toml_path = Path(self.toml_file_name).resolve() if self.toml_file_name else None
            self._alembic = read_alembic_config(
                ini if ini is not None and ini.is_file() else None,
                toml_path,
                _table(toml_path),
                ini_name=ini.name if ini else "alembic.ini",
                toml_name=toml_path.name if toml_path else "pyproject.toml",
            )
        return self._alembic

    @property
    def file_config(self) -> ConfigParser:
        """The ini file, parsed, with what was set since."""
        if self._parser is None:
            self._parser = self.alembic.new_parser()
            self._parser.read_dict({"DEFAULT": self._config_args})
            if not self._parser.has_section(self.config_ini_section):
                self._parser.add_section(self.config_ini_section)
        return self._parser

    @property
    def toml_alembic_config(self) -> Mapping[str, Any]:
        """``[tool.alembic]`` of pyproject.toml."""
        return self.alembic.toml

    @property
    def messaging_opts(self) -> dict[str, Any]:
        """How messages are printed."""
        return {"quiet": bool(getattr(self.cmd_opts, "quiet", False))}

    def print_stdout(self, text: str, *args: Any) -> None:
        """Print on stderr: stdout is the script's."""
        print(str(text) % args if args else text, file=self.stdout)

    def get_template_directory(self) -> str:
        """Refuse: there are no templates."""
        raise CommandError("sqlgen has no template directory")

    def get_section(self, name: str, default: Any = None) -> Any:
        """Return a section's options as a dictionary, ``here`` among them, or *default*."""
        if not self.file_config.has_section(name):
            return default
        options = self.file_config.options(name)
        return {key: self.alembic.interpolated(self.file_config, name, key) for key in options}

    def get_section_option(self, section: str, name: str, default: Any = None) -> Any:
        """Return one option of a section, else *default*. Raises: CommandError: there is no such section."""
        if not self.file_config.has_section(section):
            raise CommandError(
                f"No config file {self.config_file_name!r} found, or file has no '[{section}]' section"
            )
        if self.file_config.has_option(section, name):
            return self.alembic.interpolated(self.file_config, section, name)
        return default

    def get_main_option(self, name: str, default: Any = None) -> Any:
        """Return one option of the main section, else *default*."""
        return self.get_section_option(self.config_ini_section, name, default)

    def get_alembic_option(self, name: str, default: Any = None) -> Any:
        """Return one option of the main section, else of pyproject.toml, else *default*."""
        if self.file_config.has_option(self.config_ini_section, name):
            return self.alembic.interpolated(self.file_config, self.config_ini_section, name)
        return self.alembic.get_alembic_option(name, default)

    def get_alembic_boolean_option(self, name: str) -> bool:
        """Return whether an option is true."""
        value = self.get_alembic_option(name, False)
        return value == "true" if isinstance(value, str) else bool(value)

    def set_main_option(self, name: str, value: str) -> None:
        """Set one option of the main section."""
        self.set_section_option(self.config_ini_section, name, value)

    def set_section_option(self, section: str, name: str, value: str) -> None:
        """Set one option of a section, made where it is missing."""
        if not self.file_config.has_section(section):
            self.file_config.add_section(section)
        self.file_config.set(section, name, value)

    def remove_main_option(self, name: str) -> None:
        """Remove one option of the main section."""
        self.file_config.remove_option(self.config_ini_section, name)

    def get_version_locations_list(self) -> list[str] | None:
        """Return the folders of revision scripts as written, or None."""
        return self.alembic.get_version_locations_list()

    def get_prepend_sys_paths_list(self) -> list[str] | None:
        """Return the folders that go before ``sys.path`` as written, or None."""
        return self.alembic.get_prepend_sys_paths_list()

    def get_hooks_list(self) -> list[Any]:
        """Return no hooks: none is run."""
        return []


def _table(path: Path | None) -> Any:
    if path is None or not path.is_file():
        return None
    import tomllib

    with path.open("rb") as file:
        return tomllib.load(file).get("tool", {}).get("alembic")


def _command(name: str) -> Any:
    def command(*_: Any, **__: Any) -> None:
        raise CommandError(f"alembic.command.{name} cannot run while sqlgen reads the project")

    command.__name__ = command.__qualname__ = name
    return command
