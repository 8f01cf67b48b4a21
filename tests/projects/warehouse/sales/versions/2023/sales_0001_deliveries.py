"""Deliveries"""

import sqlalchemy as sa
from alembic import op

revision = "sales_0001"
down_revision = None
branch_labels = ("sales",)
depends_on = ("inv_0001",)


def upgrade():
    op.execute("CREATE SCHEMA sales")
    op.execute(sa.schema.CreateSequence(sa.Sequence("delivery_number", start=1000, schema="sales")))
    op.create_table(
        "delivery",
        sa.Column("number", sa.Integer(), server_default=sa.text("nextval('sales.delivery_number')"), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["inv.item.id"], name=op.f("fk_delivery_item_id_item")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_delivery")),
        schema="sales",
        comment="Goods on their way to customers",
    )


def downgrade():
    op.drop_table("delivery", schema="sales")
    op.execute(sa.schema.DropSequence(sa.Sequence("delivery_number", schema="sales")))
    op.execute("DROP SCHEMA sales")
