"""Run by the interpreter of a history's own environment: downgrades a database live, while it can.

Takes {url, stops} as JSON on standard input, in the project's folder; prints {reached, error} as JSON.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from alembic import command
from alembic.config import Config


def main() -> None:
    """Go down as far as the scripts let."""
    request: dict[str, Any] = json.load(sys.stdin)
    config = Config("alembic.ini", stdout=sys.stderr)
    config.set_main_option("sqlalchemy.url", request["url"].replace("%", "%%"))
    reached, error = None, ""
    with contextlib.redirect_stdout(sys.stderr):
        for stop in request["stops"]:
            try:
                command.downgrade(config, stop)
            except (Exception, SystemExit) as fault:
                error = f"{type(fault).__name__}: {fault}".splitlines()[0]
                break
            reached = stop
    print(json.dumps({"reached": reached, "error": error}))


if __name__ == "__main__":
    main()
