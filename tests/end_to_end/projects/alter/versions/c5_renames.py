"""New names, alone and with everything else."""

import sqlalchemy as sa
from alembic import op
from existing import existing

revision = "c5"
down_revision = "c4"

KIND = {
    "type": sa.Enum("a", "b", name="kind"),
    "nullable": True,
    "server_default": "b",
    "comment": "Which kind",
}


def upgrade():
    op.create_index("ix_item_kind", "item", ["kind"])
    op.create_unique_constraint("uq_item_plain", "item", ["plain"])
    op.create_check_constraint("ck_item_count", "item", "count_ >= 0")
    op.alter_column("item", "kind", new_column_name="sort", **existing(**KIND))
    op.alter_column(
        "item",
        "plain",
        new_column_name="Simple Name",
        **existing(type=sa.String(10), nullable=True, server_default="x'y", comment="it's % :x \\ plain"),
    )
    op.alter_column(
        "item",
        "wide",
        new_column_name="order",
        type_=sa.Integer(),
        nullable=False,
        server_default=sa.text("7"),
        comment="all at once",
        **existing(type=sa.BigInteger(), nullable=True, server_default="6", comment="wider"),
    )
    op.alter_column(
        "item",
        "seen",
        new_column_name="looked_at",
        nullable=False,
        **existing(type=sa.DateTime(), nullable=True, server_default=sa.func.now()),
    )


def downgrade():
    op.alter_column(
        "item",
        "looked_at",
        new_column_name="seen",
        nullable=True,
        **existing(type=sa.DateTime(), nullable=False, server_default=sa.func.now()),
    )
    op.alter_column(
        "item",
        "order",
        new_column_name="wide",
        type_=sa.BigInteger(),
        nullable=True,
        server_default="6",
        comment="wider",
        **existing(type=sa.Integer(), nullable=False, server_default=sa.text("7"), comment="all at once"),
    )
    op.alter_column(
        "item",
        "Simple Name",
        new_column_name="plain",
        **existing(type=sa.String(10), nullable=True, server_default="x'y", comment="it's % :x \\ plain"),
    )
    op.alter_column("item", "sort", new_column_name="kind", **existing(**KIND))
    op.drop_constraint("ck_item_count", "item", type_="check")
    op.drop_constraint("uq_item_plain", "item", type_="unique")
    op.drop_index("ix_item_kind", "item")
