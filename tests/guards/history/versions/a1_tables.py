"""Tables"""

import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
    )
    op.bulk_insert(sa.table("account", sa.column("id"), sa.column("name")), [{"id": 1, "name": "Ann"}])


def downgrade():
    op.drop_table("account")
