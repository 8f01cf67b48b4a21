"""Runs one Alembic command in a process of its own, with database URLs that stand in no file.

Called by alembic_live, with a JSON object on standard input. The project's own config file is read where it
is, so ``%(here)s`` and relative paths mean what they mean to the project.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config


def main() -> None:
    request: dict[str, Any] = json.load(sys.stdin)
    output = sys.stdout
    config_file = Path(request["config_file"])
    toml = Path("pyproject.toml")
    config = Config(
        config_file if config_file.suffix != ".toml" and config_file.exists() else None,
        toml_file=toml if toml.exists() else None,
        ini_section=request["section"],
        output_buffer=output,
        stdout=sys.stderr,
        cmd_opts=argparse.Namespace(x=request["x"] or None, config=None, name=request["section"]),
    )
    for section, url in request["urls"].items():
        config.set_section_option(section, "sqlalchemy.url", url.replace("%", "%%"))
    for name, value in request["options"].items():
        config.set_main_option(name, value.replace("%", "%%"))
    run = {"upgrade": command.upgrade, "downgrade": command.downgrade, "stamp": command.stamp}[
        request["command"]
    ]
    # What scripts and env.py print is not part of the SQL.
    with contextlib.redirect_stdout(sys.stderr):
        run(config, request["revision"], sql=request["sql"])


if __name__ == "__main__":
    main()
