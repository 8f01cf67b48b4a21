"""Scripts of revisions that ask for the time or for chance: frozen, they are the same and say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.compiler import Target, compile_range
from sqlgen.project.project import find_project
from sqlgen.replay.worlds import World
from sqlgen.script.script import Script

FROZEN, OTHER = World(frozen=True), World(other=True)

A1 = '''"""First"""
import uuid
from datetime import datetime
import sqlalchemy as sa
from alembic import op
revision = "a1"
down_revision = None
def upgrade():
    role = op.create_table("role", sa.Column("id", sa.Uuid, primary_key=True), sa.Column("made", sa.DateTime))
    op.bulk_insert(role, [{"id": uuid.uuid4(), "made": datetime.utcnow()}])
'''
B2 = '''"""Second"""
import sqlalchemy.orm
import os
import sqlalchemy as sa
from alembic import op
revision = "b2"
down_revision = "a1"
class Base(sa.orm.DeclarativeBase):
    pass
class Role(Base):
    __tablename__ = "role"
    id = sa.Column(sa.Uuid, primary_key=True, default=__import__("uuid").uuid4)
    made = sa.Column(sa.DateTime, server_default=sa.func.now())
def upgrade():
    session = sa.orm.Session(op.get_bind())
    session.add(Role())
    session.commit()
    if os.environ.get("SQLGEN_TEST_EXTRA"):
        op.add_column("role", sa.Column("extra", sa.Integer))
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "versions").mkdir()
    (tmp_path / "sqlgen.toml").write_text('name = "x"\n')
    (tmp_path / "versions" / "a1.py").write_text(A1)
    (tmp_path / "versions" / "b2.py").write_text(B2)
    return tmp_path


def script(
    folder: Path, world: World | None, range_text: str = "base:head", dialect: str = "postgresql"
) -> Script:
    return compile_range(find_project(folder), range_text, Target(dialect, world=world))


def test_a_frozen_script_is_the_same_each_time_and_says_what_is_made_up(folder: Path) -> None:
    text = script(folder, FROZEN).text()
    assert text == script(folder, FROZEN).text() != script(folder, None).text()
    assert (
        """
-- NOT TO BE RUN: it is frozen for comparison. What these calls returned in it is made up:
--   versions/a1.py:10   uuid.uuid4()
--   versions/a1.py:10   datetime.utcnow()
--   versions/b2.py:17   uuid.uuid4()
--
"""
        in text
    )
    assert "'00000000-0000-4000-" in text and "'2000-01-01 00:00:00'" in text


def test_also_where_it_has_no_other_comment(folder: Path) -> None:
    text = script(folder, FROZEN).text(plain=True)
    assert text.startswith("-- NOT TO BE RUN: ")
    assert "NOT TO BE RUN" not in script(folder, None).text() + script(folder, OTHER).text(plain=True)


def test_a_revision_is_the_same_in_each_range(folder: Path) -> None:
    whole, half = script(folder, FROZEN).text(plain=True), script(folder, FROZEN, "a1:b2").text(plain=True)
    line = next(line for line in half.splitlines() if line.startswith("INSERT INTO role"))
    assert line in whole


@pytest.mark.parametrize("dialect", ("mariadb", "mssql", "mysql", "oracle", "sqlite"))
def test_the_warning_is_a_comment_everywhere(folder: Path, dialect: str) -> None:
    lines = script(folder, FROZEN, dialect=dialect).text().splitlines()
    at = next(number for number, line in enumerate(lines) if "NOT TO BE RUN" in line)
    assert all(line.startswith("--") for line in lines[at : at + 4])


def test_what_asks_for_nothing_is_the_same_in_all_worlds(folder: Path) -> None:
    (folder / "versions" / "b2.py").unlink()
    (folder / "versions" / "a1.py").write_text(A1.replace("    op.bulk_insert", "    # op.bulk_insert"))
    assert len({script(folder, world).text() for world in (None, FROZEN, OTHER)}) == 1


def test_another_world_tells_who_asked(folder: Path) -> None:
    other = script(folder, OTHER)
    assert [f"{one.origin} {one.text}" for one in other.asked] == [
        "versions/a1.py:10 uuid.uuid4()",
        "versions/a1.py:10 datetime.utcnow()",
        "versions/b2.py:17 uuid.uuid4()",
        'versions/b2.py:18 os.environ["SQLGEN_TEST_EXTRA"]',
    ]
    assert other.made_up == () and "ADD COLUMN extra" in other.text()
    assert "extra" not in script(folder, FROZEN).text()
    assert "extra" in script(folder, World(frozen=True, other=True)).text()
