"""What MODIFY and CHANGE must not lose: UNSIGNED, AUTO_INCREMENT, character sets, ON UPDATE."""

import sqlalchemy as sa
from alembic import op
from existing import existing
from sqlalchemy.dialects import mysql as my

revision = "c6"
down_revision = "c5"

LATIN = my.VARCHAR(20, charset="latin1", collation="latin1_bin")
CHANGED = sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")
TOUCHED = sa.text("NULL ON UPDATE CURRENT_TIMESTAMP(3)")


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        return
    big = my.BIGINT(unsigned=True)
    op.alter_column(
        "special",
        "id",
        comment="numbered on",
        **existing(type=big, nullable=False, autoincrement=True, comment="numbered"),
    )
    op.alter_column("special", "latin", comment="latin", **existing(type=LATIN, nullable=False))
    op.alter_column(
        "special",
        "binary_",
        nullable=True,
        **existing(type=sa.String(20, collation="utf8mb4_bin"), server_default="b", nullable=False),
    )
    op.alter_column(
        "special",
        "changed",
        comment="by the server",
        **existing(type=sa.TIMESTAMP(), nullable=False, server_default=CHANGED, comment="set by the server"),
    )
    op.alter_column(
        "special",
        "touched",
        comment="t",
        **existing(type=my.DATETIME(fsp=3), nullable=True, server_default=TOUCHED),
    )
    op.alter_column(
        "special",
        "amount",
        new_column_name="total",
        **existing(type=my.INTEGER(unsigned=True), nullable=False, server_default=sa.text("3")),
    )
    op.alter_column(
        "special", "claimed", comment="no ON UPDATE", **existing(type=sa.DateTime(), nullable=True)
    )
    op.alter_column(
        "special",
        "guid",
        comment="made",
        **existing(type=sa.String(40), nullable=True, server_default=sa.text("(uuid())")),
    )


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        return
    op.alter_column(
        "special",
        "total",
        new_column_name="amount",
        comment="back",
        **existing(type=my.INTEGER(unsigned=True), nullable=False, server_default=sa.text("3")),
    )
    op.alter_column(
        "special",
        "changed",
        new_column_name="changed_at",
        **existing(type=sa.TIMESTAMP(), nullable=False, server_default=CHANGED, comment="by the server"),
    )
    op.alter_column(
        "special",
        "id",
        type_=my.BIGINT(),
        **existing(type=my.BIGINT(unsigned=True), nullable=False, autoincrement=True, comment="numbered on"),
    )
