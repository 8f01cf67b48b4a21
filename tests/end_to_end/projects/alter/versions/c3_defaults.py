"""Defaults alone: set, changed, dropped; texts, numbers, expressions."""

import sqlalchemy as sa
from alembic import op
from existing import existing

revision = "c3"
down_revision = "c2"


def upgrade():
    op.alter_column("item", "plain", server_default="x'y", **existing(type=sa.String(10), nullable=True))
    op.alter_column(
        "item",
        "count_",
        server_default=sa.text("(41 + 1)"),
        **existing(type=sa.Integer(), nullable=False, server_default=sa.text("0"), comment="How many"),
    )
    op.alter_column(
        "item", "wide", server_default=None, **existing(type=sa.Integer(), nullable=False, server_default="5")
    )
    op.alter_column(
        "item", "seen", server_default=sa.func.now(), **existing(type=sa.DateTime(), nullable=True)
    )
    op.alter_column(
        "item",
        "made",
        server_default=None,
        **existing(type=sa.DateTime(), nullable=True, server_default=sa.func.now(), comment="When made"),
    )
    op.alter_column(
        "item", "flag", server_default=sa.false(), **existing(type=sa.Boolean(), server_default=sa.true())
    )
    op.alter_column(
        "item",
        "kind",
        server_default="b",
        **existing(type=sa.Enum("a", "b", name="kind"), server_default="a", comment="Which kind"),
    )


def downgrade():
    op.alter_column(
        "item",
        "kind",
        server_default="a",
        **existing(type=sa.Enum("a", "b", name="kind"), server_default="b", comment="Which kind"),
    )
    op.alter_column(
        "item", "flag", server_default=sa.true(), **existing(type=sa.Boolean(), server_default=sa.false())
    )
    op.alter_column(
        "item", "made", server_default=sa.func.now(), **existing(type=sa.DateTime(), comment="When made")
    )
    op.alter_column(
        "item", "seen", server_default=None, **existing(type=sa.DateTime(), server_default=sa.func.now())
    )
    op.alter_column("item", "wide", server_default="5", **existing(type=sa.Integer(), nullable=False))
    op.alter_column(
        "item",
        "count_",
        server_default=sa.text("0"),
        **existing(type=sa.Integer(), nullable=False, comment="How many", server_default=sa.text("(41 + 1)")),
    )
    op.alter_column("item", "plain", server_default=None, **existing(type=sa.String(10)))
