"""Sites and meters"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "site",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("city", sa.String(80), nullable=False, server_default=""),
    )
    op.create_table(
        "meter",
        sa.Column("serial", sa.String(20), primary_key=True),
        sa.Column("site_id", sa.Integer, sa.ForeignKey("site.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("installed", sa.Date),
        sa.CheckConstraint("kind IN ('water', 'power')", name="kind_known"),
    )


def downgrade():
    op.drop_table("meter")
    op.drop_table("site")
