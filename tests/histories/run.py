"""``make histories``: all real histories on all their databases, as a table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.engines.servers import Servers
from tests.histories.compare import row, run
from tests.histories.packages import HISTORIES, NotFetched

ENGINES = {"postgresql": "postgresql-15", "mariadb": "mariadb", "sqlite": "sqlite"}


def main() -> int:
    """Run the histories named on the command line, else all; return 1 if one is not as it should be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="histories to run")
    parser.add_argument("--dialect", action="append", help="only on these")
    parser.add_argument("--reads", default="refuse", choices=("refuse", "empty"), help="of rows not known")
    parser.add_argument("-v", action="store_true", help="print faults whole")
    arguments = parser.parse_args()
    servers = Servers()
    bad = 0
    print("history      dialect     rendered   loaded equal  stopped by")
    try:
        with tempfile.TemporaryDirectory() as temporary:
            for history in HISTORIES:
                if arguments.names and history.name not in arguments.names:
                    continue
                for dialect in history.dialects:
                    if arguments.dialect and dialect not in arguments.dialect:
                        continue
                    server = servers.get(ENGINES[dialect])
                    folder = Path(temporary) / history.name / dialect
                    try:
                        ours, theirs = server.create_database(), server.create_database()
                        outcome = run(history, dialect, ours, theirs, folder, arguments.reads)
                    except NotFetched as error:
                        print(f"{history.name}: {error}")
                        bad += 1
                        continue
                    print(row(outcome), flush=True)
                    if not outcome.good:
                        bad += 1
                        if arguments.v:
                            print(outcome.fault)
    finally:
        servers.stop()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
