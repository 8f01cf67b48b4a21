"""The same, changed."""

import sqlalchemy as sa
from alembic import op

revision = "n2"
down_revision = "n1"


def upgrade():
    mysql = op.get_context().dialect.name != "postgresql"
    op.add_column("computed", sa.Column("d", sa.Integer, sa.Computed("a + 5", persisted=True)))
    if mysql:
        op.add_column("computed", sa.Column("v", sa.Integer, sa.Computed("a - 5", persisted=False)))
        op.add_column("computed", sa.Column("w", sa.Integer, sa.Computed("a - 6")))
    op.drop_column("computed", "c")
    op.alter_column(
        "serial",
        "id",
        type_=sa.BigInteger(),
        existing_type=sa.Integer(),
        existing_nullable=False,
        existing_autoincrement=True,
    ) if not mysql else None
    op.alter_column("big", "x", type_=sa.BigInteger(), existing_type=sa.Integer(), existing_nullable=True)
    if mysql:
        op.alter_column(
            "keyed",
            "id",
            type_=sa.BigInteger(),
            existing_type=sa.Integer(),
            existing_nullable=False,
            existing_autoincrement=True,
        )
        return
    op.alter_column(
        "keyed",
        "id",
        server_default=sa.Identity(always=True, start=500, cache=7),
        existing_server_default=sa.Identity(start=100, increment=10),
    )
    op.create_table("later", sa.Column("id", sa.Integer, nullable=False))
    op.alter_column("later", "id", server_default=sa.Identity(minvalue=5, maxvalue=5000, cycle=True))
    op.alter_column("not_numbered", "id", server_default=sa.Identity(), existing_server_default=None)
    op.execute(
        sa.schema.CreateSequence(
            sa.Sequence("numbers", start=3, increment=2, minvalue=1, maxvalue=99, cycle=True)
        )
    )
    op.add_column("later", sa.Column("n", sa.Integer, server_default=sa.text("nextval('numbers')")))
    seq = sa.Sequence("owned")
    seq.create(op.get_bind())
    op.add_column("later", sa.Column("m", sa.Integer, server_default=seq.next_value()))
    op.add_column("later", sa.Column("k", sa.Integer, sa.Identity(always=True), nullable=False))


def downgrade():
    mysql = op.get_context().dialect.name != "postgresql"
    if not mysql:
        op.drop_column("later", "k")
        op.drop_column("later", "m")
        op.execute(sa.schema.DropSequence(sa.Sequence("owned")))
        op.drop_column("later", "n")
        op.execute("DROP SEQUENCE numbers")
        op.alter_column("not_numbered", "id", server_default=None, existing_server_default=sa.Identity())
        op.drop_table("later")
        op.alter_column(
            "keyed",
            "id",
            server_default=sa.Identity(start=100, increment=10),
            existing_server_default=sa.Identity(always=True, start=500, cache=7),
        )
    else:
        op.alter_column(
            "keyed",
            "id",
            type_=sa.Integer(),
            existing_type=sa.BigInteger(),
            existing_nullable=False,
            existing_autoincrement=True,
        )
        op.drop_column("computed", "w")
        op.drop_column("computed", "v")
    op.drop_column("computed", "d")
    op.add_column("computed", sa.Column("c", sa.String(40), sa.Computed("'x'", persisted=True)))
