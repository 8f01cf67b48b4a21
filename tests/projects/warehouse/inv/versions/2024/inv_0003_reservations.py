"""Reservations, and longer item names

The column free is worked out by the server.
"""

import sqlalchemy as sa
from alembic import op

revision = "inv_0003"
down_revision = "inv_0002"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        "bin", sa.Column("reserved", sa.Integer(), server_default=sa.text("0"), nullable=False), schema="inv"
    )
    op.add_column("bin", sa.Column("free", sa.Integer(), sa.Computed("on_hand - reserved", persisted=True)), schema="inv")
    op.create_check_constraint("reserved_on_hand", "bin", "reserved <= on_hand", schema="inv")
    op.alter_column("item", "name", new_column_name="label", type_=sa.String(120), schema="inv")
    op.add_column("item", sa.Column("weight_g", sa.Integer()), schema="inv")


def downgrade():
    op.drop_column("item", "weight_g", schema="inv")
    op.alter_column("item", "label", new_column_name="name", type_=sa.String(80), schema="inv")
    op.drop_constraint("reserved_on_hand", "bin", schema="inv", type_="check")
    op.drop_column("bin", "free", schema="inv")
    op.drop_column("bin", "reserved", schema="inv")
