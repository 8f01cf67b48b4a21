"""Balances"""

import sqlalchemy as sa
from alembic import op

revision = "a2"
down_revision = "a1"


def upgrade():
    op.add_column("account", sa.Column("balance", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE account SET balance = balance + 10")


def downgrade():
    op.drop_column("account", "balance")
