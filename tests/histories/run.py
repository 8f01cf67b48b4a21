"""``make histories``: all real histories on all their databases, as a table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.engines.alembic_live import AlembicFailed
from tests.engines.databases import Database
from tests.engines.servers import Servers
from tests.histories import walks
from tests.histories.compare import Outcome, row, run
from tests.histories.environments import NotFetched
from tests.histories.packages import HISTORIES, History
from tests.histories.record import Record

ENGINES = {"postgresql": "postgresql-15", "mariadb": "mariadb", "sqlite": "sqlite"}
PAGE = Path(__file__).parents[2] / "docs" / "histories.md"


def main() -> int:
    """Run the histories named on the command line, else all; return 1 if one is not as it should be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="histories to run")
    parser.add_argument("--dialect", action="append", help="only on these")
    parser.add_argument("--reads", choices=("refuse", "empty"), help="of rows not known; else both in turn")
    parser.add_argument("--pairs", type=int, default=0, metavar="N", help="N ranges within each instead")
    parser.add_argument("--downgrade", action="store_true", help="from the end back to base instead")
    parser.add_argument("--record", action="store_true", help=f"write the outcomes into {PAGE.name}")
    parser.add_argument("-v", action="store_true", help="print faults whole")
    arguments = parser.parse_args()
    servers = Servers()
    record = Record(PAGE) if arguments.record else None
    bad = 0
    print("history      dialect     reads    rendered   loaded equal  stopped by")
    try:
        with tempfile.TemporaryDirectory() as temporary:
            for history in HISTORIES:
                if arguments.names and history.name not in arguments.names:
                    continue
                for dialect in history.dialects:
                    if arguments.dialect and dialect not in arguments.dialect:
                        continue
                    new = servers.get(ENGINES[dialect]).create_database
                    folder = Path(temporary) / history.name / dialect
                    try:
                        for outcome in _outcomes(history, dialect, new, folder, arguments):
                            print(row(outcome), flush=True)
                            if record is not None:
                                record.add(outcome)
                            bad += not outcome.good
                            if arguments.v and not outcome.good:
                                print(outcome.fault)
                    except (NotFetched, AlembicFailed) as error:
                        print(f"{history.name}: {error}")
                        bad += 1
    finally:
        servers.stop()
    return 1 if bad else 0


def _outcomes(
    history: History, dialect: str, new: Callable[[], Database], folder: Path, arguments: argparse.Namespace
) -> Iterator[Outcome]:
    if arguments.pairs:
        yield from walks.pairs(history, dialect, new, folder, arguments.pairs)
    elif arguments.downgrade:
        yield walks.down(history, dialect, new, folder)
    else:
        upgrade = partial(run, history, dialect)
        outcome = upgrade(new(), new(), folder, arguments.reads or "refuse")
        yield outcome
        if arguments.reads is None and outcome.rendered < outcome.revisions:
            yield upgrade(new(), new(), folder, "empty")


if __name__ == "__main__":
    sys.exit(main())
