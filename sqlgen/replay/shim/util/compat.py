"""``alembic.util.compat``."""

from __future__ import annotations

import io
import os
import sys
from configparser import ConfigParser
from importlib import metadata as importlib_metadata
from importlib import resources as importlib_resources
from typing import Any

is_posix = os.name == "posix"
py311 = sys.version_info >= (3, 11)
py312 = sys.version_info >= (3, 12)
py313 = sys.version_info >= (3, 13)
py314 = sys.version_info >= (3, 14)

__all__ = ["importlib_metadata", "importlib_resources", "is_posix", "py311", "py312", "py313", "py314"]


class EncodedIO(io.TextIOWrapper):
    """A text stream over bytes that stay open."""

    def close(self) -> None:
        """Do nothing: the stream below stays open."""


def importlib_metadata_get(group: str) -> Any:
    """Return the entry points of *group*."""
    return importlib_metadata.entry_points(group=group)


def read_config_parser(file_config: ConfigParser, file_argument: list[Any]) -> list[str]:
    """Read ini files."""
    return file_config.read(file_argument, encoding="utf-8")
