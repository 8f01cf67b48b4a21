"""Configuration files read from disk: text, TOML and ini, each fault with its file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlgen.project.errors import BadIni, BadToml, InvalidSetting, UnreadableConfig

if TYPE_CHECKING:  # both are slow to import, and most projects need one of them only
    from configparser import ConfigParser

Table = Mapping[str, Any]
"""A TOML table: str, int, float, bool, dates, lists and tables of them."""

# pyproject.toml is read by every command in every folder that has one; it is parsed only where it may matter.
_MENTIONS_TOOL = re.compile(
    r"tool\s*\.\s*[\"']?(alembic|sqlgen)\b|^\s*\[\s*[\"']?tool[\"']?\s*\]", re.MULTILINE
)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read_text(path: Path, shown: str) -> str:
    """Return the text of *path*: UTF-8, with or without a mark, else the encoding of the machine."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise UnreadableConfig(shown, fault.strerror or str(fault)) from fault
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        text = _decode_as_the_machine_does(data, shown, fault)
    return text.replace("\r\n", "\n")


def _decode_as_the_machine_does(data: bytes, shown: str, fault: UnicodeDecodeError) -> str:
    """Return *data* in the locale's encoding, which is what Alembic reads ini files in."""
    import locale

    try:
        return data.decode(locale.getencoding())
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, fault.start) + 1
        raise UnreadableConfig(f"{shown}:{line}", "it is not text in UTF-8") from fault


def read_toml(path: Path, shown: str) -> Table:
    """Return the whole table of the TOML file *path*."""
    return _parse_toml(read_text(path, shown), shown)


def read_tools(path: Path, shown: str) -> tuple[Table | None, Table | None]:
    """Return ``[tool.alembic]`` and ``[tool.sqlgen]`` of a pyproject.toml, None where there is none."""
    text = read_text(path, shown)
    if not _MENTIONS_TOOL.search(text):
        return None, None
    tool = _parse_toml(text, shown).get("tool", {})
    if not isinstance(tool, dict):
        raise InvalidSetting(shown, "tool", "a table", got=tool)
    for name in ("alembic", "sqlgen"):
        if not isinstance(tool.get(name, {}), dict):
            raise InvalidSetting(shown, f"tool.{name}", "a table", got=tool[name])
    return tool.get("alembic"), tool.get("sqlgen")


def _parse_toml(text: str, shown: str) -> Table:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        reason = str(fault)
        place = _TOML_PLACE.search(reason)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        raise BadToml(shown, line, _TOML_PLACE.sub("", reason)) from fault


def parse_ini(text: str, here: str, shown: str) -> ConfigParser:
    """Return the parsed ini file *text* as Alembic parses it, ``%(here)s`` being *here*."""
    import configparser

    # A folder's name may have a percent sign, which stands doubled in a value of an ini file.
    parser = configparser.ConfigParser({"here": here.replace("%", "%%")})
    try:
        parser.read_string(text)
    except configparser.MissingSectionHeaderError as fault:
        raise BadIni(shown, fault.lineno, "there is no [section] above this line") from fault
    except configparser.DuplicateSectionError as fault:
        raise BadIni(shown, fault.lineno or 0, f"section [{fault.section}] stands twice") from fault
    except configparser.DuplicateOptionError as fault:
        reason = f"key {fault.option} stands twice in section [{fault.section}]"
        raise BadIni(shown, fault.lineno or 0, reason) from fault
    except configparser.ParsingError as fault:
        errors = getattr(fault, "errors", None)
        line = errors[0][0] if errors else 0
        raise BadIni(
            shown, line, "this line is neither a [section], nor key = value, nor a comment"
        ) from fault
    return parser
