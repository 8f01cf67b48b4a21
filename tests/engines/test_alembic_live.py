"""The oracle: Alembic, run live and offline on a stock project."""

from __future__ import annotations

from pathlib import Path

import alembic.command
import pytest
from alembic.config import Config

from tests.engines.alembic_live import (
    AlembicFailed,
    AlembicOptions,
    alembic_offline,
    downgrade_live,
    stamp_live,
    upgrade_live,
)

FIRST = '''"""books

Revision ID: a1
"""
import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    print("a script prints")
    op.create_table("book", sa.Column("id", sa.Integer, primary_key=True), sa.Column("title", sa.String(40)))


def downgrade():
    op.drop_table("book")
'''

SECOND = '''"""indexed

Revision ID: a2
"""
from alembic import op

revision = "a2"
down_revision = "a1"


def upgrade():
    op.create_index("ix_title", "book", ["title"])


def downgrade():
    op.drop_index("ix_title", "book")
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project as ``alembic init`` does, its env.py untouched, with two revisions."""
    folder = tmp_path / "my shop"
    folder.mkdir()
    with (tmp_path / "said").open("w") as said:
        alembic.command.init(Config(folder / "alembic.ini", stdout=said), str(folder / "scripts"))
    (folder / "scripts/versions/a1.py").write_text(FIRST)
    (folder / "scripts/versions/a2.py").write_text(SECOND)
    return folder


def test_live_upgrade_and_downgrade(project, database):
    upgrade_live(project, database.url)
    assert [name.strip('`"').removeprefix("public.") for name in database.table_names()] == [
        "alembic_version",
        "book",
    ]
    assert "a2" in database.dump_data()
    downgrade_live(project, database.url, "base")
    assert "book" not in database.dump()


def test_offline_script_makes_the_same_database(project, new_database):
    live, scripted = new_database(), new_database()
    upgrade_live(project, live.url, "head")
    scripted.run_script(alembic_offline(project, scripted.dialect, "base:head"))
    assert scripted.dump() == live.dump()
    assert scripted.dump_data() == live.dump_data()


@pytest.mark.server("sqlite")
def test_stamp_writes_the_version_alone(project, database):
    stamp_live(project, database.url, "a1")
    assert database.dump_data() == "\"alembic_version\"(version_num): 'a1'\n"


@pytest.mark.parametrize("dialect", ["postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle"])
def test_offline_needs_no_driver_and_keeps_prints_out(project, dialect):
    script = alembic_offline(project, dialect, "base:a2")
    assert "CREATE INDEX ix_title" in script
    assert "prints" not in script


def test_offline_downgrade(project):
    assert "DROP TABLE book" in alembic_offline(project, "postgresql", "a1:base", command="downgrade")


def test_failing_script_is_told_with_its_error(project):
    (project / "scripts/versions/a2.py").write_text(SECOND.replace("op.create_index", "boom"))
    with pytest.raises(AlembicFailed, match="name 'boom' is not defined"):
        alembic_offline(project, "postgresql", "base:head")


def test_x_arguments_urls_and_environment_reach_env_py(project):
    env = project / "scripts/env.py"
    text = """
import os, sys
from alembic import context
found = context.get_x_argument(as_dictionary=True), context.config.get_section("other"), os.environ["SHOP"]
print(found, context.config.get_main_option("more"), file=sys.stderr)
raise SystemExit(3)
"""
    env.write_text(text)
    options = AlembicOptions(
        x=["tenant=t1"],
        urls={"other": "sqlite:///50%"},
        environment={"SHOP": "s1"},
        main_options={"more": "100%"},
    )
    with pytest.raises(AlembicFailed) as failed:
        alembic_offline(project, "postgresql", "base:head", options)
    assert "'tenant': 't1'" in failed.value.stderr
    assert "'sqlalchemy.url': 'sqlite:///50%'" in failed.value.stderr
    assert "'s1') 100%" in failed.value.stderr


def test_project_is_left_as_it_was(project):
    before = sorted(project.rglob("*"))
    alembic_offline(project, "postgresql", "base:head")
    assert sorted(project.rglob("*")) == before


@pytest.mark.server("postgresql", "mariadb")
def test_bookshop_goes_up_and_down(database):
    bookshop = Path(__file__).parents[1] / "projects" / "bookshop"
    upgrade_live(bookshop, database.url, "b2")
    assert "customer" in database.dump()
    downgrade_live(bookshop, database.url, "base")
    assert database.dump_data() == ""
