"""Packages that histories use: skipped by name where one is not installed; `make histories` installs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from tests.replay.small_project import INI, OFFLINE_ENV, statements, write_project

pytestmark = pytest.mark.filterwarnings("default")


def test_sqlalchemy_utils(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy_utils")
    body = """
    op.create_table("t", sa.Column("id", UUIDType(), primary_key=True), sa.Column("email", EmailType()),
        sa.Column("kind", ChoiceType([("a", "A")])), sa.Column("at", ArrowType(), nullable=True))
    op.add_column("t", sa.Column("url", sqlalchemy_utils.types.url.URLType()))
    """
    preamble = """
    import sqlalchemy_utils
    from sqlalchemy_utils import EmailType, UUIDType, ChoiceType
    from sqlalchemy_utils.types.arrow import ArrowType
    """
    try:
        import arrow  # noqa: F401
    except ImportError:
        body = body.replace(', sa.Column("at", ArrowType(), nullable=True)', "")
    made = statements(write_project(tmp_path, body, preamble=preamble))
    assert made[0].startswith("CREATE TABLE t ( id UUID NOT NULL, email VARCHAR(255), kind VARCHAR(255)")
    assert made[1] == "ALTER TABLE t ADD COLUMN url TEXT"


def test_alembic_utils(tmp_path: Path) -> None:
    pytest.importorskip("alembic_utils")
    preamble = """
    from alembic_utils.pg_function import PGFunction
    from alembic_utils.pg_view import PGView
    from alembic_utils.pg_trigger import PGTrigger
    view = PGView(schema="public", signature="v", definition="SELECT 1 AS one")
    other = PGView(schema="public", signature="v", definition="SELECT 2 AS one")
    function = PGFunction(schema="public", signature="f(a integer)",
        definition="RETURNS integer AS $$ SELECT a $$ LANGUAGE sql")
    """
    body = """
    op.create_entity(view)
    op.replace_entity(other)
    op.create_entity(function)
    op.drop_entity(view)
    """
    made = statements(write_project(tmp_path, body, preamble=preamble))
    assert made[0] == 'CREATE VIEW "public"."v" AS SELECT 1 AS one'
    assert 'CREATE OR REPLACE VIEW "public"."v" AS SELECT 2 AS one' in made[1]
    assert any(s.startswith('CREATE FUNCTION "public"."f"(a integer)') for s in made)
    assert made[-1].startswith('DROP VIEW "public"."v"')


def test_alembic_postgresql_enum(tmp_path: Path) -> None:
    pytest.importorskip("alembic_postgresql_enum")
    body = """
    sa.Enum("a", "b", name="kind").create(op.get_bind())
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", postgresql.ENUM("a", "b", name="kind", create_type=False)))
    op.sync_enum_values(
        enum_schema="public", enum_name="kind", new_values=["a", "c"],
        affected_columns=[TableReference(table_schema="public", table_name="t", column_name="kind")],
        enum_values_to_rename=[("b", "c")],
    )
    """
    preamble = """
    from alembic_postgresql_enum import TableReference
    from sqlalchemy.dialects import postgresql
    """
    made = statements(write_project(tmp_path, body, preamble=preamble))
    assert made[0] == "CREATE TYPE kind AS ENUM ('a', 'b')"
    assert made[-1].startswith("DROP TYPE")
    assert any("ALTER TYPE" in s and "kind_old" in s for s in made)


def test_geoalchemy2(tmp_path: Path) -> None:
    """As live: the column and its spatial index."""
    pytest.importorskip("geoalchemy2")
    body = """
    op.create_geospatial_table("t", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("place", Geometry("POINT", srid=4326, spatial_index=False)))
    op.create_geospatial_index("ix_place", "t", ["place"], unique=False, postgresql_using="gist",
        postgresql_ops={})
    op.add_column("t", sa.Column("area", Geometry("POLYGON", srid=4326, spatial_index=False)))
    """
    preamble = "from geoalchemy2 import Geometry\nimport geoalchemy2.alembic_helpers"
    made = statements(write_project(tmp_path, body, preamble=preamble))
    assert "place geometry(POINT,4326)" in made[0]
    assert made[1:] == [
        "CREATE INDEX ix_place ON t USING gist (place)",
        "ALTER TABLE t ADD COLUMN area geometry(POLYGON,4326)",
    ]


def test_pgvector(tmp_path: Path) -> None:
    pytest.importorskip("pgvector")
    body = """
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("e", Vector(3)))
    op.create_index("ix_e", "t", ["e"], postgresql_using="hnsw", postgresql_with={"m": 16},
        postgresql_ops={"e": "vector_l2_ops"})
    op.bulk_insert(sa.table("t", sa.column("e", Vector(3))), [{"e": [1, 2, 3]}])
    """
    made = statements(write_project(tmp_path, body, preamble="from pgvector.sqlalchemy import Vector"))
    assert made[1:] == [
        "CREATE TABLE t ( id SERIAL NOT NULL, e VECTOR(3), PRIMARY KEY (id) )",
        "CREATE INDEX ix_e ON t USING hnsw (e vector_l2_ops) WITH (m = 16)",
        "INSERT INTO t (e) VALUES ('[1.0,2.0,3.0]')",
    ]


# --- dialects ---

TABLE = """
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("a", sa.String(20), nullable=False) KIND)
op.add_column("t", sa.Column("b", sa.Integer))
op.execute("DELETE FROM t")
op.drop_table("t")
"""
DIALECTS = {
    "cockroachdb": ("sqlalchemy_cockroachdb", "cockroachdb://u@h/d", "ALTER TABLE t ADD COLUMN b INTEGER"),
    "redshift": ("sqlalchemy_redshift", "redshift+psycopg2://u@h/d", "ALTER TABLE t ADD COLUMN b INTEGER"),
    "duckdb": ("duckdb_engine", "duckdb:///x.db", "ALTER TABLE t ADD COLUMN b INTEGER"),
    "snowflake": ("snowflake.sqlalchemy", "snowflake://u:p@h/d", "ALTER TABLE t ADD COLUMN b INTEGER"),
    "bigquery": ("sqlalchemy_bigquery", "bigquery://p/d", "ALTER TABLE `t` ADD COLUMN `b` INT64"),
    "clickhouse": ("clickhouse_sqlalchemy", "clickhouse://u@h/d", "ALTER TABLE t ADD COLUMN b INTEGER"),
}


def project_on(folder: Path, dialect: str, body: str) -> Path:
    module, url, _ = DIALECTS[dialect]
    pytest.importorskip(module)
    kind = ", engines.Memory()" if dialect == "clickhouse" else ""
    preamble = "from clickhouse_sqlalchemy import engines" if dialect == "clickhouse" else ""
    ini = INI.replace("postgresql://scott:tiger@nowhere/books", url)
    return write_project(folder, body.replace("KIND", kind), ini=ini, env=OFFLINE_ENV, preamble=preamble)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_dialects_of_packages(tmp_path: Path, dialect: str) -> None:
    """Spelled as the standard says, types and names as the package does; without their drivers."""
    made = statements(project_on(tmp_path, dialect, TABLE), None)
    assert made[0].startswith("CREATE TABLE")
    assert made[1] == DIALECTS[dialect][2]
    assert made[2:] == ["DELETE FROM t", "DROP TABLE " + ("`t`" if dialect == "bigquery" else "t")]


ASKED = """
inspector = sa.inspect(op.get_bind())
told = {c["name"]: c for c in inspector.get_columns("t")}
assert list(told) == ["id", "a", "b"] and "t" in inspector.get_table_names()
assert inspector.has_table("t") and not inspector.has_table("u")
assert isinstance(told["a"]["type"], sa.String) and told["a"]["type"].length == 20
assert told["b"]["nullable"] and not told["a"]["nullable"] and told["b"]["default"] is None
assert inspector.get_pk_constraint("t")["constrained_columns"] == ["id"]
assert [i["name"] for i in inspector.get_indexes("t")] == []
if "c" not in told:
    op.add_column("t", sa.Column("c", sa.Integer))
"""


def body_asking(asked: str) -> str:
    return TABLE.replace('op.execute("DELETE FROM t")', asked)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_dialects_of_packages_reflect_is_what_was_declared(tmp_path: Path, dialect: str) -> None:
    made = statements(project_on(tmp_path, dialect, body_asking(ASKED)), None)
    assert len(made) == 4 and "ADD COLUMN" in made[2]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "asked",
    [
        'assert sa.inspect(op.get_bind()).get_pk_constraint("t")["name"] == "t_pkey"',
        'op.add_column("t", sa.Column("j", sa.Enum("x", name="k", native_enum=False)))\n'
        'assert not isinstance(sa.inspect(op.get_bind()).get_columns("t")[3]["type"], sa.Text)',
    ],
)
def test_what_dialects_of_packages_reflect_is_not_guessed(tmp_path: Path, dialect: str, asked: str) -> None:
    if dialect == "clickhouse" and "Enum" in asked:
        pytest.skip("its own Enum wants labels with numbers")
    with pytest.raises(SqlgenError, match=r'what the server would say of "t.*" is not known'):
        statements(project_on(tmp_path, dialect, body_asking(asked)), None)
