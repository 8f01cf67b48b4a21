"""Items"""

import sqlalchemy as sa
from alembic import op

revision = "inv_0001"
down_revision = None
branch_labels = ("inv",)
depends_on = None


def upgrade():
    op.execute("CREATE SCHEMA inv")
    op.create_table(
        "item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("sku", sa.String(30), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("sku", name=op.f("uq_item_sku")),
        schema="inv",
    )


def downgrade():
    op.drop_table("item", schema="inv")
    op.execute("DROP SCHEMA inv")
