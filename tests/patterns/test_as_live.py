"""Patterns of the census on SQLite: our script makes the same database as the live upgrade."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.compiler import Target, compile_range
from tests.end_to_end.walk import compare, facts, server_version
from tests.engines.alembic_live import upgrade_live
from tests.engines.databases import Database
from tests.histories.environments import ENV
from tests.replay.small_project import found, write_project

PREAMBLE = """
import warnings
from sqlalchemy.orm import Session, declarative_base
Base = declarative_base()
class Chart(Base):
    __tablename__ = "chart"
    id = sa.Column(sa.Integer, primary_key=True)
    owner = sa.Column(sa.String(9))
    secret = sa.Column(sa.String(99))
def has_column(table, column):
    return column in [c["name"] for c in sa.inspect(op.get_bind()).get_columns(table)]
"""
BODIES = (
    # tables, and rows of the range's own
    """
    chart = op.create_table("chart", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.String(9)), sa.Column("secret", sa.String(99), server_default="none"))
    op.bulk_insert(chart, [{"owner": "ann", "secret": "abc"}, {"owner": "bob", "secret": None}])
    op.create_table("item", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer),
        sa.Column("chart_id", sa.Integer, sa.ForeignKey("chart.id", name="fk_chart")),
        sa.UniqueConstraint("n", name="uq_n"))
    op.create_index("ix_item_chart", "item", ["chart_id"])
    """,
    # a loop of the ORM
    """
    session = Session(bind=op.get_bind())
    for one in session.query(Chart).filter(Chart.secret.isnot(None)).order_by(Chart.id):
        one.secret = one.secret[::-1]
    session.add(Chart(owner="eve"))
    session.commit()
    """,
    # a computation for each row, keys made by the server used in SQL
    """
    bind = op.get_bind()
    charts = bind.execute(sa.text("SELECT id, owner FROM chart ORDER BY id")).fetchall()
    for row in charts:
        bind.execute(sa.text("INSERT INTO item (n, chart_id) VALUES (:n, :c)"),
                     {"n": len(row.owner) * 10 + row.id, "c": row.id})
    """,
    # add if missing, in a helper
    """
    if not has_column("item", "extra"):
        op.add_column("item", sa.Column("extra", sa.Text, server_default="e"))
    if not has_column("item", "n"):
        op.add_column("item", sa.Column("n", sa.Text))
    """,
    # batches
    """
    with op.batch_alter_table("item") as batch_op:
        batch_op.alter_column("n", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_constraint("uq_n", type_="unique")
        batch_op.alter_column("extra", new_column_name="more")
        batch_op.create_unique_constraint("uq_both", ["n", "chart_id"])
    options = {"sqlite_autoincrement": True}
    with op.batch_alter_table("chart", table_kwargs=options, recreate="always") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.Enum("a", "b", name="kind"), server_default="a"))
    """,
    # existence tests, scalars used later, rowcount
    """
    bind = op.get_bind()
    if not bind.execute(sa.text("SELECT 1 FROM chart WHERE owner = 'zoe'")).fetchone():
        made = bind.execute(sa.text("INSERT INTO chart (owner) VALUES ('zoe')"))
        key = bind.execute(sa.text("SELECT id FROM chart WHERE owner = 'zoe'")).scalar()
        op.execute(f"UPDATE item SET chart_id = {key} WHERE n > 31")
    while bind.execute(sa.text("UPDATE item SET n = n - 30 WHERE n > 31")).rowcount > 0:
        pass
    """,
    # reflection
    """
    metadata = sa.MetaData()
    metadata.reflect(bind=op.get_bind(), only=["item"])
    item = metadata.tables["item"]
    op.get_bind().execute(item.insert().values(n=77))
    columns = [sa.Column(c.name, c.type, nullable=c.nullable) for c in item.c]
    copied = sa.Table("copied", sa.MetaData(), *columns)
    copied.create(op.get_bind())
    op.execute("INSERT INTO copied SELECT * FROM item")
    """,
    # introspection of one engine
    """
    rows = op.get_bind().execute(sa.text("PRAGMA index_list('item')")).mappings().all()
    for row in rows:
        if row["name"] == "ix_item_chart":
            op.drop_index("ix_item_chart", table_name="item")
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('copied', 'item')"
    if "copied" in op.get_bind().exec_driver_sql(query).scalars().all():
        op.rename_table("copied", "copy")
    """,
    # constructs
    """
    copy = sa.table("copy", sa.column("n", sa.Integer), sa.column("more", sa.Text))
    op.execute(copy.update().where(copy.c.n == op.inline_literal(77)).values(more="it's 50% done"))
    op.execute(sa.delete(copy).where(sa.or_(copy.c.n < 0, copy.c.n.in_([1000, 2000]))))
    op.execute("CREATE VIEW many AS SELECT count(*) AS c FROM copy")
    """,
)


@pytest.mark.server("sqlite")
def test_the_same_database_as_live(tmp_path: Path, new_database) -> None:  # type: ignore[no-untyped-def]
    """One history holds the patterns, so that Alembic is started once."""
    env = ENV.replace("NAMING_CONVENTION", "{}").replace("**OPTIONS", "render_as_batch=True")
    project = write_project(tmp_path, *BODIES, env=env, preamble=PREAMBLE)
    ours: Database = new_database()
    live: Database = new_database()
    script = compile_range(found(project), "base:head", Target("sqlite", server_version=server_version(ours)))
    ours.run_script(script.text())
    upgrade_live(project, live.url)
    compare(facts(ours), facts(live), "another database than the live upgrade")
