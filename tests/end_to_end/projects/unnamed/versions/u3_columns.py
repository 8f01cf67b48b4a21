"""Columns added with what needs a name, and dropped."""

import sqlalchemy as sa
from alembic import op

revision = "u3"
down_revision = "u2"


def upgrade():
    op.add_column("shop", sa.Column("phone", sa.String(20), unique=True))
    op.add_column("shop", sa.Column("sign", sa.String(20), index=True, comment="over the door"))
    op.add_column("clerk", sa.Column("other_id", sa.Integer, sa.ForeignKey("shop.id")))
    op.add_column("clerk", sa.Column("age", sa.Integer, sa.CheckConstraint("age > 13"), server_default="20"))
    op.alter_column(
        "clerk",
        "age",
        nullable=False,
        existing_type=sa.Integer(),
        existing_nullable=True,
        existing_server_default="20",
    )
    op.drop_column("shop", "street")
    op.drop_column("shop", "city")


def downgrade():
    op.add_column("shop", sa.Column("city", sa.String(10)))
    op.add_column("shop", sa.Column("street", sa.String(10)))
    op.create_unique_constraint(None, "shop", ["city", "street"])
    op.drop_column("clerk", "age")
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("clerk_other_id_fkey", "clerk", type_="foreignkey")
    else:
        op.drop_constraint("clerk_ibfk_4", "clerk", type_="foreignkey")
    op.drop_column("clerk", "other_id")
    op.drop_index("ix_shop_sign", "shop")
    op.drop_column("shop", "sign")
    op.drop_column("shop", "phone")
