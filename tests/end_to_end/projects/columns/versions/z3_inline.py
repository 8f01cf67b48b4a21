"""Constraints written within ADD COLUMN, and conditions."""

import sqlalchemy as sa
from alembic import op

revision = "z3"
down_revision = "z2"


def upgrade():
    op.create_table("keyless", sa.Column("x", sa.Integer))
    if op.get_context().dialect.name != "mysql":
        op.add_column("keyless", sa.Column("once", sa.Integer), if_not_exists=True)
        op.add_column("keyless", sa.Column("once", sa.Integer), if_not_exists=True)
        op.drop_column("keyless", "never", if_exists=True)
    op.add_column(
        "keyless", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), inline_primary_key=True
    )
    if op.get_context().dialect.name == "postgresql":
        op.add_column(
            "keyless",
            sa.Column(
                "other_id", sa.Integer, sa.ForeignKey("other.id", name=op.f("fk_inline"), ondelete="CASCADE")
            ),
            inline_references=True,
        )
        op.drop_constraint("nothing", "keyless", if_exists=True)
        op.drop_index("ix_nothing", if_exists=True)


def downgrade():
    op.drop_table("keyless")
