"""Directives that lack a name or a column make no sense on any server, and are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from tests.replay.small_project import statements, write_project

INCOMPLETE = {
    "op.create_index('i', 't', [])": "create_index names no column",
    "op.create_primary_key('pk', 't', [])": "create_primary_key names no column",
    "op.create_unique_constraint('u', 't', [])": "create_unique_constraint names no column",
    "op.create_foreign_key('f', 's', 't', [], [])": "create_foreign_key names no column",
    "op.create_check_constraint('c', 't', '')": "create_check_constraint has no condition",
    "op.create_foreign_key('f', 's', '', ['a'], ['b'])": "create_foreign_key has a table without a name",
    "op.drop_table('')": "drop_table has a table without a name",
    "op.drop_table(None)": "drop_table has a table without a name",
    "op.rename_table('t', '')": "rename_table has a table without a name",
    "op.rename_table('t', None)": "rename_table has a table without a name",
    "op.add_column('t', sa.Column('', sa.Integer))": "add_column has a column without a name",
    "op.add_column('', sa.Column('a', sa.Integer))": "add_column has a table without a name",
    "op.drop_column('t', '')": "drop_column has a column without a name",
    "op.drop_column('t', None)": "drop_column has a column without a name",
    "op.alter_column('t', None, nullable=False)": "alter_column has a column without a name",
    "op.alter_column('t', 'a', new_column_name='')": "alter_column has a column without a name",
    "op.drop_index('')": "drop_index has an index without a name",
    "op.drop_constraint('', 't', type_='check')": "drop_constraint has a constraint without a name",
    "op.create_table('', sa.Column('a', sa.Integer))": "create_table has a table without a name",
    "op.create_table_comment('', 'c')": "has a table without a name",
    "with op.batch_alter_table('t') as batch:\n    batch.drop_column('')": "drop_column has a column without",
}


@pytest.mark.parametrize("body", INCOMPLETE)
@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
def test_a_directive_without_a_name_or_a_column(body: str, dialect: str, tmp_path: Path) -> None:
    first = "for name in ('s', 't'):\n    op.create_table(name, sa.Column('a', sa.Integer))"
    project = write_project(tmp_path, first, body)
    with pytest.raises(SqlgenError) as caught:
        statements(project, dialect)
    line = 9 if body.startswith("with") else 8
    assert str(caught.value).startswith(f"migrations/versions/r2.py:{line}: revision r2: ")
    assert INCOMPLETE[body] in str(caught.value)
