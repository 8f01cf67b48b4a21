"""What stands before START is replayed only where its effect is asked for, and may fail where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.compiler import compile_range
from sqlgen.errors import SqlgenError
from sqlgen.project.project import find_project

pytestmark = pytest.mark.usefixtures("no_network_and_no_drivers")

HEAD = """import sqlalchemy as sa
from alembic import op

revision = {revision!r}
down_revision = {parent!r}


def upgrade():
    {body}
"""


def statements(folder: Path, bodies: list[str], asked: str, dialect: str = "sqlite") -> list[str]:
    """Return the statements of the range *asked* over revisions r1, r2, ... of *bodies*."""
    (folder / "versions").mkdir(parents=True)
    for number, body in enumerate(bodies, 1):
        parent = f"r{number - 1}" if number > 1 else None
        text = HEAD.format(revision=f"r{number}", parent=parent, body=body)
        (folder / "versions" / f"r{number}.py").write_text(text)
    (folder / "sqlgen.toml").write_text('version_locations = ["versions"]\n')
    script = compile_range(find_project(folder), asked, dialect)
    found = [statement for section in script.sections for statement in section.statements]
    return [statement.sql for statement in found if statement.kind.value in ("ddl", "dml")]


TABLE = 'op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer))'
BROKEN = 'raise ValueError("old and broken")'
ASKS = 'op.alter_column("t", "b", nullable=False)'


def test_a_broken_revision_before_start_does_not_matter_where_nobody_asks(tmp_path: Path) -> None:
    made = statements(tmp_path, [BROKEN, 'op.add_column("t", sa.Column("c", sa.Integer))'], "r1:r2")
    assert made == ["ALTER TABLE t ADD COLUMN c INTEGER"]


def test_what_it_may_have_changed_is_not_known_then(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError, match=r'"t" is not known.*\n?.*revision r2 could not be replayed'):
        statements(tmp_path, [TABLE, BROKEN, ASKS], "r2:r3")


def test_what_is_made_after_it_is_known(tmp_path: Path) -> None:
    assert "CREATE TABLE" in "".join(statements(tmp_path, [BROKEN, TABLE, ASKS], "r2:r3"))


def test_reads_of_rows_before_start_are_answered_as_empty(tmp_path: Path) -> None:
    loops = "\n    ".join(
        [
            TABLE,
            'for row in op.get_bind().execute(sa.text("SELECT a FROM t")):',
            '    op.drop_table("t")',
            "while op.get_bind().execute(sa.text('UPDATE t SET b = 1 WHERE b IS NULL')).rowcount:",
            "    pass",
        ]
    )
    assert "CREATE TABLE" in "".join(statements(tmp_path, [loops, ASKS], "r1:r2"))
