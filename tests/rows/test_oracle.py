"""Every answer about rows is the server's own, or a refusal; none is wrong."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from sqlgen.dialect import load_dialect
from sqlgen.rows import Result
from tests.engines.databases import Database
from tests.rows.programs import PROGRAMS
from tests.rows.worlds import Live, Offline, Read, Step, Write, difference

ASKED = {"answered": 0, "refused": 0}


@pytest.mark.server("postgresql", "mariadb", "sqlite")
@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_answers_are_those_of_the_server(name: str, database: Database) -> None:
    offline = Offline(load_dialect(database.dialect))
    engine = sa.create_engine(database.url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        for step in PROGRAMS[name]():
            live = tried(Live(connection), step)
            if isinstance(live, Exception) and not isinstance(step, Read):
                return  # the script would end here, too
            ours = offline.step(step)
            if not isinstance(step, (Read, Write)):
                continue
            if not isinstance(ours, Result):
                print("refused:", ours.reason, "|", str(step.statement)[:80])
                continue
            assert not isinstance(live, Exception), f"answered {ours.rows}, but the server says {live}"
            assert difference(step, live, ours) is None, f"{difference(step, live, ours)} in {step}"


def tried(live: Live, step: Step) -> Any:
    """Return what the server answers, or its error."""
    savepoint = live.connection.begin_nested()
    try:
        answer = live.step(step)
    except sa.exc.DBAPIError as error:
        if savepoint.is_active:
            savepoint.rollback()
        return error
    if savepoint.is_active:
        try:
            savepoint.commit()
        except sa.exc.DBAPIError:
            # DDL has committed by itself.
            live.connection.rollback()
    return answer
