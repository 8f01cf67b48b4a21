"""Keywords that Alembic takes and does nothing with: real scripts have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.compiler import compile_range
from sqlgen.project.project import find_project
from sqlgen.replay.errors import BadDirective

SCRIPT = """import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("a", sa.String(10)), sa.Column("b", sa.Integer))
    with op.batch_alter_table("t") as batch:
        batch.alter_column("a", type_=sa.String(20), {0}, nullable=False)
    op.drop_column("t", "b", {0})
"""


def compiled(tmp_path: Path, keyword: str) -> str:
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "a1.py").write_text(SCRIPT.format(keyword))
    (tmp_path / "sqlgen.toml").write_text('version_locations = ["versions"]\n')
    return compile_range(find_project(tmp_path), "base:head", "postgresql").text()


def test_it_is_ignored_and_the_script_says_so(tmp_path: Path) -> None:
    text = compiled(tmp_path, 'default="asset"')
    assert "ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(20);" in text
    assert 'alter_column takes no argument "default": it is ignored, as by Alembic' in text
    assert 'drop_column takes no argument "default": it is ignored, as by Alembic' in text


def test_one_that_is_misspelt_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDirective, match='alter_column takes no argument "nullible"'):
        compiled(tmp_path, "nullible=False")
