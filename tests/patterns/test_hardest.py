"""The thirteen hardest patterns of the census, one by one: supported, or refused with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from sqlgen.compiler import Target, compile_databases
from sqlgen.errors import SqlgenError
from tests.replay.small_project import found, own, statements, write_project

ORM = """
from sqlalchemy.orm import declarative_base, Session
Base = declarative_base()
class Chart(Base):
    __tablename__ = "chart"
    id = sa.Column(sa.Integer, primary_key=True)
    owner = sa.Column(sa.String(9))
    secret = sa.Column(sa.String(99))
"""
TABLE = """
chart = op.create_table("chart", sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("owner", sa.String(9)), sa.Column("secret", sa.String(99)))
"""
ROWS = (
    TABLE + "op.bulk_insert(chart, [{'owner': 'ann', 'secret': 'abc'}, {'owner': 'bob', 'secret': None}])\n"
)
LOOP = """
session = Session(bind=op.get_bind())
for one in session.query(Chart).filter(Chart.secret.isnot(None)).order_by(Chart.id):
    one.secret = one.secret[::-1]
session.commit()
"""


def split(folder: Path, dialect: str, range_text: str = "base:head") -> list[list[str]]:
    made = compile_databases(found(folder), range_text, Target(dialect, data_reads="split"))
    return [own(script) for script in made]


@pytest.mark.parametrize("dialect", ["postgresql", "mysql", "sqlite"])
def test_01_row_loops_of_the_orm_on_rows_that_the_range_made(tmp_path: Path, dialect: str) -> None:
    made = statements(write_project(tmp_path, ROWS, LOOP, preamble=ORM), dialect)
    assert made[-1] == "UPDATE chart SET secret='cba' WHERE chart.id = 1"


def test_01_row_loops_of_the_orm_on_rows_of_others_are_refused(tmp_path: Path) -> None:
    project = write_project(tmp_path, TABLE, LOOP, preamble=ORM)
    with pytest.raises(SqlgenError) as caught:
        statements(project, range_text="r1:r2")
    said = str(caught.value)
    assert said.startswith(
        "migrations/versions/r2.py:17: revision r2: the script asks the database: rows of SELECT"
    )
    assert "--data-reads empty" in said and "--data-reads split" in said


def test_01_an_empty_table_has_no_rows_to_loop_over(tmp_path: Path) -> None:
    assert len(statements(write_project(tmp_path, TABLE, LOOP, preamble=ORM))) == 1


def test_01_split_leaves_the_loop_to_a_live_command(tmp_path: Path) -> None:
    project = write_project(tmp_path, TABLE, LOOP, "op.drop_table('chart')", preamble=ORM)
    made = compile_databases(found(project), "r1:r3", Target("postgresql", data_reads="split"))
    assert "DROP TABLE chart" in own(made[-1])
    assert "alembic upgrade r2" in made[0].text() + made[-1].text()


COMPUTED = """
import base64, hashlib
bind = op.get_bind()
rows = bind.execute(sa.text("SELECT id, secret FROM chart WHERE secret IS NOT NULL ORDER BY id")).fetchall()
for row in rows:
    bind.execute(sa.text("UPDATE chart SET secret = :s WHERE id = :i"),
                 {"s": base64.b64encode(row.secret.encode()).decode(), "i": row.id})
"""


def test_02_a_computation_for_each_row(tmp_path: Path) -> None:
    made = statements(write_project(tmp_path, ROWS, COMPUTED))
    assert made[-1] == "UPDATE chart SET secret = 'YWJj' WHERE id = 1"


def test_02_a_computation_for_each_row_of_others_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError, match=r"r2.py:10: .*rows of SELECT id, secret FROM chart"):
        statements(write_project(tmp_path, ROWS, COMPUTED), range_text="r1:r2")


SCHEMAS = """
t = op.create_table("workspace", sa.Column("id", sa.Integer, primary_key=True))
op.bulk_insert(t, [{"id": 4}, {"id": 7}])
"""
DRIVEN = """
for (number,) in op.get_bind().execute(sa.text("SELECT id FROM workspace ORDER BY id")):
    op.execute(f'CREATE SCHEMA IF NOT EXISTS "space_{number}"')
    op.create_table("item", sa.Column("id", sa.Integer), schema=f"space_{number}")
"""


def test_03_ddl_driven_by_rows(tmp_path: Path) -> None:
    made = statements(write_project(tmp_path, SCHEMAS, DRIVEN))
    assert made[-4:] == [
        'CREATE SCHEMA IF NOT EXISTS "space_4"',
        "CREATE TABLE space_4.item ( id INTEGER )",
        'CREATE SCHEMA IF NOT EXISTS "space_7"',
        "CREATE TABLE space_7.item ( id INTEGER )",
    ]


def test_03_ddl_driven_by_rows_of_others_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError, match=r"r2.py:8: .*rows of SELECT id FROM workspace"):
        statements(write_project(tmp_path, SCHEMAS, DRIVEN), range_text="r1:r2")


MODELS = {
    "app.py": """
    import sqlalchemy as sa
    from sqlalchemy.orm import declarative_base
    Base = declarative_base()
    class User(Base):
        __tablename__ = "users"
        id = sa.Column(sa.Integer, primary_key=True)
        name = sa.Column(sa.Text)
        age = sa.Column(sa.Integer, server_default="0")
    class Token(Base):
        __tablename__ = "tokens"
        id = sa.Column(sa.Integer, primary_key=True)
    def create_all(metadata, bind):
        for name, table in metadata.tables.items():
            table.create(bind, checkfirst=True)
    def add_if_missing(op, table, column):
        inspector = sa.inspect(op.get_bind())
        if column.name in [c["name"] for c in inspector.get_columns(table)]:
            return
        try:
            op.add_column(table, column)
        except sa.exc.OperationalError as fault:
            if "duplicate column" not in str(fault).lower():
                raise
    """
}
LIVE = """
from app import Base, add_if_missing, create_all
with op.get_context().autocommit_block():
    create_all(Base.metadata, op.get_bind())
    add_if_missing(op, "users", sa.Column("age", sa.Integer, server_default="0"))
    add_if_missing(op, "users", sa.Column("mail", sa.Text))
"""


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
def test_04_the_applications_live_metadata_and_what_it_lacks(tmp_path: Path, dialect: str) -> None:
    first = 'op.create_table("users", sa.Column("id", sa.Integer, primary_key=True))'
    made = statements(write_project(tmp_path, first, LIVE, files=MODELS), dialect)
    assert [s.split(" (")[0] for s in made[1:]] == [
        "CREATE TABLE IF NOT EXISTS tokens",
        "ALTER TABLE users ADD COLUMN age INTEGER DEFAULT '0'",
        "ALTER TABLE users ADD COLUMN mail TEXT",
    ]


REFLECT = """
from sqlalchemy.ext.compiler import compiles
@compiles(sa.Text, "sqlite")
def text_of_sqlite(element, compiler, **kw):
    return "LONGTEXT"
"""
ALL = """
metadata = sa.MetaData()
metadata.reflect(op.get_bind())
for table in metadata.sorted_tables:
    if table.name == "alembic_version":
        continue
    shadow = sa.Table("shadow_" + table.name, metadata, *[
        sa.Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable) for c in table.columns])
    shadow.create(op.get_bind(), checkfirst=True)
"""


def test_05_everything_reflected_with_overridden_spellings(tmp_path: Path) -> None:
    first = """
    op.create_table("a", sa.Column("id", sa.Integer, primary_key=True), sa.Column("t", sa.String(9)))
    op.create_table("b", sa.Column("id", sa.Integer, primary_key=True), sa.Column("t", sa.Text))
    """
    project = write_project(tmp_path, first, ALL, preamble=REFLECT)
    spelled = sa.Text.__dict__["_compiler_dispatch"]
    try:
        made = statements(project, "sqlite")
    finally:
        # What a script registers lasts as long as the process.
        sa.Text._compiler_dispatch = spelled
        del sa.Text._compiler_dispatcher
    assert made[1] == "CREATE TABLE b ( id INTEGER NOT NULL, t LONGTEXT, PRIMARY KEY (id) )"
    assert (
        made[2]
        == "CREATE TABLE IF NOT EXISTS shadow_a ( id INTEGER NOT NULL, t VARCHAR(9), PRIMARY KEY (id) )"
    )
    assert made[3].startswith("CREATE TABLE IF NOT EXISTS shadow_b ( id INTEGER NOT NULL, t ")


PRAGMAS = """
bind = op.get_bind()
rows = bind.execute(sa.text("PRAGMA index_xinfo('ix_ab')")).mappings().all()
keyed = [row["name"] for row in rows if row["key"]]
if keyed == ["a", "b"]:
    op.drop_index("ix_ab", table_name="t")
names = bind.execute(sa.text("SELECT name FROM pragma_table_info('t') ORDER BY cid")).scalars().all()
assert names == ["a", "b"], names
"""


def test_06_introspection_of_one_engine(tmp_path: Path) -> None:
    first = """
    op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
    op.create_index("ix_ab", "t", ["a", "b"])
    """
    assert statements(write_project(tmp_path, first, PRAGMAS), "sqlite")[-1] == "DROP INDEX ix_ab"


def test_06_the_text_that_sqlite_stores_is_refused(tmp_path: Path) -> None:
    first = """
    op.create_table("t", sa.Column("a", sa.Integer))
    op.create_index("ix_a", "t", ["a"])
    """
    body = """
    stored = op.get_bind().execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'ix_a'")).scalar()
    """
    with pytest.raises(SqlgenError) as caught:
        statements(write_project(tmp_path, first, body), "sqlite")
    said = str(caught.value)
    assert said.startswith("migrations/versions/r2.py:8: revision r2: ")
    assert "the server alone knows the text" in said and "sqlalchemy.inspect(bind)" in said


HELPERS = {
    "shared/__init__.py": "",
    "shared/utils.py": """
    from alembic import op
    from sqlalchemy import inspect
    from sqlalchemy.engine import reflection
    def table_has_column(table, column):
        insp = inspect(op.get_context().bind)
        try:
            return any(col["name"] == column for col in insp.get_columns(table))
        except Exception:
            return False
    def drop_fks_for_table(table, names=None):
        bind = op.get_bind()
        insp = reflection.Inspector.from_engine(bind)
        for fk in insp.get_foreign_keys(table):
            if not names or fk["name"] in names:
                op.drop_constraint(fk["name"], table, type_="foreignkey")
    def skip_when_legacy(op, filename):
        conn = op.get_bind()
        return sa_inspect_tables(conn) & {"migrate_version"}
    def sa_inspect_tables(conn):
        return set(inspect(conn).get_table_names())
    """,
}


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SADeprecationWarning")
@pytest.mark.parametrize("dialect", ["postgresql", "mysql"])
def test_07_reflection_inside_helpers(tmp_path: Path, dialect: str) -> None:
    first = """
    op.create_table("p", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer),
        sa.ForeignKeyConstraint(["p"], ["p.id"], name="fk_p"))
    """
    second = """
    from shared.utils import drop_fks_for_table, skip_when_legacy, table_has_column
    if skip_when_legacy(op, __file__):
        return
    if not table_has_column("t", "extra"):
        op.add_column("t", sa.Column("extra", sa.Integer))
    if not table_has_column("t", "id"):
        op.add_column("t", sa.Column("id", sa.Integer))
    drop_fks_for_table("t")
    """
    made = statements(write_project(tmp_path, first, second, files=HELPERS), dialect)
    assert made[2] == "ALTER TABLE t ADD COLUMN extra INTEGER"
    assert made[3] in ("ALTER TABLE t DROP CONSTRAINT fk_p", "ALTER TABLE t DROP FOREIGN KEY fk_p")


@pytest.mark.parametrize(
    "body",
    [
        "metadata = sa.MetaData(bind=op.get_bind())\nsa.Table('t', metadata, autoload=True)",
        "sa.Table('t', sa.MetaData(), autoload=True, autoload_with=op.get_bind())",
        "sa.select([sa.text('1')])",
    ],
)
def test_08_habits_of_sqlalchemy_1_fail_as_they_do_live(tmp_path: Path, body: str) -> None:
    """The project's own SQLAlchemy refuses them: the message is its own, with the line."""
    first = 'op.create_table("t", sa.Column("id", sa.Integer))'
    with pytest.raises(SqlgenError) as caught:
        statements(write_project(tmp_path, first, body))
    said = str(caught.value)
    assert said.startswith("migrations/versions/r2.py:")
    assert "the script raised" in said


def test_08_habits_that_still_work(tmp_path: Path) -> None:
    body = """
    bind = op.get_bind()
    bind.execute("DELETE FROM t")
    bind.engine.execute("DELETE FROM u")
    connection = bind.connect()
    connection.execute(sa.text("DELETE FROM v WHERE a = :a"), a=1)
    """
    assert statements(write_project(tmp_path, body)) == [
        "DELETE FROM t",
        "DELETE FROM u",
        "DELETE FROM v WHERE a = 1",
    ]


QUAY = """
from alembic import context, op as alembic_op
from types import SimpleNamespace
class Tester:
    def is_testing(self): return False
    def populate_table(self, *given): pass
tables = SimpleNamespace(user="quay_user")
context.configure(url=context.config.get_main_option("sqlalchemy.url"))
context.run_migrations(op=alembic_op, tables=tables, tester=Tester())
"""


def test_09_upgrade_op_tables_tester(tmp_path: Path) -> None:
    body = (
        "def upgrade(op, tables, tester):\n    op.drop_table(tables.user)\n    tester.populate_table('t', [])"
    )
    assert statements(write_project(tmp_path, body, env=QUAY)) == ["DROP TABLE quay_user"]


def test_09_upgrade_op(tmp_path: Path) -> None:
    env = QUAY.replace(", tables=tables, tester=Tester()", "")
    body = "def upgrade(op):\n    op.drop_table('t')"
    assert statements(write_project(tmp_path, body, env=env)) == ["DROP TABLE t"]


MULTI = """
from alembic import context
for name in ("rdr", "metrics"):
    context.configure(url="mysql://localhost/" + name, upgrade_token=name + "_upgrades")
    context.run_migrations(engine_name=name)
"""


def test_09_upgrade_engine_name(tmp_path: Path) -> None:
    body = """
def upgrade(engine_name):
    globals()["upgrade_" + engine_name]()
def upgrade_rdr():
    op.add_column("a", sa.Column("b", sa.Integer()))
def upgrade_metrics():
    pass
"""
    project = write_project(tmp_path, body, env=MULTI)
    made = compile_databases(found(project), "base:head", "mysql")
    assert [own(script) for script in made] == [["ALTER TABLE a ADD COLUMN b INTEGER"], []]
    assert [script.database for script in made] == ["rdr", "metrics"]


def test_09_arguments_that_env_py_does_not_give_are_named(tmp_path: Path) -> None:
    body = "def upgrade(engine_name):\n    pass"
    with pytest.raises(SqlgenError, match=r"r1.py.*missing 1 required positional argument: 'engine_name'"):
        statements(write_project(tmp_path, body))


PROCEDURES = {
    "procedures.py": """
    from alembic.operations import MigrateOperation, Operations
    class Replaceable:
        def __init__(self, name, sql): self.name, self.sql = name, sql
    class Reversible(MigrateOperation):
        def __init__(self, target): self.target = target
        @classmethod
        def invoke_for_target(cls, operations, target):
            return operations.invoke(cls(target))
        @classmethod
        def replace(cls, operations, target, replaces=None, replace_with=None):
            operations.invoke(DropSP(target))
            operations.invoke(CreateSP(target))
    @Operations.register_operation("create_sp", "invoke_for_target")
    @Operations.register_operation("replace_sp", "replace")
    class CreateSP(Reversible): pass
    @Operations.register_operation("drop_sp", "invoke_for_target")
    class DropSP(Reversible): pass
    @Operations.implementation_for(CreateSP)
    def create_sp(operations, operation):
        operations.execute("CREATE FUNCTION %s %s" % (operation.target.name, operation.target.sql))
    @Operations.implementation_for(DropSP)
    def drop_sp(operations, operation):
        operations.execute("DROP FUNCTION %s" % operation.target.name)
    """
}


def test_10_registered_operations(tmp_path: Path) -> None:
    body = """
    one = Replaceable("one()", "RETURNS integer AS $$ SELECT 1 $$ LANGUAGE sql")
    op.create_sp(one)
    op.replace_sp(one, replaces="a.one")
    op.drop_sp(one)
    """
    made = statements(
        write_project(tmp_path, body, preamble="from procedures import Replaceable", files=PROCEDURES)
    )
    assert [s.split(" RETURNS")[0] for s in made] == [
        "CREATE FUNCTION one()",
        "DROP FUNCTION one()",
        "CREATE FUNCTION one()",
        "DROP FUNCTION one()",
    ]


def test_10_an_operation_that_nothing_registers(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError, match=r"r1.py:8: .*sync_enum_values"):
        statements(write_project(tmp_path, "op.sync_enum_values('public', 'kind', ['a'], [])"))


LOOKUP = """
srid = op.get_bind().execute(sa.text("SELECT Find_SRID('ref', 'area', 'geom')")).scalar()
op.execute(sa.text("CREATE TABLE occ (geom geometry(Geometry, :srid))").bindparams(srid=srid))
"""


def test_11_a_lookup_of_the_server_that_feeds_sql(tmp_path: Path) -> None:
    with pytest.raises(SqlgenError) as caught:
        statements(write_project(tmp_path, LOOKUP))
    said = str(caught.value)
    assert said.startswith("migrations/versions/r1.py:8: revision r1: ")
    assert "Find_SRID" in said and "--data-reads split" in said


def test_12_options_of_the_context_and_the_file_system(tmp_path: Path) -> None:
    env = """
    from alembic import context
    context.configure(url="postgresql://", profile={"repository": "data"}, **{"own_option": 3})
    context.run_migrations()
    """
    body = """
    from pathlib import Path
    profile = op.get_context().opts["profile"]
    for file in sorted(Path(profile["repository"]).glob("*.txt")):
        op.execute(f"INSERT INTO file (name) VALUES ('{file.name}')")
    op.execute(f"DELETE FROM file WHERE id = {op.get_context().opts['own_option']}")
    """
    project = write_project(tmp_path, body, env=env, files={"data/a.txt": "", "data/b.txt": ""})
    assert statements(project) == [
        "INSERT INTO file (name) VALUES ('a.txt')",
        "INSERT INTO file (name) VALUES ('b.txt')",
        "DELETE FROM file WHERE id = 3",
    ]


BATCHED = """
with op.get_context().autocommit_block():
    bind = op.get_bind()
    while True:
        done = bind.execute(sa.text(
            "DELETE FROM run WHERE id IN (SELECT id FROM run WHERE state IS NULL LIMIT 500)"))
        if done.rowcount <= 0:
            break
"""
RUN = 'op.create_table("run", sa.Column("id", sa.Integer, primary_key=True), sa.Column("state", sa.Text))'


def test_13_a_loop_until_rowcount_is_0_on_an_empty_table(tmp_path: Path) -> None:
    made = statements(write_project(tmp_path, RUN, BATCHED))
    assert made[1:] == ["DELETE FROM run WHERE id IN (SELECT id FROM run WHERE state IS NULL LIMIT 500)"]


def test_13_a_loop_until_rowcount_is_0_on_rows_of_others(tmp_path: Path) -> None:
    project = write_project(tmp_path, RUN, BATCHED)
    with pytest.raises(SqlgenError, match=r"r2.py:13: .*DELETE FROM run") as caught:
        statements(project, range_text="r1:r2")
    assert "--data-reads" in str(caught.value)
    (script,) = compile_databases(found(project), "r1:r2", Target("postgresql", data_reads="empty"))
    assert len(own(script)) == 1
    assert "rowcount" in script.text() or "no row" in script.text()


GATE = """
broken = op.get_bind().execute(sa.text(
    "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
    "WHERE NOT i.indisvalid AND c.relname = 'ix_a'")).scalars().all()
if broken:
    raise RuntimeError(f"broken: {broken}")
op.drop_index("ix_a", "t")
"""


def test_13_a_catalogue_query_that_gates_an_error(tmp_path: Path) -> None:
    first = 'op.create_table("t", sa.Column("a", sa.Integer))\nop.create_index("ix_a", "t", ["a"])'
    assert statements(write_project(tmp_path, first, GATE))[-1] == "DROP INDEX ix_a"


def test_13_print_does_not_get_into_the_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert statements(write_project(tmp_path, "print('moving rows')\nop.execute('DELETE FROM t')")) == [
        "DELETE FROM t"
    ]
    told = capsys.readouterr()
    assert (told.out, "moving rows" in told.err) == ("", True)
