"""``bind.engine`` gives another connection: it sees what is committed, as live, or is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sqlgen.compiler import compile_range
from sqlgen.errors import SqlgenError
from sqlgen.project.project import find_project
from sqlgen.script.writer import write
from tests.engines.alembic_live import upgrade_live
from tests.engines.databases import Database
from tests.replay.small_project import statements, write_project

ENV = """
from alembic import context
from sqlalchemy import create_engine, pool

url = context.config.get_main_option("sqlalchemy.url")
if context.is_offline_mode():
    context.configure(url=url, {options})
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        context.configure(connection=connection, {options})
        with context.begin_transaction():
            context.run_migrations()
"""
SAYS = """
def say(what, answer):
    op.execute(f"CREATE TABLE saw_{what}_{answer} (a INTEGER)")
engine = op.get_bind().engine
"""
MAKES = 'op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))\n'
ASKS = """
say("table", sa.inspect(engine).has_table("t"))
say("names", "t" in sa.inspect(engine).get_table_names())
say("own", sa.inspect(op.get_bind()).has_table("t"))
"""
COLUMNS = """
with engine.connect() as other:
    say("columns", len(sa.inspect(other).get_columns("t")))
say("reflected", len(sa.Table("t", sa.MetaData(), autoload_with=engine).c))
"""
MORE = 'op.add_column("t", sa.Column("c", sa.Integer))\n'
BLOCK = 'with op.get_context().autocommit_block():\n    op.create_table("u", sa.Column("a", sa.Integer))\n'
ENGINES = pytest.mark.server("postgresql", "mariadb", "sqlite")
PER_REVISION = "transaction_per_migration=True"


@ENGINES
@pytest.mark.parametrize(
    ("bodies", "start", "options"),
    [
        ((MAKES + SAYS + ASKS,), "base", ""),
        ((MAKES, SAYS + ASKS), "base", ""),
        ((MAKES, SAYS + ASKS), "base", PER_REVISION),
        ((MAKES, SAYS + ASKS + COLUMNS), "r1", ""),
        ((MAKES, MORE + SAYS + COLUMNS), "r1", ""),
        ((MAKES, MORE, SAYS + COLUMNS), "r1", ""),
        ((MAKES, MORE, SAYS + COLUMNS), "r1", PER_REVISION),
        ((MAKES + BLOCK + SAYS + ASKS + COLUMNS,), "base", ""),
    ],
)
def test_as_live(
    bodies: tuple[str, ...],
    start: str,
    options: str,
    new_database: Callable[[], Database],
    tmp_path: Path,
) -> None:
    folder = write_project(tmp_path, *bodies, env=ENV.format(options=options))
    live, ours = new_database(), new_database()
    if start != "base":
        upgrade_live(folder, live.url, start)
        upgrade_live(folder, ours.url, start)
    upgrade_live(folder, live.url)
    script = compile_range(find_project(folder, environ={}), f"{start}:head", ours.dialect)
    ours.run_script(write(script))
    assert ours.table_names() == live.table_names()


def test_rows_that_are_not_committed_are_refused(tmp_path: Path) -> None:
    body = MAKES + 'op.execute("INSERT INTO t (a) VALUES (1)")\n'
    asks = 'print(op.get_bind().{}.execute(sa.text("SELECT a FROM t")).all())'
    assert statements(write_project(tmp_path / "own", body + asks.format("connect()")))
    folder = write_project(tmp_path / "other", body + asks.format("engine.connect()"))
    with pytest.raises(SqlgenError, match=r"r1.py:10: .*sees nothing that is not committed"):
        statements(folder)


def test_what_both_have_changed_is_refused(tmp_path: Path) -> None:
    both = f'{MAKES}engine = op.get_bind().engine\nsa.Table("u", sa.MetaData()).create(engine)\n'
    folder = write_project(tmp_path, both + 'sa.inspect(engine).has_table("u")')
    with pytest.raises(SqlgenError, match=r"r1.py:11: .*what a second connection sees"):
        statements(folder)


def test_what_it_executes_itself_it_sees(tmp_path: Path) -> None:
    body = """
    engine = op.get_bind().engine
    with engine.begin() as other:
        other.execute(sa.text("CREATE TABLE u (a INTEGER)"))
    assert sa.inspect(engine).has_table("u") and sa.inspect(op.get_bind()).has_table("u")
    """
    assert statements(write_project(tmp_path, body)) == ["CREATE TABLE u (a INTEGER)"]
