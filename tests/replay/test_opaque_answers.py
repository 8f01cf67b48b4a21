"""What is refused because SQL that could not be read may have touched it says which line that was."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from tests.replay.small_project import statements, write_project

LOST = 'op.create_table("t", sa.Column("a", sa.Integer))\nop.execute("ALTER TABLE t FROBNICATE")\n'


@pytest.mark.parametrize(
    "asks",
    [
        "op.get_bind().execute(sa.text(\"SELECT column_name FROM information_schema.columns "
        "WHERE table_name = 't'\")).all()",
        "op.get_bind().execute(sa.text(\"SELECT 't'::regclass::text\")).all()",
        "sa.inspect(op.get_bind()).get_columns(\"t\")",
    ],
)  # fmt: skip
def test_the_line_is_named(asks: str, tmp_path: Path) -> None:
    with pytest.raises(SqlgenError) as caught:
        statements(write_project(tmp_path, LOST, asks))
    shown = f"{caught.value} {getattr(caught.value.__cause__, 'where', '')}"
    assert '"FROBNICATE" in ALTER TABLE is not understood' in shown
    assert "migrations/versions/r1.py:9" in shown
