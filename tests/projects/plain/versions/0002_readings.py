"""Readings"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.create_table(
        "reading",
        sa.Column("serial", sa.String(20), sa.ForeignKey("meter.serial"), primary_key=True),
        sa.Column("read_at", sa.DateTime(timezone=True), primary_key=True, server_default=sa.func.now()),
        sa.Column("amount", sa.Integer, nullable=False),
    )
    op.create_index("ix_reading_read_at", "reading", ["read_at"])


def downgrade():
    op.drop_table("reading")
