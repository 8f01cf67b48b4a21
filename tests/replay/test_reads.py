"""Reads of rows: answered where the script itself made them, refused or assumed where nobody knows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.compiler import Target, compile_databases, compile_range
from sqlgen.errors import SqlgenError
from sqlgen.project.project import find_project
from tests.replay.test_refusals import SCRIPT

pytestmark = pytest.mark.usefixtures("no_network_and_no_drivers")

DIALECTS = ["postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle"]
TABLE = (
    'op.create_table("n", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.String(20)))\n'
    "    bind = op.get_bind()\n    "
)


def text(folder: Path, dialect: str, body: str, policy: str = "refuse") -> str:
    """Return the script of a revision of *body*, statements only."""
    (folder / "versions").mkdir(parents=True)
    (folder / "versions" / "a1.py").write_text(SCRIPT.format(body=body))
    (folder / "sqlgen.toml").write_text(f'version_locations = ["versions"]\ndata_reads = "{policy}"\n')
    return compile_range(find_project(folder), "base:head", dialect).text()


ASKED = [
    ("no rows", "rows = bind.execute(sa.text('SELECT a FROM n')).fetchall()\n    assert rows == []"),
    ("count", "assert bind.execute(sa.text('SELECT count(*) FROM n')).scalar() == 0"),
    (
        "inserted",
        "op.bulk_insert(n, [{'a': 1, 'b': 'x'}, {'a': 2, 'b': 'y'}])\n"
        "    assert bind.execute(sa.select(n.c.b).where(n.c.a == 2)).scalar_one() == 'y'",
    ),
    (
        "updated",
        "bind.execute(n.insert().values(a=1, b='x'))\n"
        "    assert bind.execute(n.update().values(b='z')).rowcount == 1\n"
        "    assert [tuple(r) for r in bind.execute(sa.select(n))] == [(1, 'z')]",
    ),
    (
        "until none",
        "op.bulk_insert(n, [{'a': 1, 'b': 'x'}])\n"
        "    while bind.execute(sa.text(\"UPDATE n SET b = 'y' WHERE b = 'x'\")).rowcount:\n        pass",
    ),
    (
        "key",
        "t = sa.Table('n', sa.MetaData(), sa.Column('a', sa.Integer, primary_key=True),\n"
        "        sa.Column('b', sa.String))\n"
        "    assert bind.execute(t.insert().values(b='x')).inserted_primary_key[0] == 1",
    ),
    (
        "session",
        "from sqlalchemy.orm import Session, declarative_base\n"
        "    class N(declarative_base()):\n"
        "        __tablename__ = 'n'\n"
        "        a = sa.Column(sa.Integer, primary_key=True)\n"
        "        b = sa.Column(sa.String(20))\n"
        "    s = Session(bind)\n"
        "    s.add_all([N(b='x'), N(b='y')])\n"
        "    s.commit()\n"
        "    for one in s.query(N).order_by(N.a):\n"
        "        one.b += str(one.a)\n"
        "    s.commit()\n"
        "    assert s.query(N).filter_by(b='y2').one().a == 2",
    ),
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("name", "body"), ASKED, ids=[name for name, _ in ASKED])
def test_rows_that_the_script_made_are_known(tmp_path: Path, dialect: str, name: str, body: str) -> None:
    script = text(tmp_path, dialect, TABLE + body)
    assert "CREATE TABLE n" in script
    if name == "session":
        assert "UPDATE n SET b='x1' WHERE n.a = 1" in script


@pytest.mark.parametrize("dialect", ["postgresql", "mysql", "mariadb", "oracle"])
def test_rows_are_read_to_be_locked(tmp_path: Path, dialect: str) -> None:
    body = "rows = bind.execute(sa.text('SELECT a FROM n FOR UPDATE')).fetchall()\n    assert rows == []"
    assert "FOR UPDATE" not in text(tmp_path, dialect, TABLE + body)


UNKNOWN = "bind = op.get_bind()\n    "


@pytest.mark.parametrize("dialect", DIALECTS)
def test_rows_of_others_are_refused(tmp_path: Path, dialect: str) -> None:
    body = UNKNOWN + "bind.execute(sa.text('SELECT a FROM n WHERE b IS NULL')).fetchall()"
    with pytest.raises(
        SqlgenError, match=r"revision a1: the script asks the database: .*SELECT a FROM n .*: \S"
    ):
        text(tmp_path, dialect, body)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_or_assumed_not_to_match_and_the_script_says_so(tmp_path: Path, dialect: str) -> None:
    body = UNKNOWN + (
        "for row in bind.execute(sa.text('SELECT a FROM n WHERE b IS NULL')):\n"
        "        op.execute(n.delete().where(n.c.a == row.a))\n"
        "    assert bind.execute(sa.select(sa.func.count()).select_from(n)).scalar() == 0\n"
        "    assert bind.execute(sa.select(n.c.a)).first() is None\n"
        "    op.execute('DELETE FROM m')"
    )
    script = text(tmp_path, dialect, body, "empty")
    assert script.count("no row of n matches: SELECT a FROM n WHERE b IS NULL") == 2
    assert "DELETE FROM n" not in script and "DELETE FROM m" in script


def test_a_count_that_is_only_printed_does_no_harm(tmp_path: Path) -> None:
    body = UNKNOWN + "print(f'{bind.execute(n.update().values(a=1)).rowcount} rows')"
    assert "UPDATE n SET a=1" in text(tmp_path, "postgresql", body)


def test_but_not_in_sql(tmp_path: Path) -> None:
    body = UNKNOWN + "op.execute(f'INSERT INTO log VALUES ({bind.execute(n.delete()).rowcount})')"
    with pytest.raises(SqlgenError, match="a value that is known only to the database, in ExecuteSql"):
        text(tmp_path, "postgresql", body)


READS = UNKNOWN + "for row in bind.execute(sa.text('SELECT a FROM n')):\n        op.execute('x')"
BODIES = ["op.execute('DELETE FROM m')", READS, "op.execute('DELETE FROM o')", READS, READS]


def test_a_range_is_divided_where_rows_are_read(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    for number, body in enumerate(BODIES, 1):
        made = SCRIPT.format(body=body).replace('revision = "a1"', f'revision = "a{number}"', 1)
        parent = f'"a{number - 1}"' if number > 1 else "None"
        made = made.replace("down_revision = None", f"down_revision = {parent}")
        (tmp_path / "versions" / f"a{number}.py").write_text(made)
    (tmp_path / "sqlgen.toml").write_text('version_locations = ["versions"]\n')
    target = Target("postgresql", data_reads="split")
    one, two, three = compile_databases(find_project(tmp_path), "base:head", target)
    assert (one.start, one.end, two.start, two.end, three.start) == ((), ("a1",), ("a2",), ("a3",), ("a4",))
    assert "alembic upgrade a2" in one.text() and "DELETE FROM m" in one.text()
    assert "this database is not at a2" in two.text() and "DELETE FROM o" in two.text()
    assert "    alembic upgrade a5" in three.text()
    assert "Part 2 of 3" in two.text()


OTHERS_INDEX = (
    "SELECT 1 FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid "
    "WHERE c.relname = 'ix_of_others' AND NOT i.indisvalid"
)


def test_objects_of_others_are_refused(tmp_path: Path) -> None:
    body = UNKNOWN + f'bind.execute(sa.text("{OTHERS_INDEX}")).scalar()'
    with pytest.raises(SqlgenError, match="objects that are not known would be part of the answer") as caught:
        text(tmp_path, "postgresql", body)
    assert "Or --data-reads empty, where the database holds nothing" in (caught.value.hint or "")


def test_empty_is_no_way_out_where_it_does_not_help(tmp_path: Path) -> None:
    body = UNKNOWN + 'bind.execute(sa.text("SELECT pg_backend_pid()")).scalar()'
    with pytest.raises(SqlgenError) as caught:
        text(tmp_path, "postgresql", body)
    assert "--data-reads" not in (caught.value.hint or "")


def test_or_assumed_not_to_be_there_and_the_script_says_so(tmp_path: Path) -> None:
    body = UNKNOWN + f'assert bind.execute(sa.text("{OTHERS_INDEX}")).scalar() is None'
    assert "nothing in the database but what its revisions made" in text(
        tmp_path, "postgresql", body, "empty"
    )
