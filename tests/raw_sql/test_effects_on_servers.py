"""The same raw DDL run on a real server and read here: both must tell the same schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.dialect import load_dialect
from tests.engines.databases import Database
from tests.raw_sql import reflected
from tests.raw_sql.reading import schema_after

SCRIPTS = Path(__file__).parent / "scripts"


def scripts(dialect: str) -> list[str]:
    return sorted(path.name for path in (SCRIPTS / dialect).glob("*.sql"))


def check(database: Database, dialect_name: str, script: str) -> None:
    """Run the script part by part, comparing after each."""
    dialect = load_dialect(dialect_name)
    text = (SCRIPTS / dialect_name / script).read_text("utf-8")
    done = ""
    for part in text.split("-- then\n"):
        database.run_script(part)
        done += part
        schema = schema_after(dialect_name, done)
        assert not list(schema.opaque), [schema.opaque[name].reason for name in schema.opaque]
        server, ours = reflected.reflected(database.url, dialect), reflected.read(schema, dialect)
        reflected.without_types_not_read(server, ours)
        told = zip(reflected.lines(ours), reflected.lines(server), strict=False)
        differences = [pair for pair in told if pair[0] != pair[1]]
        assert not differences, f"after: {part}"
        assert len(reflected.lines(ours)) == len(reflected.lines(server))


@pytest.mark.server("postgresql")
@pytest.mark.parametrize("script", scripts("postgresql"))
def test_postgresql_agrees(database: Database, script: str) -> None:
    check(database, "postgresql", script)


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.server("sqlite")
@pytest.mark.parametrize("script", scripts("sqlite"))
def test_sqlite_agrees(database: Database, script: str) -> None:
    check(database, "sqlite", script)


@pytest.mark.server("mariadb")
@pytest.mark.parametrize("script", scripts("mariadb"))
def test_mariadb_agrees(database: Database, script: str) -> None:
    check(database, "mariadb", script)
