"""What alembic.ini and ``[tool.alembic]`` say, answered as Alembic's own Config answers.

It knows nothing of sqlgen's settings. The ``alembic.config.Config`` that env.py sees is made from it
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlgen.project.errors import BadInterpolation, InvalidSetting, MissingSection
from sqlgen.project.files import Table, parse_ini, read_text
from sqlgen.project.locations import SEPARATORS, split_locations, split_paths, split_sys_path
from sqlgen.values import dataclass

if TYPE_CHECKING:  # slow to import; a project without an ini file does without
    from configparser import ConfigParser

_Default = TypeVar("_Default")

MAIN_SECTION = "alembic"
"""The ini section that Alembic reads where ``-n`` names no other."""

# Sections of an ini file that are about something else than an environment.
_OTHER_SECTIONS = ("loggers", "handlers", "formatters", "post_write_hooks", "alembic:exclude")
_LOGGING_PREFIXES = ("logger_", "handler_", "formatter_")


@dataclass(frozen=True, kw_only=True)
class AlembicConfig:
    """The options of one ini file, one ``[tool.alembic]`` table, both or none.

    *ini_path* and *toml_path* are None where there is no such file; *ini_name* and *toml_name* are how the
    two are shown in messages. *section* is the main section (``-n``). *toml* is ``[tool.alembic]`` as read.
    *overrides* are raw values (``%`` doubled) of the main section that stand above the ini file's.
    """

    section: str = MAIN_SECTION
    ini_path: Path | None = None
    ini_name: str = "alembic.ini"
    ini_text: str = field(default="", repr=False)
    toml_path: Path | None = None
    toml_name: str = "pyproject.toml"
    toml: Table = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def parser(self) -> ConfigParser:
        """The ini file parsed, ``%(here)s`` known and *overrides* set; shared: do not change it.

        A project without an ini file has the main section, empty.
        """
        return self.new_parser()

    def new_parser(self) -> ConfigParser:
        """Return a parser like `parser` that the caller may change: Alembic's ``Config.file_config``."""
        here = self.ini_path.parent.as_posix() if self.ini_path else ""
        parser = parse_ini(self.ini_text, here, self.ini_name)
        if not parser.has_section(self.section) and (self.overrides or self.ini_path is None):
            parser.add_section(self.section)
        for name, value in self.overrides.items():
            parser.set(self.section, name, value)
        return parser

    @property
    def config_file_name(self) -> str | None:
        """The ini file's absolute path, as ``fileConfig(config.config_file_name)`` takes it, or None."""
        return str(self.ini_path) if self.ini_path else None

    def sections(self) -> tuple[str, ...]:
        """Return the names of all sections of the ini file, in its order."""
        return tuple(self.parser.sections())

    def environments(self) -> tuple[str, ...]:
        """Return the ini sections that ``-n`` may name: all but those about logging and hooks."""
        if self.ini_path is None:
            return ()
        return tuple(
            name
            for name in self.sections()
            if name not in _OTHER_SECTIONS and not name.startswith(_LOGGING_PREFIXES)
        )

    def get_section(self, name: str, default: _Default | None = None) -> dict[str, str] | _Default | None:
        """Return the options of ini section *name*, ``here`` among them, or *default* where it is not.

        Raises: BadInterpolation: any of its values has a ``%`` that cannot be resolved.
        """
        parser = self.parser
        if not parser.has_section(name):
            return default
        return {key: self._interpolated(name, key) for key in parser.options(name)}

    def get_raw_section(self, name: str) -> dict[str, str] | None:
        """Return the options of ini section *name* as written, or None where it is not."""
        parser = self.parser
        return dict(parser.items(name, raw=True)) if parser.has_section(name) else None

    def get_section_option(self, section: str, name: str, default: str | None = None) -> str | None:
        """Return option *name* of ini section *section*, else *default*. Raises: MissingSection."""
        if not self.parser.has_section(section):
            raise MissingSection(self.ini_name, section)
        return self._ini_option(section, name, default)

    def get_main_option(self, name: str, default: str | None = None) -> str | None:
        """Return option *name* of the main ini section, else *default*; pyproject.toml is not asked."""
        return self.get_section_option(self.section, name, default)

    def get_alembic_option(self, name: str, default: object = None) -> object:
        """Return option *name* of the main ini section, else of ``[tool.alembic]``, else *default*.

        A text of the ini file; from TOML a text, a list, a table or a number, ``%(here)s`` filled in.
        """
        found = self._ini_option(self.section, name, None)
        return found if found is not None else self._toml_option(name, default)

    def get_alembic_text(self, name: str) -> str | None:
        """Return `get_alembic_option` of a key whose value is one text, or None."""
        value = self.get_alembic_option(name)
        if value is not None and not isinstance(value, str):
            raise InvalidSetting(self.toml_name, f"tool.alembic.{name}", "a text", got=value)
        return value

    def get_alembic_boolean_option(self, name: str) -> bool:
        """Return whether *name* is exactly ``true`` in the ini file, or a true boolean in TOML."""
        found = self._ini_option(self.section, name, None)
        if found is not None:
            return found == "true"
        value = self.toml.get(name, False)
        if not isinstance(value, bool):
            raise InvalidSetting(
                self.toml_name, f"tool.alembic.{name}", "true or false, without quotes", got=value
            )
        return value

    def get_version_locations_list(self) -> list[str] | None:
        """Return the items of ``version_locations`` as written, or None where there are none.

        ``path_separator`` splits them, else ``version_path_separator``, else spaces and commas do.
        """
        value = self._ini_option(self.section, "version_locations", None)
        if not value:
            return self._toml_texts("version_locations")
        separator = self._separator("path_separator", "version_path_separator")
        return split_locations(value) if separator is None else split_paths(value, separator)

    def get_prepend_sys_paths_list(self) -> list[str] | None:
        """Return the items of ``prepend_sys_path`` as written, or None where there are none.

        ``path_separator`` splits them, else spaces, commas and colons do.
        """
        value = self._ini_option(self.section, "prepend_sys_path", None)
        if not value:
            return self._toml_texts("prepend_sys_path")
        separator = self._separator("path_separator")
        return split_sys_path(value) if separator is None else split_paths(value, separator)

    def place_of(self, name: str) -> tuple[str, str]:
        """Return file and key, as shown, of the option *name*: where it was said, or where to say it."""
        if self.toml_path and not self._has_ini_option(self.section, name):
            return self.toml_name, f"tool.alembic.{name}"
        return self.ini_name, f"[{self.section}] {name}"

    def _has_ini_option(self, section: str, name: str) -> bool:
        if self.ini_path is None and not self.overrides:
            return False  # without the price of configparser
        return self.parser.has_option(section, name)

    def _ini_option(self, section: str, name: str, default: str | None) -> str | None:
        return self._interpolated(section, name) if self._has_ini_option(section, name) else default

    def _interpolated(self, section: str, name: str) -> str:
        return self.interpolated(self.parser, section, name)

    def interpolated(self, parser: ConfigParser, section: str, name: str) -> str:
        """Return an option of *parser*, which holds the ini file or more. Raises: BadInterpolation."""
        from configparser import InterpolationDepthError, InterpolationError, InterpolationMissingOptionError

        try:
            return parser.get(section, name)
        except InterpolationMissingOptionError as fault:
            reason = f"%({fault.reference})s is not a key that this section has"
        except InterpolationDepthError:
            reason = "%(...)s refers to itself"
        except InterpolationError:
            reason = "a % is followed by neither % nor (name)s"
        raise BadInterpolation(self.ini_name, f"[{section}] {name}", reason)

    def _separator(self, *names: str) -> str | None:
        """Return the character that the first of the options *names* that is given stands for, or None."""
        for name in names:
            value = self.get_main_option(name)
            if value is None:
                continue
            if value not in SEPARATORS:
                raise InvalidSetting(
                    self.ini_name,
                    f"[{self.section}] {name}",
                    "one of os, space, newline, : and ;",
                    got=value,
                    hint="An ini file knows no comment behind a value: put it on a line of its own."
                    if "#" in value
                    else None,
                )
            return SEPARATORS[value]
        return None

    def _toml_texts(self, name: str) -> list[str] | None:
        value = self._toml_option(name, None)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            key = f"tool.alembic.{name}"
            raise InvalidSetting(self.toml_name, key, 'a list of texts: ["a", "b"]', got=value)
        return value

    def _toml_option(self, name: str, default: object) -> object:
        if name not in self.toml:
            return default
        key = f"tool.alembic.{name}"
        return _mapped(self.toml[name], lambda text: self._filled_in(text, key))

    def _filled_in(self, text: str, key: str) -> str:
        """Return *text* of ``[tool.alembic]`` with ``%(here)s`` filled in, as Alembic does it."""
        here = self.toml_path.parent.as_posix() if self.toml_path else ""
        try:
            return text % {"here": here}
        except KeyError as fault:
            reason = f"%({fault.args[0]})s is not known here, only %(here)s is"
        except (ValueError, TypeError):
            reason = "a % is followed by neither % nor (here)s"
        raise BadInterpolation(self.toml_name, key, reason)


def _mapped(value: object, text: Callable[[str], str]) -> object:
    """Return the TOML *value* with *text* called for every text in it."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return [_mapped(item, text) for item in value]
    if isinstance(value, dict):
        return {key: _mapped(item, text) for key, item in value.items()}
    return value


def read_alembic_config(
    ini_path: Path | None, toml_path: Path | None, toml: Table | None, *, ini_name: str, toml_name: str
) -> AlembicConfig:
    """Return what the two files say; *toml* is ``[tool.alembic]`` of *toml_path*.

    Raises: UnreadableConfig, BadIni.
    """
    config = AlembicConfig(
        ini_path=ini_path,
        ini_name=ini_name,
        ini_text=read_text(ini_path, ini_name) if ini_path else "",
        toml_path=toml_path,
        toml_name=toml_name,
        toml=toml or {},
    )
    if ini_path:
        _ = config.parser  # the faults of its form are shown at once
    return config
