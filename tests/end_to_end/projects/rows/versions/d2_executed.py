"""SQL executed in every form."""

import datetime

import sqlalchemy as sa
from alembic import op

revision = "d2"
down_revision = "d1"

t = sa.table(
    "t",
    sa.column("id", sa.Integer),
    sa.column("name", sa.String),
    sa.column("n", sa.Numeric),
    sa.column("d", sa.Date),
    sa.column("b", sa.Boolean),
)


def upgrade():
    op.execute("UPDATE t SET name = 'plain ''quoted'' 100% done' WHERE id = 12")
    op.execute("UPDATE t SET name = 'trailing' WHERE id = 11;")
    op.execute(
        sa.text("UPDATE t SET name = :name, d = :d, b = :b WHERE id IN :ids").bindparams(
            sa.bindparam("ids", [10, 12], expanding=True),
            name="bound 'x' :y \\",
            d=datetime.date(2020, 1, 1),
            b=False,
        )
    )
    op.execute(sa.text("UPDATE t SET name = 'time 12\\:30 \\:not' WHERE id = 1"))
    op.execute(t.insert().values(id=20, name="core"))
    op.execute(sa.insert(t).values([{"id": 21, "name": "a"}, {"id": 22, "name": "b"}]))
    op.execute(sa.insert(t).from_select(["id", "name"], sa.select(t.c.id + 100, t.c.name).where(t.c.id < 3)))
    op.execute(
        t.update().where(t.c.name == op.inline_literal("core")).values(n=t.c.id + 1, name="it's updated")
    )
    op.execute(sa.update(t).where(t.c.id.in_([21, 22])).values(name=sa.func.upper(t.c.name)))
    op.execute(sa.update(t).where(sa.or_(t.c.b.is_(True), t.c.name.like("b%"))).values(n=7.25))
    op.execute(sa.delete(t).where(sa.and_(t.c.id > 100, t.c.n.is_(None))))
    op.get_bind().execute(
        sa.text("INSERT INTO t (id, name) VALUES (:id, :name)"), {"id": 30, "name": "from a bind"}
    )
    op.get_bind().execute(
        sa.text("INSERT INTO t (id, name) VALUES (:id, :name)"),
        [{"id": 31, "name": "many"}, {"id": 32, "name": "more"}],
    )
    op.get_bind().execute(t.insert(), [{"id": 33, "name": "core many"}, {"id": 34, "name": "core more"}])
    op.get_bind().execute(
        t.update().where(t.c.id == sa.bindparam("key")).values(name=sa.bindparam("new")),
        [{"key": 33, "new": "bound"}],
    )
    op.execute("""
        -- a comment; with a semicolon
        INSERT INTO t (id, name)
        SELECT id + 50, name /* another; one */ FROM t WHERE id = 20
    """)
    op.execute(
        sa.schema.CreateTable(sa.Table("made", sa.MetaData(), sa.Column("x", sa.Integer, primary_key=True)))
    )
    extra = sa.Table(
        "extra",
        sa.MetaData(),
        sa.Column("x", sa.Integer, primary_key=True),
        sa.Column("y", sa.String(9), index=True),
    )
    extra.create(op.get_bind())
    metadata = sa.MetaData()
    sa.Table("m1", metadata, sa.Column("x", sa.Integer, primary_key=True))
    sa.Table("m2", metadata, sa.Column("x", sa.Integer, sa.ForeignKey("m1.x"), primary_key=True))
    metadata.create_all(op.get_bind())


def downgrade():
    for name in ("m2", "m1", "extra", "made"):
        op.execute(f"DROP TABLE {name}")
    op.execute("DELETE FROM t WHERE id > 12")
