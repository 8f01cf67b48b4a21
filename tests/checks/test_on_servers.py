"""What the checks tell, real servers refuse; what servers take, the checks let pass."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from sqlgen.checks.checker import Checker
from sqlgen.checks.faults import SchemaFault
from sqlgen.dialect import Dialect, load_dialect
from sqlgen.operations import Change
from sqlgen.schema import ObjectName
from tests.checks.cases import CASES, Case, Script
from tests.engines.databases import Database
from tests.operations.spelling import AT, BEFORE, operations

# Of the server, and of Alembic's batch mode, which looks things up before it asks the server.
REFUSALS = (sa.exc.DBAPIError, sa.exc.NoSuchTableError, sa.exc.ArgumentError, sa.exc.InvalidRequestError)
BATCH_REFUSALS = (KeyError, ValueError)


def told(case: Case, dialect: Dialect) -> list[SchemaFault]:
    """Return what the checks tell of the change; the history before it must be without fault."""
    checker = Checker(dialect, from_base=True, version_table=ObjectName("alembic_version"))
    found: list[SchemaFault] = []

    def sink(change: Change) -> None:
        faults = checker.faults_of(change)
        checker.take(change, faults)
        found.extend(faults)

    op, recorder = operations(dialect, sink)
    recorder.enter(BEFORE)
    case.given(op)
    assert not found, f"a false alarm: {found[0]}"
    recorder.enter(AT)
    case.change(op)
    return found


def live(database: Database, given: Script, change: Script) -> Exception | None:
    """Run the history and the change by Alembic; return what refused the change."""
    engine = sa.create_engine(database.url)
    try:
        with engine.connect() as connection, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            op: Any = Operations(MigrationContext.configure(connection))
            given(op)
            try:
                change(op)
                connection.commit()
            except (*REFUSALS, *BATCH_REFUSALS) as refusal:
                return refusal
            return None
    finally:
        engine.dispose()


@pytest.mark.server("postgresql", "mariadb", "sqlite")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "_"))
def test_the_server_agrees(case: Case, database: Database) -> None:
    if database.dialect not in case.engines:
        pytest.skip("not for this engine")
    refusal = live(database, case.given, case.change)
    found = told(case, load_dialect(database.dialect, database.version.split("-")[0]))
    if database.dialect in [name.strip() for name in case.refused.split(",")]:
        assert refusal is not None, f"a false alarm: {found}"
        assert [case.told in fault.what for fault in found] == [True], (found, refusal)
    else:
        assert refusal is None, f"the server refuses it: {refusal}"
        assert not found, f"a false alarm: {found[0]}"


def test_there_are_enough_of_them() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) > 100
