"""What listing commands share: their formats."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from sqlgen.cli.terminal import print_result


class Format(StrEnum):
    """How a listing is written."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How the listing is written.")]


def print_json(value: Any) -> None:
    """Write *value* to stdout as indented JSON."""
    print_result(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
