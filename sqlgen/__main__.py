"""``python -m sqlgen`` and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from sqlgen.cli.app import run

        code = run()
    except KeyboardInterrupt:
        # So early that there is no command line yet to tell it.
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
