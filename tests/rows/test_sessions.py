"""Sessions on the bind see what they would see on the server, or are refused."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sqlgen.dialect import load_dialect
from sqlgen.raw_sql import effects_of
from sqlgen.replay.bind import new_bind
from sqlgen.replay.errors import NeedsDatabase
from sqlgen.replay.recorder import Recorder
from sqlgen.schema import Schema
from tests.engines.databases import Database
from tests.rows.session_programs import SESSIONS, Base


@pytest.mark.server("postgresql", "mariadb", "sqlite")
@pytest.mark.parametrize("name", sorted(SESSIONS))
def test_sessions_see_what_the_server_shows(name: str, database: Database) -> None:
    engine = sa.create_engine(database.url, poolclass=sa.NullPool)
    dialect = load_dialect(database.dialect)
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        try:
            live = SESSIONS[name](connection)
        except sa.exc.CompileError as error:
            pytest.skip(str(error))
    recorder = Recorder(dialect, lambda change: None, Schema, {}, effects=effects_of(dialect))
    bind = new_bind(recorder)
    Base.metadata.create_all(bind, checkfirst=False)
    try:
        ours = SESSIONS[name](bind)
    except NeedsDatabase as error:
        assert name in REFUSED.get(database.dialect, ()), str(error)
        return
    assert repr(ours) == repr(live)


REFUSED: dict[str, tuple[str, ...]] = {}
