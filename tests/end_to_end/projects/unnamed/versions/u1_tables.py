"""No naming convention: the server makes the names up, and the scripts use them."""

import sqlalchemy as sa
from alembic import op

revision = "u1"
down_revision = None


def upgrade():
    op.create_table(
        "shop",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(10), unique=True),
        sa.Column("city", sa.String(10)),
        sa.Column("street", sa.String(10)),
        sa.Column("grade", sa.Integer, sa.CheckConstraint("grade > 0")),
        sa.UniqueConstraint("city", "street"),
        sa.CheckConstraint("grade < 100"),
    )
    op.create_table(
        "clerk",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("shop_id", sa.Integer, sa.ForeignKey("shop.id")),
        sa.Column("boss_id", sa.Integer, sa.ForeignKey("clerk.id", ondelete="CASCADE")),
        sa.Column("shop_code", sa.String(10)),
        sa.ForeignKeyConstraint(["shop_code"], ["shop.code"]),
    )


def downgrade():
    op.drop_table("clerk")
    op.drop_table("shop")
