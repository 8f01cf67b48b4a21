"""Histories of two revisions, written in a test, run by sqlgen's scripts."""

from __future__ import annotations

from pathlib import Path

from sqlgen.compiler import Target, compile_range
from sqlgen.project.project import find_project
from tests.end_to_end.walk import compare, facts, server_version
from tests.engines.databases import Database

REVISION = """
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql as my
revision, down_revision = {own!r}, {down!r}
def upgrade():
{body}
"""

VERSION_TABLE = """
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES ('r2');
"""


def run(folder: Path, database: Database, first: str, second: str, rows: str = "") -> None:
    """Run the scripts of two revisions, whose bodies are given, on *database*, and SQL between them."""
    (folder / "sqlgen.toml").write_text('version_locations = ["versions"]\n')
    (folder / "versions").mkdir()
    for own, down, body in (("r1", None, first), ("r2", "r1", second)):
        indented = "".join(f"    {line}\n" for line in body.strip().splitlines())
        (folder / "versions" / f"{own}.py").write_text(REVISION.format(own=own, down=down, body=indented))
    project = find_project(folder)
    for range_text, more in (("base:r1", rows), ("r1:r2", "")):
        target = Target(database.dialect, server_version=server_version(database))
        database.run_script(compile_range(project, range_text, target).text() + more)


def expect(database: Database, wanted: Database, sql: str) -> None:
    """Compare *database* with *wanted*, an empty one, after *sql*, written by hand, has run there."""
    wanted.run_script(VERSION_TABLE + sql)
    compare(facts(database), facts(wanted), "another database than the one made by hand")
