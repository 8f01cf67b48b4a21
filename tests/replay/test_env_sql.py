"""SQL that env.py executes itself, before and behind the revisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.compiler import Target, compile_databases
from sqlgen.errors import SqlgenError
from sqlgen.script.by_revision import by_revision
from sqlgen.script.script import Script
from tests.replay.small_project import INI, OFFLINE_ENV, found, own, scripts, statements, write_project

ROLE = """
from alembic import context

context.configure(url="postgresql://", version_table="v")
with context.begin_transaction():
    context.execute("SET ROLE owner")
    context.run_migrations()
    context.execute("GRANT SELECT ON t TO reader")
"""
CREATE = "op.create_table('t', sa.Column('a', sa.Integer))"


def said_by(script: Script) -> list[str]:
    """Return the lines of *script* that are neither empty nor comments, up to the guard's end."""
    text = script.text().partition("-- guard: the run is over")[0]
    return [line for line in text.splitlines() if line and not line.startswith("--")]


def test_it_stands_behind_the_revisions_in_their_transaction(tmp_path: Path) -> None:
    (script,) = scripts(write_project(tmp_path, CREATE, env=ROLE))
    assert own(script) == ["SET ROLE owner", "CREATE TABLE t ( a INTEGER )", "GRANT SELECT ON t TO reader"]
    text = script.text()
    behind = text[text.index("INSERT INTO v") :].splitlines()
    assert [line for line in behind if line] == [
        "INSERT INTO v (version_num) VALUES ('r1');",
        "-- env.py, behind the revisions " + "-" * 68,
        "-- migrations/env.py:8",
        "GRANT SELECT ON t TO reader;",
        "COMMIT;",
    ]
    assert "One transaction: all of it happens or none." in text


def test_behind_begin_transaction_it_stands_behind_the_commit(tmp_path: Path) -> None:
    """As Alembic writes it: what env.py says outside of the block is not in the transaction."""
    env = OFFLINE_ENV + 'context.execute("GRANT SELECT ON t TO reader")\n'
    (script,) = scripts(write_project(tmp_path, CREATE, env=env))
    text = script.text()
    assert text.index("COMMIT;") < text.index("GRANT SELECT")
    assert text.count("COMMIT;") == 1
    assert "Several transactions" in text


def test_a_second_begin_transaction_is_a_second_transaction(tmp_path: Path) -> None:
    env = OFFLINE_ENV + (
        '\nwith context.begin_transaction():\n    context.execute("GRANT a TO b")\n'
        '    context.execute("GRANT c TO d")\n'
    )
    (script,) = scripts(write_project(tmp_path, CREATE, env=env))
    assert said_by(script)[-6:] == [
        "INSERT INTO alembic_version (version_num) VALUES ('r1');",
        "COMMIT;",
        "BEGIN;",
        "GRANT a TO b;",
        "GRANT c TO d;",
        "COMMIT;",
    ]
    assert "Several transactions" in script.text()


@pytest.mark.parametrize(
    "said",
    [
        'context.get_bind().execute(sa.text("GRANT a TO b"))',
        'context.get_bind().exec_driver_sql("GRANT a TO b")',
        'context.get_context().execute("GRANT a TO b")',
        'context.get_impl().static_output("GRANT a TO b")',
        'context.static_output("GRANT a TO b")',
    ],
)
def test_each_way_to_say_it(said: str, tmp_path: Path) -> None:
    env = f"import sqlalchemy as sa\n{ROLE}    {said}\n"
    project = write_project(tmp_path, CREATE, env=env)
    assert statements(project)[-1] == "GRANT a TO b"


def test_what_cannot_run_in_a_transaction_does_not(tmp_path: Path) -> None:
    env = ROLE.replace("GRANT SELECT ON t TO reader", "VACUUM t")
    (script,) = scripts(write_project(tmp_path, CREATE, env=env))
    assert said_by(script)[-2:] == ["COMMIT;", "VACUUM t;"]


def test_rows_written_on_an_engine_that_commits_by_hand(tmp_path: Path) -> None:
    """SQL*Plus commits when it is left in peace; the script does not leave it to that."""
    env = ROLE.replace("SET ROLE owner", "SET ROLE boss").replace(
        "GRANT SELECT ON t TO reader", "DELETE FROM t"
    )
    (script,) = scripts(write_project(tmp_path, CREATE, env=env), "oracle")
    assert script.text().index("COMMIT", script.text().index("DELETE FROM t")) > 0


def test_a_question_about_rows_is_one_of_env_py(tmp_path: Path) -> None:
    asks = "context.get_bind().execute(sa.text('SELECT x FROM u')).scalar()"
    env = f"import sqlalchemy as sa\n{ROLE}    {asks}\n"
    with pytest.raises(SqlgenError, match=r"migrations/env.py:10: env.py wants a database"):
        statements(write_project(tmp_path, CREATE, env=env))


def test_each_database_has_its_own(tmp_path: Path) -> None:
    env = """
from alembic import context
for name in ("one", "two"):
    context.configure(url="postgresql://")
    with context.begin_transaction():
        context.run_migrations(engine_name=name)
        context.execute(f"GRANT {name} TO b")
"""
    project = write_project(tmp_path, "def upgrade(engine_name):\n    op.execute('SELECT 1')", env=env)
    assert [(one.database, own(one)) for one in scripts(project)] == [
        ("one", ["SELECT 1", "GRANT one TO b"]),
        ("two", ["SELECT 1", "GRANT two TO b"]),
    ]


def test_a_bind_of_the_target_before_is_refused(tmp_path: Path) -> None:
    """Its script is complete once the next has begun; it must not get into that one."""
    env = """
from alembic import context
context.configure(url="postgresql://")
context.run_migrations(engine_name="one")
late = context.get_context()
context.configure(url="mysql://")
context.run_migrations(engine_name="two")
late.execute("GRANT a TO b")
"""
    project = write_project(tmp_path, "def upgrade(engine_name):\n    op.execute('SELECT 1')", env=env)
    with pytest.raises(SqlgenError, match=r"env.py:8: .*for a target after the next has begun"):
        scripts(project, None)


def test_sql_of_a_target_that_never_runs_is_not_lost(tmp_path: Path) -> None:
    env = """
from alembic import context
context.configure(url="postgresql://")
context.execute("SET ROLE owner")
context.configure(url="postgresql://", version_table="v")
context.run_migrations()
"""
    with pytest.raises(SqlgenError, match=r"configures another, without run_migrations"):
        statements(write_project(tmp_path, CREATE, env=env))


# --- one file for each revision ------------------------------------------------------------------------


def test_each_revisions_file_is_a_run_of_its_own(tmp_path: Path) -> None:
    """A file is run in a session of its own, so it needs what env.py sets up, as each live run has it."""
    (script,) = scripts(write_project(tmp_path, CREATE, "op.execute('SELECT 2')", env=ROLE))
    parts = list(by_revision(script))
    assert [step.revision.id for step, _ in parts] == ["r1", "r2"]
    assert [own(part) for _, part in parts] == [
        ["SET ROLE owner", "CREATE TABLE t ( a INTEGER )", "GRANT SELECT ON t TO reader"],
        ["SET ROLE owner", "SELECT 2", "GRANT SELECT ON t TO reader"],
    ]
    first, second = (part.text() for _, part in parts)
    assert "CREATE TABLE IF NOT EXISTS v" in first and "CREATE TABLE" not in second
    assert "IN ('r1')" in second and second.index("SET ROLE") < second.index("IN ('r1')")


def test_each_schemas_files_have_its_own(tmp_path: Path) -> None:
    env = """
from alembic import context
for schema in ("a", "b"):
    context.configure(url="postgresql://", version_table_schema=schema)
    with context.begin_transaction():
        context.execute(f"SET search_path TO {schema}")
        context.run_migrations()
        context.execute("RESET search_path")
"""
    (script,) = scripts(write_project(tmp_path, "op.execute('SELECT 1')", "op.execute('SELECT 2')", env=env))
    assert [own(part) for _, part in by_revision(script)] == [
        [f"SET search_path TO {schema}", f"SELECT {number}", "RESET search_path"]
        for schema in "ab"
        for number in (1, 2)
    ]
    for (_, part), schema in zip(by_revision(script), "aabb", strict=True):
        assert {"a": "b.alembic_version", "b": "a.alembic_version"}[schema] not in part.text()


def test_without_a_guard_too(tmp_path: Path) -> None:
    project = found(write_project(tmp_path, CREATE, "op.execute('SELECT 2')", env=ROLE))
    (script,) = compile_databases(project, "r1:r2", Target("postgresql", guard=False))
    assert [own(part) for _, part in by_revision(script)] == [own(script)]


def test_in_parts_each_is_a_run_of_its_own(tmp_path: Path) -> None:
    asks = "op.get_bind().execute(sa.text('SELECT x FROM u')).scalar()"
    project = found(write_project(tmp_path, CREATE, asks, "op.execute('SELECT 3')", env=ROLE, ini=INI))
    made = compile_databases(project, "base:head", Target("postgresql", data_reads="split"))
    assert [own(one)[-1] for one in made] == ["GRANT SELECT ON t TO reader"] * 2
