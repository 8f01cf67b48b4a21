"""Types that a foreign key cannot join, pair by pair, on real servers."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sqlgen.dialect import load_dialect
from tests.engines.databases import Database

LENGTHS = {"VARCHAR": "(20)", "CHAR": "(20)", "CHARACTER VARYING": "(20)"}


@pytest.mark.server("postgresql", "mariadb")
def test_the_server_refuses_what_the_groups_keep_apart(database: Database) -> None:
    facts = load_dialect(database.dialect, database.version.split("-")[0]).facts.checks
    groups = [[name.strip() for name in group.split(",")] for group in facts.key_types]
    taken = []
    engine = sa.create_engine(database.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for number, group in enumerate(groups):
            target = group[0] + LENGTHS.get(group[0], "")
            connection.exec_driver_sql(f"CREATE TABLE r{number} (a {target} PRIMARY KEY)")
            others = [name for other in groups if other is not group for name in other]
            for name in others:
                source = name + LENGTHS.get(name, "")
                try:
                    connection.exec_driver_sql(f"CREATE TABLE s (a {source} REFERENCES r{number} (a))")
                except sa.exc.DBAPIError:
                    continue
                taken.append((source, target))
                connection.exec_driver_sql("DROP TABLE s")
    engine.dispose()
    assert not taken
