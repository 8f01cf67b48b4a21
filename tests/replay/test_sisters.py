"""A server that URLs know by two names: what scripts see, and whose keywords count, is what the URL says."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.compiler import compile_range
from sqlgen.project.project import find_project

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
