"""Merge"""

from alembic import op

revision = "b1"
down_revision = ("a3", "p1")


def upgrade():
    op.execute("UPDATE account SET name = 'nobody' WHERE 1 = 0")


def downgrade():
    pass
