"""What the project says of lint: ``[lint]`` in sqlgen.toml, ``[tool.sqlgen.lint]`` in pyproject.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Level = Literal["error", "warning", "info", "off"]
LEVELS: tuple[str, ...] = get_args(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintSettings:
    """How findings are judged.

    *severity*: levels by code, or by the codes' beginning (``S``, ``L1``). *fail_on*: the mildest level that
    makes the command fail. *empty_tables*: tables that hold no rows wherever the script runs, as shell
    patterns. *edition*: that of the server, where the engine has several (``standard``, ``enterprise``).
    """

    severity: Mapping[str, Level] = field(default_factory=dict)
    fail_on: Level = "warning"
    empty_tables: tuple[str, ...] = ()
    edition: str | None = None
