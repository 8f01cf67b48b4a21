"""What old scripts do: COMMIT by hand, the bind, dialect checks, several statements in a string."""

import sqlalchemy as sa
from alembic import context, op

revision = "v1"
down_revision = None


def upgrade():
    bind = op.get_bind()
    if bind.engine.name == "postgresql":
        op.execute("CREATE TYPE phase AS ENUM ('a')")
        op.execute("COMMIT")
        op.execute("ALTER TYPE phase ADD VALUE 'b'")
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(60)))
    bind.execute(sa.text("INSERT INTO t (name) VALUES ('from the bind')"))
    bind.exec_driver_sql("INSERT INTO t (name) VALUES ('driver :x 100%%')")
    bind.execute(sa.text("UPDATE t SET name = :n WHERE name = :o"), {"n": "it's new", "o": "from the bind"})
    if not context.is_offline_mode():
        op.execute("INSERT INTO t (name) VALUES ('live')")
    assert op.get_context().as_sql is False
    for statement in ("UPDATE t SET name = 'a'||'b' WHERE id < 0", "DELETE FROM t WHERE id < 0;"):
        op.execute(statement)
    with op.batch_alter_table("t") as batch_op:
        batch_op.add_column(sa.Column("n", sa.Integer(), server_default="0", nullable=False))
    op.alter_column("t", "n", server_default=None, existing_type=sa.Integer(), existing_nullable=False)
    metadata = sa.MetaData()
    t = sa.Table(
        "t", metadata, sa.Column("id", sa.Integer), sa.Column("name", sa.String), sa.Column("n", sa.Integer)
    )
    bind.execute(t.update().values(n=sa.func.length(t.c.name)))
    bind.execute(sa.insert(t), {"name": "one", "n": 1})
    op.bulk_insert(t, [{"name": "x", "n": 1}, {"name": None, "n": 2}])
    with bind.begin_nested():
        bind.execute(sa.delete(t).where(t.c.name.is_(None)))


def downgrade():
    op.drop_table("t")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TYPE phase")
