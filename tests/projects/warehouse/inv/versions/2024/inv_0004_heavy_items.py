"""An index of heavy items"""

import sqlalchemy as sa
from alembic import op

revision = "inv_0004"
down_revision = "inv_0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_item_heavy", "item", [sa.text("(weight_g / 1000)"), "sku"], schema="inv")
    op.create_index(op.f("ix_inv_bin_item_id"), "bin", ["item_id"], schema="inv", unique=False)


def downgrade():
    op.drop_index(op.f("ix_inv_bin_item_id"), table_name="bin", schema="inv")
    op.drop_index("ix_item_heavy", table_name="item", schema="inv")
