"""Bins: where items lie, and how many"""

import sqlalchemy as sa
from alembic import op

revision = "inv_0002"
down_revision = "inv_0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "place",
        sa.Column("aisle", sa.String(4), nullable=False),
        sa.Column("shelf", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("on_hand", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("aisle", "shelf", name=op.f("pk_bin")),
        schema="inv",
    )
    op.create_foreign_key(
        op.f("fk_bin_item_id_item"),
        "place",
        "item",
        ["item_id"],
        ["id"],
        source_schema="inv",
        referent_schema="inv",
        ondelete="RESTRICT",
    )
    op.rename_table("place", "bin", schema="inv")


def downgrade():
    op.drop_table("bin", schema="inv")
