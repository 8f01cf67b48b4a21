"""Open deliveries reserve what is on hand"""

import sqlalchemy as sa
from alembic import op

revision = "sales_0002"
down_revision = "sales_0001"
branch_labels = None
depends_on = "inv_0003"


def upgrade():
    op.add_column("delivery", sa.Column("delivered_on", sa.Date()), schema="sales")
    op.create_index(
        "ix_delivery_open",
        "delivery",
        ["item_id"],
        schema="sales",
        postgresql_where=sa.text("delivered_on IS NULL"),
    )
    op.execute(
        """
        UPDATE inv.bin
        SET reserved = LEAST(on_hand, d.quantity)
        FROM (SELECT item_id, SUM(quantity) AS quantity FROM sales.delivery
              WHERE delivered_on IS NULL GROUP BY item_id) AS d
        WHERE d.item_id = inv.bin.item_id
        """
    )


def downgrade():
    op.execute("UPDATE inv.bin SET reserved = 0")
    op.drop_index("ix_delivery_open", table_name="delivery", schema="sales")
    op.drop_column("delivery", "delivered_on", schema="sales")
