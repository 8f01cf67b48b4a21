"""The same tables, changed."""

import sqlalchemy as sa
from alembic import op

revision = "w2"
down_revision = "w1"


def upgrade():
    op.rename_table("plain", "Plain Table")
    op.rename_table("empty", "full")
    op.add_column("parted", sa.Column("more", sa.Integer))
    op.add_column("full", sa.Column("a", sa.String(9)))
    op.alter_column(
        "Plain Table", "x", type_=sa.String(19), existing_type=sa.String(9), existing_nullable=True
    )
    op.drop_column("full", "id")


def downgrade():
    op.add_column("full", sa.Column("id", sa.Integer))
    op.drop_column("full", "a")
    op.drop_column("parted", "more")
    op.alter_column(
        "Plain Table", "x", type_=sa.String(9), existing_type=sa.String(19), existing_nullable=True
    )
    op.rename_table("full", "empty")
    op.rename_table("Plain Table", "plain")
