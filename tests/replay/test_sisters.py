"""A server that URLs know by two names: what scripts see, and whose keywords count, is what the URL says."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from sqlgen.compiler import compile_range
from sqlgen.dialect import load_dialect
from sqlgen.project.project import find_project
from sqlgen.rendering import type_sql
from tests.engines.databases import Database

SCRIPT = """
import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.Integer), mysql_engine="InnoDB", mariadb_engine="Aria")
    op.execute("SELECT '" + op.get_bind().dialect.name + "'")
"""


@pytest.mark.parametrize(
    ("url", "engine", "name"), [("mysql://h/d", "InnoDB", "mysql"), ("mariadb://h/d", "Aria", "mariadb")]
)
def test_the_url_says_whose_keywords_count(tmp_path: Path, url: str, engine: str, name: str) -> None:
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "a1.py").write_text(SCRIPT)
    (tmp_path / "sqlgen.toml").write_text(f'version_locations = ["versions"]\nurl = "{url}"\n')
    text = compile_range(find_project(tmp_path), "base:head", "mariadb").text(plain=True)
    assert f"ENGINE={engine}" in text
    assert f"SELECT '{name}'" in text


@pytest.mark.server("mariadb")
@pytest.mark.parametrize("scheme", ["mysql", "mariadb"])
def test_types_are_those_of_a_connection_by_that_name(scheme: str, database: Database) -> None:
    engine = sa.create_engine(database.url.replace("mariadb+", f"{scheme}+"), poolclass=sa.NullPool)
    with engine.connect():
        live = engine.dialect
    ours = load_dialect("mariadb", database.version).spoken_to_as(scheme)
    for type_ in (
        sa.Uuid(),
        sa.Boolean(),
        sa.JSON(),
        sa.Text(),
        sa.DateTime(),
        sa.Float(),
        sa.Enum("a", name="e"),
    ):
        assert type_sql(type_, ours) == live.type_compiler_instance.process(type_)


def test_a_type_that_was_cannot_be_spelled_and_need_not_be(tmp_path: Path) -> None:
    script = """import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.String(10)))
    op.alter_column("t", "a", existing_type=sa.String(), type_=sa.String(20))
    op.alter_column("t", "a", existing_type=sa.String(), nullable=False)
"""
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "a1.py").write_text(script)
    (tmp_path / "sqlgen.toml").write_text('version_locations = ["versions"]\n')
    text = compile_range(find_project(tmp_path), "base:head", "mysql").text(plain=True)
    assert "MODIFY a VARCHAR(20) NULL;" in text
    assert "MODIFY a VARCHAR(20) NOT NULL;" in text
