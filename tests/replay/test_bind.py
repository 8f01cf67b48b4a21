"""``op.get_bind()`` is a real SQLAlchemy Connection: what it executes is in the script, in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from tests.replay.test_refusals import statements

pytestmark = pytest.mark.usefixtures("no_network_and_no_drivers")

DIALECTS = ["postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle"]
MODEL = """from sqlalchemy.orm import Session, sessionmaker, declarative_base
    Base = declarative_base()
    class Item(Base):
        __tablename__ = "item"
        a = sa.Column(sa.Integer, primary_key=True)
        b = sa.Column(sa.String(5), default="made")
    bind = op.get_bind()
    """


@pytest.mark.parametrize("dialect", DIALECTS)
def test_it_is_a_connection_of_the_target(tmp_path: Path, dialect: str) -> None:
    body = (
        "bind = op.get_bind()\n"
        "    assert isinstance(bind, sa.engine.Connection) and isinstance(bind.engine, sa.engine.Engine)\n"
        "    assert bind.dialect.name == bind.engine.name == op.get_context().dialect.name\n"
        "    assert bind.dialect.server_version_info == op.get_context().dialect.server_version_info\n"
        "    bind.execute(sa.text('DELETE FROM n WHERE a = :a'), {'a': 1})"
    )
    assert statements(tmp_path, dialect, body) == ["DELETE FROM n WHERE a = 1"]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("op.get_bind().execute(n.insert(), {'a': 1, 'b': 'x'})", ["INSERT INTO n (a, b) VALUES (1, 'x')"]),
        (
            "op.get_bind().execute(n.insert(), [{'a': 1}, {'a': 2}])",
            ["INSERT INTO n (a) VALUES (1)", "INSERT INTO n (a) VALUES (2)"],
        ),
        ("op.get_bind().execute(n.insert().values(a=3))", ["INSERT INTO n (a) VALUES (3)"]),
        (
            "op.get_bind().execute(n.update().where(n.c.a == 4).values(b='y'))",
            ["UPDATE n SET b='y' WHERE n.a = 4"],
        ),
        (
            "op.get_bind().execute(n.update().where(n.c.a == sa.bindparam('old')), [{'old': 1, 'b': 'z'}])",
            ["UPDATE n SET b='z' WHERE n.a = 1"],
        ),
        ("op.get_bind().execute(n.delete().where(n.c.a.in_([1, 2])))", ["DELETE FROM n WHERE n.a IN (1, 2)"]),
        (
            "op.get_bind().execute(sa.text('UPDATE n SET a = :a'), [{'a': 1}, {'a': 2}])",
            ["UPDATE n SET a = 1", "UPDATE n SET a = 2"],
        ),
        ("op.get_bind().engine.connect().execute(sa.text('DELETE FROM n'))", ["DELETE FROM n"]),
        ("op.get_bind().connection.cursor().execute('DELETE FROM n')", ["DELETE FROM n"]),
        ("op.get_bind().execute('DELETE FROM n')", ["DELETE FROM n"]),
    ],
)
def test_statements_are_in_the_script(tmp_path: Path, dialect: str, body: str, wanted: list[str]) -> None:
    assert [s for s in statements(tmp_path, dialect, body) if "IDENTITY_INSERT" not in s] == wanted


def test_bodies_of_engine_begin(tmp_path: Path) -> None:
    body = "\n    ".join(
        [
            "with op.get_bind().engine.begin() as one:",
            "    one.execute(sa.text('DELETE FROM n'))",
            "with op.get_bind().begin():",
            "    op.execute('DELETE FROM m')",
            "with op.get_bind() as two:",
            "    two.execute(sa.text('DELETE FROM o'))",
            "op.get_bind().execute(sa.text('DELETE FROM p'))",
            "op.get_bind().commit()",
        ]
    )
    assert statements(tmp_path, "postgresql", body) == [f"DELETE FROM {t}" for t in "nmop"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_session_flushes_into_the_script(tmp_path: Path, dialect: str) -> None:
    body = MODEL + (
        "session = Session(bind=bind)\n"
        "    session.add(Item(a=1, b='x'))\n"
        "    session.flush()\n"
        "    session.add_all([Item(a=2), Item(a=3, b='z')])\n"
        "    session.commit()\n"
        "    session.execute(sa.update(Item).where(Item.a == 1).values(b='y'))\n"
        "    session.query(Item).filter(Item.a > 7).delete(synchronize_session=False)\n"
        "    session.commit()\n"
        "    session.close()"
    )
    assert [s for s in statements(tmp_path, dialect, body) if "IDENTITY_INSERT" not in s] == [
        "INSERT INTO item (a, b) VALUES (1, 'x')",
        "INSERT INTO item (a, b) VALUES (2, 'made')",
        "INSERT INTO item (a, b) VALUES (3, 'z')",
        "UPDATE item SET b='y' WHERE item.a = 1",
        "DELETE FROM item WHERE item.a > 7",
    ]


def test_what_a_savepoint_undoes_is_not_in_the_script(tmp_path: Path) -> None:
    body = "\n    ".join(
        [
            "bind = op.get_bind()",
            "with bind.begin_nested():",
            "    op.execute('DELETE FROM n')",
            "try:",
            "    with bind.begin_nested():",
            "        op.execute('DELETE FROM m')",
            "        raise ValueError",
            "except ValueError:",
            "    pass",
            "op.execute('DELETE FROM o')",
        ]
    )
    assert statements(tmp_path, "postgresql", body) == ["DELETE FROM n", "DELETE FROM o"]


@pytest.mark.parametrize("style", ["(7,)", "{'a': 7}"])
def test_driver_parameters(tmp_path: Path, style: str) -> None:
    sql = "UPDATE n SET b = '10%% :x', a = " + ("%s" if style[0] == "(" else "%(a)s")
    body = f"op.get_bind().exec_driver_sql({sql!r}, {style})"
    assert statements(tmp_path, "postgresql", body) == ["UPDATE n SET b = '10% :x', a = 7"]


@pytest.mark.parametrize(
    "asked",
    [
        "bind.execute(n.update().values(a=1)).rowcount > 0",
        "bind.execute(n.select()).fetchall()",
        "bind.execute(sa.text('SELECT a FROM n')).scalar()",
        "bind.execute(sa.text('SELECT a FROM n')).mappings().all()",
        "bind.scalar(sa.select(n.c.a))",
        "list(bind.execute(sa.text('DELETE FROM n RETURNING a')))",
        "list(bind.execute(n.delete().returning(n.c.a)))",
    ],
)
def test_what_only_rows_could_tell_is_refused(tmp_path: Path, asked: str) -> None:
    with pytest.raises(SqlgenError, match=r"versions/a1.py:\d+: revision a1: the script asks the database"):
        statements(tmp_path, "postgresql", f"bind = op.get_bind()\n    {asked}")


def test_a_key_that_nobody_knows_is_refused_where_it_is_written(tmp_path: Path) -> None:
    body = (
        "t = sa.table('t', sa.column('id'), sa.column('a'))\n"
        "    m = sa.Table('m', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True),"
        "sa.Column('a', sa.Integer))\n"
        "    made = op.get_bind().execute(m.insert().values(a=1))\n"
        "    op.get_bind().execute(t.insert().values(id=made.inserted_primary_key[0]))"
    )
    with pytest.raises(SqlgenError, match="asks the database: the key made up by INSERT INTO m"):
        statements(tmp_path, "postgresql", body)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_rows_can_be_streamed(tmp_path: Path, dialect: str) -> None:
    body = (
        "op.create_table('n', sa.Column('a', sa.Integer), sa.Column('b', sa.String(5)))\n"
        "    bind = op.get_bind()\n"
        "    bind.execute(n.insert(), {'a': 1, 'b': 'x'})\n"
        "    streamed = bind.execution_options(stream_results=True, yield_per=10).execute(sa.select(n))\n"
        "    for row in streamed:\n"
        "        bind.execute(n.update().where(n.c.a == row.a).values(b=row.b + 'y'))"
    )
    assert statements(tmp_path, dialect, body)[-1] == "UPDATE n SET b='xy' WHERE n.a = 1"


USE_ALTER = """metadata = sa.MetaData()
    sa.Table("one", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column(
        "two_id", sa.Integer, sa.ForeignKey("two.id", name="fk_later", use_alter=True)))
    sa.Table("two", metadata, sa.Column("id", sa.Integer, primary_key=True))
    """


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_foreign_key_that_create_table_leaves_out_is_not_there_yet(tmp_path: Path, dialect: str) -> None:
    made = USE_ALTER + "op.get_bind().execute(sa.schema.CreateTable(metadata.tables['one']))\n    "
    made += "op.create_table('two', sa.Column('id', sa.Integer, primary_key=True))\n    "
    if dialect == "sqlite":
        assert any("CONSTRAINT fk_later" in line for line in statements(tmp_path, dialect, made))
        return
    made += "assert sa.inspect(op.get_bind()).get_foreign_keys('one') == []\n    "
    made += "op.create_foreign_key('fk_later', 'one', 'two', ['two_id'], ['id'])"
    assert ["fk_later" in line for line in statements(tmp_path, dialect, made)].count(True) == 1


@pytest.mark.parametrize("dialect", DIALECTS)
def test_create_all_adds_the_foreign_keys_that_create_table_left_out(tmp_path: Path, dialect: str) -> None:
    lines = statements(tmp_path, dialect, USE_ALTER + "metadata.create_all(op.get_bind(), checkfirst=False)")
    assert ["fk_later" in line for line in lines].count(True) == 1
    assert ("ALTER TABLE one ADD CONSTRAINT fk_later" in lines[-1]) == (dialect != "sqlite")
