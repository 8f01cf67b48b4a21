"""Types, and comments set, changed and dropped."""

import sqlalchemy as sa
from alembic import op
from existing import existing

revision = "c4"
down_revision = "c3"


def upgrade():
    op.alter_column(
        "item",
        "price",
        type_=sa.Numeric(14, 3),
        **existing(type=sa.Numeric(10, 2), nullable=False, server_default="1.50"),
    )
    op.alter_column(
        "item",
        "wide",
        type_=sa.BigInteger(),
        nullable=True,
        server_default="6",
        comment="wider",
        **existing(type=sa.Integer(), nullable=False),
    )
    op.alter_column(
        "item", "plain", comment="it's % :x \\ plain", **existing(type=sa.String(10), server_default="x'y")
    )
    op.alter_column(
        "item",
        "count_",
        comment=None,
        **existing(type=sa.Integer(), nullable=False, server_default=sa.text("(41 + 1)"), comment="How many"),
    )
    op.alter_column(
        "item",
        "name",
        type_=sa.String(80),
        comment="Longer",
        **existing(type=sa.String(40), nullable=True, server_default="it's", comment='Its name\'s "text"'),
    )


def downgrade():
    op.alter_column(
        "item",
        "name",
        type_=sa.String(40),
        comment='Its name\'s "text"',
        **existing(type=sa.String(80), nullable=True, server_default="it's", comment="Longer"),
    )
    op.alter_column(
        "item",
        "count_",
        comment="How many",
        **existing(type=sa.Integer(), nullable=False, server_default=sa.text("(41 + 1)")),
    )
    op.alter_column(
        "item",
        "plain",
        comment=None,
        **existing(type=sa.String(10), server_default="x'y", comment="it's % :x \\ plain"),
    )
    op.alter_column(
        "item",
        "wide",
        type_=sa.Integer(),
        nullable=False,
        server_default=None,
        comment=None,
        **existing(type=sa.BigInteger(), nullable=True, server_default="6", comment="wider"),
    )
    op.alter_column(
        "item",
        "price",
        type_=sa.Numeric(10, 2),
        **existing(type=sa.Numeric(14, 3), nullable=False, server_default="1.50"),
    )
