"""The version table: what env.py, the project and the history make of it, and the ids that it must hold."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sqlgen.compiler import Target, compile_range
from sqlgen.errors import SqlgenError
from sqlgen.script.script import Script
from tests.replay.small_project import OFFLINE_ENV, found, own, scripts, write_project

SELECT = 'op.execute("SELECT 1")'
LONG = "20240718_expand_decoded_audio_segments"

OWN_IMPL = """
import sqlalchemy as sa
from alembic.ddl.postgresql import PostgresqlImpl
class Wide(PostgresqlImpl):
    __dialect__ = "postgresql"
    def version_table_impl(self, **kw):
        table = super().version_table_impl(**kw)
        table.c.version_num.type = sa.String(128)
        return table
"""
PUT_IN = """
import sqlalchemy as sa
from alembic.ddl import impl
from alembic.ddl.postgresql import PostgresqlImpl
class Wide(PostgresqlImpl):
    def version_table_impl(self, *, version_table, version_table_schema, version_table_pk, **kw):
        column = sa.Column("version_num", sa.String(128), nullable=False)
        table = sa.Table(version_table, sa.MetaData(), column, schema=version_table_schema)
        table.append_constraint(sa.PrimaryKeyConstraint("version_num", name=f"{version_table}_pkc"))
        return table
impl._impls["postgresql"] = Wide
"""
PATCHED = """
import sqlalchemy as sa
from alembic.ddl.impl import DefaultImpl
def wide(self, *, version_table, version_table_schema, version_table_pk, **kw):
    return sa.Table(version_table, sa.MetaData(),
        sa.Column("version_num", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("version_num", name=f"{version_table}_pkc"), schema=version_table_schema)
DefaultImpl.version_table_impl = wide
"""


def created(script: Script) -> str:
    """Return the statement that creates the version table."""
    (sql,) = [one.sql for one in script.statements if one.description == "create the version table"]
    return sql


def renamed(project: Path, ids: dict[str, str]) -> Path:
    """Give revisions other ids."""
    for file in (project / "migrations" / "versions").glob("*.py"):
        text = file.read_text()
        for old, new in ids.items():
            text = text.replace(f'"{old}"', f'"{new}"')
        file.write_text(text)
    return project


WIDE = """CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(128) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""


@pytest.mark.parametrize("preamble", [OWN_IMPL, PUT_IN, PATCHED], ids=["subclass", "put in", "patched"])
def test_env_py_may_give_it_another_shape(preamble: str, tmp_path: Path) -> None:
    """`version_table_impl`, since Alembic 1.14; real histories make the column wider."""
    project = renamed(write_project(tmp_path / "a", SELECT, env=preamble + OFFLINE_ENV), {"r1": LONG})
    (script,) = scripts(project)
    assert created(script) == WIDE
    assert f"VALUES ('{LONG}')" in script.text()
    # What one project patches is not the next one's.
    (plain,) = scripts(write_project(tmp_path / "b", SELECT))
    assert "VARCHAR(32)" in created(plain)


SHAPE = """
import sqlalchemy as sa
from alembic.ddl.impl import DefaultImpl
def own(self, *, version_table, version_table_schema, version_table_pk, **kw):
    return sa.Table(version_table, sa.MetaData(),
        sa.Column("version_num", sa.Text, nullable=False),
        sa.Column("applied", sa.DateTime, server_default=sa.func.now()),
        sa.Column("note", sa.String(9), server_default="it's"),
        sa.UniqueConstraint("version_num"), schema=version_table_schema)
DefaultImpl.version_table_impl = own
"""


def test_it_may_have_more_columns(tmp_path: Path) -> None:
    project = write_project(tmp_path, SELECT, env=SHAPE + OFFLINE_ENV)
    (script,) = scripts(project)
    assert created(script).splitlines()[1:-1] == [
        "    version_num TEXT NOT NULL,",
        "    applied TIMESTAMP WITHOUT TIME ZONE DEFAULT now(),",
        "    note VARCHAR(9) DEFAULT 'it''s',",
        "    UNIQUE (version_num)",
    ]
    (script,) = scripts(project, "oracle")
    assert "note VARCHAR2(9 CHAR) DEFAULT ''it''''s''" in created(script)
    (script,) = scripts(project, "sqlite")
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(script.text())
    assert database.execute("SELECT version_num, note FROM alembic_version").fetchall() == [("r1", "it's")]
    database.close()


def test_a_column_whose_value_python_makes_up_is_refused(tmp_path: Path) -> None:
    """Alembic's INSERT says it; a script is written once and run later."""
    env = SHAPE.replace("server_default=sa.func.now()", "default=sa.func.now()") + OFFLINE_ENV
    with pytest.raises(SqlgenError, match=r'column "applied" of the version table(.|\n)*server_default'):
        scripts(write_project(tmp_path, SELECT, env=env))


def test_it_needs_its_column(tmp_path: Path) -> None:
    env = SHAPE.replace('"version_num"', '"number"') + OFFLINE_ENV
    with pytest.raises(SqlgenError, match=r"version_table_impl(.|\n)*version_num"):
        scripts(write_project(tmp_path, SELECT, env=env))


# --- ids and the width of the column -------------------------------------------------------------------


def test_an_id_that_does_not_fit_is_refused_with_ways_out(tmp_path: Path) -> None:
    project = renamed(write_project(tmp_path, SELECT), {"r1": LONG})
    with pytest.raises(SqlgenError) as caught:
        scripts(project)
    assert str(caught.value).startswith("migrations/versions/r1.py: ")
    for part in ("38 characters", "holds 32", "version_id_length", "ALTER"):
        assert part in str(caught.value)


def test_every_id_that_does_not_fit_is_told(tmp_path: Path) -> None:
    project = renamed(write_project(tmp_path, SELECT, SELECT), {"r1": LONG, "r2": LONG + "_2"})
    with pytest.raises(SqlgenError) as caught:
        scripts(project)
    assert "r1.py" in str(caught.value) and "r2.py" in str(caught.value)


def test_the_project_may_say_how_long_ids_are(tmp_path: Path) -> None:
    files = {"sqlgen.toml": "version_id_length = 64"}
    project = renamed(write_project(tmp_path, SELECT, files=files), {"r1": LONG})
    (script,) = scripts(project)
    assert "version_num VARCHAR(64) NOT NULL" in created(script)
    (script,) = scripts(project, "oracle")
    assert "version_num VARCHAR2(64 CHAR) NOT NULL" in created(script)


WIDENINGS = [
    "op.alter_column('alembic_version', 'version_num', type_=sa.String(255))",
    "op.execute('ALTER TABLE alembic_version ALTER COLUMN version_num TYPE VARCHAR(255)')",
    "op.execute('ALTER TABLE alembic_version ALTER COLUMN version_num TYPE TEXT')",
    "op.execute('DO $$ BEGIN ALTER TABLE alembic_version ALTER version_num TYPE VARCHAR(64); END $$')",
    "op.get_bind().exec_driver_sql('ALTER TABLE alembic_version ALTER COLUMN version_num TYPE VARCHAR(64)')",
]


@pytest.mark.parametrize("widening", WIDENINGS)
def test_a_history_may_widen_it(widening: str, tmp_path: Path) -> None:
    """From then on longer ids are right; also where START lies behind."""
    project = renamed(
        write_project(tmp_path, SELECT, widening, SELECT, SELECT), {"r3": LONG, "r4": LONG + "4"}
    )
    for range_text in ("base:head", "r2:head", f"{LONG}:head"):
        (script,) = scripts(project, range_text=range_text)
        assert LONG + "4" in script.text()
    early = renamed(write_project(tmp_path / "early", SELECT, SELECT, widening), {"r2": LONG})
    with pytest.raises(SqlgenError, match="holds 32"):
        scripts(early)


@pytest.mark.parametrize("dialect", ["mysql", "mssql", "sqlite", "oracle"])
def test_the_shape_of_the_version_table_is_known(dialect: str, tmp_path: Path) -> None:
    project = renamed(write_project(tmp_path, SELECT, WIDENINGS[0], SELECT), {"r3": LONG})
    (script,) = scripts(project, dialect)
    sql = " ".join(own(script))
    assert {
        "mysql": "MODIFY version_num VARCHAR(255) NOT NULL",
        "mssql": "ALTER COLUMN version_num VARCHAR(255) NOT NULL",
        "sqlite": "version_num VARCHAR(255) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY",
        "oracle": "MODIFY version_num VARCHAR2(255 CHAR)",
    }[dialect] in sql


def test_env_py_may_create_it_itself(tmp_path: Path) -> None:
    create = "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(64) NOT NULL)"
    env = OFFLINE_ENV.replace(
        "        context.run", f'        context.execute("{create}")\n        context.run'
    )
    (script,) = scripts(renamed(write_project(tmp_path, SELECT, env=env), {"r1": LONG}))
    assert script.text().index("VARCHAR(64)") < script.text().index("VARCHAR(32)")


def test_an_engine_that_does_not_count_takes_any_id(tmp_path: Path) -> None:
    project = renamed(write_project(tmp_path, SELECT), {"r1": LONG})
    (script,) = scripts(project, "sqlite")
    assert LONG in script.text()


# --- what sqlgen.toml says wins over env.py -------------------------------------------------------------

CONFIGURES = """
import sqlalchemy as sa
from alembic import context
context.configure(url="postgresql://", version_table="theirs", version_table_schema="theirs",
    version_table_pk=True, transaction_per_migration=True,
    target_metadata=sa.MetaData(naming_convention={"uq": "theirs_%(table_name)s"}))
context.run_migrations()
"""


def test_settings_win_over_env_py(tmp_path: Path) -> None:
    """docs/configuration.md says so."""
    settings = (
        'version_table = "ours"\nversion_table_schema = "meta"\nversion_table_pk = false\n'
        "transaction_per_migration = false\n"
        'naming_convention = { uq = "ours_%(table_name)s" }\n'
    )
    unique = 'op.create_unique_constraint(None, "t", ["a"])'
    project = write_project(tmp_path, unique, SELECT, env=CONFIGURES, files={"sqlgen.toml": settings})
    (script,) = scripts(project)
    text = script.text()
    assert "theirs" not in text
    assert "CREATE TABLE IF NOT EXISTS meta.ours" in text and "PRIMARY KEY" not in created(script)
    assert text.count("COMMIT;") == 1
    assert own(script)[0] == "ALTER TABLE t ADD CONSTRAINT ours_t UNIQUE (a)"


def test_scripts_see_the_version_table_that_settings_name(tmp_path: Path) -> None:
    body = "op.execute(f\"SELECT '{op.get_context().version_table} {op.get_context()._version.fullname}'\")"
    files = {"sqlgen.toml": 'version_table = "ours"\nversion_table_schema = "meta"'}
    for env in (CONFIGURES, None):
        project = write_project(tmp_path / str(env is None), body, env=env or OFFLINE_ENV, files=files)
        if env is None:
            (project / "sqlgen.toml").write_text((project / "sqlgen.toml").read_text() + "\nuse_env = false")
        assert own(compile_range(found(project), "base:head", Target("postgresql"))) == [
            "SELECT 'ours meta.ours'"
        ]


def test_the_projects_metadata_wins_over_env_pys(tmp_path: Path) -> None:
    models = (
        'import sqlalchemy as sa\nmetadata = sa.MetaData(naming_convention={"uq": "ours_%(table_name)s"})'
    )
    files = {"sqlgen.toml": 'metadata = "models:metadata"', "models.py": models}
    unique = 'op.create_unique_constraint(None, "t", ["a"])'
    (script,) = scripts(write_project(tmp_path, unique, env=CONFIGURES, files=files))
    assert own(script) == ["ALTER TABLE t ADD CONSTRAINT ours_t UNIQUE (a)"]
