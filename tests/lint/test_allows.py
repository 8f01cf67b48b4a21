"""Comments that allow: with a reason, at the line of the operation, and only for what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.lint.run import lint_range
from sqlgen.project.project import find_project

FIRST = """import sqlalchemy as sa
from alembic import op

revision, down_revision = "r1", None


def upgrade():
    op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("a", sa.Integer))
"""
SECOND = """import sqlalchemy as sa
from alembic import op

revision, down_revision = "r2", "r1"


def upgrade():
{body}


def downgrade():
    # sqlgen: allow D302 because the way back is not judged
    op.add_column("t", sa.Column("a", sa.Integer))
"""


def lint(
    folder: Path, body: str, settings: str = "", dialect: str = "postgresql"
) -> list[tuple[str, int | None]]:
    (folder / "versions").mkdir()
    (folder / "sqlgen.toml").write_text(f'version_locations = ["versions"]\n[lint]\n{settings}')
    (folder / "versions" / "r1.py").write_text(FIRST)
    indented = "\n".join(f"    {line}" if line else "" for line in body.splitlines())
    (folder / "versions" / "r2.py").write_text(SECOND.format(body=indented))
    found = lint_range(find_project(folder), "r1:r2", "postgresql")
    return [(one.code, one.line) for one in found if one.code in ("D302", "A001", "A002")]


@pytest.mark.parametrize(
    "body",
    [
        'op.drop_column("t", "a")  # sqlgen: allow D302 because nobody reads it',
        '# sqlgen: allow D302 because nobody reads it\nop.drop_column("t", "a")',
        '# sqlgen: allow D302, C404 because nobody reads it\n# and more\n\nop.drop_column("t", "a")',
        'op.drop_column(\n    "t",\n    "a",  # sqlgen: allow D302 because nobody reads it\n)',
        '# sqlgen: allow d302 -- nobody reads it\nop.drop_column("t", "a")',
        'with op.batch_alter_table("t") as t:\n    t.drop_column("a")  # sqlgen: allow D302: old',
        'for c in ("a",):\n    # sqlgen: allow D302 because nobody reads it\n    op.drop_column("t", c)',
    ],
)
def test_allowed(tmp_path, body):
    assert lint(tmp_path, body) == []


def test_a_reason_is_required(tmp_path):
    assert lint(tmp_path, 'op.drop_column("t", "a")  # sqlgen: allow D302') == [("A001", 8), ("D302", 8)]


def test_what_fits_nothing_is_told(tmp_path):
    body = '# sqlgen: allow D302 because it was here once\nop.add_column("t", sa.Column("b", sa.Integer))'
    assert lint(tmp_path, body) == [("A002", 8)]


def test_another_code_at_the_line(tmp_path):
    body = 'op.drop_column("t", "a")  # sqlgen: allow L101 because of something else'
    assert lint(tmp_path, body) == [("A002", 8), ("D302", 8)]


def test_a_rule_of_other_engines_is_not_judged(tmp_path):
    body = 'op.alter_column("t", "a", nullable=False)  # sqlgen: allow D309 because mysql is strict here'
    assert lint(tmp_path, body) == []


def test_no_rule_has_the_code(tmp_path):
    body = 'op.add_column("t", sa.Column("b", sa.Integer))  # sqlgen: allow Z999 because'
    assert lint(tmp_path, body + " of nothing") == [("A002", 8)]


def test_of_the_other_statement(tmp_path):
    body = 'op.add_column("t", sa.Column("b", sa.Integer))  # sqlgen: allow D302 because x\n'
    body += 'op.drop_column("t", "a")'
    assert lint(tmp_path, body) == [("A002", 8), ("D302", 9)]


def test_severities_by_the_longest_beginning_of_codes(tmp_path):
    settings = 'severity = { D302 = "error", D = "off" }'
    assert lint(tmp_path, 'op.drop_column("t", "a")', settings) == [("D302", 8)]


def test_off(tmp_path):
    assert lint(tmp_path, 'op.drop_column("t", "a")', 'severity = { D = "off" }') == []


def test_empty_tables(tmp_path):
    assert lint(tmp_path, 'op.drop_table("t")', 'empty_tables = ["t*"]') == []
