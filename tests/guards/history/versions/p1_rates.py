"""Rates"""

import sqlalchemy as sa
from alembic import op

revision = "p1"
down_revision = "a1"


def upgrade():
    op.create_table("rate", sa.Column("code", sa.String(3), primary_key=True))
    op.execute("INSERT INTO rate (code) VALUES ('EUR')")


def downgrade():
    op.drop_table("rate")
