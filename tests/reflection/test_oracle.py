"""The reflection oracle: SQLAlchemy's Inspector on a live server and the Reflector say the same."""

from __future__ import annotations

import pytest

from tests.engines.databases import Database
from tests.reflection import of_mysql, of_postgresql, of_sqlite, portable
from tests.reflection.live import Upgrade, compare


@pytest.mark.server("postgresql", "mariadb", "mysql", "sqlite")
@pytest.mark.parametrize("upgrade", portable.ALL, ids=lambda upgrade: upgrade.__name__)
def test_portable_tables(database: Database, upgrade: Upgrade) -> None:
    wrong, refused, _ = compare(database, upgrade)
    assert not wrong, "\n".join(wrong)
    assert not refused, "\n".join(refused)


@pytest.mark.server("mariadb", "mysql")
@pytest.mark.parametrize("upgrade", of_mysql.ALL, ids=lambda upgrade: upgrade.__name__)
def test_tables_of_mysql(database: Database, upgrade: Upgrade) -> None:
    wrong, refused, _ = compare(database, upgrade)
    assert not wrong, "\n".join(wrong)
    assert not refused, "\n".join(refused)


@pytest.mark.server("mariadb", "mysql")
def test_what_mysql_rewrites_is_refused(database: Database) -> None:
    """The two expressions; the rest of the table is told."""
    wrong, refused, _ = compare(database, of_mysql.refused)
    assert not wrong
    assert [line.partition(":")[0] for line in refused] == [
        "m_refused columns",
        "m_refused check_constraints",
    ]


@pytest.mark.server("postgresql")
@pytest.mark.parametrize("upgrade", of_postgresql.ALL, ids=lambda upgrade: upgrade.__name__)
def test_tables_of_postgresql(database: Database, upgrade: Upgrade) -> None:
    wrong, refused, _ = compare(database, upgrade)
    assert not wrong, "\n".join(wrong)
    assert not refused, "\n".join(refused)


@pytest.mark.server("postgresql")
def test_what_postgresql_makes_of_conditions(database: Database) -> None:
    """Each is as the server shows it, or refused."""
    wrong, _, _ = compare(database, of_postgresql.checks)
    assert not wrong, "\n".join(wrong)


@pytest.mark.server("postgresql")
def test_what_postgresql_rewrites_is_refused(database: Database) -> None:
    wrong, refused, _ = compare(database, of_postgresql.refused)
    assert not wrong
    assert [line.partition(":")[0] for line in refused] == [
        "p_refused columns",
        "p_refused check_constraints",
    ]


@pytest.mark.server("sqlite")
@pytest.mark.parametrize("upgrade", of_sqlite.ALL, ids=lambda upgrade: upgrade.__name__)
def test_tables_of_sqlite(database: Database, upgrade: Upgrade) -> None:
    wrong, refused, _ = compare(database, upgrade)
    assert not wrong, "\n".join(wrong)
    assert not refused, "\n".join(refused)
