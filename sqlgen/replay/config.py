"""`Config`: what env.py sees as ``context.config``, over a project's configuration."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from sqlgen.project.project import Project


class Config:
    """Alembic's Config over a `Project`; what env.py sets here stays here."""

    def __init__(self, project: Project) -> None:
        alembic = project.alembic
        self._alembic = alembic
        self.config_file_name = project.config_file_name
        self.toml_file_name = str(alembic.toml_path) if alembic.toml_path else None
        self.config_ini_section = alembic.section
        self.file_config = alembic.new_parser()
        if not self.file_config.has_section(self.config_ini_section):
            self.file_config.add_section(self.config_ini_section)
        self.attributes: dict[str, Any] = {}
        self.cmd_opts = Namespace(
            x=list(project.x_arguments) or None,
            sql=True,
            tag=None,
            name=self.config_ini_section,
            raiseerr=False,
        )
        self.stdout = sys.stderr
        self.output_buffer = None
        self.print_stdout = lambda *args: print(*args, file=sys.stderr)  # noqa: T201

    def get_section(self, name: str, default: Any = None) -> Any:
        """Return a section's options as a dictionary, ``here`` among them, or *default*."""
        if not self.file_config.has_section(name):
            return default if default is not None else {}
        return dict(self.file_config.items(name))

    def get_section_option(self, section: str, name: str, default: Any = None) -> Any:
        """Return one option of a section, else *default*."""
        return self.file_config.get(section, name, fallback=default)

    def get_main_option(self, name: str, default: Any = None) -> Any:
        """Return one option of the main section, else *default*."""
        return self.get_section_option(self.config_ini_section, name, default)

    def get_alembic_option(self, name: str, default: Any = None) -> Any:
        """Return one option of the main section, else of pyproject.toml, else *default*."""
        value = self.get_main_option(name)
        return value if value is not None else self._alembic.get_alembic_option(name, default)

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
