"""The rows of the census's tables: what each makes of a small project, statement for statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from tests.replay.small_project import OFFLINE_ENV, statements, write_project

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SADeprecationWarning")

FIRST = """
op.create_table("p", sa.Column("id", sa.Integer, primary_key=True))
op.create_table("t",
    sa.Column("id", sa.Integer, nullable=False),
    sa.Column("a", sa.String(9), nullable=False, server_default="x"),
    sa.Column("p_id", sa.Integer), sa.Column("n", sa.Integer),
    sa.PrimaryKeyConstraint("id", name="pk_t"), sa.UniqueConstraint("a", name="uq_a"),
    sa.ForeignKeyConstraint(["p_id"], ["p.id"], name="fk_p", ondelete="CASCADE"),
    sa.CheckConstraint("n > 0", name="ck_n"))
op.create_index("ix_n", "t", ["n"])
"""
FACTS = "bind = op.get_bind()\ninspector = sa.inspect(bind)\n"


def second(folder: Path, body: str, dialect: str = "postgresql", *, preamble: str = "") -> list[str]:
    """Return what the second revision writes, after one that made tables."""
    return statements(write_project(folder, FIRST, body, preamble=preamble), dialect, "r1:r2")


# --- inspector methods ---

INSPECTOR = {
    "get_table_names": "set(inspector.get_table_names()) == {'alembic_version', 'p', 't'}",
    "get_columns": "[c['name'] for c in inspector.get_columns('t')] == ['id', 'a', 'p_id', 'n']",
    "get_columns(schema)": "len(inspector.get_columns('t', schema=None)) == 4",
    "get_indexes": "'ix_n' in [i['name'] for i in inspector.get_indexes('t')]",
    "get_foreign_keys": "[f['referred_table'] for f in inspector.get_foreign_keys('t')] == ['p']",
    "has_table": "inspector.has_table('t') and not inspector.has_table('u')",
    "get_unique_constraints": "'uq_a' in [u['name'] for u in inspector.get_unique_constraints('t')]",
    "get_pk_constraint": "inspector.get_pk_constraint('t')['constrained_columns'] == ['id']",
    "get_check_constraints": "'ck_n' in [c['name'] for c in inspector.get_check_constraints('t')]",
    "clear_cache": "inspector.clear_cache() is None and inspector.has_table('p')",
    "has_index": "inspector.has_index('t', 'ix_n')",
    "from_engine": "sa.engine.reflection.Inspector.from_engine(bind).has_table('t')",
    "inspect(engine)": "sa.inspect(bind.engine).has_table('t')",
    "dialect.has_table": "bind.dialect.has_table(bind, 't') and not bind.dialect.has_table(bind, 'u')",
    "Table(autoload_with)": "len(sa.Table('t', sa.MetaData(), autoload_with=bind).c) == 4",
    "MetaData.reflect": "(lambda m: m.reflect(bind) or set(m.tables))(sa.MetaData()) >= {'p', 't'}",
    "MetaData.reflect(only)":
        "(lambda m: m.reflect(bind=bind, only=['p']) or [*m.tables])(sa.MetaData()) == ['p']",
    "MetaData.reflect(resolve_fks)":
        "(lambda m: m.reflect(bind, only=['t'], resolve_fks=False) or len(m.tables))(sa.MetaData())",
    "get_schema_names": "'public' in inspector.get_schema_names() or bind.dialect.name != 'postgresql'",
}  # fmt: skip


@pytest.mark.parametrize("dialect", ["postgresql", "mysql", "sqlite"])
def test_inspector(tmp_path: Path, dialect: str) -> None:
    """Every method, in one compile, so that it is quick; the failing one is named."""
    lines = [f"assert {claim}, {name!r}" for name, claim in INSPECTOR.items()]
    if dialect == "mysql":
        lines = [line for line in lines if "get_schema_names" not in line]
    assert second(tmp_path, FACTS + "\n".join(lines), dialect) == []


# --- the bind ---

BIND = {
    "text(str)": ("bind.execute(sa.text('DELETE FROM t'))", "DELETE FROM t"),
    "text(fstring)": ("bind.execute(sa.text(f'DELETE FROM {\"t\"}'))", "DELETE FROM t"),
    "str": ("bind.execute('DELETE FROM t')", "DELETE FROM t"),
    "text.bindparams": (
        "bind.execute(sa.text('DELETE FROM t WHERE n = :n').bindparams(n=3))",
        "DELETE FROM t WHERE n = 3",
    ),
    "text.params": (
        "bind.execute(sa.text('DELETE FROM t WHERE n = :n').params(n=3))",
        "DELETE FROM t WHERE n = 3",
    ),
    "params Dict": (
        "bind.execute(sa.text('DELETE FROM t WHERE a = :a'), {'a': \"it's\"})",
        "DELETE FROM t WHERE a = 'it''s'",
    ),
    "params keywords": (
        "bind.execute(sa.text('DELETE FROM t WHERE n = :n'), n=3)",
        "DELETE FROM t WHERE n = 3",
    ),
    "bindparam expanding": (
        "bind.execute(sa.text('DELETE FROM t WHERE n IN :n').bindparams(sa.bindparam('n', expanding=True)),"
        " {'n': [1, 2]})",
        "DELETE FROM t WHERE n IN (1, 2)",
    ),
    "construct update": ("bind.execute(t.update().values(n=5))", "UPDATE t SET n=5"),
    "construct delete": ("bind.execute(sa.delete(t).where(t.c.n == 1))", "DELETE FROM t WHERE t.n = 1"),
    "construct insert": ("bind.execute(sa.insert(t).values(n=1))", "INSERT INTO t (n) VALUES (1)"),
    "exec_driver_sql": ("bind.exec_driver_sql('DELETE FROM t')", "DELETE FROM t"),
    "scalar of what is known": ("bind.scalar(sa.text('SELECT 1'))", None),
    "begin_nested": (
        "with bind.begin_nested():\n    bind.execute(sa.text('DELETE FROM t'))",
        "DELETE FROM t",
    ),
    "begin": ("with bind.begin():\n    bind.execute(sa.text('DELETE FROM t'))", "DELETE FROM t"),
    "commit": ("bind.execute(sa.text('DELETE FROM t'))\nbind.commit()", "DELETE FROM t"),
    "execution_options": (
        "bind.execution_options(autocommit=True).execute(sa.text('DELETE FROM t'))",
        "DELETE FROM t",
    ),
    "DDL": ("bind.execute(sa.text('DROP TABLE t'))", "DROP TABLE t"),
    "tuple": (
        "bind.execute(sa.text('DELETE FROM t WHERE n = :n'), ({'n': 3},))",
        "DELETE FROM t WHERE n = 3",
    ),
}


@pytest.mark.parametrize("form", BIND)
def test_bind(tmp_path: Path, form: str) -> None:
    body, wanted = BIND[form]
    table = "t = sa.table('t', sa.column('a'), sa.column('n', sa.Integer))\n"
    made = second(tmp_path, "bind = op.get_bind()\n" + table + body)
    assert made == ([wanted] if wanted else [])


# --- SELECT: uses and terms ---

ROWS = """
t = op.create_table("r", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(9)))
op.bulk_insert(t, [{"id": 1, "a": "x"}, {"id": 2, "a": "y"}])
bind = op.get_bind()
query = sa.text("SELECT id, a FROM r ORDER BY id")
none = sa.text("SELECT a FROM r WHERE id = 9")
"""
TERMS = {
    "fetchall()": "bind.execute(query).fetchall() == [(1, 'x'), (2, 'y')]",
    "fetchone()": "bind.execute(query).fetchone() == (1, 'x')",
    "first()": "bind.execute(query).first().a == 'x'",
    "scalar()": "bind.execute(query).scalar() == 1",
    "scalar_one()": "bind.execute(sa.text('SELECT count(*) FROM r')).scalar_one() == 2",
    "scalar_one_or_none()": "bind.execute(none).scalar_one_or_none() is None",
    "scalars()": "list(bind.execute(query).scalars()) == [1, 2]",
    "scalars()/all()": "bind.execute(query).scalars().all() == [1, 2]",
    "scalars()/first()": "bind.execute(query).scalars().first() == 1",
    "mappings()/all()": "bind.execute(query).mappings().all()[1]['a'] == 'y'",
    "mappings()/first()": "bind.execute(query).mappings().first()['id'] == 1",
    "mappings()/one_or_none()": "bind.execute(none).mappings().one_or_none() is None",
    "one()": "bind.execute(sa.text('SELECT a FROM r WHERE id = 2')).one() == ('y',)",
    "all()": "len(bind.execute(query).all()) == 2",
    "loop": "[row.a for row in bind.execute(query)] == ['x', 'y']",
    "test": "bool(bind.execute(sa.text('SELECT 1 FROM r WHERE id = 1')).fetchone())",
    "select construct": "bind.execute(sa.select(t.c.a).where(t.c.id == 2)).scalar() == 'y'",
    "exists": "bind.execute(sa.select(sa.exists().where(t.c.a == 'x'))).scalar()",
    "rowcount of UPDATE": "bind.execute(t.update().where(t.c.id == 1).values(a='z')).rowcount == 1",
    "inserted_primary_key": "bind.execute(t.insert().values(id=5, a='n')).inserted_primary_key == (5,)",
    "RETURNING first()": "bind.execute(t.insert().values(id=6).returning(t.c.id)).first() == (6,)",
}  # fmt: skip


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
def test_select_uses_and_terms(tmp_path: Path, dialect: str) -> None:
    claims = "\n".join(f"assert {claim}, {name!r}" for name, claim in TERMS.items())
    made = statements(write_project(tmp_path, ROWS + claims), dialect)
    assert [s.split(" (")[0].split(" SET")[0] for s in made[1:]] == [
        *["INSERT INTO r"] * (len(made) - 4),
        "UPDATE r",
        *["INSERT INTO r"] * 2,
    ]


def test_a_scalar_that_is_used_in_later_sql(tmp_path: Path) -> None:
    body = ROWS + (
        "key = bind.execute(sa.text(\"SELECT id FROM r WHERE a = 'y'\")).scalar()\n"
        "op.execute(f'UPDATE u SET r_id = {key}')"
    )
    assert statements(write_project(tmp_path, body))[-1] == "UPDATE u SET r_id = 2"


def test_a_select_whose_result_is_discarded(tmp_path: Path) -> None:
    """It may be there for what its function does."""
    body = "op.get_bind().execute(sa.text(\"SELECT setval('t_id_seq', 5)\"))"
    assert statements(write_project(tmp_path, body)) == ["SELECT setval('t_id_seq', 5)"]


# --- op.execute ---

EXECUTE = {
    "str": ("'DELETE FROM t'", ["DELETE FROM t"]),
    "trailing semicolon": ("'DELETE FROM t;'", ["DELETE FROM t"]),
    ".format": ("'DELETE FROM {}'.format('t')", ["DELETE FROM t"]),
    "%format": ("'DELETE FROM %s' % 't'", ["DELETE FROM t"]),
    "concat": ("'DELETE ' + 'FROM t'", ["DELETE FROM t"]),
    "join": ("' '.join(['DELETE', 'FROM', 't'])", ["DELETE FROM t"]),
    "strip": ("' DELETE FROM t '.strip()", ["DELETE FROM t"]),
    "several statements": ("'DELETE FROM t; DELETE FROM u;'", ["DELETE FROM t", "DELETE FROM u"]),
    "percent sign": ("\"DELETE FROM t WHERE a LIKE 'x%'\"", ["DELETE FROM t WHERE a LIKE 'x%'"]),
    "cast": ("'UPDATE t SET n = a::integer'", ["UPDATE t SET n = a::integer"]),
    "colon in text": (r"""sa.text("UPDATE t SET a = '\\:x'")""", ["UPDATE t SET a = ':x'"]),
    "construct ddl": ("sa.DDL('DROP TABLE t')", ["DROP TABLE t"]),
    "construct of schema": ("sa.schema.DropTable(sa.table('t'))", ["DROP TABLE t"]),
    "construct update": (
        "sa.update(sa.table('t', sa.column('n'))).values(n=op.inline_literal(3))",
        ["UPDATE t SET n=3"],
    ),
    "dollar quoting": ("'DO $$ BEGIN PERFORM 1; END $$;'", ["DO $$ BEGIN PERFORM 1; END $$"]),
    "SET LOCAL": ("\"SET LOCAL lock_timeout = '3s'\"", ["SET LOCAL lock_timeout = '3s'"]),
    "CREATE EXTENSION": (
        "'CREATE EXTENSION IF NOT EXISTS hstore'",
        ["CREATE EXTENSION IF NOT EXISTS hstore"],
    ),
    "ALTER TYPE ADD VALUE": ("\"ALTER TYPE k ADD VALUE 'x'\"", ["ALTER TYPE k ADD VALUE 'x'"]),
    "TRUNCATE": ("'TRUNCATE t'", ["TRUNCATE t"]),
    "comment": ("sa.text('DELETE FROM t')", ["DELETE FROM t"]),
}


@pytest.mark.parametrize("form", EXECUTE)
def test_execute(tmp_path: Path, form: str) -> None:
    argument, wanted = EXECUTE[form]
    assert statements(write_project(tmp_path, f"op.execute({argument})")) == wanted


# --- signatures, imports, proxies ---


def test_names_imported_from_op(tmp_path: Path) -> None:
    body = "add_column('t', sa.Column('z', sa.Integer))\ndrop_column('t', 'z')\nexecute('DELETE FROM t')"
    preamble = "from alembic.op import add_column, drop_column, execute, get_bind"
    made = second(tmp_path, body, preamble=preamble)
    assert made == ["ALTER TABLE t ADD COLUMN z INTEGER", "ALTER TABLE t DROP COLUMN z", "DELETE FROM t"]


def test_the_proxies_are_alive_at_import(tmp_path: Path) -> None:
    preamble = """
    from alembic import context
    bind = op.get_context().bind
    dialect = op._proxy.migration_context.dialect.name
    url = context.config.get_main_option("sqlalchemy.url")
    """
    body = "op.execute(f'DELETE FROM {dialect}')\nassert bind.dialect.name == dialect and url"
    assert statements(write_project(tmp_path, body, preamble=preamble)) == ["DELETE FROM postgresql"]


def test_legacy_keywords(tmp_path: Path) -> None:
    body = """
    op.add_column(table_name="t", column=sa.Column("z", sa.Integer))
    op.alter_column(table_name="t", column_name="z", nullable=True, type_=sa.BigInteger())
    op.drop_column(table_name="t", column_name="z")
    op.drop_index(index_name="ix_n", table_name="t")
    op.drop_constraint(constraint_name="ck_n", table_name="t", type_="check")
    op.create_check_constraint(constraint_name="ck_n", table_name="t", condition="n > 1")
    """
    assert second(tmp_path, body) == [
        "ALTER TABLE t ADD COLUMN z INTEGER",
        "ALTER TABLE t ALTER COLUMN z TYPE BIGINT",
        "ALTER TABLE t ALTER COLUMN z DROP NOT NULL",
        "ALTER TABLE t DROP COLUMN z",
        "DROP INDEX ix_n",
        "ALTER TABLE t DROP CONSTRAINT ck_n",
        "ALTER TABLE t ADD CONSTRAINT ck_n CHECK (n > 1)",
    ]


CONTEXT = {
    "dialect.name": "op.get_context().dialect.name == 'postgresql'",
    "version_table_schema": "op.get_context().version_table_schema is None",
    "bind": "op.get_context().bind is op.get_bind()",
    "bind.dialect": "op.get_context().bind.dialect.name == 'postgresql'",
    "connection": "op.get_context().connection.engine.name == 'postgresql'",
    "opts": "op.get_context().opts['url']",
    "as_sql": "op.get_context().as_sql is False",
    "config": "op.get_context().config.get_main_option('sqlalchemy.url')",
    "server_version_info": "op.get_context().dialect.server_version_info >= (12,)",
    "context.get_context": "context.get_context() is op.get_context()",
    "context.get_bind": "context.get_bind() is op.get_bind()",
    "context.is_offline_mode": "context.is_offline_mode() is False",
    "context.config": "context.config.get_main_option('script_location')",
    "context.config.attributes": "context.config.attributes.get('connection') is None",
    "context.get_x_argument": "context.get_x_argument(as_dictionary=True).get('who') == 'me'",
    "context.get_impl": "context.get_impl().__dialect__ == 'postgresql'",
    "type_compiler": "bind.dialect.type_compiler.process(sa.Text()) == 'TEXT'",
    "identifier_preparer": "bind.dialect.identifier_preparer.quote('Ab') == '\"Ab\"'",
    "default_schema_name": "bind.dialect.default_schema_name == 'public'",
    "bind.engine.name": "bind.engine.name == 'postgresql'",
}


def test_get_context_and_context(tmp_path: Path) -> None:
    claims = "\n".join(f"assert {claim}, {name!r}" for name, claim in CONTEXT.items())
    project = write_project(
        tmp_path, "bind = op.get_bind()\n" + claims, preamble="from alembic import context", env=OFFLINE_ENV
    )
    assert statements(project, x=["who=me"]) == []


# --- alter_column ---

ALTER = {
    "nullable": ("n", "nullable=False", "MODIFY n INTEGER NOT NULL", "ALTER COLUMN n SET NOT NULL"),
    "type_": ("n", "type_=sa.BigInteger()", "MODIFY n BIGINT NULL", "ALTER COLUMN n TYPE BIGINT"),
    "new_column_name": ("n", "new_column_name='m'", None, "RENAME n TO m"),
    "server_default": ("n", "server_default='1'", None, "ALTER COLUMN n SET DEFAULT '1'"),
    "server_default None": ("a", "server_default=None", None, "ALTER COLUMN a DROP DEFAULT"),
    "none": ("n", "existing_type=sa.Integer()", "", ""),
}


@pytest.mark.parametrize("change", ALTER)
def test_alter_column_without_existing_type(tmp_path: Path, change: str) -> None:
    column, arguments, mysql, wanted = ALTER[change]
    project = write_project(tmp_path, FIRST, f"op.alter_column('t', {column!r}, {arguments})")
    made = statements(project, range_text="r1:r2")
    assert made == ([f"ALTER TABLE t {wanted}"] if wanted else [])
    if mysql is not None:
        made = statements(project, "mysql", range_text="r1:r2")
        assert made == ([f"ALTER TABLE t {mysql}"] if mysql else [])


# --- enums ---

ENUM = {
    ".create(pos)": "kind.create(op.get_bind())",
    ".create(pos,checkfirst=True)": "kind.create(op.get_bind(), checkfirst=True)",
    ".create(bind=bind)": "kind.create(bind=op.get_bind())",
    ".create(pos,checkfirst=False)": "kind.create(op.get_bind(), checkfirst=False)",
}


@pytest.mark.parametrize("form", ENUM)
def test_enum_life_cycle(tmp_path: Path, form: str) -> None:
    body = f"""
    kind = sa.Enum("a", "b", name="kind")
    {ENUM[form]}
    op.add_column("t", sa.Column("k", sa.dialects.postgresql.ENUM("a", "b", name="kind", create_type=False)))
    op.drop_column("t", "k")
    kind.drop(op.get_bind(){", checkfirst=True" if "True" in form else ""})
    """
    made = second(tmp_path, body, preamble="import sqlalchemy.dialects.postgresql")
    assert made == [
        "CREATE TYPE kind AS ENUM ('a', 'b')",
        "ALTER TABLE t ADD COLUMN k kind",
        "ALTER TABLE t DROP COLUMN k",
        "DROP TYPE kind",
    ]
    assert second(tmp_path / "my", body.replace("sa.dialects.postgresql.ENUM", "sa.Enum").replace(
        ", create_type=False", ""), "mysql", preamble="import sqlalchemy.dialects.postgresql") == [
        "ALTER TABLE t ADD COLUMN k ENUM('a','b')",
        "ALTER TABLE t DROP COLUMN k",
    ]  # fmt: skip


# --- schema items, sessions ---


def test_table_create_and_create_all(tmp_path: Path) -> None:
    body = """
    m = sa.MetaData()
    one, two = (sa.Table(name, m, sa.Column("id", sa.Integer)) for name in ("one", "two"))
    one.create(op.get_bind(), checkfirst=False)
    m.create_all(op.get_bind(), tables=[two], checkfirst=False)
    m.drop_all(bind=op.get_bind(), checkfirst=False)
    """
    made = statements(write_project(tmp_path, body))
    assert made[:2] == ["CREATE TABLE one ( id INTEGER )", "CREATE TABLE two ( id INTEGER )"]
    assert sorted(made[2:]) == ["DROP TABLE one", "DROP TABLE two"]


def test_session_methods(tmp_path: Path) -> None:
    preamble = """
    from sqlalchemy.orm import Session, sessionmaker, declarative_base
    Base = declarative_base()
    class R(Base):
        __tablename__ = "r"
        id = sa.Column(sa.Integer, primary_key=True)
        a = sa.Column(sa.String(9))
    """
    body = """
    Base.metadata.create_all(op.get_bind(), checkfirst=False)
    for session in (Session(bind=op.get_bind()), sessionmaker(bind=op.get_bind())()):
        session.add(R(a="x"))
        session.flush()
        session.bulk_save_objects([R(a="y")])
        session.execute(sa.text("DELETE FROM other"))
        one = session.query(R).filter_by(a="x").first()
        one.a = "z"
        session.commit()
        session.query(R).filter(R.a == "y").update({"a": "w"}, synchronize_session=False)
        session.delete(one)
        session.commit()
        session.close()
    """
    made = statements(write_project(tmp_path, body, preamble=preamble))
    assert made[1:7] == [
        "INSERT INTO r (a) VALUES ('x')",
        "INSERT INTO r (a) VALUES ('y')",
        "DELETE FROM other",
        "UPDATE r SET a='z' WHERE r.id = 1",
        "UPDATE r SET a='w' WHERE r.a = 'y'",
        "DELETE FROM r WHERE r.id = 1",
    ]
    assert len(made) == 13


def test_a_rollback_of_what_is_in_the_script_is_refused(tmp_path: Path) -> None:
    body = "op.execute('DELETE FROM t')\nop.get_bind().rollback()"
    with pytest.raises(SqlgenError, match=r"r1.py:9: .*rollback"):
        statements(write_project(tmp_path, body))


# --- unnamed, non-deterministic, outside ---


def test_unnamed_constraints(tmp_path: Path) -> None:
    body = """
    op.create_foreign_key(None, "t", "p", ["n"], ["id"])
    op.create_unique_constraint(None, "t", ["n"])
    """
    assert second(tmp_path, body) == [
        "ALTER TABLE t ADD FOREIGN KEY(n) REFERENCES p (id)",
        "ALTER TABLE t ADD UNIQUE (n)",
    ]


def test_values_that_differ_from_run_to_run(tmp_path: Path) -> None:
    """Each script has those of its own making; nothing else in it changes."""
    body = """
    import datetime, time, uuid
    t = sa.table("t", sa.column("u", sa.String), sa.column("d", sa.DateTime))
    op.bulk_insert(t, [{"u": str(uuid.uuid4()), "d": datetime.datetime(2020, 1, 2, 3, 4, 5)}])
    """
    (made,) = statements(write_project(tmp_path, body))
    assert made.startswith("INSERT INTO t (u, d) VALUES ('") and made.endswith("'2020-01-02 03:04:05')")


def test_the_environment_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TABLE", "shop")
    body = """
    import os, pathlib
    op.execute("DELETE FROM " + os.environ["SHOP_TABLE"])
    op.execute((pathlib.Path(__file__).parent / "more.sql").read_text())
    """
    files = {"migrations/versions/more.sql": "DELETE FROM a;\nDELETE FROM b;\n"}
    assert statements(write_project(tmp_path, body, files=files)) == [
        "DELETE FROM shop",
        "DELETE FROM a",
        "DELETE FROM b",
    ]


# --- batch arguments ---

BATCH = {
    "schema": "schema='s'",
    "naming_convention": "naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s'}",
    "recreate": "recreate='auto'",
    "table_kwargs": "table_kwargs={'sqlite_autoincrement': True}",
    "table_args": "table_args=(sa.CheckConstraint('n > 5', name='ck_more'),)",
    "name only": "",
}


@pytest.mark.parametrize("arguments", BATCH)
def test_batch_arguments(tmp_path: Path, arguments: str) -> None:
    """Where ALTER TABLE serves they say nothing; on SQLite a table is made anew where it must be."""
    body = f"with op.batch_alter_table('t', {BATCH[arguments]}) as batch_op:\n    batch_op.drop_column('a')"
    first = FIRST
    if arguments == "schema":
        first = first.replace('name="ck_n"))', 'name="ck_n"), schema="s")').split("op.create_index")[0]
    project = write_project(tmp_path, first, body)
    name = "s.t" if arguments == "schema" else "t"
    assert statements(project, "postgresql", "r1:r2") == [f"ALTER TABLE {name} DROP COLUMN a"]
