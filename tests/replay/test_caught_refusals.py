"""A refusal that a script catches still counts: what it does next rests on no answer."""

from pathlib import Path

import pytest

from sqlgen.compiler import compile_range
from sqlgen.project import find_project
from sqlgen.replay.errors import NeedsDatabase

SCRIPT = '''"""Copies rows, or pretends to."""
from alembic import op
import sqlalchemy as sa

revision = "r1"
down_revision = None


def upgrade():
    try:
        rows = op.get_bind().execute(sa.text("SELECT id FROM t")).fetchall()
    except Exception:
        rows = []
    if not rows:
        op.execute("DROP TABLE t")
'''


def test_a_caught_refusal_ends_the_compilation(tmp_path: Path) -> None:
    """The script swallows NeedsDatabase and would drop the table; sqlgen must not write that."""
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "r1.py").write_text(SCRIPT)
    (tmp_path / "sqlgen.toml").write_text('version_locations = ["versions"]\n')
    with pytest.raises(NeedsDatabase, match="SELECT id FROM t") as caught:
        compile_range(find_project(tmp_path), "base:head", "postgresql")
    assert str(caught.value.where) == "versions/r1.py:11"
