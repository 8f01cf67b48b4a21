"""What env.py may do, and what it is told where it cannot."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from tests.replay.small_project import INI, OFFLINE_ENV, own, scripts, statements, write_project

SELECT = 'op.execute("SELECT 1")'


def seen(expression: str) -> str:
    """Return a line for a script or env.py that makes *expression*'s value visible in the script."""
    return f'op.execute(sa.text("SELECT :v").bindparams(v=str({expression})))'


# --- which database ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "configure",
    [
        'url="mysql+aiomysql://nobody@nowhere/books"',
        'url=sa.engine.make_url("mysql://nowhere/books")',
        'dialect_name="mysql"',
        'url=None, dialect_name="mysql", dialect_opts={"paramstyle": "named"}',
        'connection=sa.create_mock_engine("mysql+pymysql://", executor=print)',
        'connection=sa.create_mock_engine("mysql+pymysql://", executor=print), url="sqlite://"',
    ],
)
def test_the_dialect_is_that_of_connection_url_or_name(configure: str, tmp_path: Path) -> None:
    env = f"""
import sqlalchemy as sa
from alembic import context
context.configure({configure})
context.run_migrations()
"""
    project = write_project(tmp_path, seen("op.get_bind().dialect.name"), env=env)
    assert statements(project, None) == ["SELECT 'mysql'"]


@pytest.mark.parametrize("url", ['""', '"${DATABASE_URL}"', "None"])
def test_a_url_that_says_nothing_leaves_the_dialect_to_the_caller(url: str, tmp_path: Path) -> None:
    env = f"from alembic import context\ncontext.configure(url={url})\ncontext.run_migrations()"
    project = write_project(tmp_path, SELECT, env=env)
    assert statements(project, "oracle")
    with pytest.raises(SqlgenError, match="no dialect"):
        statements(project, None)


def test_every_option_of_configure_is_accepted(tmp_path: Path) -> None:
    env = """
import io
from alembic import context

context.configure(
    url="postgresql://", dialect_opts={"paramstyle": "named"}, transactional_ddl=True,
    transaction_per_migration=True, output_buffer=io.StringIO(), starting_rev=None, tag="t",
    template_args={"a": 1}, render_as_batch=True, target_metadata=None, include_name=lambda *_: True,
    include_object=lambda *_: True, include_schemas=True, process_revision_directives=lambda *_: None,
    compare_type=True, compare_server_default=lambda *_: None, render_item=lambda *_: False,
    literal_binds=True, upgrade_token="u", downgrade_token="d", alembic_module_prefix="op.",
    sqlalchemy_module_prefix="sa.", user_module_prefix=None, on_version_apply=None,
    autogenerate_plugins=["*"], output_encoding="utf-8", mssql_batch_separator="GO", own_option=3,
)
with context.begin_transaction():
    context.run_migrations()
"""
    project = write_project(tmp_path, seen("op.get_context().opts['own_option']"), env=env)
    assert statements(project) == ["SELECT '3'"]


def test_version_table_and_transactions(tmp_path: Path) -> None:
    env = """
from alembic import context
context.configure(url="postgresql://", version_table="history", version_table_schema="meta",
                  version_table_pk=False, transaction_per_migration=True)
context.run_migrations()
"""
    (script,) = scripts(write_project(tmp_path, SELECT, SELECT, env=env))
    text = script.text()
    assert "meta.history" in text
    assert "history_pkc" not in text
    assert text.count("COMMIT;") == 2


def test_the_naming_convention_is_the_metadatas(tmp_path: Path) -> None:
    env = """
import sqlalchemy as sa
from alembic import context
convention = {"uq": "uq_%(table_name)s_%(column_0_name)s"}
context.configure(url="postgresql://", target_metadata=[sa.MetaData(naming_convention=convention)])
context.run_migrations()
"""
    project = write_project(tmp_path, 'op.create_unique_constraint(None, "t", ["a"])', env=env)
    assert statements(project) == ["ALTER TABLE t ADD CONSTRAINT uq_t_a UNIQUE (a)"]


def test_a_starting_rev_other_than_the_ranges_is_refused(tmp_path: Path) -> None:
    env = """
from alembic import context
context.configure(url="postgresql://", starting_rev="r1")
context.run_migrations()
"""
    project = write_project(tmp_path, SELECT, SELECT, env=env)
    assert statements(project, range_text="r1:r2") == ["SELECT 1"]
    with pytest.raises(SqlgenError, match=r'starting_rev="r1", and the range starts at base(.|\n)*r1:END'):
        statements(project)


# --- what env.py asks ----------------------------------------------------------------------------------


def test_the_range_is_known_to_env_py(tmp_path: Path) -> None:
    env = """
import sqlalchemy as sa
from alembic import context
context.configure(url="postgresql://")
told = [context.get_revision_argument(), context.get_starting_revision_argument(), context.get_tag_argument(),
        context.get_head_revision(), context.get_head_revisions(), context.is_offline_mode(),
        context.requires_connection(), context.config.cmd_opts.revision, context.config.cmd_opts.sql,
        context.config.cmd_opts.cmd[0].__name__]
context.execute(sa.text("SELECT :t").bindparams(t=repr(told)))
context.run_migrations()
"""
    project = write_project(tmp_path, SELECT, SELECT, SELECT, env=env)
    told = ["r2", "r1", None, "r3", ("r3",), True, False, "r1:r2", True, "upgrade"]
    assert statements(project, range_text="r1:r2")[0] == "SELECT " + _literal(repr(told))
    told[:2], told[7], told[9] = ["r1", "r2"], "r2:r1", "downgrade"
    assert statements(project, range_text="r2:r1", direction="downgrade")[0] == "SELECT " + _literal(
        repr(told)
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_x_arguments(tmp_path: Path) -> None:
    env = """
from alembic import context
assert context.get_x_argument() == ["schema=a=b", "flag"], context.get_x_argument()
arguments = context.get_x_argument(as_dictionary=True)
context.configure(url="postgresql://", version_table_schema=arguments["schema"] + arguments["flag"])
context.run_migrations()
"""
    (script,) = scripts(write_project(tmp_path, SELECT, env=env), x=["schema=a=b", "flag"])
    assert '"a=b".alembic_version' in script.text()


def test_config(tmp_path: Path) -> None:
    env = """
import io
import os
from alembic import context
config = context.config
assert config.get_main_option("sqlalchemy.url") == "sqlite://"
assert config.get_main_option("missing") is None and config.get_main_option("missing", "x") == "x"
section = config.get_section(config.config_ini_section, {})
assert section["sqlalchemy.url"] == "sqlite://" and section["here"].endswith("project")
assert config.get_section("none", {}) == {} and config.get_section("none") is None
assert config.get_section_option("other", "key") == "50%"
assert config.attributes.get("connection") is None
config.attributes["connection"] = 1
config.set_main_option("sqlalchemy.url", "mysql://u:p%%40@h/d")
assert config.get_main_option("sqlalchemy.url") == "mysql://u:p%40@h/d"
config.set_section_option("new", "key", "value")
assert config.get_section("new")["key"] == "value"
assert config.get_alembic_option("script_location").endswith("migrations")
assert config.config_file_name.endswith("alembic.ini") and os.path.isabs(config.config_file_name)
assert "other" in config.file_config.sections()
config.print_stdout("to %s", "stderr")
context.configure(url=config.get_main_option("sqlalchemy.url"))
context.run_migrations()
"""
    ini = INI.replace("postgresql://scott:tiger@nowhere/books", "sqlite://") + "[other]\nkey = 50%%\n"
    project = write_project(tmp_path / "project", seen("op.get_bind().dialect.name"), env=env, ini=ini)
    assert statements(project, None) == ["SELECT 'mysql'"]


def test_the_history_is_known_to_env_py(tmp_path: Path) -> None:
    env = """
from alembic import context
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
for script in (context.script, ScriptDirectory.from_config(context.config)):
    assert script.get_current_head() == "r3" and script.get_bases() == ["r1"] and script.get_base() == "r1"
    assert [one.revision for one in script.walk_revisions()] == ["r3", "r2", "r1"]
    assert [one.revision for one in script.iterate_revisions("r3", "r1")] == ["r3", "r2"]
    assert [one.revision for one in script.walk_revisions("r2", "r3")] == ["r3", "r2"]
    assert script.get_revision("r2").down_revision == "r1" and script.get_revision("base") is None
    assert script.get_revision("head").doc == "step 3"
    assert script.as_revision_number("heads") == ("r3",)
    assert script.revision_map.heads == ("r3",)
    assert script.get_revision("r1").module.HELLO == "hello"
try:
    context.script.get_revision("nonsense")
except CommandError as error:
    assert "nonsense" in str(error)
else:
    raise AssertionError
context.configure(url="postgresql://")
context.run_migrations()
"""
    project = write_project(tmp_path, SELECT, SELECT, SELECT, env=env, preamble='HELLO = "hello"')
    assert len(statements(project)) == 3


# --- running ---------------------------------------------------------------------------------------------


def test_async_env_py(tmp_path: Path) -> None:
    env = """
import asyncio
from alembic import context
from sqlalchemy.ext.asyncio import async_engine_from_config

def offline():
    context.configure(url=context.config.get_main_option("sqlalchemy.url"))
    with context.begin_transaction():
        context.run_migrations()

async def online():
    raise AssertionError

if context.is_offline_mode():
    offline()
else:
    asyncio.run(online())
"""
    project = write_project(tmp_path, SELECT, env=env)
    assert statements(project) == ["SELECT 1"]


@pytest.mark.filterwarnings("ignore:the ``inherit_schema``")
def test_the_bundled_async_project() -> None:
    assert len(statements(Path("tests/projects/async_notes").resolve(), range_text="base:heads")) > 5


def test_scripts_are_told_that_they_run_live(tmp_path: Path) -> None:
    body = seen("(context.is_offline_mode(), op.get_context().as_sql)")
    project = write_project(tmp_path, body, preamble="from alembic import context")
    assert statements(project) == ["SELECT '(False, False)'"]


def test_it_runs_in_the_projects_folder_and_leaves_no_trace(tmp_path: Path) -> None:
    env = """
import os, sys
from pathlib import Path
from alembic import context
assert Path("data.txt").read_text() == "here"
os.environ["LEFT"] = "behind"
os.environ.pop("TO_BE_KEPT")
sys.path.append("/left/behind")
context.configure(url=context.config.get_main_option("sqlalchemy.url"))
context.run_migrations()
"""
    project = write_project(
        tmp_path,
        "op.execute(\"SELECT '\" + Path('data.txt').read_text() + \"'\")",
        env=env,
        preamble="from pathlib import Path",
        files={"data.txt": "here"},
    )
    os.environ["TO_BE_KEPT"] = "kept"
    folder, paths = Path.cwd(), list(sys.path)
    try:
        assert statements(project) == ["SELECT 'here'"]
        assert os.environ["TO_BE_KEPT"] == "kept"
    finally:
        del os.environ["TO_BE_KEPT"]
    assert "LEFT" not in os.environ
    assert (Path.cwd(), sys.path) == (folder, paths)


def test_callbacks_after_each_version(tmp_path: Path) -> None:
    env = """
from alembic import context
import sqlalchemy as sa

def log(ctx, step, heads, run_args, **kw):
    text = (f"{step.up_revision_id} {step.is_upgrade} {step.is_migration} {sorted(heads)} {run_args} "
            f"{step.source_revision_ids} {step.destination_revisions[0].doc} {step.up_revision.revision}")
    ctx.connection.execute(sa.text("INSERT INTO log VALUES (:t)"), {"t": text})

context.configure(url="postgresql://", on_version_apply=[log])
context.run_migrations(by="me")
"""
    script = "def upgrade(by):\n    op.execute(f\"SELECT '{by}'\")"
    (made,) = scripts(write_project(tmp_path, script, script, env=env))
    sqls = [" ".join(s.sql.split()) for s in made.statements]
    log = [sql for sql in sqls if "INTO log" in sql]
    assert log[1] == "INSERT INTO log VALUES ({})".format(
        _literal("r2 True True ['r2'] {'by': 'me'} ('r1',) step 2 r2")
    )
    assert "alembic_version" in sqls[sqls.index(log[1]) - 1]


MULTIDB = """
import re
from alembic import context
config = context.config
for name in re.split(r",\\s*", config.get_main_option("databases")):
    url = context.config.get_section_option(name, "sqlalchemy.url")
    with open(f"{name}.sql", "w") as buffer:
        context.configure(url=url, output_buffer=buffer, literal_binds=True, upgrade_token=f"{name}_upgrades")
        with context.begin_transaction():
            context.run_migrations(engine_name=name)
"""


def test_several_databases(tmp_path: Path) -> None:
    """Each has its own script and dialect; what Alembic's template would empty meanwhile stays as it is."""
    ini = INI + (
        "databases = main, log\n[main]\nsqlalchemy.url = postgresql://\n[log]\nsqlalchemy.url = mysql://\n"
    )
    script = """def upgrade(engine_name):
    globals()[f"upgrade_{engine_name}"]()

def upgrade_main():
    op.alter_column("t", "a", nullable=False)

def upgrade_log():
    op.execute("SELECT 2")"""
    first = script.replace(
        "op.alter_column", "op.create_table('t', sa.Column('a', sa.Integer)); op.alter_column"
    )
    project = write_project(tmp_path, first, script, env=MULTIDB, ini=ini, files={"main.sql": "precious"})
    made = scripts(project, None, "r1:r2")
    assert [(one.database, one.dialect.name, own(one)) for one in made] == [
        ("main", "postgresql", ["ALTER TABLE t ALTER COLUMN a SET NOT NULL"]),
        ("log", "mysql", ["SELECT 2"]),
    ]
    assert (tmp_path / "main.sql").read_text() == "precious"
    assert not (tmp_path / "log.sql").exists()


def test_several_runs_without_a_name_are_one_script(tmp_path: Path) -> None:
    env = """
from alembic import context
for schema in ("a", "b"):
    context.configure(url="postgresql://", version_table_schema=schema)
    context.execute(f"SET search_path TO {schema}")
    context.run_migrations()
"""
    (script,) = scripts(write_project(tmp_path, SELECT, env=env))
    assert own(script) == ["SET search_path TO a", "SELECT 1", "SET search_path TO b", "SELECT 1"]
    assert script.text().index("b.alembic_version") > script.text().index("SET search_path TO b")


def test_migration_context_and_operations_made_by_hand(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        mine = MigrationContext.configure(op.get_bind())
        assert mine.get_current_revision() == "r1" and mine.get_current_heads() == ("r1",)
        Operations(mine).execute("SELECT 1")
        with Operations.context(mine) as inner:
            op.execute("SELECT 2")
        with mine.begin_transaction(), op.get_bind().begin() as transaction:
            op.get_bind().connect().execute(sa.text("DELETE FROM m"))
        """,
        preamble="from alembic.migration import MigrationContext\nfrom alembic.operations import Operations",
    )
    first = project / "migrations" / "versions" / "r1.py"
    first.rename(first.with_name("r2.py"))
    second = first.with_name("r2.py")
    second.write_text(second.read_text().replace('"r1"\ndown_revision = None', '"r2"\ndown_revision = "r1"'))
    first.write_text('revision = "r1"\ndown_revision = None\ndef upgrade(): pass\ndef downgrade(): pass\n')
    assert statements(project) == ["SELECT 1", "SELECT 2", "DELETE FROM m"]


def test_a_computed_header_may_import_the_application(tmp_path: Path) -> None:
    project = write_project(tmp_path, SELECT, files={"ids.py": "FIRST = 'r1'\n"})
    script = project / "migrations" / "versions" / "r1.py"
    script.write_text("import ids\n" + script.read_text().replace('revision = "r1"', "revision = ids.FIRST"))
    assert statements(project) == ["SELECT 1"]


def test_the_version_of_alembic_is_told_by_its_metadata(tmp_path: Path) -> None:
    body = seen("(metadata.version('alembic'), alembic.__version__)")
    project = write_project(tmp_path, body, preamble="import alembic\nfrom importlib import metadata")
    assert statements(project) == ["SELECT " + _literal("('1.20.1', '1.20.1')")]


# --- what cannot be --------------------------------------------------------------------------------------

NEVER_OFFLINE = """
from alembic import context
from sqlalchemy import engine_from_config, pool
section = context.config.get_section("alembic")
engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    context.run_migrations()
"""


def test_env_py_that_always_connects(tmp_path: Path) -> None:
    """Nothing is connected to, nor is a SQLite file made."""
    ini = INI.replace("postgresql://scott:tiger@nowhere/books", "sqlite:///made.db")
    project = write_project(tmp_path, SELECT, env=NEVER_OFFLINE, ini=ini)
    with pytest.raises(SqlgenError) as caught:
        statements(project)
    assert str(caught.value).startswith(
        "migrations/env.py:6: env.py wants a database: a connection of its own"
    )
    assert "is_offline_mode" in str(caught.value)
    assert "--no-env" in str(caught.value)
    assert not (tmp_path / "made.db").exists()


def test_async_env_py_that_always_connects(tmp_path: Path) -> None:
    env = """
import asyncio
from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine

async def online():
    async with create_async_engine("postgresql+psycopg://nobody@nowhere/x").connect() as connection:
        await connection.run_sync(lambda _: context.run_migrations())

asyncio.run(online())
"""
    project = write_project(tmp_path, SELECT, env=env)
    with pytest.raises(SqlgenError, match=r"migrations/env.py:(.|\n)*--no-env"):
        statements(project)


def test_an_application_that_expects_the_database_to_be_down_goes_on(tmp_path: Path) -> None:
    files = {
        "app.py": """
        import sqlalchemy as sa
        try:
            sa.create_engine("postgresql+psycopg://nobody@nowhere/x").connect()
        except sa.exc.OperationalError:
            state = "down"
        with sa.create_engine("sqlite://").connect() as scratch:
            state += str(scratch.execute(sa.text("SELECT 1")).scalar())
        """
    }
    project = write_project(tmp_path, seen("app.state"), preamble="import app", files=files)
    assert statements(project) == ["SELECT 'down1'"]


def test_a_script_with_a_connection_of_its_own(tmp_path: Path) -> None:
    body = 'sa.create_engine("postgresql+psycopg://nobody@nowhere/x").connect()'
    with pytest.raises(SqlgenError, match=r"versions/r1.py:\d+: revision r1: .*connection of its own"):
        statements(write_project(tmp_path, body))


def test_a_driver_that_is_missing(tmp_path: Path) -> None:
    env = "import database\n" + OFFLINE_ENV
    files = {"database.py": "import sqlalchemy as sa\nengine = sa.create_engine('mysql+mysqldb://nowhere/x')"}
    with pytest.raises(SqlgenError) as caught:
        statements(write_project(tmp_path, SELECT, env=env, files=files))
    assert str(caught.value).startswith(
        'migrations/env.py:1: an engine is created, whose driver "MySQLdb" is not installed'
    )
    assert "--no-env" in str(caught.value)


def test_a_module_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError) as caught:
        statements(write_project(tmp_path, SELECT, env="import bookshop_models\n" + OFFLINE_ENV))
    for part in ("migrations/env.py:1:", '"bookshop_models"', "prepend_sys_path", "--no-env"):
        assert part in str(caught.value)


def test_a_part_of_alembic_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError, match=r"alembic.testing(.|\n)*stands in for Alembic"):
        statements(write_project(tmp_path, SELECT, env="import alembic.testing\n" + OFFLINE_ENV))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('import os\nos.environ["NO_SUCH_VARIABLE"]', "KeyError: 'NO_SUCH_VARIABLE'"),
        ("raise SystemExit(3)", "sys.exit(3)"),
        ("def broken(:", "invalid syntax"),
    ],
)
def test_env_py_that_fails(line: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SqlgenError) as caught:
        statements(write_project(tmp_path, SELECT, env=line))
    assert str(caught.value).startswith("migrations/env.py")
    assert said in str(caught.value)
    assert "--no-env" in str(caught.value)


def test_env_py_that_runs_nothing(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError, match=r"without calling context.run_migrations"):
        statements(write_project(tmp_path, SELECT, env="from alembic import context"))


def test_commands_do_not_run(tmp_path: Path) -> None:
    env = "from alembic import command, context\ncommand.upgrade(context.config, 'head')"
    with pytest.raises(SqlgenError, match=r"alembic.command.upgrade cannot run"):
        statements(write_project(tmp_path, SELECT, env=env))


# --- Alembic's own templates -------------------------------------------------------------------------


@pytest.mark.parametrize("template", ["generic", "async", "multidb", "pyproject", "pyproject_async"])
def test_alembics_templates(template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command
    from alembic.config import Config

    monkeypatch.chdir(tmp_path)
    config = Config("alembic.ini", toml_file="pyproject.toml", stdout=io.StringIO())
    command.init(config, "migrations", template=template)
    command.revision(config, rev_id="r1", message="one")
    (script,) = (tmp_path / "migrations" / "versions").glob("*.py")
    script.write_text(script.read_text().replace("    pass\n", '    op.execute("SELECT 1")\n'))
    made = scripts(tmp_path)
    assert [own(one) for one in made] == [["SELECT 1"]] * len(made)
    assert [one.database for one in made] == (["engine1", "engine2"] if template == "multidb" else [None])


def test_an_environment_context_of_ones_own_can_be_made(tmp_path: Path) -> None:
    env = """
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic import context
from alembic.config import Config
config = Config("alembic.ini", attributes={"a": 1}, config_args={"extra": "x"})
assert config.attributes["a"] == 1 and config.get_main_option("extra") == "x"
assert config.get_main_option("sqlalchemy.url").startswith("postgresql")
own = EnvironmentContext(config, ScriptDirectory.from_config(config), fn=print)
assert own.get_head_revision() == "r1"
context.configure(url="postgresql://")
context.run_migrations()
"""
    assert statements(write_project(tmp_path, SELECT, env=env)) == ["SELECT 1"]
